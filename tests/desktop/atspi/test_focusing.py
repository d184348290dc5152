"""The field that has the keyboard: found where nobody announced it, asked again where it is not told yet."""

import pytest

from tests.desktop.atspi.pretending import ENTRY, LIST_BOX, MENU, MENU_ITEM, PAGE, PANEL, PretendApplication
from tests.desktop.atspi.typist import LOGIN, SECOND
from tests.desktop.stage import wait_for
from workbench.desktop.atspi.applications import Applications
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.describing import Describing
from workbench.desktop.atspi.focusing import Focusing
from workbench.desktop.atspi.objects import Objects
from workbench.desktop.x11.clock import monotonic_ms
from workbench.model.elements import Element
from workbench.model.geometry import Rect

HERE = Rect(10, 20, 100, 30)


class Asking:
    """Asks again and again which field has the keyboard in a window, as every key does."""

    def __init__(self, bus: Bus) -> None:
        objects = Objects(bus)
        applications = Applications(bus, objects)
        describing = Describing(bus, objects)
        self.focusing = Focusing(bus, monotonic_ms, applications, describing, objects)
        bus.start()
        wait_for(lambda: bus.alive and bus.tried, "the bus")

    def found(self) -> Element | None:
        self.focusing.look(LOGIN)
        return self.focusing.found(LOGIN, monotonic_ms())

    def wait_found(self) -> Element:
        return wait_for(self.found, "the field")

    def wait_in_vain(self, seconds: float) -> None:
        with pytest.raises(AssertionError):
            wait_for(self.found, "a field", seconds)


@pytest.fixture
def asking(bus: Bus, application: PretendApplication) -> Asking:
    application.put("/name", ENTRY)
    return Asking(bus)


def test_a_field_that_got_the_keyboard_before_anybody_listened_is_found(
    asking: Asking, application: PretendApplication
) -> None:
    application.focus("/name", told=False)
    assert asking.wait_found().rect == HERE
    assert asking.focusing.found(SECOND, monotonic_ms()) is None, "it is in another window"


def test_a_field_whose_window_is_still_on_its_way_to_its_place_is_asked_again(
    asking: Asking, application: PretendApplication
) -> None:
    frame = application.things["/frame"]
    frame.extents = (500, 500, 40, 30)
    application.focus("/name")
    asking.wait_in_vain(0.1)
    frame.extents = (0, 0, 400, 300)
    assert asking.wait_found().rect == HERE


def test_one_that_never_says_what_it_is_is_left_in_peace(
    asking: Asking, application: PretendApplication
) -> None:
    application.things["/frame"].extents = (500, 500, 40, 30)
    application.focus("/name")
    asking.wait_in_vain(1)

    def in_peace() -> bool:
        asked = len(application.asked)
        asking.wait_in_vain(0.5)
        return len(application.asked) == asked

    wait_for(in_peace, "an end of the questions")


@pytest.mark.parametrize("toolkit", ["Gecko", "Chromium"])
@pytest.mark.parametrize("holders", [((MENU, "/menu"), (PANEL, "/panel")), ((LIST_BOX, "/list"),)])
def test_what_a_browser_suggests_is_no_element_and_the_same_in_a_page_is_one(
    bus: Bus,
    application: PretendApplication,
    monkeypatch: pytest.MonkeyPatch,
    holders: tuple[tuple[int, str], ...],
    toolkit: str,
) -> None:
    objects = Objects(bus)

    async def browser(_bus_name: str) -> str:
        return toolkit

    monkeypatch.setattr(bus, "toolkit", browser)
    describing = Describing(bus, objects)
    bus.start()
    wait_for(lambda: bus.alive and bus.tried, "the bus")

    def named(outer: str, item: str) -> bool:
        inside = outer
        for role, path in reversed(holders):
            application.put(f"{outer}{path}", role, inside=inside)
            inside = f"{outer}{path}"
        ref = application.put(item, MENU_ITEM, inside=inside)
        application.things[item].name = "Walrus"
        found = bus.run(objects.look(ref)).result(60)
        assert found is not None
        return bus.run(describing.element(found)).result(60)[1] is not None

    application.put("/page", PAGE)
    assert not named("/frame", "/suggested")
    assert named("/page", "/offered")
    toolkit = "gtk"
    assert named("/frame", "/of_another_toolkit")

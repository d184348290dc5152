"""Of a browser's popups only menus and the lists of pages' drop-downs are known for what they are."""

import pytest

from tests.desktop.atspi.browser import HERE, POPUP, WINDOW, open_list, put_up, show_page
from tests.desktop.atspi.pretending import LIST_BOX, MENU_BAR, PANEL, PretendApplication
from tests.desktop.stage import wait_for
from workbench.desktop.atspi.applications import Applications
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.documents import Documents
from workbench.desktop.atspi.objects import Objects
from workbench.desktop.atspi.popups import MENU, Popup, Popups
from workbench.desktop.x11.clock import monotonic_ms
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo


class Looking:
    """Looks at popups over a bus, one at a time."""

    def __init__(self, bus: Bus) -> None:
        objects = Objects(bus)
        applications = Applications(bus, objects)
        documents = Documents(bus, objects, applications, monotonic_ms)
        self.popups = Popups(bus, objects, applications, documents)
        self._bus = bus
        bus.start()
        wait_for(lambda: bus.alive and bus.tried, "the bus")

    def at(self, popup: WindowInfo = POPUP) -> Popup | None:
        self._bus.run(self.popups.look(popup, (WINDOW,))).result(60)
        return self.popups.known(popup)


@pytest.fixture
def looking(bus: Bus, application: PretendApplication) -> Looking:
    show_page(application)
    return Looking(bus)


def test_the_list_of_a_drop_down_belongs_to_its_page(looking: Looking, application: PretendApplication) -> None:
    open_list(application)
    assert looking.at() == Popup(WINDOW.id, HERE)


def test_a_menu_is_one_and_stays_one_without_being_asked_again(
    looking: Looking, application: PretendApplication
) -> None:
    put_up(application, POPUP.rect, MENU_BAR)
    assert looking.at() is MENU
    application.asked.clear()
    assert looking.at() is MENU
    assert application.asked == []


@pytest.mark.parametrize("inside", [(LIST_BOX,), (PANEL,), (MENU_BAR, PANEL)])
def test_suggestions_and_bubbles_are_not_known(
    looking: Looking, application: PretendApplication, inside: tuple[int, ...]
) -> None:
    open_list(application)
    put_up(application, POPUP.rect, *inside)
    assert looking.at() is None


def test_a_bare_popup_is_no_list_while_no_drop_down_is_open_beside_it(
    looking: Looking, application: PretendApplication
) -> None:
    put_up(application)
    assert looking.at() is None
    open_list(application)
    application.things["/count"].extents = (400, 400, 51, 20)
    assert looking.at() is None, "its list is elsewhere"
    application.things["/count"].extents = (57, 263, 51, 20)
    application.things["/menu"].states = 0
    assert looking.at() is None, "its list does not show"
    open_list(application)
    assert looking.at() == Popup(WINDOW.id, HERE), "what is not known is asked again"


def test_a_popup_that_nobody_answers_for_or_that_has_no_object_is_not_known(
    looking: Looking, application: PretendApplication
) -> None:
    open_list(application)
    application.things["/popup"].extents = (500, 283, 50, 50)
    assert looking.at() is None
    application.tops = ["/frame"]
    assert looking.at() is None


def test_in_a_page_whose_address_is_not_known_a_list_is_of_no_site(
    looking: Looking, application: PretendApplication
) -> None:
    application.things["/page"].name = "Salaries"
    open_list(application)
    assert looking.at() == Popup(WINDOW.id, "")


def test_a_browser_that_cannot_be_asked_has_menus_only(
    looking: Looking, application: PretendApplication
) -> None:
    application.registered = False
    assert looking.at() is MENU


def test_many_popups_are_not_all_remembered(looking: Looking, application: PretendApplication) -> None:
    put_up(application, POPUP.rect, MENU_BAR)
    for number in range(100, 180):
        popup = WindowInfo(number, POPUP.names, "", POPUP.pid, POPUP.rect, popup=True)
        assert looking.at(popup) is MENU
    assert looking.popups.known(WindowInfo(100, (), "", None, Rect(0, 0, 1, 1))) is None

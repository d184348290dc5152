"""What a browser shows over its pages is known by the objects that stand beside its windows' own."""

from collections.abc import Sequence

import pytest

from tests.desktop.atspi.browser import PID, put_up, show_page
from tests.desktop.atspi.pretending import ENTRY, PANEL, SHOWING, PretendApplication, Thing
from tests.desktop.stage import wait_for
from workbench.desktop.atspi.applications import Applications
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.covers import KEPT, Covers
from workbench.desktop.atspi.objects import Objects
from workbench.desktop.atspi.questions import Outcome, Question, Ref, Reply
from workbench.model.geometry import Rect

DIALOG = 16
BUBBLE = Rect(383, 100, 448, 230)
PAGE_PLACE = Rect(4, 87, 892, 509)


class Looking:
    """Looks for them over a bus."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self.covers = Covers(bus, Applications(bus, Objects(bus)))
        bus.start()
        wait_for(lambda: bus.alive and bus.tried, "the bus")

    def now(self, pid: int = PID) -> tuple[Rect, ...]:
        return self._bus.run(self.covers.of(pid, [PAGE_PLACE])).result(60)


@pytest.fixture
def looking(bus: Bus, application: PretendApplication) -> Looking:
    show_page(application)
    return Looking(bus)


def test_a_bubble_covers_its_place_while_it_stands(looking: Looking, application: PretendApplication) -> None:
    assert looking.now() == ()
    application.things["/bubble"] = Thing(DIALOG, extents=(383, 100, 448, 230))
    application.tops.append("/bubble")
    assert looking.now() == (BUBBLE,)
    application.things["/bubble"].extents = (0, 0, 0, 0)
    assert looking.now() == ()
    application.tops.remove("/bubble")
    assert looking.now() == ()


def test_frames_are_no_cover_and_what_an_object_is_is_asked_once(
    looking: Looking, application: PretendApplication
) -> None:
    put_up(application)
    assert looking.now() == ()
    application.asked.clear()
    assert looking.now() == ()
    assert not any(method.endswith(("GetRole", "GetExtents")) for method in application.asked)


def test_many_that_come_and_go_are_not_all_remembered(
    looking: Looking, application: PretendApplication
) -> None:
    for number in range(KEPT + 5):
        application.things[f"/bubble{number}"] = Thing(DIALOG, extents=(383, 100, 448, 230))
    application.tops += [f"/bubble{number}" for number in range(KEPT + 5)]
    assert looking.now() == (BUBBLE,) * (KEPT + 5)
    assert len(looking.covers._roles) == KEPT


def test_of_a_process_that_is_not_on_the_bus_nothing_is_known(looking: Looking) -> None:
    assert looking.now(1) == ()


def test_a_bar_that_got_the_keyboard_covers_its_whole_place_until_it_closes(
    looking: Looking, application: PretendApplication
) -> None:
    application.things["/bar"] = Thing(PANEL, SHOWING, ["/find"], (459, 100, 372, 54))
    application.things["/find"] = Thing(ENTRY, SHOWING, [], (475, 110, 180, 34))
    application.things["/frame"].children.append("/bar")
    assert looking.now() == (), "nobody has come there yet"
    looking.covers.came(PID, Ref(application.name, "/find"))
    assert looking.now() == (Rect(459, 100, 372, 54),)
    application.things["/find"].states = 0
    assert looking.now() == ()
    application.things["/find"].states = SHOWING
    assert looking.now() == (), "it was forgotten"


def test_a_bar_beside_the_page_covers_nothing(looking: Looking, application: PretendApplication) -> None:
    application.put("/address", ENTRY)
    application.things["/address"].extents = (150, 40, 400, 30)
    looking.covers.came(PID, Ref(application.name, "/address"))
    assert looking.now() == ()


def test_while_a_bar_does_not_answer_all_of_the_page_may_be_covered(
    looking: Looking, application: PretendApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar = application.put("/find", ENTRY)
    looking.covers.came(PID, bar)

    async def late(_: Bus, questions: Sequence[Question]) -> list[Reply]:
        return [Reply(Outcome.LATE)] * len(questions)

    monkeypatch.setattr(Bus, "ask_all", late)
    assert looking.now() == (PAGE_PLACE,)


def test_on_another_bus_nothing_of_the_one_before_counts(
    looking: Looking, application: PretendApplication, bus: Bus
) -> None:
    application.things["/find"] = Thing(ENTRY, SHOWING, [], (475, 110, 180, 34))
    application.things["/frame"].children.append("/find")
    looking.covers.came(PID, Ref(application.name, "/find"))
    assert looking.now() != ()
    for sink in bus.on_link:
        sink(True)  # noqa: FBT003  (the bus's own call)
    assert looking.now() == ()

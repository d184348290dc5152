"""Where a browser shows suggestions is told by the objects of its tool bar, its windows and its page."""

from collections.abc import Sequence

import pytest

from tests.desktop.atspi.browser import NAMES, PID, WINDOW, show_page
from tests.desktop.atspi.pretending import (
    COMBO_BOX,
    ENTRY,
    FRAME,
    LIST_BOX,
    PAGE,
    PANEL,
    SHOWING,
    PretendApplication,
    Thing,
)
from tests.desktop.stage import wait_for
from workbench.desktop.atspi.applications import Applications
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.keyboard_places import KeyboardPlace
from workbench.desktop.atspi.objects import Objects
from workbench.desktop.atspi.questions import Outcome, Question, Ref, Reply
from workbench.desktop.atspi.suggestion_areas import NONE, SuggestionAreas
from workbench.desktop.atspi.suggestions import MOST_FIELDS, Suggestions
from workbench.desktop.atspi.tops import Tops
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo

TOOL_BAR, TREE, INTERNAL_FRAME, TAB_LIST = 63, 65, 28, 38
BAR, HOLDER = (0, 40, 900, 40), (100, 44, 500, 32)
NAME, FIELD = Rect(60, 150, 200, 20), Rect(100, 44, 500, 32)
POPUP = WindowInfo(8, NAMES, WINDOW.title, PID, Rect(60, 172, 200, 80), popup=True)
FAR = WindowInfo(9, NAMES, WINDOW.title, PID, Rect(600, 400, 200, 80), popup=True)


class Looking:
    """Looks for suggestions over a bus."""

    def __init__(self, bus: Bus, application: PretendApplication) -> None:
        self.bus = bus
        self.name = application.name
        self.suggestions = Suggestions(bus, Applications(bus, Objects(bus)))
        bus.start()
        wait_for(lambda: bus.alive and bus.tried, "the bus")

    def keyboard(self, path: str) -> KeyboardPlace:
        """Return where the keyboard is while an object has it."""
        ref = Ref(self.name, path)
        way = self.bus.run(Tops(self.bus.ask_all).place(ref)).result(60)
        assert way is not None
        rect = self.bus.run(Objects(self.bus).rect(ref)).result(60)
        return KeyboardPlace(0, PID, rect, frozenset(page for page, _ in way.pages), ref, way.field)

    def now(self, keyboard: str = "", *popups: WindowInfo) -> SuggestionAreas:
        frames, pages = (Ref(self.name, "/frame"),), (Ref(self.name, "/page"),)
        place = self.keyboard(keyboard) if keyboard else None
        return self.bus.run(self.suggestions.of(WINDOW, frames, pages, place, popups)).result(60)


@pytest.fixture
def looking(bus: Bus, application: PretendApplication) -> Looking:
    """A browser with an address bar, a field in its tool bar that stands alone, and two fields in its page."""
    show_page(application)
    things = application.things
    things["/frame"].children += ["/bar"]
    things["/bar"] = Thing(TOOL_BAR, SHOWING, ["/holder", "/find", "/tabs"], BAR)
    things["/holder"] = Thing(PANEL, SHOWING, ["/address"], HOLDER)
    things["/address"] = Thing(COMBO_BOX, SHOWING, [], (110, 50, 400, 20))
    things["/find"] = Thing(ENTRY, SHOWING, [], (700, 50, 100, 20))
    things["/tabs"] = Thing(TAB_LIST, SHOWING, ["/tab"], (800, 50, 100, 20))
    things["/tab"] = Thing(37, SHOWING, [], (800, 50, 100, 20))
    things["/page"].children.append("/name")
    things["/name"] = Thing(ENTRY, SHOWING, [], (60, 150, 200, 20))
    return Looking(bus, application)


def open_below(application: PretendApplication) -> None:
    """Let the address bar open its list, as Firefox does: its part of the tool bar grows over the page."""
    application.things["/holder"].extents = (100, 44, 500, 236)


def test_nothing_is_suggested_while_the_keyboard_is_in_the_page(looking: Looking) -> None:
    assert looking.now() == NONE
    assert looking.now("/name") == NONE


def test_the_address_bar_with_the_keyboard_counts_and_so_does_its_list(
    looking: Looking, application: PretendApplication
) -> None:
    assert looking.now("/address") == SuggestionAreas((), (FIELD,))
    open_below(application)
    grown = SuggestionAreas((Rect(100, 80, 500, 200),), (Rect(100, 44, 500, 236),))
    assert looking.now("/address") == grown
    assert looking.now("/name") == grown, "it is still open"
    application.things["/holder"].extents = HOLDER
    assert looking.now("/name") == NONE


def test_what_lies_directly_in_a_tool_bar_or_in_a_list_of_tabs_suggests_nothing(looking: Looking) -> None:
    assert looking.now("/find") == NONE
    assert looking.now("/tab") == NONE


def test_a_list_in_a_top_level_object_without_a_window_counts_once_the_address_bar_was_used(
    looking: Looking, application: PretendApplication
) -> None:
    application.tops.append("/apart")
    application.things["/apart"] = Thing(FRAME, SHOWING, ["/list"], (90, 30, 520, 300))
    application.things["/list"] = Thing(PAGE, SHOWING, [], (110, 80, 480, 240))
    assert looking.now("/name") == NONE
    found = looking.now("/address")
    assert found.lists == (Rect(110, 80, 480, 240),)
    assert Rect(90, 30, 520, 300) in found.fields
    assert looking.now("/name") == SuggestionAreas(found.lists, (Rect(90, 30, 520, 300),))
    application.things["/list"].extents = (0, 0, 0, 0)
    assert looking.now("/name") == NONE


def test_a_sidebar_counts_while_it_shows_a_list(looking: Looking, application: PretendApplication) -> None:
    things = application.things
    things["/frame"].children.append("/sidebar")
    things["/sidebar"] = Thing(INTERNAL_FRAME, SHOWING, ["/tree"], (0, 90, 200, 500))
    things["/tree"] = Thing(PANEL, SHOWING, [], (0, 120, 200, 400))
    assert looking.now("/name") == NONE
    for role in (TREE, LIST_BOX, 31):
        things["/tree"].role = role
        assert looking.now("/name").lists == (Rect(0, 90, 200, 500),)
    things["/sidebar"].states = 0
    assert looking.now("/name") == NONE


def test_a_popup_beside_the_field_hides_all_fields_of_the_page_and_one_elsewhere_none(
    looking: Looking,
) -> None:
    assert looking.now("/name", FAR) == NONE
    found = looking.now("/name", POPUP)
    assert found.lists == ()
    assert set(found.fields) == {NAME, Rect(57, 263, 51, 20)}


def test_a_page_with_too_many_fields_counts_as_one_and_so_does_one_that_cannot_be_asked(
    looking: Looking, application: PretendApplication
) -> None:
    page = Rect(4, 87, 892, 509)
    application.finds = False
    assert set(looking.now("/name", POPUP).fields) == {NAME, page}
    application.finds = True
    for number in range(MOST_FIELDS):
        application.things["/page"].children.append(f"/more{number}")
        application.things[f"/more{number}"] = Thing(ENTRY, SHOWING, [], (60, 300, 200, 20))
    assert set(looking.now("/name", POPUP).fields) == {NAME, page}


def test_an_answer_that_is_late_is_no_answer(looking: Looking, monkeypatch: pytest.MonkeyPatch) -> None:
    looking.now("/address")
    keyboard = looking.keyboard("/address")

    async def late(questions: Sequence[Question]) -> list[Reply]:
        return [Reply(Outcome.LATE) for _ in questions]

    monkeypatch.setattr(looking.bus, "ask_all", late)
    frames = (Ref(looking.name, "/frame"),)
    work = looking.suggestions.of(WINDOW, frames, (), keyboard, ())
    with pytest.raises(TimeoutError):
        looking.bus.run(work).result(60)


def test_where_a_window_scales_both_places_count(looking: Looking, application: PretendApplication) -> None:
    application.things["/frame"].extents = (0, 0, 450, 300)
    assert set(looking.now("/address").fields) == {FIELD, Rect(200, 88, 1001, 65)}
    application.things["/frame"].extents = (0, 0, 123, 45)
    with pytest.raises(TimeoutError):
        looking.now("/address")

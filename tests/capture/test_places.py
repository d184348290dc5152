"""Every window gets a context for each title and place it had, in its monitor's coordinates."""

from dataclasses import replace

from workbench.capture.places import Places
from workbench.model.contexts import Context
from workbench.model.geometry import Rect
from workbench.model.session import Monitor
from workbench.model.windows import WindowInfo

FIRST = Monitor(1, Rect(0, 0, 1000, 800))
SECOND = Monitor(2, Rect(1000, 0, 800, 600))
WINDOW = WindowInfo(1, ("mousepad",), "Untitled 1", 5, Rect(1100, 100, 300, 200))


def start() -> tuple[list[Context], Places]:
    stored: list[Context] = []
    return stored, Places((FIRST, SECOND), stored.append)


def test_the_same_window_at_the_same_place_is_one_context() -> None:
    stored, places = start()
    assert places.context(WINDOW, SECOND) is places.context(WINDOW, SECOND)
    assert stored == [Context(1, "mousepad", "Untitled 1", None, 5, Rect(100, 100, 300, 200), 2)]


def test_another_title_or_place_is_another_context() -> None:
    stored, places = start()
    places.context(WINDOW, SECOND)
    places.context(replace(WINDOW, title="Notes"), SECOND)
    places.context(replace(WINDOW, rect=WINDOW.rect.shift(5, 0)), SECOND)
    assert [context.id for context in stored] == [1, 2, 3]


def test_a_window_that_is_dragged_along_makes_no_contexts_while_the_pointer_only_moves() -> None:
    stored, places = start()
    first = places.context(WINDOW, SECOND, moving=True)
    moved = replace(WINDOW, rect=WINDOW.rect.shift(5, 0))
    assert places.context(moved, SECOND, moving=True) is first
    assert len(stored) == 1


def test_a_window_belongs_to_the_monitor_that_shows_its_middle() -> None:
    _, places = start()
    assert places.monitor_of(WINDOW) == SECOND
    assert places.monitor_of(replace(WINDOW, rect=Rect(800, 0, 300, 100))) == FIRST
    assert places.monitor_of(replace(WINDOW, rect=Rect(9000, 0, 300, 100))) == FIRST

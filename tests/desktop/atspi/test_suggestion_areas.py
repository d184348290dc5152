"""Where suggestions may have been shown in an interval: by the looks before it, in it and after it."""

from workbench.desktop.atspi.suggestion_areas import NONE, SuggestionAreas, SuggestionHistory, SuggestionLook
from workbench.model.geometry import Rect

LIST, FIELD = Rect(100, 60, 300, 200), Rect(100, 30, 300, 30)
OPEN = SuggestionAreas((LIST,), (FIELD,))


def seen(*looks: tuple[int, SuggestionAreas | None], popups: bool = False) -> SuggestionHistory:
    """Return looks that took 10 ms each."""
    history = SuggestionHistory()
    for asked_ms, areas in looks:
        history.note(SuggestionLook(asked_ms, asked_ms + 10, areas, popups))
    return history


def test_looks_before_in_and_after_the_interval_count() -> None:
    history = seen((0, NONE), (1000, OPEN), (1100, NONE), (1200, NONE))
    assert history.between(200, 900, typing=False, popups=False) == OPEN, "the first look after it"
    assert history.between(1050, 1080, typing=False, popups=False) == OPEN, "the last look before it"
    assert history.between(1150, 1180, typing=False, popups=False) == NONE


def test_a_look_that_was_not_answered_in_time_says_nothing() -> None:
    assert seen((0, NONE), (1000, None), (2000, NONE)).between(900, 1100, typing=False, popups=False) is None


def test_where_somebody_types_into_a_tool_bar_a_look_must_reach_close_to_the_end() -> None:
    history = seen((0, NONE), (1000, NONE))
    assert history.between(900, 1300, typing=True, popups=False) == NONE
    assert history.between(900, 1301, typing=True, popups=False) is None
    assert history.between(900, 5000, typing=False, popups=False) == NONE
    assert seen((1000, NONE)).between(900, 1100, typing=True, popups=False) is None, "nothing from before it"


def test_where_a_popup_is_open_one_look_must_have_known_of_it() -> None:
    assert seen((0, NONE), (1000, NONE)).between(900, 1100, typing=False, popups=True) is None
    assert seen((0, NONE), (1000, OPEN), popups=True).between(900, 1100, typing=False, popups=True) == OPEN


def test_lists_at_a_moment_are_those_of_the_looks_around_it() -> None:
    history = seen((0, NONE), (1000, OPEN), (1100, NONE), (1200, None), (1300, NONE))
    assert history.lists_at(900) == (LIST,)
    assert history.lists_at(1050) == (LIST,)
    assert history.lists_at(1150) == ()
    assert history.lists_at(5000) == ()

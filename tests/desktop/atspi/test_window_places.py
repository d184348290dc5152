"""Places that count from a window's corner."""

from workbench.desktop.atspi.window_places import MOST_BORDER_PX, places_in_windows
from workbench.model.geometry import Rect

FIELD, TOP = Rect(29, 63, 342, 32), Rect(0, 0, 400, 260)


def test_a_place_in_a_window_of_the_same_size_is_known_to_the_pixel() -> None:
    assert places_in_windows(FIELD, TOP, [Rect(440, 277, 400, 260)]) == (Rect(469, 340, 342, 32),)


def test_a_border_may_be_on_either_side_and_the_place_is_as_much_larger() -> None:
    assert places_in_windows(FIELD, TOP, [Rect(100, 50, 410, 270)]) == (Rect(129, 113, 352, 42),)


def test_a_scaled_window_scales_the_place() -> None:
    assert places_in_windows(FIELD, TOP, [Rect(10, 20, 800, 520)]) == (Rect(68, 146, 684, 64),)


def test_a_window_of_another_size_is_not_the_field_s_and_without_one_nothing_is_known() -> None:
    other = Rect(0, 0, 400 + MOST_BORDER_PX + 1, 260 + MOST_BORDER_PX)
    smaller, higher = Rect(0, 0, 399, 260), Rect(0, 0, 400, 270)
    assert places_in_windows(FIELD, TOP, [other, smaller, higher]) is None
    assert places_in_windows(FIELD, TOP, []) is None
    assert places_in_windows(FIELD, TOP, [other, Rect(440, 277, 400, 260)]) == (Rect(469, 340, 342, 32),)


def test_in_windows_of_one_size_the_place_counts_in_each() -> None:
    windows = [Rect(0, 0, 400, 260), Rect(500, 0, 400, 260)]
    assert places_in_windows(FIELD, TOP, windows) == (FIELD, Rect(529, 63, 342, 32))


def test_a_place_outside_its_window_is_scrolled_away_and_covers_nothing() -> None:
    assert places_in_windows(Rect(29, 468, 342, 32), TOP, [Rect(440, 277, 400, 260)]) == ()
    part = places_in_windows(Rect(29, 250, 342, 32), TOP, [Rect(440, 277, 400, 260)])
    assert part == (Rect(469, 527, 342, 10),)


def test_places_that_do_not_count_from_the_window_are_not_believed() -> None:
    window = [Rect(440, 277, 400, 260)]
    assert places_in_windows(FIELD, Rect(440, 277, 400, 260), window) is None
    assert places_in_windows(Rect(0, 0, 342, 32), TOP, window) is None

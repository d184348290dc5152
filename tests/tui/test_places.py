"""Where a person wants to go in a review."""

import pytest

from workbench.model.contexts import Context
from workbench.model.gaps import Gap, GapReason
from workbench.model.geometry import Rect
from workbench.model.steps import PressKeys, Step
from workbench.tui.places import rect_at, row_at

HERE = Context(1, "mousepad", "", None, None, Rect(0, 0, 10, 10), 1)


def step(index: int, start_ms: int) -> Step:
    """Return a step that only has a number and a time."""
    return Step(index, start_ms, start_ms, 1, 1, HERE, PressKeys(("enter",)), "press Enter")


ROWS = (step(1, 1000), Gap(2000, 9000, GapReason.PAUSED), step(2, 10_000), step(3, 70_000))


@pytest.mark.parametrize(
    ("place", "row"),
    [("1", 0), ("3", 3), ("0:02", 1), ("0:09", 1), ("0:10", 2), ("1:10", 3), ("0:00", 0), ("1:00:00", 3)],
)
def test_a_number_or_a_time_names_a_row(place: str, row: int) -> None:
    assert row_at(ROWS, place) == row


@pytest.mark.parametrize("place", ["4", "0", "", "x", "1:", "1:2:3:4", "-1", "１:x"])
def test_what_is_no_place_names_none(place: str) -> None:
    assert row_at(ROWS, place) is None


def test_an_empty_session_has_no_places() -> None:
    assert row_at((), "0:10") is None


@pytest.mark.parametrize(
    ("place", "rect"),
    [
        ("40,90,160,20", Rect(40, 90, 160, 20)),
        (" 0, 0 ,1,1", Rect(0, 0, 1, 1)),
        ("1,2,3", None),
        ("1,2,0,4", None),
        ("-1,2,3,4", None),
        ("a,b,c,d", None),
    ],
)
def test_a_box_is_four_numbers_and_covers_something(place: str, rect: Rect | None) -> None:
    assert rect_at(place) == rect

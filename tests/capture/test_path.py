"""Pointer paths keep every point and close after 100 ms."""

from workbench.capture.path import PathRow
from workbench.model.contexts import Context
from workbench.model.events import PointerPath
from workbench.model.geometry import Rect

HERE = Context(1, "mousepad", "Untitled 1", None, 5, Rect(0, 0, 400, 300), 1)
THERE = Context(2, "mousepad", "Notes", None, 5, Rect(0, 0, 400, 300), 1)


def test_every_point_is_kept_relative_to_the_one_before() -> None:
    row = PathRow(1000, HERE, 10, 20)
    row.add(1008, 13, 19)
    row.add(1016, 13, 25)
    assert row.body() == PointerPath(10, 20, ((8, 3, -1), (8, 0, 6)))


def test_a_row_takes_points_for_100_ms_of_one_context() -> None:
    row = PathRow(1000, HERE, 10, 20)
    assert row.fits(1099, HERE)
    assert not row.fits(1100, HERE)
    assert not row.fits(1001, THERE)
    assert row.over(1100)
    assert not row.over(1099)

"""Boxes drawn with the mouse; the review's tests draw them on a real picture."""

import pytest
from textual.geometry import Offset, Region

from workbench.model.geometry import Rect
from workbench.tui.widgets.box_picture import spanned

AREA = Region(10, 5, 40, 20)
PART = Rect(100, 50, 400, 400)


@pytest.mark.parametrize(
    ("start", "end", "rect"),
    [
        ((10, 5), (10, 5), Rect(100, 50, 10, 20)),
        ((20, 10), (29, 14), Rect(200, 150, 100, 100)),
        ((29, 14), (20, 10), Rect(200, 150, 100, 100)),
        ((0, 0), (99, 99), PART),
    ],
    ids=["one cell", "to the right and down", "to the left and up", "beyond the picture"],
)
def test_cells_become_the_pixels_under_them(start: tuple[int, int], end: tuple[int, int], rect: Rect) -> None:
    assert spanned(Offset(*start), Offset(*end), AREA, PART) == rect


def test_a_box_beside_the_picture_is_empty() -> None:
    assert spanned(Offset(0, 0), Offset(5, 3), AREA, PART).empty

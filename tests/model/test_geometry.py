"""Rectangles."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.model.geometry import Rect, around

sides = st.integers(-20, 20)
rects = st.builds(Rect, sides, sides, sides.map(abs), sides.map(abs))


def test_right_and_bottom_edges_are_outside() -> None:
    rect = Rect(10, 20, 30, 40)
    assert (rect.right, rect.bottom) == (40, 60)
    assert rect.contains(10, 20)
    assert rect.contains(39, 59)
    assert not rect.contains(40, 59)
    assert not rect.contains(39, 60)


def test_a_rectangle_without_width_or_height_is_empty() -> None:
    assert Rect(0, 0, 0, 5).empty
    assert Rect(0, 0, 5, 0).empty
    assert not Rect(0, 0, 1, 1).empty


@given(rects, rects, sides, sides)
def test_clipping_keeps_exactly_the_common_pixels(one: Rect, other: Rect, x: int, y: int) -> None:
    assert one.clip(other).contains(x, y) == (one.contains(x, y) and other.contains(x, y))


@given(rects, sides, sides)
def test_shifting_there_and_back_changes_nothing(rect: Rect, dx: int, dy: int) -> None:
    assert rect.shift(dx, dy).shift(-dx, -dy) == rect


@given(rects)
def test_a_rectangle_comes_back_from_its_list(rect: Rect) -> None:
    assert Rect.from_list(rect.to_list()) == rect


@given(rects, rects, sides, sides)
def test_what_a_rectangle_leaves_uncovered_is_all_but_the_common_pixels(
    one: Rect, other: Rect, x: int, y: int
) -> None:
    pieces = [piece for piece in one.without(other) if piece.contains(x, y)]
    assert len(pieces) == int(one.contains(x, y) and not other.contains(x, y))


@given(rects, sides.map(abs))
def test_padding_grows_every_side(rect: Rect, pixels: int) -> None:
    grown = rect.pad(pixels)
    assert (grown.x, grown.right) == (rect.x - pixels, rect.right + pixels)
    assert (grown.y, grown.bottom) == (rect.y - pixels, rect.bottom + pixels)


@given(st.lists(rects))
def test_around_holds_every_pixel_of_each_and_no_row_or_column_more(some: list[Rect]) -> None:
    whole, full = around(some), [rect for rect in some if not rect.empty]
    assert all(rect.clip(whole) == rect for rect in full)
    assert whole.empty is not bool(full)
    edges = [(rect.x, rect.y, rect.right, rect.bottom) for rect in full]
    if edges:
        left, top, right, bottom = zip(*edges, strict=True)
        assert (whole.x, whole.y, whole.right, whole.bottom) == (min(left), min(top), max(right), max(bottom))

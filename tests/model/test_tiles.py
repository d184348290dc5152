"""How frames are cut into tiles."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.model.tiles import TILE_PX, grid, tile_rects

sizes = st.integers(1, 700)


@given(sizes, sizes)
def test_tiles_cover_every_pixel_once(width: int, height: int) -> None:
    rects = tile_rects(width, height)
    columns, rows = grid(width, height)
    assert len(rects) == columns * rows
    assert sum(rect.width * rect.height for rect in rects) == width * height
    assert all(0 < rect.width <= TILE_PX and 0 < rect.height <= TILE_PX for rect in rects)
    assert (rects[-1].right, rects[-1].bottom) == (width, height)


def test_tiles_go_row_by_row() -> None:
    assert [(rect.x, rect.y, rect.width, rect.height) for rect in tile_rects(130, 129)] == [
        (0, 0, 128, 128),
        (128, 0, 2, 128),
        (0, 128, 128, 1),
        (128, 128, 2, 1),
    ]

"""How a frame is cut into tiles: 128×128 pixels, row by row, right and bottom ones cropped."""

from workbench.model.geometry import Rect

TILE_PX = 128
TILE_ID_BYTES = 16


def grid(width: int, height: int) -> tuple[int, int]:
    """Return how many columns and rows of tiles a frame of that size has."""
    return -(-width // TILE_PX), -(-height // TILE_PX)


def tile_rects(width: int, height: int) -> tuple[Rect, ...]:
    """Return every tile's rectangle in the frame, row by row."""
    columns, rows = grid(width, height)
    frame = Rect(0, 0, width, height)
    return tuple(
        Rect(column * TILE_PX, row * TILE_PX, TILE_PX, TILE_PX).clip(frame)
        for row in range(rows)
        for column in range(columns)
    )

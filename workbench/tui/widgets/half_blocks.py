"""Pictures as coloured half-blocks, composed by hand: two pixels a cell, upper one in front, lower one behind.

Measured at 80×24: 6 ms by hand, 59 ms with textual-image's own renderer.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

if TYPE_CHECKING:
    from PIL.Image import Image

UPPER = "▀"
KEPT_BITS = 0xF8
"""Five bits a channel are kept: more cannot be told apart in cells, and equal neighbours become one segment."""


@lru_cache(maxsize=1 << 16)
def _cell_style(upper: bytes, lower: bytes) -> Style:
    return Style.from_color(Color.from_rgb(*upper), Color.from_rgb(*lower))


def half_block_strips(image: "Image") -> list[Strip]:
    """Return a line of cells for every two rows of pixels; an odd last row stands over itself."""
    width, height = image.size
    pixels = image.tobytes().translate(_COARSE)
    stride = width * 3
    rows = [pixels[at : at + stride] for at in range(0, stride * height, stride)]
    if height % 2:
        rows.append(rows[-1])
    return [_strip(upper, lower, width) for upper, lower in zip(rows[::2], rows[1::2], strict=True)]


_COARSE = bytes((value & KEPT_BITS) | (value >> 5) for value in range(256))


def _strip(upper: bytes, lower: bytes, width: int) -> Strip:
    segments: list[Segment] = []
    begun, before = 0, (upper[:3], lower[:3])
    for cell in range(1, width + 1):
        at = cell * 3
        pair = (upper[at : at + 3], lower[at : at + 3])
        if pair != before:
            segments.append(Segment(UPPER * (cell - begun), _cell_style(*before)))
            begun, before = cell, pair
    return Strip(segments, width)

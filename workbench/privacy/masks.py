"""Masks: rectangles of a picture painted over, flat and opaque, so that nothing under them can be read back."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workbench.model.geometry import Rect

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHANNELS = 3


def paint(rgb: "bytes | NDArray[np.uint8]", width: int, height: int, masks: Iterable[Rect]) -> bytes:
    """Return the picture's RGB bytes, row by row, with every masked pixel black; the input stays as it is."""
    import numpy as np

    screen = np.frombuffer(bytes(rgb), np.uint8).reshape(height, width, CHANNELS).copy()
    for mask in masks:
        there = mask.clip(Rect(0, 0, width, height))
        screen[there.y : there.bottom, there.x : there.right] = 0
    return screen.tobytes()

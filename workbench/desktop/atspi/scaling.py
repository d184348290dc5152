"""By how much an application scales what it shows: on fine screens many tell places in pixels of their own.

GTK and Qt do so throughout, Chromium for its windows but not for what stands in pages. Measured with
GDK_SCALE, QT_SCALE_FACTOR and --force-device-scale-factor.
"""

from collections.abc import Iterable

from workbench.model.geometry import Rect

FACTORS = (1.0, 2.0, 1.5, 1.25, 1.75, 3.0, 2.5, 4.0)
MARGIN_PX = 64
"""Decorations and shadows by which a window differs from what the application calls it."""


def scale_of(top: Rect, windows: Iterable[Rect]) -> float | None:
    """Return the factor that makes a top-level object one of these windows; none where no factor does."""
    rects = tuple(windows)
    fits = [(apart(scaled(top, factor), rect), factor) for factor in FACTORS for rect in rects]
    distance, factor = min(fits, default=(MARGIN_PX + 1, 1.0))
    return factor if distance <= MARGIN_PX else None


def scaled(rect: Rect, factor: float) -> Rect:
    """Return a rectangle in physical pixels, rounded outwards."""
    if factor == 1.0:
        return rect
    x, y = int(rect.x * factor), int(rect.y * factor)
    return Rect(x, y, int(rect.right * factor + 1) - x, int(rect.bottom * factor + 1) - y)


def apart(one: Rect, other: Rect) -> int:
    """Return how far the edges of two rectangles are from each other at most."""
    edges = (one.x - other.x, one.y - other.y, one.right - other.right, one.bottom - other.bottom)
    return max(map(abs, edges))

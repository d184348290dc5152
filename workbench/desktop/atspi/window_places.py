"""Places that an application counts from its window's corner, as GTK 4 does: where they are on the screen.

Measured with GTK 4.8: every top-level object is at (0, 0) and has the size of the window's content, without the
border that GTK draws around it. So the window's own size, which the X server tells, has to fit: what is left
over is the border, and a place may be shifted by any part of it.
"""

from collections.abc import Iterable

from workbench.model.geometry import Rect

FACTORS = (1, 2, 3, 4)
"""GTK 4 scales by whole numbers."""
MOST_BORDER_PX = 64
"""The border or shadow that GTK draws inside its X window, both sides together, at scale 1."""

UNEQUAL_PX = 8
"""By how much width and height of the border may differ."""


def places_in_windows(field: Rect, top: Rect, windows: Iterable[Rect]) -> tuple[Rect, ...] | None:
    """Return where a field may be in windows of these contents; none where its window is none of them.

    Several windows of one size cannot be told apart: the place counts in each of them. A place that lies
    outside a window's content is scrolled away; the result is empty where that holds for every window.
    """
    if (top.x, top.y) != (0, 0) or (field.x, field.y) == (0, 0):
        return None
    found = [place for window in windows if (place := _place_in(field, top, window)) is not None]
    return tuple(dict.fromkeys(place for place in found if not place.empty)) if found else None


def _place_in(field: Rect, top: Rect, window: Rect) -> Rect | None:
    """Return where a field may be in one window, clipped to it; none where the size does not fit."""
    fits = [fit for factor in FACTORS if (fit := _border(top, window, factor)) is not None]
    if not fits:
        return None
    _, wide, high, factor = min(fits)
    x, y = window.x + factor * field.x, window.y + factor * field.y
    return Rect(x, y, factor * field.width + wide, factor * field.height + high).clip(window)


def _border(top: Rect, window: Rect, factor: int) -> tuple[int, int, int, int] | None:
    """Return what a window has over its content (larger side, width, height) and the factor; none if no fit."""
    wide, high = window.width - factor * top.width, window.height - factor * top.height
    fits = min(wide, high) >= 0 and max(wide, high) <= factor * MOST_BORDER_PX
    fits = fits and abs(wide - high) <= factor * UNEQUAL_PX
    return (max(wide, high), wide, high, factor) if fits else None

"""Places that a person writes down: a step's number, a time, a box."""

from collections.abc import Sequence

from workbench.model.gaps import Gap
from workbench.model.geometry import Rect
from workbench.model.steps import Step


def row_at(rows: Sequence[Step | Gap], place: str) -> int | None:
    """Return the row of a step's number, or the last one that began by a time; none where there is none."""
    if place.isdecimal():
        number = int(place)
        return next((at for at, row in enumerate(rows) if isinstance(row, Step) and row.index == number), None)
    at_ms = _milliseconds(place)
    if at_ms is None or not rows:
        return None
    return max(sum(row.start_ms <= at_ms for row in rows) - 1, 0)


def _milliseconds(place: str) -> int | None:
    parts = place.split(":")
    if len(parts) not in {2, 3} or not all(part.isdecimal() for part in parts):
        return None
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + 999


def rect_at(place: str) -> Rect | None:
    """Return a box that is written as left, top, width and height; none for anything else."""
    parts = [part.strip() for part in place.split(",")]
    if len(parts) != 4 or not all(part.isdecimal() for part in parts):
        return None
    rect = Rect(*map(int, parts))
    return None if rect.empty else rect

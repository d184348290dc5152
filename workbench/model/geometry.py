"""Rectangles in physical pixels, origin at the top left, right and bottom edges excluded."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Rect:
    """An axis-aligned rectangle in physical pixels of the root window, or of a frame where it says so."""

    x: int
    """Left edge."""
    y: int
    """Top edge."""
    width: int
    """Width; a rectangle without width is empty."""
    height: int
    """Height; a rectangle without height is empty."""

    @property
    def right(self) -> int:
        """The first column to the right of the rectangle."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row below the rectangle."""
        return self.y + self.height

    @property
    def empty(self) -> bool:
        """Whether the rectangle covers no pixel."""
        return self.width <= 0 or self.height <= 0

    def contains(self, x: int, y: int) -> bool:
        """Return whether the pixel lies inside."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def clip(self, other: "Rect") -> "Rect":
        """Return the part that both rectangles cover; it is empty where they do not meet."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        width = min(self.right, other.right) - x
        height = min(self.bottom, other.bottom) - y
        return Rect(x, y, max(0, width), max(0, height))

    def shift(self, dx: int, dy: int) -> "Rect":
        """Return the same rectangle, moved."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def pad(self, pixels: int) -> "Rect":
        """Return the rectangle grown by that much on every side."""
        return Rect(self.x - pixels, self.y - pixels, self.width + 2 * pixels, self.height + 2 * pixels)

    def without(self, other: "Rect") -> tuple["Rect", ...]:
        """Return what of the rectangle the other one leaves uncovered, as up to four rectangles."""
        hole = self.clip(other)
        if hole.empty:
            return (self,)
        pieces = (
            Rect(self.x, self.y, self.width, hole.y - self.y),
            Rect(self.x, hole.bottom, self.width, self.bottom - hole.bottom),
            Rect(self.x, hole.y, hole.x - self.x, hole.height),
            Rect(hole.right, hole.y, self.right - hole.right, hole.height),
        )
        return tuple(piece for piece in pieces if not piece.empty)

    def to_list(self) -> list[int]:
        """Return `[x, y, width, height]`."""
        return [self.x, self.y, self.width, self.height]

    @classmethod
    def from_list(cls, values: list[int]) -> Self:
        """Read what `to_list` wrote."""
        x, y, width, height = values
        return cls(x, y, width, height)


def around(rects: Iterable[Rect]) -> Rect:
    """Return the smallest rectangle that holds all of these; an empty one for none."""
    known = [rect for rect in rects if not rect.empty]
    if not known:
        return Rect(0, 0, 0, 0)
    x, y = min(rect.x for rect in known), min(rect.y for rect in known)
    right, bottom = max(rect.right for rect in known), max(rect.bottom for rect in known)
    return Rect(x, y, right - x, bottom - y)

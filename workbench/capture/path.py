"""The pointer's path, batched: one row for at most 100 ms of movement, every point in it."""

from workbench.capture.timing import PATH_MS
from workbench.model.contexts import Context
from workbench.model.events import PointerPath


class PathRow:
    """A row of movement that is still open; coordinates are those of its context's frame."""

    def __init__(self, start_ms: int, context: Context, x: int, y: int) -> None:
        self.start_ms = start_ms
        self.context = context
        self._at = (start_ms, x, y)
        self._origin = (x, y)
        self._points: list[tuple[int, int, int]] = []

    def fits(self, at_ms: int, context: Context) -> bool:
        """Return whether a point of that time and context belongs into this row."""
        return context.id == self.context.id and at_ms - self.start_ms < PATH_MS

    def over(self, now_ms: int) -> bool:
        """Return whether no later point can fit any more."""
        return now_ms - self.start_ms >= PATH_MS

    def add(self, at_ms: int, x: int, y: int) -> None:
        """Append a point."""
        before_ms, before_x, before_y = self._at
        self._points.append((at_ms - before_ms, x - before_x, y - before_y))
        self._at = (at_ms, x, y)

    def body(self) -> PointerPath:
        """Return the row's body."""
        return PointerPath(*self._origin, tuple(self._points))

"""Contexts while recording: every in-scope window gets a number for each title and place it had."""

from collections.abc import Callable, Collection

from workbench.model.contexts import Context
from workbench.model.geometry import Rect
from workbench.model.session import Monitor
from workbench.model.windows import WindowInfo


class Places:
    """Turns windows into stored contexts, and root coordinates into those of a monitor's frame."""

    def __init__(self, monitors: tuple[Monitor, ...], add_context: Callable[[Context], None]) -> None:
        self._monitors = monitors
        self._add_context = add_context
        self._known: dict[tuple[int, str, str | None, Rect, int], Context] = {}
        self._newest: dict[tuple[int, str, str | None, int], Context] = {}
        self._last = 0

    def monitor_at(self, x: int, y: int) -> Monitor:
        """Return the monitor that shows that pixel of the root window, else the first."""
        return next((m for m in self._monitors if m.rect.contains(x, y)), self._monitors[0])

    def monitor_of(self, window: WindowInfo) -> Monitor:
        """Return the monitor that shows the middle of that window."""
        rect = window.rect
        return self.monitor_at(rect.x + rect.width // 2, rect.y + rect.height // 2)

    def context(self, window: WindowInfo, monitor: Monitor, *, moving: bool = False) -> Context:
        """Return the window's context, a new one where title or place changed.

        While the pointer only moves, a window that is being dragged along keeps its context.
        """
        url = window.address or None
        short = (window.id, window.title, url, monitor.number)
        if moving and short in self._newest:
            return self._newest[short]
        key = (window.id, window.title, url, window.rect, monitor.number)
        if key not in self._known:
            rect = window.rect.shift(-monitor.rect.x, -monitor.rect.y)
            self._last += 1
            context = Context(self._last, window.app, window.title, url, window.pid, rect, monitor.number)
            self._known[key] = context
            self._add_context(context)
        self._newest[short] = self._known[key]
        return self._known[key]

    def forget(self, kept: Collection[int], last: int) -> None:
        """Know no contexts but these, which are stored; the next one gets the number after `last`."""
        self._known = {key: context for key, context in self._known.items() if context.id in kept}
        self._newest = {key: context for key, context in self._newest.items() if context.id in kept}
        self._last = last

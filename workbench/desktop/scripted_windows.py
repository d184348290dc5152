"""The windows of the scripted desktop, with everything they ever were."""

import threading
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo, WindowStack


class ScriptedWindows:
    """Keeps every stack with its time, so that questions about the past are answered truthfully.

    A stack that replaced another within the same millisecond stands for that millisecond.
    """

    def __init__(self, clock_ms: Callable[[], int]) -> None:
        self._clock_ms = clock_ms
        self._lock = threading.Lock()
        self._stacks = [WindowStack(1, clock_ms(), ())]
        self._children: dict[int, int] = {}

    def describe(self, window: int, since_ms: int, until_ms: int) -> tuple[WindowInfo, ...]:
        """Return every description of the top-level that holds `window` in that interval, oldest first."""
        top = self._children.get(window, window)
        found: list[WindowInfo] = []
        for stack in self.stacks(since_ms, until_ms):
            found.extend(info for info in stack.windows if info.id == top and info not in found[-1:])
        return tuple(found)

    def stack(self) -> WindowStack:
        """Return the newest stack."""
        with self._lock:
            return self._stacks[-1]

    def stacks(self, since_ms: int, until_ms: int) -> tuple[WindowStack, ...]:
        """Return every stack that held in that interval, the one in force at its start included."""
        with self._lock:
            times = [stack.at_ms for stack in self._stacks]
            first = max(0, bisect_right(times, since_ms) - 1)
            held = self._stacks[first : bisect_right(times, until_ms)]
        return tuple(held)

    def content(self, window: int) -> Rect | None:
        """Return a window's rectangle: scripted windows have no decorations; none where it is not open."""
        found = (info.rect for info in self.stack().windows if info.id == window)
        return next(found, None)

    def settle(self) -> int:
        """Return the newest generation; a script has nothing under way."""
        return self.stack().generation

    def open(self, window: WindowInfo) -> None:
        """Put a new window on top."""
        self._change((*self._others(window.id), window))

    def close(self, window: int) -> None:
        """Take a window away."""
        self._change(self._others(window))

    def raise_to_top(self, window: int) -> None:
        """Put a window above all others."""
        self._change((*self._others(window), self.info(window)))

    def retitle(self, window: int, title: str) -> None:
        """Give a window another title."""
        self._replace(replace(self.info(window), title=title))

    def place(self, window: int, rect: Rect) -> None:
        """Move or resize a window."""
        self._replace(replace(self.info(window), rect=rect))

    def adopt(self, child: int, window: int) -> None:
        """Make a number known as a child of a top-level window."""
        self._children[child] = window

    def info(self, window: int) -> WindowInfo:
        """Return the newest description of a window; raises `KeyError` where it is not open."""
        found = next((info for info in self.stack().windows if info.id == window), None)
        if found is None:
            raise KeyError(window)
        return found

    def _others(self, window: int) -> tuple[WindowInfo, ...]:
        """Return all windows but that one, bottom to top."""
        return tuple(info for info in self.stack().windows if info.id != window)

    def _replace(self, window: WindowInfo) -> None:
        """Describe a window anew, where it stands in the stack."""
        self._change(tuple(window if info.id == window.id else info for info in self.stack().windows))

    def _change(self, windows: tuple[WindowInfo, ...]) -> None:
        """Add a stack to the history."""
        with self._lock:
            generation = self._stacks[-1].generation + 1
            self._stacks.append(WindowStack(generation, self._clock_ms(), windows))

"""The screen of the scripted desktop: every window has pixels of its own, and the stack decides what shows."""

import threading
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.desktop.port import Damage, Grab
from workbench.model.geometry import Rect
from workbench.model.session import Monitor
from workbench.model.windows import WindowInfo, WindowStack

Colour = tuple[int, int, int]
Pixels = NDArray[np.uint8]

BACKGROUND: Colour = (40, 60, 80)
WINDOW: Colour = (230, 230, 230)


class ScriptedScreen:
    """Composes the windows' pixels on demand, and tells where something was drawn."""

    def __init__(
        self, monitors: Sequence[Monitor], stack: Callable[[], WindowStack], clock_ms: Callable[[], int]
    ) -> None:
        self._monitors = tuple(monitors)
        self._stack = stack
        self._clock_ms = clock_ms
        self._surfaces: dict[int, Pixels] = {}
        self._damages: list[Damage] = []
        self._drawn = threading.Condition()
        self._discards = 0
        self.closed = False

    def monitors(self) -> tuple[Monitor, ...]:
        """Return the monitors, counted from 1."""
        return self._monitors

    def damage(self, timeout_s: float) -> tuple[Damage, ...]:
        """Return what was drawn since the last call; waits that long, in real time, where nothing was."""
        with self._drawn:
            if not self._damages:
                self._drawn.wait(timeout_s)
            damages, self._damages = tuple(self._damages), []
            return damages

    def wake(self) -> None:
        """End the wait."""
        with self._drawn:
            self._drawn.notify_all()

    def grab(self, monitor: int, part: Rect | None = None) -> Grab | None:
        """Take a picture; none while the script says that windows change."""
        with self._drawn:
            if self._discards:
                self._discards -= 1
                return None
            stack, now_ms = self._stack(), self._clock_ms()
            shown = next(known for known in self._monitors if known.number == monitor)
            rect = shown.part(part)
            pixels = self._compose(rect.shift(shown.rect.x, shown.rect.y), stack)
            return Grab(monitor, now_ms, now_ms, rect, pixels, stack)

    def close(self) -> None:
        """Note that the recorder let go."""
        self.closed = True

    def arrange(self, monitors: Sequence[Monitor]) -> None:
        """Let the monitors stand otherwise."""
        with self._drawn:
            self._monitors = tuple(monitors)

    def discard_grabs(self, count: int) -> None:
        """Let the next grabs fail, as they do while windows change."""
        with self._drawn:
            self._discards = count

    def show(self, window: WindowInfo, colour: Colour = WINDOW) -> None:
        """Give a window its pixels, all of one colour."""
        with self._drawn:
            self._surfaces[window.id] = _filled(window.rect, colour)
        self.touch(window.rect)

    def resize(self, window: WindowInfo) -> None:
        """Keep as much of a window's pixels as its new size has room for."""
        with self._drawn:
            old = self._surfaces[window.id]
            new = _filled(window.rect, WINDOW)
            height, width = min(old.shape[0], new.shape[0]), min(old.shape[1], new.shape[1])
            new[:height, :width] = old[:height, :width]
            self._surfaces[window.id] = new
        self.touch(window.rect)

    def paint(self, window: WindowInfo, rect: Rect, colour: Colour) -> None:
        """Draw a rectangle, given on the root window, on one window's pixels, as far as they reach."""
        part = rect.clip(window.rect)
        with self._drawn:
            _fill(self._surfaces[window.id], part.shift(-window.rect.x, -window.rect.y), colour)
        self.touch(part)

    def touch(self, rect: Rect) -> None:
        """Tell that something was drawn there."""
        with self._drawn:
            self._damages.append(Damage(self._clock_ms(), rect))
            self._drawn.notify_all()

    def _compose(self, area: Rect, stack: WindowStack) -> Pixels:
        """Return the pixels of one monitor, height × width × 4, BGRX."""
        pixels = _filled(area, BACKGROUND)
        for window in stack.windows:
            part = window.rect.clip(area)
            if not part.empty and window.id in self._surfaces:
                own = part.shift(-window.rect.x, -window.rect.y)
                there = part.shift(-area.x, -area.y)
                surface = self._surfaces[window.id][own.y : own.bottom, own.x : own.right]
                pixels[there.y : there.bottom, there.x : there.right] = surface
        return pixels


def _filled(rect: Rect, colour: Colour) -> Pixels:
    """Return pixels of that size, all of one colour."""
    pixels = np.empty((rect.height, rect.width, 4), np.uint8)
    _fill(pixels, Rect(0, 0, rect.width, rect.height), colour)
    return pixels


def _fill(pixels: Pixels, rect: Rect, colour: Colour) -> None:
    """Colour a rectangle of BGRX pixels."""
    red, green, blue = colour
    pixels[rect.y : rect.bottom, rect.x : rect.right] = (blue, green, red, 255)

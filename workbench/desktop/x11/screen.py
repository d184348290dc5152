"""Pictures of the monitors, each with the windows that are on it."""

import threading
import time
from typing import TYPE_CHECKING

import mss
import numpy as np
from mss.exception import ScreenShotError
from Xlib.error import XError

from workbench.desktop.port import Damage, Grab
from workbench.desktop.x11.clock import monotonic_ms
from workbench.desktop.x11.connection import close, connect, note_error
from workbench.desktop.x11.damage import DamageWatch
from workbench.desktop.x11.monitors import read_monitors
from workbench.desktop.x11.windows import X11Windows
from workbench.errors import DesktopError
from workbench.model.geometry import Rect
from workbench.model.session import Monitor

if TYPE_CHECKING:
    from numpy.typing import NDArray

TRIES = 3
LOOK_S = 1.0
COMPARE_S = 0.1
"""How often pictures are compared where there is no DAMAGE extension."""


class X11Screen:
    """Grabs by shared memory on one kept object: a new one each time costs ten times as much."""

    def __init__(self, name: str | None, windows: X11Windows) -> None:
        self._name, self._windows = name, windows
        self._connection = connect(name)
        self._lock = threading.Lock()
        self._camera: mss.MSS | None = None
        self._size = (0, 0)
        self._looked_s = 0.0
        self._monitors: tuple[Monitor, ...] = ()
        self._look_at_monitors()
        if not self.monitors():
            close(self._connection)
            text = "The display does not say which monitors there are, so nothing was recorded: try again."
            raise DesktopError(text)
        has_damage = bool(self._connection.has_extension("DAMAGE"))
        self._watch = DamageWatch(name) if has_damage else None
        self._hurry = threading.Event()
        self._seen: dict[int, NDArray[np.uint8]] = {}

    def _look_at_monitors(self) -> None:
        """Ask for the monitors; where the server answers with an error, ask again at the next look."""
        self._looked_s = time.monotonic()
        size = self._windows.root_size
        try:
            self._monitors = read_monitors(self._connection)
        except XError as problem:
            note_error(problem)
        else:
            self._size = size

    def monitors(self) -> tuple[Monitor, ...]:
        """Return the monitors as they stand now; a change that leaves the root alone shows within a second."""
        with self._lock:
            self._follow_the_root()
            if time.monotonic() - self._looked_s >= LOOK_S:
                self._look_at_monitors()
            return self._monitors

    def _follow_the_root(self) -> None:
        """Start over when the root was resized: monitors moved, and shared memory has the wrong size."""
        if self._size != self._windows.root_size:
            self._look_at_monitors()
            self._put_camera_away()

    def _put_camera_away(self) -> None:
        if self._camera is not None:
            self._camera.close()
            self._camera = None

    def damage(self, timeout_s: float) -> tuple[Damage, ...]:
        """Wait at most that long for something to be drawn; raises `DesktopError` when the display is gone."""
        if self._watch is not None:
            return self._watch.wait(timeout_s)
        return self._compare(timeout_s)

    def wake(self) -> None:
        """End the wait for something to be drawn."""
        if self._watch is not None:
            self._watch.wake()
        else:
            self._hurry.set()

    def _compare(self, timeout_s: float) -> tuple[Damage, ...]:
        until = time.monotonic() + timeout_s
        while True:
            changed = [monitor for monitor in self.monitors() if self._differs(monitor)]
            if changed:
                now = monotonic_ms()
                return tuple(Damage(now, monitor.rect) for monitor in changed)
            left = until - time.monotonic()
            if left <= 0 or self._hurry.wait(min(COMPARE_S, left)):
                self._hurry.clear()
                return ()

    def _differs(self, monitor: Monitor) -> bool:
        with self._lock:
            self._camera = self._camera or mss.MSS(display=self._name)
            pixels = self._take_picture(self._camera, monitor.rect)
        before = self._seen.get(monitor.number)
        self._seen[monitor.number] = pixels
        return before is not None and not np.array_equal(before, pixels)

    def grab(self, monitor: int, part: Rect | None = None) -> Grab | None:
        """Take a picture of that monitor; none where the windows kept changing, or there is no such monitor."""
        for _ in range(TRIES):
            try:
                found = self._try_grab(monitor, part)
            except (ScreenShotError, DesktopError):
                # the root was resized, or the server went, while the picture was taken
                continue
            if found is not None:
                return found
        return None

    def _try_grab(self, number: int, part: Rect | None) -> Grab | None:
        generation = self._windows.settle()
        with self._lock:
            self._follow_the_root()
            monitor = next((each for each in self._monitors if each.number == number), None)
            if monitor is None or self._size != self._windows.root_size:
                return None
            self._camera = self._camera or mss.MSS(display=self._name)
            started = monotonic_ms()
            rect = monitor.part(part)
            pixels = self._take_picture(self._camera, rect.shift(monitor.rect.x, monitor.rect.y))
            ended = monotonic_ms()
        if self._windows.settle() != generation:
            return None
        stack = self._windows.stack()
        return Grab(number, started, ended, rect, pixels, stack) if stack.generation == generation else None

    @staticmethod
    def _take_picture(camera: mss.MSS, rect: Rect) -> "NDArray[np.uint8]":
        place = {"left": rect.x, "top": rect.y, "width": rect.width, "height": rect.height}
        picture = camera.grab(place)
        return np.frombuffer(picture.raw, np.uint8).reshape(rect.height, rect.width, 4)

    def close(self) -> None:
        """Let go of the display."""
        with self._lock:
            self._put_camera_away()
            if self._watch is not None:
                self._watch.close()
            close(self._connection)

"""What actions are aimed at: asked where the pointer rests and where something is pressed, in scope alone.

The input thread only leaves notes here. A thread of its own looks the window up, checks that it is in scope,
and only then lets the desktop ask; so nothing under the pointer in any other window is ever looked at.
"""

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from workbench.capture.focus_changes import FocusChanges
from workbench.desktop.port import ButtonInput, Desktop, FocusInput, Input, KeyInput, MotionInput, ScrollInput
from workbench.model.elements import Element
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.windows import WindowInfo

REST_MS = 60
"""After so long without movement the pointer rests."""
AGAIN_MS = 1200
"""A resting pointer's target is asked for again after so long: pages change by themselves."""
MOST_AGAIN = 8
KEYS_MS = 60
"""While keys come, the field is asked for at most this often."""
STOP_S = 1.0
Pointed = ButtonInput | ScrollInput | MotionInput


class Targets:
    """Owns the thread that looks. `follow` belongs to the input thread and never waits."""

    def __init__(
        self, desktop: Desktop, scope: Scope, area: Sequence[Rect], focus_changes: FocusChanges
    ) -> None:
        self._desktop = desktop
        self._focus_changes = focus_changes
        self._scope = scope
        self._area = tuple(area)
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._urgent: deque[Pointed | FocusInput | KeyInput] = deque(maxlen=16)
        self._resting: MotionInput | None = None
        self._looked = 0
        self._keys_ms = -KEYS_MS
        self._paused = False
        self.failed = False
        """Whether looking ended with an error; recording goes on without targets."""
        self._thread = threading.Thread(target=self._run, name="targets", daemon=True)

    def start(self) -> None:
        """Begin to look, unless the scope leaves elements out."""
        if self._scope.elements:
            self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def pause(self, *, paused: bool) -> None:
        """Look at nothing while the recording is paused."""
        self._paused = paused

    def follow(self, item: Input) -> None:
        """Take note of an input."""
        if isinstance(item, MotionInput):
            self._resting, self._looked = item, 0
        elif isinstance(item, KeyInput):
            if not item.down or item.at_ms - self._keys_ms < KEYS_MS:
                return
            self._keys_ms = item.at_ms
            self._urgent.append(item)
        elif not isinstance(item, ButtonInput) or item.down:
            self._urgent.append(item)
        if not self._wake.is_set():
            self._wake.set()

    def aimed(self, item: Input, window: WindowInfo, origin: Rect) -> Element | None:
        """Return what an input was aimed at, in pixels of the monitor; none where nobody said so in time."""
        if not self._scope.elements:
            return None
        element = self._found(item, window)
        if element is None or element.rect is None:
            return element
        return replace(element, rect=element.rect.shift(-origin.x, -origin.y))

    def _found(self, item: Input, window: WindowInfo) -> Element | None:
        if isinstance(item, ButtonInput | ScrollInput):
            return self._desktop.elements.found(window, item.x, item.y, item.at_ms)
        settled_ms = self._focus_changes.settled_ms(item) if isinstance(item, KeyInput) else None
        return self._desktop.elements.focused(window, settled_ms) if settled_ms is not None else None

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._wake.wait(self.work(self._desktop.clock_ms()))
                self._wake.clear()
        except Exception:  # noqa: BLE001  (without targets the recording goes on, and the status says so)
            self.failed = True

    def work(self, now_ms: int) -> float | None:
        """Look at what is due; return after how many seconds the next look is, none where nothing waits."""
        while self._urgent:
            self._look(self._urgent.popleft())
        resting = self._resting
        if resting is None or self._looked >= MOST_AGAIN:
            return None
        due_ms = resting.at_ms + REST_MS + self._looked * AGAIN_MS
        if now_ms < due_ms:
            return (due_ms - now_ms) / 1000
        self._looked += 1
        self._look(resting)
        return AGAIN_MS / 1000

    def _look(self, item: Pointed | FocusInput | KeyInput) -> None:
        window = self._in_scope(self._beneath(item) if isinstance(item, MotionInput) else item.window)
        if window is None:
            return
        if isinstance(item, FocusInput | KeyInput):
            self._desktop.elements.look_at_focus(window)
        elif self._inside(window, item.x, item.y):
            self._desktop.elements.look(window, item.x, item.y, item.at_ms)
            if isinstance(item, ButtonInput):
                self._desktop.elements.look_at_focus(window)  # what is typed next goes where the click went

    def _inside(self, window: WindowInfo, x: int, y: int) -> bool:
        """Return whether a point is in the scope's area, and in a browser where sites matter, on its page."""
        on_page = not self._scope.by_site(window) or (window.page is not None and window.page.contains(x, y))
        return on_page and any(rect.contains(x, y) for rect in self._area)

    def _beneath(self, item: MotionInput) -> int | None:
        """Return the window that is under a resting pointer now: another may have closed above it."""
        window = self._desktop.windows.stack().at(item.x, item.y)
        return window.id if window is not None else None

    def _in_scope(self, number: int | None) -> WindowInfo | None:
        if number is None or self._paused:
            return None
        now_ms = self._desktop.clock_ms()
        infos = self._desktop.windows.describe(number, now_ms, now_ms)
        return infos[-1] if infos and self._scope.names(infos[-1]) else None

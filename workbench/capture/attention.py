"""Where the keyboard's focus is, so that the field and the terminal there are looked at in time."""

import threading

from workbench.capture.echo import EchoHistory
from workbench.capture.timing import ECHO_PERIOD_MS, ECHO_REST_MS, NO_ECHO_REST_MS, REST_MS
from workbench.desktop.port import Desktop, EchoState, FocusInput, KeyInput
from workbench.model.scope import Scope
from workbench.model.windows import WindowInfo

HEARD_MS = 100
"""A move of the focus is heard of at most this late; its own time may be that of an input long before."""


class Attention:
    """Follows the focus through the scope. `follow` belongs to the input thread and never waits for anybody.

    A window may be known only some time after the focus came to it; `look`, every `period_ms`, makes up for
    that.
    """

    def __init__(self, desktop: Desktop, scope: Scope, echoes: EchoHistory) -> None:
        self._desktop = desktop
        self._scope = scope
        self._echoes = echoes
        self._lock = threading.Lock()
        self._window: int | None = None
        self._came_ms = 0
        self._told: int | None = None
        self._judged: tuple[WindowInfo, bool] | None = None
        self._stirred_ms = desktop.clock_ms()
        self._at_terminal = True

    def follow(self, item: FocusInput | KeyInput) -> None:
        """Take in what the keyboard did, and look at once at what it did it to."""
        pressed = isinstance(item, KeyInput) and item.down
        with self._lock:
            if isinstance(item, FocusInput) or item.window != self._window:
                came_ms = max(item.at_ms, self._desktop.clock_ms() - HEARD_MS)
                self._window, self._came_ms, self._told = item.window, came_ms, None
            info = self._focused()
            if info is not None and pressed:
                self._desktop.fields.key_pressed(info, item.at_ms)
        if info is not None and (pressed or isinstance(item, FocusInput)):
            self._sample(info)

    def stir(self, at_ms: int) -> None:
        """Note that somebody did something at that moment."""
        self._stirred_ms = at_ms

    def period_ms(self) -> int:
        """Return how long until the next look: often, but every wake-up of a resting processor costs."""
        if self._desktop.clock_ms() - self._stirred_ms <= REST_MS:
            return ECHO_PERIOD_MS
        return ECHO_REST_MS if self._at_terminal else NO_ECHO_REST_MS

    def look(self) -> None:
        """Look at the terminal that has the focus, if it is in scope."""
        with self._lock:
            info = self._focused()
        if info is not None:
            self._sample(info)

    def _focused(self) -> WindowInfo | None:
        """Return the focused window if it is in scope; tell of it once, when that becomes known."""
        if self._window is None:
            return None
        now_ms = self._desktop.clock_ms()
        infos = self._desktop.windows.describe(self._window, now_ms, now_ms)
        if not infos or not self._in_scope(infos[-1]):
            self._told = None
            return None
        if self._told != infos[-1].id:
            self._told = infos[-1].id
            self._desktop.fields.focus_moved(infos[-1], self._came_ms)
        return infos[-1]

    def _in_scope(self, info: WindowInfo) -> bool:
        """Return whether the scope names a window; asked twenty times a second, so the answer is kept."""
        if self._judged is None or self._judged[0] is not info:
            self._judged = (info, self._scope.names(info))
        return self._judged[1]

    def _sample(self, info: WindowInfo) -> None:
        if info.pid is not None:
            self._at_terminal = self._echoes.sample(info.pid) is not EchoState.NO_TERMINAL

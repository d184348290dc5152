"""Somebody who types into the windows of a pretended application, and asks afterwards what its fields say."""

import os
import time

from tests.desktop.stage import wait_for
from workbench.desktop.accessibility import FieldState
from workbench.desktop.atspi.fields import AtspiFields
from workbench.desktop.x11.clock import monotonic_ms
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo

LOGIN = WindowInfo(7, ("login",), "Login", os.getpid(), Rect(0, 0, 400, 300))
SECOND = WindowInfo(8, ("login",), "Second", os.getpid(), Rect(500, 0, 400, 300))
ELSEWHERE = WindowInfo(9, ("xterm",), "xterm", 1, Rect(0, 400, 400, 300))


class Typist:
    """Types into a window and asks afterwards what the fields say."""

    def __init__(self, fields: AtspiFields) -> None:
        self.fields = fields

    def key(self, window: WindowInfo = LOGIN, *, answers: bool = True) -> FieldState:
        """Press a key and ask when it is judged, and again until it is answered; the first answer counts."""
        at_ms = monotonic_ms()
        self.fields.key_pressed(window, at_ms)
        time.sleep(0.31)
        until = time.monotonic() + (20 if answers else 0)
        while (said := self.fields.state(window, at_ms)) is FieldState.NO_ANSWER and time.monotonic() < until:
            time.sleep(0.02)
        return said

    def becomes(self, state: FieldState, window: WindowInfo = LOGIN) -> None:
        """Press keys until that is said of one: what was before counts for another 300 ms, rightly."""
        wait_for(lambda: self.key(window) is state, f"a key that is {state.name}")

    def come(self, window: WindowInfo = LOGIN) -> None:
        """Bring the keyboard to a window, and wait until its field is known."""
        self.fields.focus_moved(window, monotonic_ms())
        known = {FieldState.PLAIN, FieldState.PASSWORD, FieldState.NO_FIELDS}
        wait_for(lambda: self.fields.state(window, monotonic_ms()) in known, "the field")

    def areas(self) -> tuple[Rect, ...]:
        """Return where password fields stand now."""
        now_ms = monotonic_ms()
        return self.fields.secret_areas(now_ms - 50, now_ms)

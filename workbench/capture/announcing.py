"""Notices on the desktop while recording: that it runs, what became of a chord, and that something is kept out.

Whatever the desktop's service does, nobody waits for it: notices go out from a thread of their own, those that
find the queue full are left out, and a service that does not answer is not asked again for a while.
"""

import queue
import threading
import time
from collections.abc import Callable, Mapping

from workbench.capture.presence import AWAY, LOCKED
from workbench.capture.protocol import AFTER_FORGETTING, AFTER_PAUSE, Command
from workbench.capture.quarantine import BY_HAND
from workbench.capture.verdict import Withheld
from workbench.model.chords import in_one_breath
from workbench.model.scope import Scope

Notify = Callable[[str, str], bool]
ROOM = 8
SILENT_S = 30.0
LONG_S = 5.0
"""A withheld stretch is told of once it is this long."""
SELDOM_S = 60.0
"""Two notices of withheld stretches with the same reason are at least this far apart."""
APART_S = 15.0
"""Any two notices of withheld stretches are at least this far apart."""


class Announcer:
    """Shows notices, one after the other. `say` may be called from any thread and returns at once."""

    def __init__(self, notify: Notify) -> None:
        self._notify = notify
        self._queue: queue.Queue[tuple[str, str] | None] = queue.Queue(ROOM)
        self._silent_until = 0.0
        self._thread = threading.Thread(target=self._run, name="notices", daemon=True)
        self._thread.start()

    def say(self, title: str, body: str) -> None:
        """Show a notice soon, if there is room for it."""
        try:
            self._queue.put_nowait((title, body))
        except queue.Full:
            return

    def close(self, timeout_s: float) -> None:
        """Let what was said go out, for so long at most."""
        try:
            self._queue.put_nowait(None)
        except queue.Full:
            return
        self._thread.join(timeout_s)

    def _run(self) -> None:
        while (notice := self._queue.get()) is not None:
            if time.monotonic() >= self._silent_until and not self._notify(*notice):
                self._silent_until = time.monotonic() + SILENT_S


class Stretches:
    """Tells of what is kept out once it lasts: once a stretch, and seldom."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._why: tuple[object, object] | None = None
        self._since_s = 0.0
        self._told = False
        self._told_s = -APART_S
        self._told_of: dict[tuple[object, object], float] = {}

    def look(self, why: Withheld | None) -> str | None:
        """Take note of what is kept out just now, and return the words for it where it is time for them."""
        now_s = self._clock_s()
        key = (why.reason, why.cause) if why else None
        if key != self._why:
            self._why, self._since_s, self._told = key, now_s, False
        if why is None or key is None or self._told or now_s - self._since_s < LONG_S:
            return None
        self._told = True
        if now_s - self._told_s < APART_S or now_s - self._told_of.get(key, -SELDOM_S) < SELDOM_S:
            return None
        self._told_s = self._told_of[key] = now_s
        return why.in_words


def started(scope: Scope, chords: Mapping[str, str]) -> tuple[str, str]:
    """Return the notice that a recording began: of what, and how it ends."""
    names = ", ".join([*scope.apps, *scope.urls]) or "chosen windows"
    stop = chords.get(Command.STOP)
    way = f"Stop it with {in_one_breath({'stop': stop})}" if stop else "Stop it in the workbench"
    return f"Recording {names}", f"{scope.sentence()} {way}."


def paused(chords: Mapping[str, str], why: Withheld = BY_HAND) -> tuple[str, str]:
    """Return the notice that everything is withheld now."""
    chord = chords.get(Command.PAUSE)
    way = f"with {in_one_breath({'pause': chord})} or in the workbench" if chord else "in the workbench"
    reason = {LOCKED: "The screen was locked. ", AWAY: "Nobody did anything for a while. "}.get(why, "")
    return "Recording paused", f"{reason}Nothing is kept until you resume, {way}."


def resumed() -> tuple[str, str]:
    """Return the notice that a pause is over."""
    return "Recording again", f"What you do in scope is kept from here on. {AFTER_PAUSE}"


def forgotten() -> tuple[str, str]:
    """Return the notice that the last half minute is gone."""
    return "Forgotten", f"The last 30 seconds are erased; the recording goes on. {AFTER_FORGETTING}"


def marked() -> tuple[str, str]:
    """Return the notice that a mark was set."""
    return "Marked", "You find this moment in the review by its mark."


def not_marked() -> tuple[str, str]:
    """Return the notice that no mark was set."""
    return "Not marked", "Nothing is recorded just now, so nothing was marked: go back into the scope first."


def blind() -> tuple[str, str]:
    """Return the notice that nothing arrives any more."""
    return "The recording is blind", "What you do does not reach the recorder: stop and start again."


def kept_out(words: str, scope: Scope) -> tuple[str, str]:
    """Return the notice that a stretch is withheld; the guard's words name nothing outside the scope."""
    names = " or ".join(scope.apps) or "a chosen window"
    return "Kept out", f"Not recorded just now: {words}. What you do in {names} is kept as soon as it may be."

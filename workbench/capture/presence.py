"""Whether anybody is there: a recording pauses at a lock, after a while without input, and after a sleep."""

from collections.abc import Callable
from dataclasses import dataclass

from workbench.capture.verdict import Withheld
from workbench.desktop.port import Presence
from workbench.desktop.sleep import asleep_ms
from workbench.model.gaps import GapCause, GapReason

LOCKED = Withheld(GapReason.LOCKED)
AWAY = Withheld(GapReason.PAUSED, GapCause.AWAY)
SLEPT_MS = 1000
"""A machine that slept at least this long may have been woken by somebody else."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Nobody is there, so that nothing may be kept until somebody says so."""

    since_ms: int
    """From when on: the moment of the lock, of the last input, or before the sleep."""
    why: Withheld
    """Which it was."""


class Attendance:
    """Watches for the beginning of an absence; its end is for the volunteer to say. Used by one thread.

    A lock counts when it begins: a service that goes on saying so after somebody resumed is not believed.
    """

    def __init__(
        self, presence: Presence, idle_limit_s: int, now_ms: int, slept_ms: Callable[[], int] = asleep_ms
    ) -> None:
        self._presence = presence
        self._idle_limit_ms = idle_limit_s * 1000
        self._back_ms = now_ms
        self._was_locked = False
        self._slept_ms = slept_ms
        self._looked = (now_ms, slept_ms())

    def look(self, now_ms: int, last_input_ms: int, *, paused: bool) -> Absence | None:
        """Return the absence that begins now, if one does; in a pause none begins, and it ends all that was."""
        locked, was_locked = self._presence.locked(), self._was_locked
        self._was_locked = locked
        (looked_ms, slept_ms), self._looked = self._looked, (now_ms, self._slept_ms())
        if paused:
            self._back_ms = now_ms
            return None
        if locked and not was_locked:
            return Absence(now_ms, LOCKED)
        if self._looked[1] - slept_ms >= SLEPT_MS:
            return Absence(looked_ms, AWAY)
        since_ms = max(self._back_ms, last_input_ms)
        if self._idle_limit_ms and now_ms - since_ms >= self._idle_limit_ms:
            return Absence(since_ms, AWAY)
        return None

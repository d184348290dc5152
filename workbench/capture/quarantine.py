"""Where inputs wait until enough is known to judge them."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from workbench.capture.chords import ModifierPress
from workbench.capture.timing import HOLD_MS
from workbench.capture.verdict import Withheld
from workbench.desktop.port import Input, MissedInput
from workbench.model.gaps import GapCause, GapReason

ROOM = 200_000
BY_HAND = Withheld(GapReason.PAUSED, GapCause.BY_HAND)
NOTHING_ARRIVED = Withheld(GapReason.OVERLOAD, GapCause.BLIND)
SEAT_UNKNOWN = Withheld(GapReason.UNKNOWN_TARGET, GapCause.OTHER_SEAT)


@dataclass(frozen=True, slots=True)
class PauseMark:
    """The recording paused or went on at this moment."""

    at_ms: int
    """The desktop's time."""
    paused: bool
    """Whether it began or ended."""
    why: Withheld = BY_HAND
    """Why it began."""


@dataclass(frozen=True, slots=True)
class MarkAsked:
    """The volunteer wants this moment marked."""

    at_ms: int
    """The desktop's time."""


@dataclass(frozen=True, slots=True)
class LossMark:
    """Inputs could not be taken in from this moment on."""

    at_ms: int
    """The desktop's time."""
    until_ms: int | None = None
    """From when on they arrive again; none where the next input shows that."""


@dataclass(frozen=True, slots=True)
class BlindMark:
    """From this moment on nothing arrived that could be kept, or inputs arrive again."""

    at_ms: int
    """The desktop's time."""
    began: bool
    """Whether it began or ended."""
    why: Withheld = NOTHING_ARRIVED
    """Why nothing could be kept."""


Waiting = Input | ModifierPress | PauseMark | MarkAsked | LossMark | BlindMark


class Quarantine:
    """A queue in the desktop's own order. The input thread adds, the recorder's loop takes.

    The loop is woken by what comes first into an empty queue, so that it need not look for it.
    """

    def __init__(self, wake: Callable[[], None], room: int = ROOM) -> None:
        self._wake = wake
        self._room = room
        self._queue: deque[Waiting] = deque()
        self._lock = threading.Lock()
        self._full = False
        self.lost = 0

    def add(self, item: Waiting) -> None:
        """Take in one item; when there is no room it is counted as lost and leaves a mark."""
        with self._lock:
            if len(self._queue) < self._room or isinstance(item, PauseMark):
                self._append(item)
                self._full = False
                return
            self.lost += 1
            if not self._full:
                self._append(LossMark(item.at_ms))
                self._full = True

    def _append(self, item: Waiting) -> None:
        self._queue.append(item)
        if len(self._queue) == 1:
            self._wake()

    def missed(self, item: MissedInput) -> None:
        """Count inputs that were lost before they came here, and mark where."""
        with self._lock:
            self.lost += item.count
            self._append(LossMark(item.at_ms, item.until_ms))

    def take_due(self, now_ms: int) -> list[Waiting]:
        """Return, in order, what has waited long enough at that moment."""
        due: list[Waiting] = []
        with self._lock:
            while self._queue and self._queue[0].at_ms <= now_ms - HOLD_MS:
                due.append(self._queue.popleft())
        return due

    def split(self, since_ms: int, until_ms: int) -> tuple[list[Waiting], list[Waiting]]:
        """Take out what came before a moment, and what came from then up to another; the rest waits on."""
        with self._lock:
            before = [item for item in self._queue if item.at_ms < since_ms]
            inside = [item for item in self._queue if since_ms <= item.at_ms <= until_ms]
            self._queue = deque(item for item in self._queue if item.at_ms > until_ms)
        return before, inside

    def __len__(self) -> int:
        return len(self._queue)

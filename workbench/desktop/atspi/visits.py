"""What browsers' windows showed, and when: pure, with the strictest reading of what lies between two looks."""

from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.desktop.accessibility import Visit
from workbench.desktop.atspi.questions import Ref

STALE_MS = 300
"""What is known of a moment may be this much older than the end of the interval that is asked about."""
OLD_MS = 2500
"""An answer that is older than that says nothing of an interval's beginning."""
KEPT = 400


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at a window."""

    asked_ms: int
    """When it was asked."""
    answered_ms: int
    """When it was answered."""
    visits: tuple[Visit, ...]
    """What it shows, several where it is split; an empty address where the answers did not fit each other."""
    pages: frozenset[Ref] = frozenset()
    """The documents of these."""


class Visits:
    """The looks at one window, in order. Not thread-safe: its owner holds a lock."""

    def __init__(self) -> None:
        self._readings: deque[Reading] = deque(maxlen=KEPT)

    def note(self, reading: Reading) -> None:
        """Keep a look."""
        self._readings.append(reading)

    def between(self, since_ms: int, until_ms: int) -> tuple[Visit, ...]:
        """Return everything that may have been shown in an interval.

        That is what was seen last before it, all that was seen in it, and what was seen first after it. Where
        nobody looked shortly before its end, and none has looked since, it is not known.
        """
        readings = list(self._readings)
        first = bisect_right(readings, since_ms, key=lambda reading: reading.answered_ms) - 1
        last = bisect_right(readings, until_ms, key=lambda reading: reading.asked_ms)
        held = readings[max(0, first) : last + 1]
        visits = tuple(dict.fromkeys(visit for reading in held for visit in reading.visits))
        return visits if _known(held, first, since_ms, until_ms) else (*visits, Visit(""))

    def at(self, at_ms: int) -> Visit:
        """Return what was seen last by that moment."""
        seen = self.read_at(at_ms)
        return seen.visits[-1] if seen and seen.visits else Visit("")

    def read_at(self, at_ms: int) -> Reading | None:
        """Return the last look by that moment; none where nobody looked lately."""
        seen = [reading for reading in self._readings if reading.answered_ms <= at_ms]
        return seen[-1] if seen and at_ms - seen[-1].answered_ms <= OLD_MS else None


def _known(held: Sequence[Reading], first: int, since_ms: int, until_ms: int) -> bool:
    if not held or first < 0 or since_ms - held[0].answered_ms > OLD_MS:
        return False
    return held[-1].asked_ms >= until_ms - STALE_MS

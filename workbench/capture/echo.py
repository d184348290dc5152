"""What terminals showed of typing, over time: a prompt that is over must still be known at judging time."""

import threading
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.capture.submissions import Submissions
from workbench.capture.timing import (
    ECHO_FRESH_MS,
    HOLD_MS,
    LINE_FRESH_MS,
    LINE_READ_MS,
    SAME_MOMENT_MS,
    UNSEEN_MS,
)
from workbench.desktop.port import EchoState, Terminals

KEPT_SAMPLES = 400
STRICTNESS = (EchoState.NO_TERMINAL, EchoState.LINE, EchoState.ECHO, EchoState.UNKNOWN, EchoState.SECRET)
SHOWING = frozenset({EchoState.LINE, EchoState.ECHO})


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at a process's terminals."""

    began_ms: int
    """When the look began; it counts from then on."""
    ended_ms: int
    """When it was over: what it saw held at some moment up to here."""
    state: EchoState
    """What it saw."""


class EchoHistory:
    """Samples of each process's terminals. Sampling and asking may happen in different threads."""

    def __init__(self, terminals: Terminals, clock_ms: Callable[[], int]) -> None:
        self._terminals = terminals
        self._clock_ms = clock_ms
        self._samples: dict[int, deque[Sample]] = {}
        self._lock = threading.Lock()

    def sample(self, pid: int) -> EchoState:
        """Look at that process's terminals now; the sample counts from the moment before the look."""
        began_ms = self._clock_ms()
        state = self._terminals.echo(pid)
        with self._lock:
            samples = self._samples.setdefault(pid, deque(maxlen=KEPT_SAMPLES))
            samples.append(Sample(began_ms, self._clock_ms(), state))
        return state

    def verdict(self, pid: int, at_ms: int) -> EchoState:
        """Return the strictest state from 300 ms before to 300 ms after; unknown without one from before.

        Between two looks that are too far apart, as when the recorder stood still, a prompt may have come and
        gone.
        """
        samples = self._of(pid)
        known = bisect_right(samples, at_ms, key=_began)
        if not known or at_ms - samples[known - 1].began_ms > ECHO_FRESH_MS:
            return EchoState.UNKNOWN
        found = _strictest(samples, at_ms - HOLD_MS, at_ms + HOLD_MS)
        next_ms = samples[known].began_ms if known < len(samples) else self._clock_ms()
        unseen = next_ms - samples[known - 1].began_ms > UNSEEN_MS
        return max(found, EchoState.UNKNOWN, key=STRICTNESS.index) if unseen and found in SHOWING else found

    def read_as_line(self, pid: int, at_ms: int, submissions: Submissions) -> EchoState | None:
        """Return the strictest state up to a key that a shell's line editor is sure to have read; else none.

        A prompt that opens behind such a key says nothing about it: bytes are read in order, and the shell
        itself had to read this one first. Sure means that right before the key the shell sat at its line with
        nothing left to read, and that nothing was typed since, nor in the 600 ms before in which it may have
        been on its way, that could have ended the line. Without the latter a key may be typed ahead.
        """
        samples = self._of(pid)
        known = bisect_left(samples, at_ms - SAME_MOMENT_MS, key=_ended)
        if not known:
            return None
        newest = samples[known - 1]
        fresh = at_ms - newest.began_ms <= LINE_FRESH_MS
        if newest.state is not EchoState.LINE or not fresh:
            return None
        if submissions.any_since(newest.began_ms - LINE_READ_MS):
            return None
        return _strictest(samples, at_ms - HOLD_MS, newest.began_ms)

    def _of(self, pid: int) -> list[Sample]:
        with self._lock:
            return list(self._samples.get(pid, ()))


def _strictest(samples: Sequence[Sample], since_ms: int, until_ms: int) -> EchoState:
    first = max(0, bisect_right(samples, since_ms, key=_began) - 1)
    last = bisect_right(samples, until_ms, key=_began)
    return max((sample.state for sample in samples[first:last]), key=STRICTNESS.index)


def _began(sample: Sample) -> int:
    return sample.began_ms


def _ended(sample: Sample) -> int:
    return sample.ended_ms

"""Gaps while recording: what was withheld becomes stretches with a reason, and nothing else."""

from collections import deque
from collections.abc import Callable, Set
from dataclasses import dataclass
from enum import StrEnum

from workbench.capture.timing import BRIEF_MS
from workbench.capture.verdict import Withheld
from workbench.model.gaps import Gap, GapCause, GapReason, dividing
from workbench.store.forgetting import Remainder

REMEMBERED = 1000


class Channel(StrEnum):
    """Keyboard and pointer are in different windows at one time, so each has its own gaps."""

    KEYBOARD = "keyboard"
    POINTER = "pointer"
    RECORDER = "recorder"


@dataclass(slots=True)
class OpenGap:
    """A stretch that goes on."""

    start_ms: int
    """When it began, in session time."""
    why: Withheld
    """Why."""
    moves_only: bool
    """Whether nothing but movement, of the pointer or of the focus, was withheld so far."""


class Withholding:
    """Opens a gap at the first withheld input and closes it at the next kept one of that channel.

    A secret spans from the last kept event to the next kept one, swallows the gaps between them, and so
    tells neither when it was typed nor how long it took.
    """

    def __init__(self, add_gap: Callable[[Gap], None]) -> None:
        self._add_gap = add_gap
        self._open: dict[Channel, OpenGap] = {}
        self._last_kept_ms = 0
        self._causes: set[GapCause] = set()
        self._secret_ms = 0
        self._secrets: deque[tuple[int, int]] = deque(maxlen=REMEMBERED)
        self._masked: dict[GapCause, int] = {}
        self._shown_again: Set[GapCause] = frozenset()
        self.gaps = 0
        self.withheld_ms = 0
        self.last: Withheld | None = None

    @property
    def secret(self) -> bool:
        """Whether a secret was withheld since something was kept last."""
        return bool(self._causes)

    @property
    def last_kept_ms(self) -> int:
        """When something was kept last, in session time."""
        return self._last_kept_ms

    @property
    def now(self) -> Withheld | None:
        """Why something is withheld just now: a secret, or what the keyboard or a click went to; else none."""
        if self.secret:
            return self.last
        open_gaps = (
            gap for channel, gap in self._open.items() if channel is Channel.KEYBOARD or not gap.moves_only
        )
        return next((gap.why for gap in open_gaps), None)

    def so_far(self, now_ms: int) -> tuple[int, int]:
        """Return how many stretches were withheld and how long together, what goes on in whole seconds.

        A secret that goes on counts, and tells no time.
        """
        going_on = [gap.start_ms for gap in self._open.values() if not gap.moves_only]
        lasted_ms = max(0, now_ms - min(going_on)) // 1000 * 1000 if going_on else 0
        return self.gaps + (bool(going_on) or self.secret), self.withheld_ms + lasted_ms

    def withhold(self, channel: Channel, at_ms: int, why: Withheld, *, moved: bool = False) -> None:
        """Note that an input was withheld."""
        if not moved or why.secret:
            self.last = why
        if why.secret:
            self._secret_ms = self._secret_ms if self.secret else at_ms
            self._causes.add(why.cause)
            return
        gap = self._open.get(channel)
        if gap is not None and (gap.why.reason, gap.why.cause) != (why.reason, why.cause):
            self._close(channel, at_ms)
            gap = None
        if gap is None:
            self._open[channel] = OpenGap(at_ms, why, moved)
        elif not moved:
            gap.moves_only = False

    def keep(self, channel: Channel, at_ms: int) -> GapReason | None:
        """Note that an event is kept; return the reason of the gap between it and the one before, if any."""
        reason = self._close(channel, at_ms)
        if self.secret:
            for other in list(self._open):
                self._cut(other)
            self._write_secret(at_ms)
            reason = GapReason.SECRET
        self._last_kept_ms = max(self._last_kept_ms, at_ms)
        self._write_masked(self._shown_again, at_ms)
        return reason

    def mask(self, causes: Set[GapCause]) -> None:
        """Note why screenshots are black now although input is kept.

        Such a gap, too, spans from the last kept event to the next kept one: it tells neither when a password
        field opened nor how long it took to fill it in.
        """
        for cause in causes - self._masked.keys():
            self._masked[cause] = self._last_kept_ms
        self._shown_again = self._masked.keys() - causes

    def resume(self, at_ms: int) -> None:
        """Close the recorder's own gap: a pause is over. Inside a secret it stays part of that."""
        self._close(Channel.RECORDER, at_ms)

    def finish(self, at_ms: int) -> None:
        """Close what is open at the end of the recording."""
        for channel in list(self._open):
            self._close(channel, at_ms)
        if self.secret:
            self._write_secret(at_ms)
        self._write_masked(frozenset(self._masked), at_ms)

    def forget(self, since_ms: int, until_ms: int) -> tuple[int, ...]:
        """Close what is open at the border, and go on at `until_ms` as if something had been kept there.

        Return the beginnings of those secrets' gaps in which nothing was typed before the border.
        """
        paused = self._open.get(Channel.RECORDER)
        if self.secret and self._secret_ms >= since_ms:
            self._causes.clear()
        before = {channel: gap for channel, gap in self._open.items() if gap.start_ms < since_ms}
        self._open = before
        self.finish(since_ms)
        if paused is not None:
            self._open[Channel.RECORDER] = OpenGap(until_ms, paused.why, moves_only=False)
        self._last_kept_ms = until_ms
        self.last = Withheld(GapReason.FORGOTTEN)
        inside = tuple(start_ms for start_ms, secret_ms in self._secrets if start_ms < since_ms <= secret_ms)
        self._secrets.clear()
        return inside

    def go_on(self, rest: Remainder) -> None:
        """Take over what there is after forgetting."""
        gaps = dividing(rest.newest.gaps)
        self.gaps, self.withheld_ms = len(gaps), sum(gap.end_ms - gap.start_ms for gap in gaps)

    def _cut(self, channel: Channel) -> None:
        """End a gap of another channel where the secret begins; what lies inside is part of the secret."""
        gap = self._open[channel]
        if gap.start_ms < self._last_kept_ms:
            self._write(Gap(gap.start_ms, self._last_kept_ms, gap.why.reason, gap.why.cause))
        del self._open[channel]

    def _close(self, channel: Channel, at_ms: int) -> GapReason | None:
        gap = self._open.get(channel)
        if gap is None:
            return None
        if self.secret:
            self._cut(channel)
            return gap.why.reason
        del self._open[channel]
        if gap.moves_only and at_ms - gap.start_ms < BRIEF_MS:
            return None
        self._write(Gap(gap.start_ms, max(at_ms, gap.start_ms), gap.why.reason, gap.why.cause))
        return gap.why.reason

    def _write_secret(self, at_ms: int) -> None:
        """Write the secret's gap; neighbours of several causes are one that tells none of them."""
        cause = self._causes.pop() if len(self._causes) == 1 else GapCause.NONE
        self._causes.clear()
        self._secrets.append((self._last_kept_ms, self._secret_ms))
        self._write(Gap(self._last_kept_ms, at_ms, GapReason.SECRET, cause))

    def _write_masked(self, causes: Set[GapCause], at_ms: int) -> None:
        """Write the gaps of screenshots; they do not count among the stretches of withheld input."""
        for cause in sorted(causes):
            start_ms = self._masked.pop(cause)
            self._add_gap(Gap(start_ms, max(at_ms, start_ms), GapReason.MASKED, cause))
        self._shown_again -= causes

    def _write(self, gap: Gap) -> None:
        self.gaps += 1
        self.withheld_ms += gap.end_ms - gap.start_ms
        self._add_gap(gap)

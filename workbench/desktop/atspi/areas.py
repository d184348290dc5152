"""Where password fields stood on the screen, over time. Pure: what is not known is told as such."""

from bisect import bisect_right
from collections import deque
from dataclasses import dataclass
from itertools import pairwise

from workbench.model.geometry import Rect, around

KEPT_SAMPLES = 100
FRESH_MS = 295
"""A sample counts for no longer: a newer one must lie after the picture that it masks."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Where one password field stood."""

    at_ms: int
    """When the answer came."""
    rects: tuple[Rect, ...]
    """Every place where it may stand by what the application said; empty = it shows nowhere."""
    known: bool = True
    """Whether the application said so; else nobody knows where it stands."""


class Track:
    """One password field's samples, oldest first."""

    def __init__(self, pid: int, since_ms: int) -> None:
        self.pid = pid
        self._since_ms = since_ms
        self._samples: deque[Sample] = deque(maxlen=KEPT_SAMPLES)
        self.gone_ms: int | None = None
        self.left_ms: int | None = None
        """Since when it lies in a page that was left."""
        self.scale: float | None = None
        self.told: Rect | None = None
        """Where the application said last that it shows, in the application's own coordinates."""
        self.without_popups = 0
        """How often it showed while the application had no popup open: then it is in none."""

    def begins_by(self, since_ms: int) -> None:
        """Note that it may be there since that moment."""
        self._since_ms = min(self._since_ms, since_ms)

    @property
    def showing(self) -> bool:
        """Whether it was on the screen when it was last asked."""
        return bool(self._samples) and bool(self._samples[-1].rects)

    @property
    def unknown(self) -> bool:
        """Whether nothing is known of its place, as far as it was asked last."""
        return not self._samples or not self._samples[-1].known

    def note(self, sample: Sample) -> None:
        """Note where it stands now."""
        self._samples.append(sample)

    def areas(self, since_ms: int, until_ms: int) -> tuple[Rect, ...] | None:
        """Return what it may have covered in that interval; none where it may have stood anywhere."""
        if self._since_ms > until_ms or (self.gone_ms is not None and self.gone_ms < since_ms):
            return ()
        samples = self._near(since_ms, until_ms)
        fresh = bool(samples) and samples[-1].at_ms >= until_ms - FRESH_MS
        stale = self.gone_ms is None and not fresh
        if stale or not all(sample.known for sample in samples):
            return None
        rects = [rect for sample in samples for rect in sample.rects]
        moves = [zip(one.rects, other.rects, strict=False) for one, other in pairwise(samples)]
        hulls = [around((one, other)) for move in moves for one, other in move if one != other]
        return tuple(dict.fromkeys([*rects, *hulls]))

    def _near(self, since_ms: int, until_ms: int) -> list[Sample]:
        """Return the samples of the interval and the one before it: the field was there until it moved."""
        times = [sample.at_ms for sample in self._samples]
        first = max(0, bisect_right(times, since_ms) - 1)
        return list(self._samples)[first : bisect_right(times, until_ms)]

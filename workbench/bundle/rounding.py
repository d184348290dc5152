"""Times rounded down to 50 ms: the exact rhythm of keys identifies a person, and training needs order alone.

Rounding down keeps what came first first, so that a frame is never younger than its action. Of a pointer's way,
one point is kept for each 50 ms, because how close its points stand would tell the time again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from workbench.bundle.fields import RHYTHM_MS
from workbench.model.events import Event, PointerPath
from workbench.model.folded import Folded, MaskedFrame
from workbench.model.frames import Frame
from workbench.model.gaps import Gap
from workbench.model.steps import Step, StepFrame

Point = tuple[int, int, int]


def rounded_down(t_ms: int) -> int:
    """Return the last multiple of 50 ms that is not later; nothing is before the session's start."""
    return max(0, t_ms // RHYTHM_MS * RHYTHM_MS)


def without_rhythm(folded: Folded) -> Folded:
    """Return the same session with all its times rounded down, frames clipped along."""
    frames = tuple(MaskedFrame(_frame(entry.frame), entry.masks) for entry in folded.frames)
    known = {entry.frame.id: entry.frame for entry in frames}
    duration_ms = folded.session.duration_ms
    return replace(
        folded,
        session=replace(folded.session, duration_ms=None if duration_ms is None else rounded_down(duration_ms)),
        steps=tuple(_steps(folded.steps, known)),
        events=tuple(_events(folded.events)),
        frames=frames,
        gaps=tuple(
            Gap(rounded_down(gap.start_ms), rounded_down(gap.end_ms), gap.reason) for gap in folded.gaps
        ),
    )


def _frame(frame: Frame) -> Frame:
    captured_ms = rounded_down(frame.captured_ms)
    return replace(frame, captured_ms=captured_ms, valid_ms=max(captured_ms, rounded_down(frame.valid_ms)))


def _steps(steps: Iterable[Step], frames: Mapping[int, Frame]) -> Iterator[Step]:
    """Yield the steps by rounded times, in order; the ages of their pictures follow from these."""
    start_ms = 0
    for step in steps:
        start_ms = max(start_ms, rounded_down(step.start_ms))
        end_ms = max(start_ms, rounded_down(step.end_ms))
        before, after = step.frame, step.after
        if before:
            before = _aged(before, start_ms - frames[before.id].valid_ms)
        if after:
            after = _aged(after, frames[after.id].captured_ms - end_ms)
        yield replace(step, start_ms=start_ms, end_ms=end_ms, frame=before, after=after)


def _aged(picture: StepFrame, age_ms: int) -> StepFrame:
    return replace(picture, age_ms=max(0, age_ms))


def _events(events: Iterable[Event]) -> Iterator[Event]:
    t_ms = 0
    for event in events:
        t_ms = max(t_ms, rounded_down(event.t_ms))
        body = event.body
        if isinstance(body, PointerPath):
            body = replace(body, points=_points(event.t_ms, body.points))
        yield replace(event, t_ms=t_ms, body=body)


def _points(t_ms: int, points: Iterable[Point]) -> tuple[Point, ...]:
    """Return the last point of every 50 ms, as `(dt_ms, dx, dy)` from the one before it."""
    kept: list[Point] = []
    at_ms, slot_ms = t_ms, rounded_down(t_ms)
    for dt_ms, dx, dy in points:
        at_ms += dt_ms
        later_ms = max(slot_ms, rounded_down(at_ms))
        if kept and later_ms == slot_ms:
            before_ms, before_dx, before_dy = kept.pop()
            kept.append((before_ms, before_dx + dx, before_dy + dy))
        else:
            kept.append((later_ms - slot_ms, dx, dy))
        slot_ms = later_ms
    return tuple(kept)

"""When pictures were taken, without what would tell how long a redacted text took to type.

The picture of what was typed is taken once it stands still, so its moment says when the typing ended: at a
known pace that is the number of letters. All that lies between the beginning of such a text and the next step
that stays is moved to the beginning.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from workbench.model.frames import Frame
from workbench.model.steps import Step, StepFrame

Interval = tuple[int, int | None]


def quieted(frames: Iterable[Frame], steps: Sequence[Step], hidden: Collection[int]) -> dict[int, Frame]:
    """Return frames by their numbers, those of hidden steps and right after them without their moments."""
    spans = _silences(steps, hidden)
    return {frame.id: _quieted(frame, spans) for frame in frames}


def aged(step: Step, frames: Mapping[int, Frame]) -> Step:
    """Return a step with the ages that its pictures' times give; pictures that are not among them are gone."""
    before, after = step.frame, step.after
    if before is not None:
        before = _with_age(before, frames, lambda frame: frame.age_ms(step.start_ms))
    if after is not None:
        after = _with_age(after, frames, lambda frame: max(0, frame.captured_ms - step.end_ms))
    return replace(step, frame=before, after=after)


def _with_age(
    shown: StepFrame, frames: Mapping[int, Frame], age_ms: Callable[[Frame], int]
) -> StepFrame | None:
    frame = frames.get(shown.id)
    return None if frame is None else replace(shown, age_ms=age_ms(frame))


def _silences(steps: Sequence[Step], hidden: Collection[int]) -> list[Interval]:
    """Return from when to when nothing may be told: up to the next step that is not hidden."""
    found: list[Interval] = []
    until_ms: int | None = None
    for step in reversed(steps):
        if step.index in hidden:
            found.append((step.start_ms, until_ms))
        else:
            until_ms = step.start_ms
    return found


def _quieted(frame: Frame, silences: Iterable[Interval]) -> Frame:
    for start_ms, until_ms in silences:
        if start_ms < frame.captured_ms and (until_ms is None or frame.captured_ms <= until_ms):
            holds = until_ms is not None and frame.valid_ms >= until_ms
            return replace(frame, captured_ms=start_ms + 1, valid_ms=frame.valid_ms if holds else start_ms + 1)
    return frame

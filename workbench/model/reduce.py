"""From events to steps: a pure function; the same recording always gives the same steps."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from workbench.model.elements import Element
from workbench.model.events import Event
from workbench.model.frames import Frame
from workbench.model.gaps import Gap, dividing
from workbench.model.grouping import ActionGrouping
from workbench.model.open_actions import OpenAction
from workbench.model.sentences import sentence
from workbench.model.session import Recording
from workbench.model.steps import Step, StepFrame

REDUCER_VERSION = 2


@dataclass(frozen=True, slots=True)
class _Grouped:
    """An action, and the first event that may belong to it."""

    action: OpenAction
    """What was done."""
    floor_seq: int
    """The first event after the last gap before it; nothing from before a gap belongs to it."""


def reduce_recording(recording: Recording) -> tuple[Step, ...]:
    """Return the steps of a recording, switches among them, numbered from 1.

    The pointer's way to an action and the modifiers pressed for it belong to its range of events; events that
    no action follows belong to none. Text that was typed and wholly deleted stays a step, so that its events
    can be seen and dropped.
    """
    grouped = _group(recording)
    pictures = _Pictures(recording.frames, dividing(recording.gaps))
    seqs = [event.seq for event in recording.events]
    steps: list[Step] = []
    done_seq = 0
    for index, (entry, following) in enumerate(zip_longest(grouped, grouped[1:]), start=1):
        first_seq = seqs[bisect_left(seqs, max(done_seq + 1, entry.floor_seq))]
        next_ms = following.action.start_ms if following else None
        step = _step(index, first_seq, entry.action, pictures, next_ms)
        steps.append(_aimed(step, recording.elements.get(entry.action.begun_seq)))
        done_seq = entry.action.last_seq
    return tuple(steps)


def _group(recording: Recording) -> list[_Grouped]:
    """Return the actions in order, none of them reaching across a gap."""
    grouping = ActionGrouping(recording.contexts)
    grouped: list[_Grouped] = []
    gaps = _GapCursor(dividing(recording.gaps))
    floor_seq = 0
    for event in recording.events:
        passed = gaps.passed(event)
        if passed:
            grouping.gap(passed)
            floor_seq = event.seq
        if grouping.feed(event) and grouping.open:
            grouped.append(_Grouped(grouping.open, floor_seq))
    return grouped


class _GapCursor:
    """Goes through the gaps alongside the events."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        self._gaps = sorted(gaps, key=lambda gap: (gap.end_ms, gap.start_ms))
        self._next = 0
        self._before_ms = -1

    def passed(self, event: Event) -> Sequence[Gap]:
        """Return the gaps that end before this event and after the one before it.

        A gap ends with the kept event that closes it, so that event comes after it. Of several events at the
        time of a gap without length, the first is the one before it.
        """
        begun = self._next
        while self._next < len(self._gaps) and self._lies_before(event, self._gaps[self._next]):
            self._next += 1
        self._before_ms = event.t_ms
        return self._gaps[begun : self._next]

    def _lies_before(self, event: Event, gap: Gap) -> bool:
        """Return whether the gap is over when the event comes."""
        if event.t_ms == gap.end_ms == gap.start_ms:
            return self._before_ms >= gap.start_ms
        return event.t_ms >= gap.end_ms


class _Pictures:
    """The frames of a recording by monitor and time, and what gaps forbid."""

    def __init__(self, frames: Iterable[Frame], gaps: Iterable[Gap]) -> None:
        self._frames: dict[int, list[Frame]] = defaultdict(list)
        for frame in sorted(frames, key=lambda frame: (frame.captured_ms, frame.id)):
            self._frames[frame.monitor].append(frame)
        self._times = {
            monitor: [frame.captured_ms for frame in listed] for monitor, listed in self._frames.items()
        }
        self._gaps = sorted(gaps, key=lambda gap: gap.start_ms)
        self._gap_starts = [gap.start_ms for gap in self._gaps]

    def before(self, monitor: int, start_ms: int) -> StepFrame | None:
        """Return the newest picture that was taken by then, unless a gap hides what changed since."""
        place = bisect_right(self._times.get(monitor, []), start_ms)
        if not place:
            return None
        frame = self._frames[monitor][place - 1]
        if self._gap_hides(frame, start_ms):
            return None
        return StepFrame(frame.id, frame.age_ms(start_ms), frame.width, frame.height)

    def _gap_hides(self, frame: Frame, start_ms: int) -> bool:
        """Return whether a gap lies between a picture and an action, through which it was not known to hold."""
        at = bisect_left(self._gap_starts, frame.captured_ms)
        ended = (
            gap for gap in self._gaps[at : bisect_right(self._gap_starts, start_ms)] if gap.end_ms <= start_ms
        )
        return any(frame.valid_ms < gap.end_ms for gap in ended)

    def after(self, monitor: int, action: OpenAction, next_ms: int | None) -> StepFrame | None:
        """Return the last picture of what the action led to, before the next action or gap.

        One that was taken before the action ended counts only where it is known to have held until then: the
        action changed nothing that can be seen.
        """
        times = self._times.get(monitor, [])
        gap_at = bisect_left(self._gap_starts, action.end_ms)
        limits = [limit for limit in (next_ms, *self._gap_starts[gap_at : gap_at + 1]) if limit is not None]
        until_ms = min(limits, default=None)
        place = len(times) if until_ms is None else bisect_right(times, until_ms)
        frame = self._frames[monitor][place - 1] if place else None
        if frame is None or not _shows_outcome(frame, action.end_ms, until_ms):
            return None
        return StepFrame(frame.id, max(0, frame.captured_ms - action.end_ms), frame.width, frame.height)


def _shows_outcome(frame: Frame, end_ms: int, until_ms: int | None) -> bool:
    """Return whether the picture was taken after the action, or held from before it until the next began."""
    if frame.captured_ms > end_ms:
        return True
    return frame.valid_ms > end_ms and (until_ms is None or frame.valid_ms >= until_ms)


def _step(index: int, first_seq: int, done: OpenAction, pictures: _Pictures, next_ms: int | None) -> Step:
    """Return one step with its sentence and its pictures."""
    action = done.action()
    monitor = done.context.monitor
    return Step(
        index=index,
        start_ms=done.start_ms,
        end_ms=done.end_ms,
        first_seq=first_seq,
        last_seq=done.last_seq,
        context=done.context,
        action=action,
        sentence=sentence(action, None, done.context),
        frame=pictures.before(monitor, done.start_ms),
        after=pictures.after(monitor, done, next_ms),
    )


def _aimed(step: Step, element: Element | None) -> Step:
    """Return the step with what it was done to, in its sentence too."""
    if element is None:
        return step
    return replace(step, element=element, sentence=sentence(step.action, element, step.context))

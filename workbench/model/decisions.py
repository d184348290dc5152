"""What a list of edits says about each step, before anything is taken out."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from workbench.model.edit_log import last_applied, parts, read_log
from workbench.model.edits import (
    Applied,
    DropSpan,
    LabelKind,
    LabelTarget,
    RedactBox,
    RedactElement,
    RedactTask,
    RedactText,
    RedactTitle,
    SetLabel,
    SingleEdit,
    Span,
    StoredEdit,
)
from workbench.model.session import Recording
from workbench.model.steps import Step, TypeText


class Decisions:
    """Goes through the edits that count and gathers what they say; edits that match nothing are noted."""

    def __init__(self, recording: Recording, steps: Sequence[Step], edits: Iterable[StoredEdit]) -> None:
        self.dropped: set[int] = set()
        """Indexes of dropped steps."""
        self.spans: defaultdict[int, list[Span]] = defaultdict(list)
        """Redacted characters by index of the typed step; none where only deleted ones are redacted."""
        self.titles: set[int] = set()
        """Contexts whose title is redacted."""
        self.task_spans: list[Span] = []
        """Redacted characters of the session's title."""
        self.hides_patterns = False
        """Whether the scope's patterns are redacted."""
        self.boxes: list[RedactBox] = []
        """Rectangles that were redacted by hand."""
        self.elements: set[int] = set()
        """Indexes of steps of whose target the name is redacted."""
        self.task_label: dict[str, Any] = {}
        """Labels of the whole task."""
        self.step_labels: defaultdict[int, dict[str, Any]] = defaultdict(dict)
        """Labels by index of the step."""
        self.subgoals: dict[Span, dict[str, Any]] = {}
        """Labels by range of events."""
        self._recording = recording
        self._steps = steps
        self._ends = [step.last_seq for step in steps]
        self._seqs = [event.seq for event in recording.events]
        edits = tuple(edits)
        log = read_log(edits)
        self.applied = last_applied(edits) or Applied(())
        """What was taken out of the file already."""
        self.titles.update(self.applied.titles)
        missed = {stored.id for stored in log.active for edit in parts(stored.edit) if not self._take(edit)}
        self.unmatched = tuple(sorted(missed.union(log.unmatched)))
        """Ids of edits that match nothing."""

    def touching(self, first_seq: int, last_seq: int) -> list[Step]:
        """Return the steps that have an event in that range."""
        found: list[Step] = []
        for step in self._steps[bisect_left(self._ends, first_seq) :]:
            if step.first_seq > last_seq:
                break
            found.append(step)
        return found if first_seq <= last_seq else []

    def _take(self, edit: SingleEdit) -> bool:
        """Note what an edit says; false where it matches nothing."""
        match edit:
            case SetLabel():
                return self._label(edit)
            case RedactText():
                return self._redact_text(edit)
            case RedactTitle():
                return self._redact_title(edit)
            case RedactTask():
                return self._redact_task(edit)
            case RedactBox():
                return self._redact_box(edit)
            case RedactElement() | DropSpan():
                return self._take_steps(edit)

    def _take_steps(self, edit: RedactElement | DropSpan) -> bool:
        """Drop steps, or redact what their targets are called."""
        dropping = isinstance(edit, DropSpan)
        found = [
            step.index for step in self.touching(edit.first_seq, edit.last_seq) if dropping or step.element
        ]
        (self.dropped if dropping else self.elements).update(found)
        return bool(found)

    def _label(self, edit: SetLabel) -> bool:
        """Give or take back a label."""
        labels = self._labels(edit.target)
        if labels is None:
            return False
        if edit.value is None:
            labels.pop(edit.field, None)
        else:
            labels[edit.field] = edit.value
        return True

    def _labels(self, target: LabelTarget) -> dict[str, Any] | None:
        """Return where the labels of a target are; none where there is no such thing."""
        if target.kind is LabelKind.TASK:
            return self.task_label
        if target.first_seq is None or target.last_seq is None:
            return None
        found = self.touching(target.first_seq, target.last_seq)
        if not found:
            return None
        if target.kind is LabelKind.SUBGOAL:
            return self.subgoals.setdefault((found[0].first_seq, found[-1].last_seq), {})
        own = [step for step in found if _is_at(step, target.first_seq, target.last_seq)] or found
        return self.step_labels[own[0].index] if len(own) == 1 else None

    def _redact_text(self, edit: RedactText) -> bool:
        """Redact characters; where a reducer cut the text otherwise, all of what touches it."""
        found = False
        for step in self.touching(edit.first_seq, edit.last_seq):
            if not isinstance(step.action, TypeText):
                continue
            length = len(step.action.text)
            exact = _is_at(step, edit.first_seq, edit.last_seq)
            spans = [_clipped(span, length) for span in edit.spans] if exact else [(0, length)]
            spans = [(start, end) for start, end in spans if start < end]
            if spans or not edit.spans or not exact:
                self.spans[step.index] += spans
                found = True
        return found

    def _redact_title(self, edit: RedactTitle) -> bool:
        """Redact the titles of all contexts in which these events happened."""
        start, end = bisect_left(self._seqs, edit.first_seq), bisect_right(self._seqs, edit.last_seq)
        found = {event.context for event in self._recording.events[start:end]}
        found |= {step.context.id for step in self.touching(edit.first_seq, edit.last_seq)}
        known = {number for number in found if number in self._recording.contexts}
        self.titles |= known
        return bool(known)

    def _redact_task(self, edit: RedactTask) -> bool:
        """Redact characters of the session's title, and the scope's patterns with them."""
        length = len(self._recording.session.title)
        spans = [(start, end) for start, end in (_clipped(span, length) for span in edit.spans) if start < end]
        self.task_spans += spans
        self.hides_patterns = True
        return bool(spans) or not edit.spans

    def _redact_box(self, edit: RedactBox) -> bool:
        """Redact a rectangle, where a frame of that span shows any of it."""
        shown = {number for step in self.touching(edit.first_seq, edit.last_seq) for number in step.frames}
        frames = [frame for frame in self._recording.frames if frame.id in shown]
        if all(frame.monitor != edit.monitor or edit.rect.clip(frame.rect).empty for frame in frames):
            return False
        self.boxes.append(edit)
        return True


def _is_at(step: Step, first_seq: int, last_seq: int) -> bool:
    """Return whether that is the very range of the step."""
    return (step.first_seq, step.last_seq) == (first_seq, last_seq)


def _clipped(span: Span, length: int) -> Span:
    """Return the part of a span that lies inside a text of that length; it may be empty."""
    return max(0, span[0]), min(length, span[1])

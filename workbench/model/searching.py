"""Where a pattern stands in a session: in typed text, deleted text, titles, the task and labels.

The answer is edits, which hold on to places; the pattern itself is kept nowhere.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import unquote

from workbench.model.edits import (
    TASK,
    LabelKind,
    LabelTarget,
    RedactElement,
    RedactTask,
    RedactText,
    RedactTitle,
    SetLabel,
    SingleEdit,
    Span,
)
from workbench.model.elements import texts_of
from workbench.model.folded import Folded
from workbench.model.key_names import KeyName
from workbench.model.sentences import REDACTED
from workbench.model.session import Recording
from workbench.model.steps import PressKeys, Step, TypeText
from workbench.model.typing_states import deleted_texts

BETWEEN_WORDS = re.compile(r"[-+_]+")
"""What addresses have in place of spaces."""
LEAVES_FIELD = frozenset({KeyName.ENTER, KeyName.KEYPAD_ENTER, KeyName.TAB, KeyName.ESCAPE})


class Matches(Protocol):
    """Finds what is to be redacted in a text: a pattern, or some of the matches of one."""

    def finditer(self, string: str, /) -> Iterator[re.Match[str]]:
        """Yield the matches in order."""


class Search:
    """A session as it was recorded and as it is folded now, ready to be searched.

    What is redacted already is not found again.
    """

    def __init__(self, recording: Recording, steps: Sequence[Step], folded: Folded) -> None:
        self._recording = recording
        self._steps = steps
        self._folded = folded
        self._seqs = [event.seq for event in recording.events]

    def everywhere(self, pattern: re.Pattern[str]) -> list[SingleEdit]:
        """Return the edits that redact every match in the session."""
        return [*self.texts(pattern), *self.around(pattern)]

    def around(self, pattern: Matches) -> list[SingleEdit]:
        """Return the edits that redact matches outside typed text: titles, targets, the task, labels."""
        return [
            *self._titles(pattern),
            *self._elements(pattern),
            *self._task(pattern),
            *self._labels(pattern),
        ]

    def texts(self, pattern: re.Pattern[str], only: Sequence[Step] = ()) -> list[SingleEdit]:
        """Return the edits that redact matches in typed steps, or in those given alone."""
        spans: defaultdict[int, list[Span]] = defaultdict(list)
        for run in [[step] for step in only] if only else self._fields():
            for step, span in _found(run, pattern):
                spans[step.index].append(span)
        now = {step.index: step for step in self._folded.steps}
        return [
            RedactText(step.first_seq, step.last_seq, tuple(sorted(set(spans[step.index]))))
            for step in only or self._steps
            if self._redacts(step, now[step.index], pattern, found=bool(spans[step.index]))
        ]

    def _redacts(self, step: Step, now: Step, pattern: re.Pattern[str], *, found: bool) -> bool:
        """Return whether there is anything to redact that is not redacted yet."""
        if not isinstance(step.action, TypeText) or not isinstance(now.action, TypeText):
            return False
        if now.action.masked:
            return found and (now.text == step.text or bool(_spans(pattern, now.action.text)))
        return found or any(_spans(pattern, text) for text in self._deleted(step))

    def _deleted(self, step: Step) -> list[str]:
        """Return what was typed in a step and deleted again."""
        start, end = bisect_left(self._seqs, step.first_seq), bisect_right(self._seqs, step.last_seq)
        return deleted_texts(self._recording.events[start:end])

    def _fields(self) -> Iterator[list[Step]]:
        """Yield typed steps alone, and then those together that may have been typed into one field."""
        run: list[Step] = []
        for step in self._steps:
            if isinstance(step.action, TypeText):
                yield [step]
                run.append(step)
            elif isinstance(step.action, PressKeys) and LEAVES_FIELD.intersection(step.action.keys):
                yield run
                run = []
        yield run

    def _titles(self, pattern: Matches) -> Iterator[SingleEdit]:
        """Yield an edit for every window whose title or address matches."""
        seen: set[int] = set(self._folded.redacted_titles)
        for event in self._recording.events:
            context = self._recording.contexts.get(event.context or 0)
            if context is None or context.id in seen:
                continue
            seen.add(context.id)
            if any(_spans(pattern, text) for text in (context.title, *_readings(context.url or ""))):
                yield RedactTitle(event.seq, event.seq)

    def _elements(self, pattern: Matches) -> Iterator[SingleEdit]:
        """Yield an edit for every step whose target, or what holds it, is called so."""
        for step in self._folded.kept_steps():
            if step.element and any(_spans(pattern, text) for text in texts_of(step.element)):
                yield RedactElement(step.first_seq, step.last_seq)

    def _task(self, pattern: Matches) -> Iterator[SingleEdit]:
        """Yield an edit where the session's title or the patterns of its scope match."""
        now, was = self._folded.session, self._recording.session
        spans = _spans(pattern, was.title) if _spans(pattern, now.title) else ()
        if spans or any(_spans(pattern, text) for text in (*now.scope.windows, *now.scope.urls)):
            yield RedactTask(spans)

    def _labels(self, pattern: Matches) -> Iterator[SingleEdit]:
        """Yield labels anew where they match."""
        yield from _relabelled(TASK, self._folded.task_label, pattern)
        for step in self._folded.steps:
            target = LabelTarget(LabelKind.STEP, step.first_seq, step.last_seq)
            yield from _relabelled(target, step.label, pattern)
        for subgoal in self._folded.subgoals:
            target = LabelTarget(LabelKind.SUBGOAL, subgoal.first_seq, subgoal.last_seq)
            yield from _relabelled(target, subgoal.label, pattern)


def _readings(address: str) -> Iterator[str]:
    """Yield an address as it stands, and as it is read: letters and spaces are written in several ways."""
    yield address
    plain = unquote(address)
    yield plain
    yield BETWEEN_WORDS.sub(" ", plain)


def _spans(pattern: Matches, text: str) -> tuple[Span, ...]:
    """Return where a pattern stands in a text."""
    return tuple(match.span() for match in pattern.finditer(text) if match.group())


def _found(run: Sequence[Step], pattern: re.Pattern[str]) -> Iterator[tuple[Step, Span]]:
    """Yield where the pattern stands in the texts of some steps taken as one, step by step."""
    joined = "".join(step.text or "" for step in run)
    spans = _spans(pattern, joined)
    at = 0
    for step in run:
        length = len(step.text or "")
        for start, end in spans:
            own = max(start - at, 0), min(end - at, length)
            if own[0] < own[1]:
                yield step, own
        at += length


def _relabelled(target: LabelTarget, labels: Mapping[str, Any], pattern: Matches) -> Iterator[SingleEdit]:
    """Yield the labels of one target that change when matches are redacted."""
    for field, value in labels.items():
        changed = _without(pattern, value)
        if changed != value:
            yield SetLabel(target, field, changed)


def _without(pattern: Matches, value: Any) -> Any:
    """Return a label's value with a mark for each match."""
    if isinstance(value, list):
        return [_without(pattern, entry) for entry in value]
    if not isinstance(value, str):
        return value
    spans = _spans(pattern, value)
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(value)]
    return REDACTED.join(value[end:start] for end, start in zip(ends, starts, strict=True))

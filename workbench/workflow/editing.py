"""Labelling, redacting, dropping, undoing, applying: every decision of a review, for both front ends.

What a person names by a step's number or a pattern becomes an edit that holds on to events, offsets and pixels.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from workbench.errors import NotFoundError, UsageError
from workbench.model.echoes import echoes, title_edits
from workbench.model.edit_log import parts
from workbench.model.edit_sentences import edit_sentence
from workbench.model.edits import (
    TASK,
    DropSpan,
    Edit,
    EditGroup,
    LabelKind,
    LabelTarget,
    RedactBox,
    RedactText,
    SetLabel,
    SingleEdit,
)
from workbench.model.geometry import Rect
from workbench.model.labels import check_label
from workbench.model.searching import Search
from workbench.model.steps import Step, TypeText
from workbench.store.library import Library
from workbench.store.session_file import SessionFile

NOWHERE = (
    "Nothing that was typed, no title and no label matches; nothing was changed. Pictures are not searched: a "
    "place in one is covered by --step N --box X,Y,W,H, or by a drag on it in the review."
)
NUMBERS = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of a session."""

    id: str
    """The session."""
    edit: int | None
    """The edit that was made; none where nothing had to be."""
    sentence: str
    """What it did, in words without content."""
    count: int
    """How many places it changed."""

    def to_json(self) -> dict[str, Any]:
        """Return the public shape."""
        return asdict(self)


def label_task(library: Library, reference: str, labels: Mapping[str, Any]) -> Edited:
    """Give labels to the whole task; a value of none takes one back."""
    with library.open(reference) as file:
        return _label(file, TASK, labels)


def label_step(library: Library, reference: str, index: int, labels: Mapping[str, Any]) -> Edited:
    """Give labels to a step."""
    with library.open(reference) as file:
        step = find_step(file.steps(), index)
        return _label(file, LabelTarget(LabelKind.STEP, step.first_seq, step.last_seq), labels)


def label_subgoal(library: Library, reference: str, numbers: str, labels: Mapping[str, Any]) -> Edited:
    """Give labels to the steps from one to another, as in `3-7`."""
    with library.open(reference) as file:
        spans = _spans(file.steps(), numbers)
        if len(spans) != 1:
            message = f"A subgoal goes from one step to another, as in 3-7, and not {numbers!r}."
            raise UsageError(message)
        first_seq, last_seq = spans[0]
        return _label(file, LabelTarget(LabelKind.SUBGOAL, first_seq, last_seq), labels)


def redact_step(library: Library, reference: str, index: int, pattern: str | None = None) -> Edited:
    """Redact a step's text, or what matches in it, and the very same in titles and labels that repeat it."""
    with library.open(reference) as file:
        steps = file.steps()
        step = find_step(steps, index)
        if not isinstance(step.action, TypeText):
            message = f"Step {index} types no text; drop it, or redact a box of its picture."
            raise UsageError(message)
        search = Search(file.recording(), steps, file.folded())
        ready = None if pattern is None else compiled(pattern)
        if ready is None:
            whole = ((0, len(step.action.text)),) if step.action.text else ()
            made: list[SingleEdit] = [RedactText(step.first_seq, step.last_seq, whole)]
        else:
            made = search.texts(ready, [step])
        if not made:
            message = f"Nothing in step {index} matches, or it is redacted already; nothing was changed."
            raise NotFoundError(message)
        return _add(file, [*made, *echoes(search, steps, made, ready)])


def redact_title(library: Library, reference: str, index: int) -> Edited:
    """Redact the title of a step's window, wherever the same stands in the session."""
    with library.open(reference) as file:
        recording, steps = file.recording(), file.steps()
        search = Search(recording, steps, file.folded())
        return _add(file, title_edits(recording, search, steps, find_step(steps, index)))


def redact_box(library: Library, reference: str, index: int, rect: Rect) -> Edited:
    """Redact a rectangle of a step's pictures, in their own pixels, and wherever it still shows the same."""
    with library.open(reference) as file:
        step = find_step(file.steps(), index)
        sizes = [Rect(0, 0, shown.width, shown.height) for shown in (step.frame, step.after) if shown]
        if not sizes:
            message = f"Step {index} has no picture to redact; nothing was changed."
            raise NotFoundError(message)
        if all(rect.clip(size).empty for size in sizes):
            message = f"The box lies outside the picture of step {index} ({sizes[0].width}x{sizes[0].height})."
            raise UsageError(message)
        return _add(file, [RedactBox(step.first_seq, step.last_seq, step.context.monitor, rect)])


def redact_pattern(library: Library, reference: str, pattern: str) -> Edited:
    """Redact every match in typed text, titles, the task and labels of a session."""
    with library.open(reference) as file:
        found = Search(file.recording(), file.steps(), file.folded()).everywhere(compiled(pattern))
        if not found:
            raise NotFoundError(NOWHERE)
        return _add(file, found)


def drop_steps(library: Library, reference: str, numbers: str) -> Edited:
    """Drop steps by their numbers, as in `3-5,9`; titles and labels lose what they typed as well."""
    with library.open(reference) as file:
        steps = file.steps()
        return _drop(file, steps, [DropSpan(*span) for span in _spans(steps, numbers)])


def drop_app(library: Library, reference: str, name: str) -> Edited:
    """Drop every step of an application."""
    with library.open(reference) as file:
        steps = file.steps()
        runs = groupby(steps, key=lambda step: step.context.app.casefold() == name.casefold())
        spans = [_reach(tuple(run)) for own, run in runs if own]
        if not spans:
            apps = ", ".join(sorted({step.context.app for step in steps if step.context.app}))
            message = f"No step is in {name!r}; this session has steps in: {apps or 'no application'}."
            raise NotFoundError(message)
        return _drop(file, steps, [DropSpan(*span) for span in spans])


def undo(library: Library, reference: str) -> Edited:
    """Undo the last edit; raises `UsageError` where there is none since the recording or the last apply."""
    with library.open(reference) as file:
        edit = file.undo()
        return Edited(file.session.id, file.edits()[-1].id, f"undone: {edit_sentence(edit)}", len(parts(edit)))


def redo(library: Library, reference: str) -> Edited:
    """Redo what was undone last; raises `UsageError` where nothing was."""
    with library.open(reference) as file:
        edit = file.redo()
        return Edited(file.session.id, file.edits()[-1].id, f"redone: {edit_sentence(edit)}", len(parts(edit)))


def apply_edits(library: Library, reference: str) -> Edited:
    """Rewrite the session file from its fold: what was taken out is gone for good, and undo ends there."""
    session_id = library.resolve(reference)
    library.apply(session_id)
    with library.open(session_id) as file:
        return Edited(session_id, file.edits()[-1].id, "edits applied: what they took out is gone for good", 1)


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern that a person gave; raises `UsageError` for one that is empty or cannot be read."""
    try:
        ready = re.compile(pattern)
    except re.error as error:
        message = f"The pattern cannot be read ({error.msg}); put a backslash before . * + ? ( ) [ ] as text."
        raise UsageError(message) from error
    if not pattern:
        message = "The pattern is empty; give the text that is to be redacted."
        raise UsageError(message)
    return ready


def find_step(steps: Sequence[Step], index: int) -> Step:
    """Return the step of that number; raises `NotFoundError` that names the nearest."""
    found = next((step for step in steps if step.index == index), None)
    if found is None:
        nearest = min((step.index for step in steps), key=lambda known: abs(known - index), default=None)
        hint = f"the nearest is step {nearest}" if nearest else "the session has no steps"
        message = f"There is no step {index}; {hint}."
        raise NotFoundError(message)
    return found


def _label(file: SessionFile, target: LabelTarget, labels: Mapping[str, Any]) -> Edited:
    """Check labels and give them."""
    kind = target.kind
    checked = {name: check_label(kind, name, value) for name, value in labels.items()}
    return _add(file, [SetLabel(target, name, value) for name, value in checked.items()])


def _drop(file: SessionFile, steps: Sequence[Step], spans: list[DropSpan]) -> Edited:
    """Drop spans, and what repeats the text that they typed; raises `NotFoundError` where all of it is gone."""
    folded = file.folded()
    left = [span for span in spans if any(_within(step, span) for step in folded.kept_steps())]
    made = [*left, *echoes(Search(file.recording(), steps, folded), steps, spans)]
    if not made:
        message = "All of that is dropped already; nothing was changed."
        raise NotFoundError(message)
    return _add(file, made)


def _within(step: Step, span: DropSpan) -> bool:
    """Return whether a step lies in a span of events."""
    return span.first_seq <= step.first_seq and step.last_seq <= span.last_seq


def _add(file: SessionFile, edits: Sequence[SingleEdit]) -> Edited:
    """Add what one decision changes as one edit."""
    if not edits:
        message = "Nothing was said that could change anything; name a label, a step or a pattern."
        raise UsageError(message)
    edit: Edit = edits[0] if len(edits) == 1 else EditGroup(tuple(edits))
    stored = file.add_edit(edit)
    return Edited(file.session.id, stored.id, edit_sentence(edit), len(edits))


def _spans(steps: Sequence[Step], numbers: str) -> list[tuple[int, int]]:
    """Return the ranges of events of steps that are named as in `3-5,9`."""
    spans: list[tuple[int, int]] = []
    for part in numbers.split(","):
        match = NUMBERS.fullmatch(part.strip())
        if match is None:
            message = f"{part.strip()!r} names no steps; write them as in 3-5,9."
            raise UsageError(message)
        first, last = int(match[1]), int(match[2] or match[1])
        named = tuple(step for step in steps if first <= step.index <= last)
        if not named:
            find_step(steps, first)
            message = f"{part.strip()!r} names no steps; the first number is the smaller one."
            raise UsageError(message)
        if last > steps[-1].index:
            message = f"There is no step {last}, so nothing was done: the last one is step {steps[-1].index}."
            raise NotFoundError(message)
        spans.append(_reach(named))
    return spans


def _reach(run: tuple[Step, ...]) -> tuple[int, int]:
    """Return the range of events of a run of steps."""
    return run[0].first_seq, run[-1].last_seq

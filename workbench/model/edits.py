"""Edits: every decision of a review, appended and never changed; what stands is their fold.

An edit holds on to events by their range `[first_seq, last_seq]`, to characters by offsets in the folded text,
to pixels by a rectangle in the frame: never to a step's index, and never to a pattern or to what it takes away.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workbench.model.geometry import Rect
from workbench.model.steps import Step

Span = tuple[int, int]


class LabelKind(StrEnum):
    """What a label is about."""

    TASK = "task"
    STEP = "step"
    SUBGOAL = "subgoal"


@dataclass(frozen=True, slots=True)
class LabelTarget:
    """What a label is about: the whole task, one step, or the steps from one to another."""

    kind: LabelKind = LabelKind.TASK
    """Task, step or subgoal."""
    first_seq: int | None = None
    """First event of the step or of the subgoal's first step; none for the task."""
    last_seq: int | None = None
    """Last event of the step or of the subgoal's last step; none for the task."""


TASK = LabelTarget()


@dataclass(frozen=True, slots=True)
class SetLabel:
    """A label was given, changed, or taken back with a value of none."""

    target: LabelTarget
    """What it is about."""
    field: str
    """A field of the label schema."""
    value: Any
    """What was said, as plain JSON; none takes the label back."""


@dataclass(frozen=True, slots=True)
class RedactText:
    """Characters of a typed step were redacted; with them go all its key events.

    No spans: the text that stands stays, and only what was typed and deleted again goes.
    """

    first_seq: int
    """First event of the typed step."""
    last_seq: int
    """Last event of the typed step."""
    spans: tuple[Span, ...]
    """Offsets `(start, end)` in the folded text, end excluded."""


@dataclass(frozen=True, slots=True)
class RedactTitle:
    """The titles and addresses of the windows in which these events happened were redacted."""

    first_seq: int
    """First event."""
    last_seq: int
    """Last event."""


@dataclass(frozen=True, slots=True)
class RedactTask:
    """Characters of the session's own title were redacted, and with them the patterns of its scope."""

    spans: tuple[Span, ...]
    """Offsets `(start, end)` in the session's title; none where only the scope's patterns go."""


@dataclass(frozen=True, slots=True)
class RedactBox:
    """A rectangle was redacted in the pictures of a span, and wherever it still shows the same."""

    first_seq: int
    """First event of the span."""
    last_seq: int
    """Last event of the span."""
    monitor: int
    """The monitor, from 1."""
    rect: Rect
    """In pixels of the frame."""


@dataclass(frozen=True, slots=True)
class RedactElement:
    """What the targets of the steps in a span are called was redacted, and their pixels with it."""

    first_seq: int
    """First event."""
    last_seq: int
    """Last event."""


@dataclass(frozen=True, slots=True)
class DropSpan:
    """Every step that touches these events was dropped."""

    first_seq: int
    """First event."""
    last_seq: int
    """Last event."""


@dataclass(frozen=True, slots=True)
class Undo:
    """An earlier edit counts no more."""

    edit_id: int
    """Which one."""


@dataclass(frozen=True, slots=True)
class Redo:
    """An undone edit counts again."""

    edit_id: int
    """Which one."""


@dataclass(frozen=True, slots=True)
class Applied:
    """The session file was rewritten from the fold; nothing before this can be undone.

    It carries what events can no longer tell: the steps, for redacted text has no keys, and what is masked.
    """

    steps: tuple[Step, ...]
    """The steps that were kept, without their labels."""
    masks: tuple[tuple[int, tuple[Rect, ...]], ...] = ()
    """What was painted over, by frame."""
    titles: tuple[int, ...] = ()
    """Contexts whose title was redacted."""
    dropped: int = 0
    """How many counted steps were dropped."""
    names: int = 0
    """How many titles and names of targets were redacted."""
    boxes: int = 0
    """How many rectangles were redacted by hand."""


SingleEdit = SetLabel | RedactText | RedactTitle | RedactTask | RedactBox | RedactElement | DropSpan


@dataclass(frozen=True, slots=True)
class EditGroup:
    """What one decision of the person changed in several places; it is undone as one."""

    edits: tuple[SingleEdit, ...]
    """Its parts, in order."""


Edit = SingleEdit | EditGroup | Undo | Redo | Applied


@dataclass(frozen=True, slots=True)
class StoredEdit:
    """An edit as it stands in the session file."""

    id: int
    """Number within the session, in order."""
    made_at: str
    """When it was made: UTC, ISO 8601, whole seconds."""
    edit: Edit
    """What was decided."""

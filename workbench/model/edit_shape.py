"""Edits as JSON, and back, without loss."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from workbench.model.edits import (
    Applied,
    DropSpan,
    Edit,
    EditGroup,
    LabelKind,
    LabelTarget,
    RedactBox,
    RedactElement,
    RedactTask,
    RedactText,
    RedactTitle,
    Redo,
    SetLabel,
    SingleEdit,
    Undo,
)
from workbench.model.geometry import Rect
from workbench.model.step_shape import step_from_record, step_record

NAMES: dict[type[Edit], str] = {
    SetLabel: "set_label",
    RedactText: "redact_text",
    RedactTitle: "redact_title",
    RedactTask: "redact_task",
    RedactBox: "redact_box",
    RedactElement: "redact_element",
    DropSpan: "drop_span",
    EditGroup: "group",
    Undo: "undo",
    Redo: "redo",
    Applied: "applied",
}
KINDS = {name: kind for kind, name in NAMES.items()}


def edit_to_json(edit: Edit) -> dict[str, Any]:
    """Return an edit as plain JSON, its kind first."""
    own = {field.name: _plain(field.name, getattr(edit, field.name)) for field in fields(edit)}
    return {"kind": NAMES[type(edit)], **own}


def edit_from_json(shape: Mapping[str, Any]) -> Edit:
    """Read what `edit_to_json` wrote; raises `KeyError`, `TypeError` or `ValueError` for unknown shapes."""
    values = dict(shape)
    kind = KINDS[values.pop("kind")]
    return kind(**{name: _read(name, value) for name, value in values.items()})


def _plain(name: str, value: Any) -> Any:
    """Return one field of an edit as JSON has it."""
    if name in _WRITERS:
        return _WRITERS[name](value)
    return list(value) if isinstance(value, tuple) else value


def _read(name: str, value: Any) -> Any:
    """Read one field of an edit; numbers are numbers and texts are texts."""
    if name in _READERS:
        return _READERS[name](value)
    if name == "value":
        return value
    if type(value) is not (str if name == "field" else int):
        raise TypeError(name)
    return value


def _number(value: Any) -> int:
    """Return a whole number; raises `TypeError` for anything else."""
    if type(value) is not int:
        raise TypeError(type(value).__name__)
    return value


def _target(value: Any) -> LabelTarget:
    """Read what a label is about."""
    kind, *ends = value
    first_seq, last_seq = (None if end is None else _number(end) for end in ends)
    return LabelTarget(LabelKind(kind), first_seq, last_seq)


def _rect(value: Any) -> Rect:
    """Read a rectangle."""
    return Rect.from_list([_number(side) for side in value])


def _single(edit: Edit) -> SingleEdit:
    """Return an edit that may be part of a group; raises `TypeError` for any other."""
    if isinstance(edit, EditGroup | Undo | Redo | Applied):
        raise TypeError(type(edit).__name__)
    return edit


_WRITERS: dict[str, Callable[[Any], Any]] = {
    "target": lambda target: [str(target.kind), target.first_seq, target.last_seq],
    "rect": Rect.to_list,
    "edits": lambda edits: [edit_to_json(edit) for edit in edits],
    "steps": lambda steps: [step_record(step) for step in steps],
    "masks": lambda masks: [[number, [rect.to_list() for rect in rects]] for number, rects in masks],
    "spans": lambda spans: [list(span) for span in spans],
}
_READERS: dict[str, Callable[[Any], Any]] = {
    "target": _target,
    "rect": _rect,
    "edits": lambda edits: tuple(_single(edit_from_json(edit)) for edit in edits),
    "steps": lambda steps: tuple(step_from_record(step) for step in steps),
    "masks": lambda masks: tuple((_number(number), tuple(map(_rect, rects))) for number, rects in masks),
    "spans": lambda spans: tuple((_number(start), _number(end)) for start, end in spans),
    "titles": lambda titles: tuple(map(_number, titles)),
}

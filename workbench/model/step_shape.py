"""Steps as JSON: the public shape, and the lossless record that the cache of steps keeps."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from workbench.model.contexts import Context
from workbench.model.elements import element_from_record, element_record
from workbench.model.events import Button, Modifier
from workbench.model.geometry import Rect
from workbench.model.steps import (
    Action,
    Click,
    Drag,
    PressKeys,
    ScrollBy,
    Step,
    StepFrame,
    SwitchApp,
    TypeText,
)

ACTIONS: Mapping[str, type[Action]] = {
    "click": Click,
    "drag": Drag,
    "scroll": ScrollBy,
    "type": TypeText,
    "key": PressKeys,
    "switch": SwitchApp,
}


def step_id(step: Step, session_id: str) -> str:
    """Return a name for the step that another reducer most likely gives as well.

    It is made from the session and the first event of the step. The index is not in it, because a step found
    before would move it; nor is the last event, because a reducer that folds one more event into a step would
    rename it.
    """
    return f"{session_id[:8]}-{step.first_seq}"


def step_json(step: Step, session_id: str, *, with_dropped: bool = False) -> dict[str, Any]:
    """Return the public shape; `dropped` is in it only where dropped steps are listed too."""
    shape: dict[str, Any] = {
        "index": step.index,
        "id": step_id(step, session_id),
        "kind": step.kind,
        "start_ms": step.start_ms,
        "end_ms": step.end_ms,
        "first_seq": step.first_seq,
        "last_seq": step.last_seq,
        "context": step.context.to_json(),
        "action": action_json(step.action),
        "text": step.text,
        "element": element_record(step.element) if step.element else None,
        "frame": step.frame.to_json() if step.frame else None,
        "after": step.after.to_json() if step.after else None,
        "label": step.label,
        "redacted": step.redacted,
        "sentence": step.sentence,
    }
    return shape | {"dropped": step.dropped} if with_dropped else shape


def action_json(action: Action) -> dict[str, Any]:
    """Return the action with its kind first, lists instead of tuples."""
    own = {name: _plain(value) for name, value in asdict(action).items() if name != "kind"}
    return {"kind": action.kind, **own}


def _plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, Button | Modifier) else value


def action_from_json(shape: Mapping[str, Any]) -> Action:
    """Read what `action_json` wrote; raises `KeyError` or `TypeError` for unknown shapes."""
    values = dict(shape)
    kind = ACTIONS[values.pop("kind")]
    if "button" in values:
        values["button"] = Button(values["button"])
    if "mods" in values:
        values["mods"] = tuple(Modifier(name) for name in values["mods"])
    if "keys" in values:
        values["keys"] = tuple(values["keys"])
    if "path" in values:
        values["path"] = tuple((x, y) for x, y in values["path"])
    return kind(**values)


def step_record(step: Step) -> dict[str, Any]:
    """Return everything of a step, its whole context too, as plain JSON values."""
    record = {field.name: getattr(step, field.name) for field in fields(step)}
    record["context"] = asdict(step.context) | {"rect": step.context.rect.to_list()}
    record["action"] = action_json(step.action)
    record["label"] = dict(step.label)
    for name in ("frame", "after"):
        record[name] = asdict(record[name]) if record[name] else None
    record["element"] = element_record(step.element) if step.element else None
    return record


def step_from_record(record: Mapping[str, Any]) -> Step:
    """Read what `step_record` wrote; raises `KeyError` or `TypeError` for unknown shapes."""
    values = dict(record)
    context = dict(values["context"])
    values["context"] = Context(**context | {"rect": Rect.from_list(context["rect"])})
    values["action"] = action_from_json(values["action"])
    for name in ("frame", "after"):
        values[name] = StepFrame(**values[name]) if values[name] else None
    values["element"] = element_from_record(values["element"]) if values["element"] else None
    return Step(**values)

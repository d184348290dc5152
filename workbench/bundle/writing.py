"""From the fold to the shapes that a bundle writes; only fields of the allow-list come through."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from workbench.bundle.fields import (
    ACTION,
    BODY,
    EVENT,
    FRAME,
    LABEL,
    LONGEST_TITLE,
    SESSION,
    STEP,
    chosen,
)
from workbench.bundle.lines import harmless
from workbench.model.contexts import Context
from workbench.model.edits import LabelKind
from workbench.model.elements import MOST_ANCESTORS, STATES, Element, element_record
from workbench.model.events import Event, body_fields
from workbench.model.folded import Folded
from workbench.model.frames import Frame
from workbench.model.gaps import dividing
from workbench.model.session import Session
from workbench.model.step_shape import action_json
from workbench.model.steps import Step, StepFrame

LONGEST_NAME = 256
MOST_POINTS = 2_000

Shape = dict[str, Any]


class Numbering:
    """Numbers windows and pictures anew: holes would tell how many there were that do not leave."""

    def __init__(self, folded: Folded) -> None:
        self.contexts: Mapping[int, int] = {was: now for now, was in enumerate(sorted(folded.contexts), 1)}
        """From a context's number in the session to the one in the bundle."""
        self.frames: Mapping[int, int] = {entry.frame.id: now for now, entry in enumerate(folded.frames, 1)}
        """The same of frames."""


def session_shape(folded: Folded, numbering: Numbering) -> Shape:
    """Return `session.json`."""
    session = folded.session
    contexts = [
        _context(folded.contexts[was], number=now, redacted=was in folded.redacted_titles)
        for was, now in numbering.contexts.items()
    ]
    gaps = [
        {"start_ms": gap.start_ms, "end_ms": gap.end_ms, "reason": str(gap.reason)}
        for gap in dividing(folded.gaps)
    ]
    return chosen(SESSION, _session(session) | {"contexts": contexts, "gaps": gaps})


def _session(session: Session) -> Shape:
    scope, platform = session.scope.to_json(), session.platform.to_json()
    lists = {name: [_title(entry) for entry in scope[name]] for name in ("apps", "windows", "urls")}
    return {
        "id": session.id,
        "created_at": session.created_at,
        "tool_version": session.tool_version,
        "title": _title(session.title),
        "policy": session.policy_id,
        "duration_ms": session.duration_ms,
        "cut_off": session.cut_off,
        "scope": scope | lists | {"apps": [_name(app) for app in scope["apps"]], "keys": str(scope["keys"])},
        "platform": platform | {"scale": float(platform["scale"]), "keyboard": _name(platform["keyboard"])},
    }


def _context(context: Context, *, number: int, redacted: bool) -> Shape:
    url = None if context.url is None or redacted else _title(context.url)
    return {
        "id": number,
        "app": _name(context.app),
        "title": "" if redacted else _title(context.title),
        "url": url,
        "rect": context.rect.to_list(),
        "monitor": context.monitor,
    }


def step_shapes(folded: Folded, numbering: Numbering) -> Iterator[Shape]:
    """Yield the lines of `steps.jsonl`."""
    for step in folded.steps:
        whole = {
            "index": step.index,
            "start_ms": step.start_ms,
            "end_ms": step.end_ms,
            "first_seq": step.first_seq,
            "last_seq": step.last_seq,
            "context": numbering.contexts[step.context.id],
            "action": _action(step),
            "element": _element(step.element),
            "frame": _shown(step.frame, numbering),
            "after": _shown(step.after, numbering),
            "redacted": step.redacted,
        }
        yield chosen(STEP, whole)


def _action(step: Step) -> Shape:
    shape = action_json(step.action)
    for name in ("text", "app"):
        if name in shape:
            shape[name] = harmless(shape[name]) if name == "text" else _name(shape[name])
    if "path" in shape:
        shape["path"] = _thinned(shape["path"])
    if "keys" in shape:
        shape["keys"] = [harmless(key) for key in shape["keys"]]
    return {"kind": step.kind, **chosen(ACTION[step.kind], shape)}


def _thinned(points: list[Any]) -> list[Any]:
    """Return at most so many points of a long way, its ends among them."""
    every = -(-len(points) // (MOST_POINTS - 1))
    return points if len(points) <= MOST_POINTS else [*points[:-1:every], points[-1]]


def _element(element: Element | None) -> Shape | None:
    if element is None:
        return None
    said = {
        "role": _name(element.role),
        "name": _name(element.name),
        "states": [state for state in STATES if state in element.states],
        "ancestors": [_name(entry) for entry in element.ancestors[:MOST_ANCESTORS]],
    }
    return element_record(element) | said


def _shown(picture: StepFrame | None, numbering: Numbering) -> Shape | None:
    return {"id": numbering.frames[picture.id], "age_ms": picture.age_ms} if picture else None


def event_shape(event: Event, numbering: Numbering) -> Shape:
    """Return a line of `events.jsonl`."""
    body = body_fields(event.body)
    if "text" in body:
        body["text"] = harmless(body["text"])
    if "points" in body:
        body["points"] = [list(point) for point in body["points"]]
    whole = {
        "seq": event.seq,
        "t_ms": event.t_ms,
        "kind": event.kind,
        "context": None if event.context is None else numbering.contexts[event.context],
        "synthetic": event.synthetic,
    }
    return chosen((*EVENT, *BODY[event.kind]), whole | body)


def frame_shape(frame: Frame, tiles: list[bytes], numbering: Numbering) -> Shape:
    """Return a line of `frames.jsonl`."""
    known = asdict(frame) | {"id": numbering.frames[frame.id], "tiles": b"".join(tiles).hex()}
    return chosen(FRAME, known)


def label_shapes(folded: Folded) -> Iterator[Shape]:
    """Yield the lines of `labels.jsonl`: of the task, of every step, of every subgoal, each by field."""
    task = (LabelKind.TASK, None, None, folded.task_label)
    steps = [(LabelKind.STEP, step.first_seq, step.last_seq, step.label) for step in folded.steps]
    goals = [(LabelKind.SUBGOAL, goal.first_seq, goal.last_seq, goal.label) for goal in folded.subgoals]
    for kind, first_seq, last_seq, label in (task, *steps, *goals):
        target = {"target": str(kind), "first_seq": first_seq, "last_seq": last_seq}
        for field, value in sorted(label.items()):
            if value is not None:
                yield chosen(LABEL, target | {"field": field, "value": _said(value)})


def _said(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [harmless(entry) for entry in value]
    return harmless(value) if isinstance(value, str) else value


def _name(value: str) -> str:
    return harmless(value)[:LONGEST_NAME]


def _title(value: str) -> str:
    return harmless(value)[:LONGEST_TITLE]

"""Every text of a bundle, with the place where it stands, for the eyes of the one whose text it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.bundle.read import Bundle
from workbench.model.edits import LabelKind
from workbench.model.events import Event, KeyDown, KeyRepeat
from workbench.model.key_names import KeyName
from workbench.model.steps import PressKeys, Step, SwitchApp, TypeText

ERASED = "⌫"


@dataclass(frozen=True, slots=True)
class LeavingText:
    """One text that leaves."""

    place: str
    """Where it stands, in words."""
    text: str
    """The text itself, however hostile; front ends pass it through `showable`."""


def leaving_texts(bundle: Bundle) -> Iterator[LeavingText]:
    """Yield each text once for every kind of place, empty ones left out.

    A text is what a person, an application or a page wrote; ids, times, hashes and words of the format are not.
    """
    parts = (_of_session, _of_windows, _of_steps, _of_labels, _of_consent)
    found = dict.fromkeys(entry for part in parts for entry in part(bundle))
    return (entry for entry in found if entry.text)


def _of_session(bundle: Bundle) -> Iterator[LeavingText]:
    scope = bundle.session.scope
    yield LeavingText("task", bundle.session.title)
    for entry in (*scope.apps, *scope.windows, *scope.urls):
        yield LeavingText("scope", entry)
    yield LeavingText("keyboard layout", bundle.session.platform.keyboard)


def _of_windows(bundle: Bundle) -> Iterator[LeavingText]:
    for context in bundle.contexts.values():
        yield LeavingText("application", context.app)
        yield LeavingText("window title", context.title)
        yield LeavingText("address", context.url or "")


def _of_steps(bundle: Bundle) -> Iterator[LeavingText]:
    at = 0
    for step in bundle.steps:
        own: list[Event] = []
        while at < len(bundle.events) and bundle.events[at].seq <= step.last_seq:
            own.append(bundle.events[at])
            at += 1
        yield from _of_step(step, own)


def _of_step(step: Step, events: list[Event]) -> Iterator[LeavingText]:
    told = ""
    if isinstance(step.action, TypeText):
        told = step.action.text
        yield LeavingText(f"typed in step {step.index}", told)
    if isinstance(step.action, PressKeys):
        told = "+".join(step.action.keys)
        yield LeavingText("keys", told)
    if isinstance(step.action, SwitchApp):
        yield LeavingText("application", step.action.app)
    pressed = _pressed(events)
    if pressed != told and not (isinstance(step.action, PressKeys) and pressed in step.action.keys):
        yield LeavingText(f"keys pressed in step {step.index}", pressed)
    if step.element:
        yield LeavingText("kind of target", step.element.role)
        yield LeavingText(f"target of step {step.index}", step.element.name)
        yield from (LeavingText(f"around step {step.index}", held) for held in step.element.ancestors)


def _pressed(events: list[Event]) -> str:
    """Return what was typed with what was deleted again; it leaves as well, as single keys."""
    written: dict[str, str] = {}
    pressed: list[str] = []
    for event in events:
        if isinstance(event.body, KeyDown):
            written[event.body.key] = ERASED if event.body.key == KeyName.BACKSPACE else event.body.text
            pressed.append(written[event.body.key])
        elif isinstance(event.body, KeyRepeat):
            pressed.append(written.get(event.body.key, "") * event.body.count)
    return "".join(pressed)


def _of_labels(bundle: Bundle) -> Iterator[LeavingText]:
    places = {
        LabelKind.TASK: "label",
        LabelKind.STEP: "label of a step",
        LabelKind.SUBGOAL: "label of a subgoal",
    }
    for label in bundle.labels:
        value = ", ".join(label.value) if isinstance(label.value, list) else str(label.value)
        yield LeavingText(f"{places[label.target.kind]}: {label.field}", value)


def _of_consent(bundle: Bundle) -> Iterator[LeavingText]:
    yield LeavingText("notice that was agreed to", bundle.consent.text or "")

"""Steps as JSON."""

import json
from dataclasses import replace

import pytest

from tests.model.streams import SESSION, TERMINAL, Stream, peers_workload
from workbench.model.elements import Element
from workbench.model.events import Button, Modifier
from workbench.model.geometry import Rect
from workbench.model.step_shape import action_from_json, action_json, step_from_record, step_json, step_record
from workbench.model.steps import (
    Click,
    Drag,
    PressKeys,
    ScrollBy,
    Step,
    StepFrame,
    SwitchApp,
    TypeText,
)

KEYS = [
    *("index", "id", "kind", "start_ms", "end_ms", "first_seq", "last_seq", "context", "action", "text"),
    *("element", "frame", "after", "label", "redacted", "sentence"),
]
SAVE = Element("button", "Save", ("disabled",), Rect(1, 2, 3, 4), ("dialog Sure",))


def _full_step() -> Step:
    step = Stream().frame(valid_ms=80).click(5, 6).frame().steps()[0]
    return replace(step, element=SAVE, label={"intent": "save"}, after=StepFrame(2, 7, 10, 20))


def test_a_step_has_exactly_the_shape_that_scripts_rely_on() -> None:
    shape = step_json(_full_step(), SESSION.id)
    assert list(shape) == KEYS
    assert shape["id"] == "01910c6a-1"
    assert shape["context"] == {"app": "mousepad", "title": "Untitled 1"}
    assert shape["action"] == {"kind": "click", "x": 5, "y": 6, "button": "left", "clicks": 1, "mods": []}
    element = {"role": "button", "name": "Save", "states": ["disabled"], "rect": [1, 2, 3, 4]}
    assert shape["element"] == element | {"ancestors": ["dialog Sure"]}
    assert shape["frame"] == {"id": 1, "age_ms": 0, "width": 1920, "height": 1080}
    assert shape["after"] == {"id": 2, "age_ms": 7, "width": 10, "height": 20}
    assert (shape["text"], shape["redacted"], shape["label"]) == (None, False, {"intent": "save"})


def test_a_step_without_pictures_says_so() -> None:
    shape = step_json(Stream().type("Jane").steps()[0], SESSION.id)
    assert (shape["text"], shape["frame"], shape["after"], shape["element"]) == ("Jane", None, None, None)


def test_dropped_is_told_only_where_dropped_steps_are_listed() -> None:
    step = replace(_full_step(), dropped=True)
    assert "dropped" not in step_json(step, SESSION.id)
    assert step_json(step, SESSION.id, with_dropped=True)["dropped"] is True


@pytest.mark.parametrize(
    "action",
    [
        Click(1, 2, Button.X2, 3, (Modifier.CTRL, Modifier.META)),
        Drag(1, 2, 3, 4, Button.LEFT, (), ((1, 2), (3, 4))),
        ScrollBy(1, 2, -1, 5, (Modifier.SHIFT,)),
        TypeText("Grüße\n\x1b", masked=True),
        PressKeys(("ctrl", "s"), 2),
        SwitchApp("xterm"),
    ],
)
def test_every_action_comes_back_from_its_json(
    action: Click | Drag | ScrollBy | TypeText | PressKeys | SwitchApp,
) -> None:
    assert action_from_json(json.loads(json.dumps(action_json(action)))) == action


def test_records_of_steps_lose_nothing() -> None:
    steps = [*peers_workload(3).steps(), *Stream().type("a").focus(TERMINAL).type("b").steps(), _full_step()]
    read = [step_from_record(json.loads(json.dumps(step_record(step)))) for step in steps]
    assert read == steps


def test_a_record_of_an_unknown_action_is_refused() -> None:
    record = step_record(_full_step())
    with pytest.raises(KeyError):
        step_from_record(record | {"action": {"kind": "dance"}})
    with pytest.raises(TypeError):
        step_from_record(record | {"mood": "good"})

"""Events and their JSON."""

import json

import pytest

from workbench.model.events import (
    BODIES,
    Body,
    Button,
    ButtonDown,
    ButtonUp,
    Event,
    Focus,
    KeyDown,
    KeyRepeat,
    KeyUp,
    Mark,
    Modifier,
    PointerPath,
    Scroll,
    body_fields,
    body_from_fields,
    event_json,
)

ALL: list[Body] = [
    KeyDown("a", "A", (Modifier.SHIFT,)),
    KeyUp("a"),
    KeyRepeat("a", 3),
    ButtonDown(Button.X1, 1, 2, (Modifier.CTRL, Modifier.META)),
    ButtonUp(Button.LEFT, 1, 2),
    Scroll(1, 2, 0, -1),
    PointerPath(1, 2, ((10, 3, -4), (8, 0, 1))),
    Focus(),
    Mark(),
]


def test_every_kind_of_event_is_tried_here() -> None:
    assert {body.kind for body in ALL} == set(BODIES)


@pytest.mark.parametrize("body", ALL, ids=lambda body: body.kind)
def test_every_body_comes_back_from_its_json(body: Body) -> None:
    assert body_from_fields(body.kind, json.loads(json.dumps(body_fields(body)))) == body


def test_unknown_bodies_and_fields_are_refused() -> None:
    with pytest.raises(KeyError):
        body_from_fields("dance", {})
    with pytest.raises(TypeError):
        body_from_fields("key_up", {"key": "a", "mood": "good"})
    with pytest.raises(TypeError):
        body_from_fields("key_up", {})
    with pytest.raises(ValueError, match="hyper"):
        body_from_fields("key_down", {"key": "a", "text": "a", "mods": ["hyper"]})


def test_the_public_shape_has_the_fields_of_the_body_beside_the_common_ones() -> None:
    event = Event(7, 1200, 1, KeyDown("a", "a"))
    place = {"app": "mousepad", "title": "Untitled 1"}
    shape = {"seq": 7, "t_ms": 1200, "kind": "key_down", "context": place, "key": "a", "text": "a", "mods": ()}
    assert event_json(event, place) == shape


def test_only_what_the_recorder_put_in_says_synthetic() -> None:
    assert event_json(Event(1, 0, None, KeyUp("a"), synthetic=True), None)["synthetic"] is True
    assert "synthetic" not in event_json(Event(1, 0, None, KeyUp("a")), None)

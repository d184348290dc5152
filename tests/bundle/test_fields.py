"""The allow-list, docs/fields.md and the model say the same."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from workbench.bundle.fields import (
    ACTION,
    BODY,
    CONSENT,
    EVENT,
    FRAME,
    LABEL,
    MANIFEST,
    SESSION,
    STEP,
    chosen,
    names,
)
from workbench.bundle.kinds import Field
from workbench.errors import BundleError
from workbench.model.events import BODIES
from workbench.model.scope import Scope
from workbench.model.session import Platform
from workbench.model.step_shape import ACTIONS

PAGE = Path(__file__).parent.parent.parent / "docs" / "fields.md"
ROW = re.compile(r"^\| (bundle:[\w.]+) \| (.+) \| (\w+) \|$", re.M)


def rows() -> dict[str, tuple[str, str]]:
    """Return what the page says of each field of a bundle."""
    return {name: (purpose, leaves) for name, purpose, leaves in ROW.findall(PAGE.read_text(encoding="utf-8"))}


def test_every_field_of_a_bundle_is_explained_and_said_to_leave() -> None:
    listed = {name.replace("bundle.", "bundle:", 1): purpose for name, purpose in names()}
    assert rows() == {name: (purpose, "yes") for name, purpose in listed.items()}


def test_the_page_calls_a_bundle_what_it_is() -> None:
    assert len(rows()) > 100
    assert not [name for name in rows() if {"pid", "wall_ms", "monotonic_ms", "state"} & set(name.split("."))]


def test_every_kind_of_event_and_action_has_its_fields_listed() -> None:
    assert {kind: {f.name for f in listed} for kind, listed in BODY.items()} == {
        kind: {field.name for field in fields(body)} for kind, body in BODIES.items()
    }
    assert {kind: {f.name for f in listed} for kind, listed in ACTION.items()} == {
        kind: {field.name for field in fields(action)} - {"kind"} for kind, action in ACTIONS.items()
    }


def test_scope_and_platform_are_listed_field_by_field() -> None:
    inside = {field.name: {part.name for part in field.parts} for field in SESSION}
    stays = {"denied", "pictures", "elements"}  # a list of one's own; what is off shows by being absent
    assert inside["scope"] == {field.name for field in fields(Scope)} - stays
    assert inside["platform"] == {field.name for field in fields(Platform)}


def test_choosing_takes_what_is_listed_and_leaves_the_rest() -> None:
    listed = next(field for field in SESSION if field.name == "gaps")
    gap: dict[str, Any] = {"start_ms": 0, "end_ms": 50, "reason": "paused", "secret": "canary"}
    assert chosen((listed,), {"gaps": [gap], "more": 1}) == {
        "gaps": [{"start_ms": 0, "end_ms": 50, "reason": "paused"}]
    }


FIELDS = {
    "manifest": MANIFEST, "session": SESSION, "step": STEP, "event": EVENT, "frame": FRAME, "consent": CONSENT,
    "label": LABEL, **{f"event {kind}": found for kind, found in BODY.items()},
    **{f"action {kind}": found for kind, found in ACTION.items()},
}  # fmt: skip
MS, SEQ, PLACE, NOTCHES = (0, 10**9), (1, 10**9), (-(10**6), 10**6), (-(10**5), 10**5)
POINT = {"x": PLACE, "y": PLACE}
WHOLE: dict[str, dict[str, tuple[int, int]]] = {
    "manifest": {"rhythm_ms": (50, 50)},
    "manifest counts": dict.fromkeys(("steps", "texts", "redacted_texts", "pictures", "tiles", "events"), MS),
    "manifest members": {"size": MS},
    "session": {"duration_ms": MS},
    "session scope": {"monitor": (1, 64)},
    "session contexts": {"id": (1, 20_000), "monitor": (1, 64)},
    "session gaps": {"start_ms": MS, "end_ms": MS},
    "step": {
        "index": (1, 10**6), "start_ms": MS, "end_ms": MS, "first_seq": SEQ, "last_seq": SEQ,
        "context": (1, 20_000),
    },
    "step frame": {"id": (1, 10**6), "age_ms": MS},
    "step after": {"id": (1, 10**6), "age_ms": MS},
    "frame": {
        "id": (1, 10**6), "monitor": (1, 64), "captured_ms": MS, "valid_ms": MS, "width": (1, 32_768),
        "height": (1, 32_768),
    },
    "event": {"seq": SEQ, "t_ms": MS, "context": (1, 20_000)},
    "label": {"first_seq": SEQ, "last_seq": SEQ, "value": (0, 100)},
    "event key_repeat": {"count": (1, 10**5)},
    "event button_down": POINT,
    "event button_up": POINT,
    "event scroll": POINT | {"dx": NOTCHES, "dy": NOTCHES},
    "event path": POINT,
    "action click": POINT | {"clicks": (1, 3)},
    "action drag": POINT | {"x0": PLACE, "y0": PLACE},
    "action scroll": POINT | {"dx": NOTCHES, "dy": NOTCHES},
    "action key": {"repeat": (1, 10**6)},
}  # fmt: skip
LONGEST: dict[str, dict[str, int]] = {
    "manifest": {"format": 40, "session": 64, "contributor": 64, "policy": 64, "label_schema": 40},
    "session": {"id": 64, "title": 4_000, "policy": 64},
    "session platform": {"system": 20, "keyboard": 256},
    "session contexts": {"app": 256, "title": 4_000, "url": 4_000},
    "step element": {"role": 256, "name": 256},
    "consent": {"id": 64, "text": 60_000},
    "label": {"field": 40, "value": 4_000},
    "event key_down": {"key": 64, "text": 64},
    "action type": {"text": 60_000},
    "action switch": {"app": 256},
}


def field_at(place: str, name: str) -> Field:
    """Return a field of the allow-list; `place` is a member, or a member and the field that it is inside."""
    found = FIELDS.get(place)
    if found is None:
        member, inside = place.split()
        found = next(field.parts for field in FIELDS[member] if field.name == inside)
    return next(field for field in found if field.name == name)


def takes(field: Field, value: Any) -> bool:
    """Return whether a field can hold a value."""
    try:
        field.kind(value, "here")
    except BundleError:
        return False
    return True


@pytest.mark.parametrize("place", WHOLE)
def test_numbers_lie_between_the_ends_of_their_ranges(place: str) -> None:
    for name, (low, high) in WHOLE[place].items():
        field = field_at(place, name)
        assert takes(field, low), name
        assert takes(field, high), name
        assert not takes(field, low - 1), name
        assert not takes(field, high + 1), name


@pytest.mark.parametrize("place", LONGEST)
def test_texts_are_as_long_as_they_may_be_and_no_longer(place: str) -> None:
    for name, most in LONGEST[place].items():
        field = field_at(place, name)
        assert takes(field, "a" * most), name
        assert not takes(field, "a" * (most + 1)), name


STORED = re.compile(r"^\| ((?!bundle:|corpus:)[\w.]+) \| .+ \| (submitted|rounded) \|$", re.M)
RENAMED = {
    "session.policy_id": "session.policy",
    "session.consent_id": "consent.id",
    "session.consent_hash": "consent.text_hash",
    "elements.role": "steps.element.role",
    "elements.name": "steps.element.name",
    "elements.state": "steps.element.states",
    "elements.ancestors": "steps.element.ancestors",
    **{f"elements.{side}": "steps.element.rect" for side in ("x", "y", "width", "height")},
}
NOT_FIELDS = {"events.data", "tiles.data"}
"""What leaves as other fields, or as the pixels in `tiles.bin`."""


def in_a_bundle(stored: str) -> str:
    """Return the field of a bundle that a stored field leaves as."""
    name = RENAMED.get(stored, stored).replace("events.data.", "events.")
    name = re.sub(r"^(contexts|gaps)\.", r"session.\1.", name)
    name = re.sub(r"^(session\.contexts\.)(x|y|width|height)$", r"\1rect", name)
    return f"bundle.{name}"


def test_what_the_page_says_of_stored_fields_is_what_bundles_do() -> None:
    said = {name for name, _ in STORED.findall(PAGE.read_text(encoding="utf-8"))} - NOT_FIELDS
    listed = {name for name, _ in names()}
    assert [name for name in said if in_a_bundle(name) not in listed] == []
    own = {"bundle.session", "bundle.events", "bundle.frames", "bundle.steps.element"}
    leaving = {name for name in listed if any(name.startswith(f"{prefix}.") for prefix in own)}
    parents = {"bundle.session.contexts", "bundle.session.gaps", "bundle.frames.tiles"}
    assert leaving - parents - {in_a_bundle(name) for name in said} == set()

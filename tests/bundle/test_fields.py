"""The allow-list, docs/fields.md and the model say the same."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

from workbench.bundle.fields import ACTION, BODY, SESSION, chosen, names
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

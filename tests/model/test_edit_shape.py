"""Edits as JSON and back."""

import json

import pytest
from hypothesis import given

from tests.model.edit_lists import STEPS, edit_lists
from workbench.model.edit_shape import NAMES, edit_from_json, edit_to_json
from workbench.model.edits import Applied, DropSpan, Edit, StoredEdit
from workbench.model.geometry import Rect

APPLIED = Applied(STEPS, ((3, (Rect(1, 2, 3, 4),)),), (1, 4), dropped=2, names=3, boxes=1)


def through_json(edit: Edit) -> Edit:
    """Return what comes back from a file."""
    return edit_from_json(json.loads(json.dumps(edit_to_json(edit))))


@given(edit_lists)
def test_any_edit_comes_back_as_it_was(edits: tuple[StoredEdit, ...]) -> None:
    for stored in edits:
        assert through_json(stored.edit) == stored.edit


def test_an_apply_comes_back_with_its_steps() -> None:
    assert through_json(APPLIED) == APPLIED


def test_every_kind_of_edit_has_a_name_of_its_own() -> None:
    assert len(set(NAMES.values())) == len(NAMES)
    assert edit_to_json(DropSpan(1, 2)) == {"kind": "drop_span", "first_seq": 1, "last_seq": 2}


@pytest.mark.parametrize(
    "shape",
    [
        {"kind": "melt"},
        {"kind": "drop_span", "first_seq": 1},
        {"kind": "drop_span", "first_seq": "1", "last_seq": 2},
        {"kind": "drop_span", "first_seq": 1, "last_seq": True},
        {"kind": "drop_span", "first_seq": 1, "last_seq": 2, "more": 1},
        {"kind": "redact_text", "first_seq": 1, "last_seq": 2, "spans": [[1]]},
        {"kind": "redact_text", "first_seq": 1, "last_seq": 2, "spans": [["a", "b"]]},
        {"kind": "redact_box", "first_seq": 1, "last_seq": 2, "monitor": 1, "rect": [1, 2, 3]},
        {"kind": "set_label", "target": ["task", None], "field": "x", "value": 1},
        {"kind": "set_label", "target": ["task", None, None], "field": 7, "value": 1},
        {"kind": "group", "edits": [{"kind": "undo", "edit_id": 1}]},
        {"kind": "applied", "steps": [{}]},
    ],
)
def test_shapes_that_no_edit_has_are_refused(shape: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        edit_from_json(shape)

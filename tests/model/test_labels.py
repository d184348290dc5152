"""The label schema and what it refuses."""

from typing import Any

import pytest

from workbench.errors import UsageError
from workbench.model.edits import LabelKind
from workbench.model.labels import (
    FIELDS,
    LABEL_SCHEMA,
    REQUIRED_TO_SUBMIT,
    ValueKind,
    check_label,
    label_fields,
)

TASK, STEP, SUBGOAL = LabelKind.TASK, LabelKind.STEP, LabelKind.SUBGOAL


@pytest.mark.parametrize(
    ("target", "field", "value", "stored"),
    [
        (TASK, "instruction", "  Write a letter to Jane  ", "Write a letter to Jane"),
        (TASK, "outcome", "success", "success"),
        (TASK, "domain", "work/office", "work/office"),
        (TASK, "difficulty", "3", 3),
        (TASK, "difficulty", 5, 5),
        (TASK, "apps", ("mousepad",), ["mousepad"]),
        (TASK, "language", "pt-BR", "pt-BR"),
        (TASK, "quality_flags", ["private_info", "clock_gap", "clock_gap"], ["clock_gap", "private_info"]),
        (TASK, "notes", None, None),
        (STEP, "intent", "Open the menu", "Open the menu"),
        (STEP, "correct", "unsure", "unsure"),
        (STEP, "milestone", True, True),
        (SUBGOAL, "label", "Write the address", "Write the address"),
    ],
)
def test_a_value_that_holds_is_stored(target: LabelKind, field: str, value: Any, stored: Any) -> None:
    assert check_label(target, field, value) == stored


@pytest.mark.parametrize(
    ("target", "field", "value"),
    [
        (TASK, "instruction", "short"),
        (TASK, "instruction", "x" * 501),
        (TASK, "instruction", 7),
        (TASK, "outcome", "great"),
        (TASK, "outcome", ["success"]),
        (TASK, "difficulty", 6),
        (TASK, "difficulty", True),
        (TASK, "apps", "mousepad"),
        (TASK, "apps", []),
        (TASK, "apps", [""]),
        (TASK, "apps", ["a"] * 9),
        (TASK, "language", "not a language"),
        (TASK, "quality_flags", ["none"]),
        (TASK, "intent", "Open the menu"),
        (STEP, "intent", "x" * 141),
        (STEP, "milestone", "yes"),
        (STEP, "mood", "good"),
    ],
)
def test_a_value_that_does_not_hold_is_refused_with_what_would(
    target: LabelKind, field: str, value: Any
) -> None:
    with pytest.raises(UsageError):
        check_label(target, field, value)


def test_an_unknown_label_names_those_that_there_are() -> None:
    with pytest.raises(UsageError, match="can have: intent, rationale, correct"):
        check_label(STEP, "mood", "good")


def test_every_field_says_what_it_asks_and_every_choice_what_it_means() -> None:
    assert LABEL_SCHEMA == "cua-task/1"
    for field in FIELDS:
        assert len(field.definition.split()) >= 3, field.name
        ids = [choice.id for choice in field.choices]
        assert len(set(ids)) == len(ids), field.name
        assert bool(ids) == (field.kind in {ValueKind.CHOICE, ValueKind.CHOICES, ValueKind.SCALE}), field.name


@pytest.mark.parametrize("target", list(LabelKind))
def test_no_two_fields_or_values_of_a_form_have_the_same_key(target: LabelKind) -> None:
    names = [field.name for field in label_fields(target)]
    keys = [field.hotkey for field in label_fields(target) if field.hotkey]
    assert len(set(names)) == len(names)
    assert len(set(keys)) == len(keys)
    for field in label_fields(target):
        values = [choice.hotkey for choice in field.choices if choice.hotkey]
        assert len(set(values)) == len(values), field.name


def test_what_is_required_to_submit_can_be_said_of_a_task() -> None:
    assert set(REQUIRED_TO_SUBMIT) <= {field.name for field in label_fields(TASK)}

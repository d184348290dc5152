"""What an edit holds on to."""

from dataclasses import fields
from typing import get_args

from workbench.model.edits import TASK, Edit, EditGroup, LabelKind, SetLabel, SingleEdit

KEPT_OUT = {"index", "step", "pattern", "regex", "text", "removed", "title"}


def test_no_edit_holds_a_steps_index_a_pattern_or_what_it_takes_away() -> None:
    kinds = get_args(Edit)
    assert not {field.name for kind in kinds for field in fields(kind)} & KEPT_OUT


def test_the_task_is_no_stretch_of_events() -> None:
    assert (TASK.kind, TASK.first_seq, TASK.last_seq) == (LabelKind.TASK, None, None)


def test_groups_hold_single_edits_only() -> None:
    assert EditGroup not in get_args(SingleEdit)
    assert EditGroup((SetLabel(TASK, "notes", "x"),)).edits[0].field == "notes"  # type: ignore[union-attr]

"""The label form: what was changed, checked, and nothing else."""

import pytest
from textual.app import App, ComposeResult

from tests.tui.conftest import press
from tests.tui.made_sessions import HOSTILE
from workbench.errors import UsageError
from workbench.model.edits import LabelKind
from workbench.model.labels import label_fields
from workbench.tui.widgets.field import Field
from workbench.tui.widgets.label_form import SHOWN, LabelForm, Section

TASK_SAID = {"instruction": "Write to Jane Example", "outcome": "success", "difficulty": 3}


class FormApp(App[None]):
    """A form of two sections, the task complete."""

    def compose(self) -> ComposeResult:
        yield LabelForm([Section("Task", LabelKind.TASK, TASK_SAID), Section("Step 1", LabelKind.STEP)])


def test_every_shown_field_is_one_of_the_schema() -> None:
    for kind, names in SHOWN.items():
        assert set(names) <= {entry.name for entry in label_fields(kind)}


async def test_what_was_not_touched_is_no_change() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)):
        assert app.query_one(LabelForm).changes() == {}


async def test_a_complete_task_leads_to_the_step_and_changes_are_told_apart() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        form = app.query_one(LabelForm)
        form.begin()
        await pilot.pause()
        await press(pilot, "text:Greet Jane", "enter", "n")
        form.rows[3].take()
        await pilot.pause()
        await press(pilot, "5")
        assert form.changes() == {
            LabelKind.TASK: {"difficulty": 5},
            LabelKind.STEP: {"intent": "Greet Jane", "correct": "no"},
        }


async def test_an_emptied_field_takes_its_label_back() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)):
        form = app.query_one(LabelForm)
        form.query(Field).first().value = ""
        assert form.changes() == {LabelKind.TASK: {"instruction": None}}


async def test_a_value_that_cannot_be_is_refused_and_has_the_focus() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        form = app.query_one(LabelForm)
        field = form.query(Field).first()
        field.value = "short"
        with pytest.raises(UsageError, match="10 to 500"):
            form.changes()
        await pilot.pause()
        assert app.focused is field
        assert form.unchecked() == {"instruction": "short"}


async def test_hostile_labels_are_harmless_and_stay_as_they_are_until_touched() -> None:
    class Hostile(App[None]):
        """A form of a hostile task."""

        def compose(self) -> ComposeResult:
            yield LabelForm([Section("Task", LabelKind.TASK, {"notes": HOSTILE})])

    app = Hostile()
    async with app.run_test(size=(80, 24)):
        form = app.query_one(LabelForm)
        assert all(field.value.isprintable() for field in form.query(Field))
        assert form.changes() == {}


async def test_another_step_fills_the_form_with_what_was_said_before_and_now() -> None:
    class OneStep(App[None]):
        """A form of a step."""

        def compose(self) -> ComposeResult:
            yield LabelForm([Section("Step 1", LabelKind.STEP)])

    app = OneStep()
    async with app.run_test(size=(80, 24)):
        form = app.query_one(LabelForm)
        form.fill(Section("Step 2", LabelKind.STEP, {"intent": "Save", "correct": "no"}), {"correct": "yes"})
        assert [row.now() for row in form.rows] == ["Save", "yes", None]
        assert form.unchecked() == {"correct": "yes"}

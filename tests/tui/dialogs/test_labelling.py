"""The label form in a box, at both sizes; what it answers is tested with the review."""

from collections.abc import Callable

from textual.widgets import Button, Static

from tests.tui.conftest import Workplace, press, settle
from tests.tui.made_sessions import HOSTILE
from workbench.model.edits import LabelKind
from workbench.tui.app import WorkbenchApp
from workbench.tui.dialogs.labelling import Labelling
from workbench.tui.widgets.label_form import Changes, Section


def form() -> Labelling:
    """Return a form with a hostile note in it."""
    return Labelling(
        "Labels", [Section("Task", LabelKind.TASK, {"notes": HOSTILE}), Section("Step 3", LabelKind.STEP)]
    )


def test_the_label_form_looks_as_before(
    looks_the_same: Callable[..., None], empty_workplace: Workplace
) -> None:
    class WithForm(WorkbenchApp):
        """Goes to the form."""

        def on_mount(self) -> None:
            self.push_screen(form())

    app = WithForm(empty_workplace.app().sessions, empty_workplace.recording)
    looks_the_same(app, "text:too short", "f2")


async def test_saving_answers_with_the_changes_and_escape_with_nothing(empty_workplace: Workplace) -> None:
    app, answers = empty_workplace.app(), list[Changes | None]()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await app.push_screen(form(), answers.append)
        await press(pilot, "text:Write to Jane", "escape")
        assert answers == [], "what was written is not given up at once"
        assert "not saved yet" in str(app.screen.query_one("#said", Static).render())
        await press(pilot, "escape")
        assert answers == [None]
        await app.push_screen(form(), answers.append)
        await press(pilot, "text:Write to Jane")
        app.screen.query_one(Button).press()
        await settle(pilot)
    assert answers == [None, {LabelKind.TASK: {"instruction": "Write to Jane"}}]


async def test_who_comes_back_to_a_text_by_tab_goes_on_with_it(empty_workplace: Workplace) -> None:
    app, answers = empty_workplace.app(), list[Changes | None]()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await app.push_screen(form(), answers.append)
        await press(pilot, "text:Write to", "tab", "shift+tab", "text: Jane", "f2")
    assert answers == [{LabelKind.TASK: {"instruction": "Write to Jane"}}]

"""The label form in a box: nothing is said until it is saved, and what is typed is a draft until then."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from workbench.errors import UsageError
from workbench.model.edits import LabelKind
from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.widgets.label_form import Changes, LabelForm, LabelRow, Section

if TYPE_CHECKING:
    from workbench.workflow.drafting import LabelDraft


RESTORED = "This was typed before and not saved: F2 saves it, Esc twice discards it."


class Labelling(Dialog[Changes]):
    """Answers with what was changed; a value that cannot be is said here, and nothing is lost."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+s", "save", "Save", id="labels.save", tooltip="Save what is said here", priority=True),
    ]
    DEFAULT_CSS = """
    Labelling {
        & LabelForm { max-height: 60vh; }
        & #said { height: auto; display: none; }
    }
    """

    def __init__(
        self,
        title: str,
        sections: Sequence[Section],
        draft: "LabelDraft | None" = None,
        step: int | None = None,
    ) -> None:
        super().__init__(
            title, keys="Tab next   a value's key sets it and goes on   ←→ choose   Backspace none"
        )
        self._sections = sections
        self._draft = draft
        self._step = step
        self._warned_of: dict[str, Any] = {}

    def compose_body(self) -> Iterable[Widget]:
        """Yield the form, room for a word about it, and the button."""
        yield LabelForm(self._sections, keep=self._keep)
        yield Static(id="said", classes="warning")
        yield Horizontal(
            Button(Content("Save  F2"), id="save", variant="primary", compact=True), classes="buttons"
        )

    def on_mount(self) -> None:
        """Show what was typed before and not saved, and begin where something is missing."""
        form = self.query_one(LabelForm)
        for row in form.rows:
            typed = self._draft.values(self._step_of(row)) if self._draft else {}
            if row.entry.name in typed:
                row.type(typed[row.entry.name])
                self._keep(row)  # which is no draft any more where it was saved all the same
        if form.unchecked():
            self._tell(RESTORED)
        form.begin()

    def _step_of(self, row: LabelRow) -> int | None:
        return None if row.entry.target is LabelKind.TASK else self._step

    def _keep(self, row: LabelRow) -> None:
        """Keep what was typed, unchecked, until it is saved or given up."""
        if self._draft is not None:
            self._draft.type(self._step_of(row), row.entry.name, row.now() or None, as_before=not row.changed)
            if self._draft.problem:
                self._tell(self._draft.problem)

    @on(Button.Pressed)
    def action_save(self) -> None:
        """Close with what was changed."""
        try:
            changes = self.query_one(LabelForm).changes()
        except UsageError as error:
            self._tell(str(error))
        else:
            self.dismiss(changes)

    def action_turn_away(self) -> None:
        """Close without an answer; what was written here is given up at the second Esc only."""
        unsaved = self.query_one(LabelForm).unchecked()
        if unsaved and unsaved != self._warned_of:
            self._warned_of = unsaved
            self._tell("This is not saved yet: F2 saves it, Esc again leaves without it.")
        else:
            if self._draft is not None:
                steps = {self._step_of(row) for row in self.query_one(LabelForm).rows}
                self._draft.discard([label for label in self._draft.unsent if label.step in steps])
            self.dismiss(None)

    def _tell(self, text: str) -> None:
        said = self.query_one("#said", Static)
        said.update(Content(text))
        said.display = True

"""The label form in a box: nothing is said until it is saved."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from workbench.errors import UsageError
from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.widgets.label_form import Changes, LabelForm, Section


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

    def __init__(self, title: str, sections: Sequence[Section]) -> None:
        super().__init__(
            title, keys="Tab next   a value's key sets it and goes on   ←→ choose   Backspace none"
        )
        self._sections = sections
        self._warned_of: dict[str, Any] = {}

    def compose_body(self) -> Iterable[Widget]:
        """Yield the form, room for a word about it, and the button."""
        yield LabelForm(self._sections)
        yield Static(id="said", classes="warning")
        yield Horizontal(
            Button(Content("Save  F2"), id="save", variant="primary", compact=True), classes="buttons"
        )

    def on_mount(self) -> None:
        """Begin where something is missing."""
        self.query_one(LabelForm).begin()

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
            self.dismiss(None)

    def _tell(self, text: str) -> None:
        said = self.query_one("#said", Static)
        said.update(Content(text))
        said.display = True

"""A longer text to read, and nothing to decide."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.tui.dialogs.dialog import Dialog


class Reading(Dialog[None]):
    """A text that scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "turn_away", "Close", show=False, id="dialog.close")
    ]
    DEFAULT_CSS = "Reading VerticalScroll { height: auto; max-height: 60vh; }"

    def __init__(self, title: str, text: Content) -> None:
        super().__init__(title, keys="↑↓ PgUp PgDn read   Esc close")
        self._text = text

    def compose_body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield VerticalScroll(Static(self._text), can_focus=True)

    def on_mount(self) -> None:
        """Let the arrow keys scroll at once."""
        self.query_one(VerticalScroll).focus()

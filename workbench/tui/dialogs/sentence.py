"""Tells one thing that must not be missed."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.outside import TEXT_LIMIT, outside


class Sentence(Dialog[None]):
    """A sentence, loud, until a key closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "turn_away", "Close", id="dialog.close")]

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__(f"⚠ {title}", keys="Enter close")
        self._sentence = sentence

    def compose_body(self) -> Iterable[Widget]:
        """Yield the sentence."""
        yield Static(outside(self._sentence, limit=TEXT_LIMIT), classes="warning")

    def on_click(self) -> None:
        """Close by mouse, too."""
        self.dismiss(None)

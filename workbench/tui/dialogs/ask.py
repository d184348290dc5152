"""Asks for one line of text."""

from collections.abc import Iterable

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.widgets.field import Field


class Ask(Dialog[str]):
    """A title, a word of explanation and a field; an empty line is no answer."""

    def __init__(self, title: str, body: Content, *, value: str = "", placeholder: str = "") -> None:
        super().__init__(title, keys="Enter go on   Esc back")
        self._body = body
        self._value = value
        self._placeholder = placeholder

    def compose_body(self) -> Iterable[Widget]:
        """Yield the explanation and the field."""
        yield Static(self._body)
        yield Field(self._value, placeholder=self._placeholder)

    def on_mount(self) -> None:
        """Let the person type at once."""
        self.query_one(Field).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())

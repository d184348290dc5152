"""Asks before something that cannot be taken back; the safe answer has the focus."""

from collections.abc import Iterable

from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from workbench.tui.dialogs.dialog import Dialog


class Confirm(Dialog[bool]):
    """Two buttons, the safe one first and focused."""

    def __init__(self, title: str, body: Content, *, go: str, stay: str, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(title, keys="Tab other button   Enter choose   Esc back", id=id)
        self._body = body
        self._go = go
        self._stay = stay

    def compose_body(self) -> Iterable[Widget]:
        """Yield the question and its two answers."""
        yield Static(self._body)
        yield Horizontal(
            Button(Content(self._stay), id="stay", variant="primary"),
            Button(Content(self._go), id="go", variant="error"),
            classes="buttons",
        )

    def on_mount(self) -> None:
        """Let Enter be harmless."""
        self.query_one("#stay").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "go")

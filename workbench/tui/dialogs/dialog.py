"""The frame that all dialogs share: a box over the screen, closed by Esc with the safe answer."""

from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None], Generic[Answer]):
    """A question in a box. Its answer is none where the person turned away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "turn_away", "Back", id="dialog.back", tooltip="Close this without doing anything"),
    ]

    def __init__(self, title: Content | str, *, keys: str = "", id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id)
        self._title = title if isinstance(title, Content) else Content(title)
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Put title and keys around the body."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title")
            yield from self.compose_body()
            if self._keys:
                yield Static(Content(self._keys), classes="keys")

    def compose_body(self) -> Iterable[Widget]:
        """Yield what stands between title and keys."""
        return ()

    def action_turn_away(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

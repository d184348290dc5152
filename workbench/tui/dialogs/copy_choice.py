"""Asks from which corpus a session is to be withdrawn, where several have it."""

from collections.abc import Iterable

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.model.copies import SessionCopy
from workbench.tui.colours import MUTED
from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.outside import outside
from workbench.tui.quantities import local_time
from workbench.tui.widgets.line_list import LineList


class CopyList(LineList[SessionCopy]):
    """The corpora that have the session."""

    DEFAULT_CSS = "CopyList { height: auto; max-height: 12; background: $surface; }"

    def row_content(self, index: int, width: int) -> Content:  # noqa: ARG002  (the list cuts what is too wide)
        """Return the corpus's name, when it was submitted there, and the corpus's place."""
        copy = self.rows[index]
        since = f"  since {local_time(copy.received_at)}  "
        return Content.assemble(" ", outside(copy.corpus, "bold"), since, outside(copy.corpus_path, MUTED))


class CopyChoice(Dialog[SessionCopy]):
    """A short list; Enter chooses a corpus, Esc none."""

    def __init__(self, copies: tuple[SessionCopy, ...]) -> None:
        super().__init__("Withdraw from which corpus?", keys="↑↓ move   Enter choose   Esc back")
        self._copies = copies

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield Static(Content("Several corpora have this session. The others keep their copies."))
        yield CopyList()

    def on_mount(self) -> None:
        """Fill the list."""
        copies = self.query_one(CopyList)
        copies.set_rows(self._copies)
        copies.focus()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        self.dismiss(self._copies[event.index])

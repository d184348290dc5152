"""The receipt of a submission: what went where, and how to take it back."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.model.copies import CopyState, copies_sentence
from workbench.tui.colours import MUTED
from workbench.tui.outside import outside
from workbench.tui.quantities import local_time
from workbench.tui.screens.workbench_screen import WorkbenchScreen

if TYPE_CHECKING:
    from workbench.model.copies import SessionCopy
    from workbench.workflow.receipts import KeptReceipt

NAME_WIDTH = 11


def way_back(kept: "KeptReceipt") -> str:
    """Return the command that takes a submission back."""
    return f"workbench withdraw {kept.receipt.id}"


def receipt_lines(
    kept: "KeptReceipt", others: "tuple[SessionCopy, ...]" = (), *, reached: bool = True
) -> Content:
    """Return the receipt as one reads it, and where other copies of the session are.

    `reached` is whether the corpus could be asked just now.
    """
    receipt = kept.receipt
    facts = (
        ("receipt", receipt.id),
        ("sha256", receipt.sha256),
        ("session", receipt.session),
        ("received", local_time(receipt.received_at)),
        ("corpus", kept.corpus_path if reached else f"cannot be opened at {kept.corpus_path} now"),
        *((("withdrawn", local_time(kept.withdrawn_at)),) if kept.withdrawn_at else ()),
        *((("erased", "not to the last byte yet"),) if kept.state is CopyState.ERASING else ()),
        *((("also", copies_sentence(others)),) if others else ()),
    )
    missing = kept.state is CopyState.MISSING
    head = "✗ Not any more in " if missing else "↩ Withdrawn from " if kept.withdrawn_at else "✓ Submitted to "
    lines = [Content.assemble((head, "bold"), outside(receipt.corpus_name, "bold")), Content("")]
    lines += [Content.assemble((name.ljust(NAME_WIDTH), MUTED), outside(value)) for name, value in facts]
    bytes_sent = "what was sent, confirmed without a look" if kept.bulk else "the bytes that you looked at"
    if not kept.withdrawn_at and not missing:
        lines += [
            Content(f"\nThe hash is that of {bytes_sent}. To take it back, at any time:\n"),
            Content.assemble(
                "    ", outside(way_back(kept) if reached else f"{way_back(kept)} --corpus PATH", "bold")
            ),
            Content(
                "\nor w on the session at home." if reached else "\nwhere PATH is where the corpus is now."
            ),
        ]
    return Content("\n").join(lines)


class ReceiptScreen(WorkbenchScreen):
    """Id, hash and the way back, to read and to copy."""

    CSS_PATH = "receipt.tcss"
    HEADING = "Receipt"
    HELP_LINES = "What was submitted and how to take it back. The receipt is kept in your home folder."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy the command", id="receipt.copy_command", tooltip="Copy the way back"),
        Binding("i", "copy_id", "Copy the id", id="receipt.copy_id", tooltip="Copy the receipt's id"),
        Binding("c", "copy_hash", "Copy the hash", id="receipt.copy_hash", tooltip="Copy the SHA-256"),
        Binding("escape,enter", "home", "Home", id="receipt.home", tooltip="Back to the sessions"),
    ]

    def __init__(
        self, kept: "KeptReceipt", others: "tuple[SessionCopy, ...]" = (), *, reached: bool = True
    ) -> None:
        super().__init__()
        self.reached = reached
        self.kept = kept
        self.others = others

    def compose_body(self) -> Iterable[Widget]:
        """Yield the receipt."""
        yield VerticalScroll(Static(receipt_lines(self.kept, self.others, reached=self.reached)), id="receipt")

    def action_copy(self) -> None:
        """Copy the command that takes it back."""
        self._copy(way_back(self.kept), "command")

    def action_copy_id(self) -> None:
        """Copy the receipt's id."""
        self._copy(self.kept.receipt.id, "id")

    def action_copy_hash(self) -> None:
        """Copy the hash."""
        self._copy(self.kept.receipt.sha256, "hash")

    def _copy(self, text: str, name: str) -> None:
        self.app.copy_to_clipboard(text)
        self.say(f"Copied the {name}.")

    def action_home(self) -> None:
        """Back to the sessions."""
        self.workbench.go_home()

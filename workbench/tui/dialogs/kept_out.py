"""What was kept out of a session: every stretch with its reason, and the way to its place among the steps."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.model.withheld import Stretch
from workbench.tui.colours import MUTED
from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.quantities import count, length, short_clock, told_length
from workbench.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from workbench.workflow.withheld import KeptOut

NOTHING = "Nothing was kept out: everything that was done while it recorded was inside the scope. Esc closes."
MOST_ROWS = 12


class StretchList(LineList[Stretch]):
    """One line for each stretch."""

    def row_content(self, index: int, width: int) -> Content:  # noqa: ARG002  (the list cuts what is too wide)
        """Return when, what and how long."""
        row = self.rows[index]
        lasted = f" ({length(row.length_ms)})" if row.length_ms is not None else ""
        return Content.assemble((f"{short_clock(row.start_ms):>6} ", MUTED), f"░ {row.in_brief}{lasted}")


class KeptOutDialog(Dialog[int]):
    """The guard's work to look at; its answer is where the chosen stretch begins."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w,q", "turn_away", "Close", show=False, id="dialog.close"),
    ]
    DEFAULT_CSS = """
    KeptOutDialog StretchList { height: auto; max-height: 12; }
    KeptOutDialog .about { margin-top: 1; min-height: 2; height: auto; }
    KeptOutDialog .totals { margin-top: 1; height: auto; max-height: 6; }
    """

    def __init__(self, found: "KeptOut") -> None:
        keys = "↑↓ look   Enter go there   Esc close" if found.stretches else ""
        super().__init__("What was kept out", keys=keys)
        self._found = found

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list, what is known of the stretch under the cursor, and the totals."""
        if not self._found.stretches:
            yield Static(Content(NOTHING))
            return
        yield StretchList()
        yield Static(classes="about")
        yield Static(self._totals(), classes="totals")

    def on_mount(self) -> None:
        """Let the arrow keys work at once."""
        if self._found.stretches:
            rows = self.query_one(StretchList)
            rows.styles.height = min(len(self._found.stretches), MOST_ROWS)
            rows.set_rows(self._found.stretches, 0)
            rows.focus()
            self._tell()

    def _totals(self) -> Content:
        lines = [
            Content.assemble(
                f"{total.in_brief}: ",
                (f"{count(total.stretches, 'stretch', 'stretches')}, {length(total.length_ms)}", MUTED),
            )
            for total in self._found.totals
        ]
        return Content("\n").join(lines)

    @on(LineList.Moved)
    def _tell(self) -> None:
        row = self.query_one(StretchList).current
        if row is not None:
            words = f"{row.why[0].upper()}{row.why[1:]}, {told_length(row.length_ms)}."
            self.query_one(".about", Static).update(Content(f"{words} {row.cure}".rstrip()))

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        row = self.query_one(StretchList).current
        if row is not None:
            self.dismiss(row.start_ms)

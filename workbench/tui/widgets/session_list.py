"""The sessions of the library, one line each."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from workbench.model.copies import copies_sentence, remaining
from workbench.tui.colours import MUTED, PROBLEM, WARNING
from workbench.tui.outside import outside
from workbench.tui.quantities import count, local_time, short_clock, size
from workbench.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from workbench.model.copies import SessionCopy
    from workbench.store.library import SessionSummary

DAY, MINUTE = 10, 16
WIDE = 110
FIGURES_WIDTH = 45
SIGNS = {"submitted": "✓ ", "withdrawn": "↩ "}


def flags(summary: "SessionSummary") -> Content:
    """Return what one should know of a session: a sign and a word, colour only beside them."""
    if summary.problem:
        return Content.styled("✗ problem", PROBLEM)
    if summary.live:
        return Content.styled(f"● {summary.state}", PROBLEM)
    if summary.cut_off:
        return Content.styled("✂ cut off", WARNING)
    return Content(SIGNS.get(str(summary.state), "") + str(summary.state))


class SessionList(LineList["SessionSummary"]):
    """Title, steps, duration, size, date and state of every session."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Review", id="session.review", tooltip="Look at what was recorded"),
    ]

    def row_content(self, index: int, width: int) -> Content:
        """Return one session's line; the title takes what room the figures leave."""
        summary = self.rows[index]
        date = local_time(summary.created_at)[: MINUTE if width >= WIDE else DAY]
        title = outside(summary.title or f"session {summary.id[-8:]}")
        title = title.truncate(max(8, width - FIGURES_WIDTH - len(date)), ellipsis=True, pad=True)
        steps = "" if summary.steps is None else count(summary.steps, "step")
        length = "" if summary.duration_ms is None else short_clock(summary.duration_ms)
        figures = f" {steps:>10} {length:>7} {size(summary.size_bytes):>8}  {date}  "
        return Content.assemble("  ", title, figures, flags(summary))


def about(summary: "SessionSummary") -> Content:
    """Return the lines under the list: what the session under the cursor is, or what is wrong with it."""
    title = Content.assemble(outside(summary.title), "\n") if summary.title else Content("")
    head = Content.assemble(title, ("session ", MUTED), outside(summary.id))
    if summary.copies:
        where = copies_sentence(summary.copies)
        head = Content.assemble(head, "\n", outside(f"{where[:1].upper()}{where[1:]}.", limit=1000))
    if summary.problem:
        return Content.assemble(head, "\n", ("✗ ", PROBLEM), outside(summary.problem, limit=1000))
    if summary.live:
        return Content.assemble(head, "\n● This session is being recorded just now.")
    if summary.cut_off:
        said = "✂ Cut off: the recorder was killed before it could finish. What it kept until then is whole."
        return Content.assemble(head, "\n", said)
    return head


def withdrawal_question(summary: "SessionSummary", copy: "SessionCopy | None") -> Content:
    """Return what withdrawing a copy does; none where no receipt says which corpus has it."""
    others = [other for other in remaining(summary.copies) if copy and other.corpus_id != copy.corpus_id]
    return Content.assemble(
        outside(copy.corpus, "bold") if copy else "The corpus",
        " erases ",
        outside(summary.title or summary.id, "bold"),
        " and lists it as withdrawn in every later release. The session itself stays here",
        ", and so do its copies in other corpora." if others else ".",
    )

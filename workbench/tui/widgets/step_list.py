"""The steps of a session, one line each, withheld stretches as dividers between them."""

from textual.content import Content

from workbench.model.gaps import Gap
from workbench.model.steps import Step
from workbench.tui.colours import MUTED, WARNING
from workbench.tui.outside import outside
from workbench.tui.quantities import length, short_clock
from workbench.tui.widgets.line_list import LineList

GLYPHS = {
    "click": "◎",
    "drag": "✥",
    "scroll": "↕",
    "type": "⌨",
    "key": "⏎",
    "switch": "⇄",
    "move": "→",
    "wait": "…",
}
NUMBER_WIDTH = 5


def step_line(step: Step, *, marked: bool = False) -> Content:
    """Return number, time, a sign for the kind, and the sentence; marks stand beside their words."""
    head = f"{step.index:>{NUMBER_WIDTH}} {short_clock(step.start_ms):>5} "
    marks = [
        ("⚑", marked),
        ("✂", step.dropped),
        ("▒", step.redacted and not step.dropped),
        ("★", bool(step.label)),
    ]
    mark = "".join(f"{sign} " for sign, holds in marks if holds)
    style = MUTED if not step.counted or step.dropped else ""
    sign = GLYPHS.get(step.kind, "·")
    return Content.assemble((head, MUTED), f"{sign} {mark}", outside(step.sentence, style))


def gap_line(gap: Gap) -> Content:
    """Return a withheld stretch as a divider: when, why and how long, which nobody knows of a secret."""
    head = f"{'·':>{NUMBER_WIDTH}} {short_clock(gap.start_ms):>5} "
    lasted = f" ({length(gap.length_ms)})" if gap.length_ms is not None else ""
    return Content.styled(f"{head}░ {gap.sentence}{lasted}", WARNING)


class StepList(LineList[Step | Gap]):
    """Steps and gaps in the order of time."""

    marked: frozenset[int] = frozenset()
    """Numbers of the steps at which the volunteer marked the moment."""

    def row_content(self, index: int, width: int) -> Content:  # noqa: ARG002  (the list cuts what is too wide)
        """Return one line."""
        row = self.rows[index]
        return gap_line(row) if isinstance(row, Gap) else step_line(row, marked=row.index in self.marked)

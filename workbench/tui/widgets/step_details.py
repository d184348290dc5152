"""What is known of the step under the cursor, in words."""

from collections.abc import Mapping
from typing import Any

from textual.content import Content
from textual.widgets import Static

from workbench.model.elements import Element
from workbench.model.gaps import CAUSES_IN_WORDS, IN_WORDS, Gap
from workbench.model.steps import Step, StepFrame
from workbench.tui.colours import MUTED
from workbench.tui.outside import outside
from workbench.tui.quantities import clock, told_length

NAME_WIDTH = 8
SHOWN_TEXT = 600


def _line(name: str, value: Content) -> Content:
    return Content.assemble((name.ljust(NAME_WIDTH), MUTED), "  ", value)


def _moment(at_ms: int) -> str:
    return f"{clock(at_ms)}.{at_ms % 1000:03d}"


def _frame_words(frame: StepFrame | None, *, after: bool) -> str:
    name = "after" if after else "before"
    if frame is None:
        return f"{name}: none"
    return f"{name}: {frame.age_ms} ms {'later' if after else 'old'}"


def label_words(label: Mapping[str, Any]) -> str:
    """Return what was said of something, field by field."""
    return " · ".join(f"{name}: {value}" for name, value in label.items())


def element_words(element: Element) -> str:
    """Return what is known of a target: its name, role and state, and what holds it."""
    known = ", ".join((element.role, *element.states))
    held = "".join(f" · in {held}" for held in element.ancestors)
    return f"{element.name} ({known}){held}".lstrip()


def step_details(step: Step, *, after: bool) -> Content:
    """Return the lines of a step; the picture that is shown is named first."""
    place = step.context
    lines = [Content.assemble((f"{step.index} ", "bold"), outside(step.sentence, "bold"))]
    if step.text is not None:
        lines.append(_line("text", outside(step.text, limit=SHOWN_TEXT)))
    title = f" — {place.title}" if place.title else ""
    lines.append(_line("window", outside(f"{place.app}{title}")))
    if step.element is not None:
        lines.append(_line("element", outside(element_words(step.element))))
    lasted = step.end_ms - step.start_ms
    lines.append(_line("time", Content(f"{_moment(step.start_ms)}, {lasted} ms long")))
    shown = (step.after, True), (step.frame, False)
    words = [_frame_words(frame, after=late) for frame, late in (shown if after else reversed(shown))]
    some = step.frame or step.after
    size = f"   {some.width}×{some.height}" if some else ""
    if step.label:
        lines.append(_line("★ label", outside(label_words(step.label), limit=SHOWN_TEXT)))
    lines.append(_line("picture", Content.assemble((f"▸ {words[0]}", "bold"), f"   {words[1]}{size}")))
    return Content("\n").join(lines)


def gap_details(gap: Gap) -> Content:
    """Return the lines of a withheld stretch, which is good news."""
    return Content("\n").join(
        [
            Content.assemble((f"░ Kept out: {gap.in_brief}", "bold")),
            _line("why", Content(CAUSES_IN_WORDS[gap.cause] or IN_WORDS[gap.reason])),
            _line("time", Content(f"{_moment(gap.start_ms)}, {told_length(gap.length_ms)}")),
            Content.styled("Nothing of what was withheld is stored. w lists them all.", MUTED),
        ]
    )


class StepDetails(Static):
    """The lines under the picture."""

    def show(self, row: Step | Gap | None, *, after: bool) -> None:
        """Show what belongs to that row."""
        if row is None:
            self.update(Content(""))
        else:
            self.update(gap_details(row) if isinstance(row, Gap) else step_details(row, after=after))

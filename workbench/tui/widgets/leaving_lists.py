"""Every text and every picture that leaves, one line each."""

from textual.content import Content

from workbench.tui.colours import MUTED
from workbench.tui.outside import outside
from workbench.tui.widgets.line_list import LineList
from workbench.workflow.leaving_texts import LeavingText
from workbench.workflow.previewing import LeavingPicture


class TextList(LineList[LeavingText]):
    """Where a text stands, and the text."""

    def row_content(self, index: int, width: int) -> Content:  # noqa: ARG002  (the list cuts what is too wide)
        """Return one text."""
        row = self.rows[index]
        return Content.assemble(" ", (row.place, MUTED), "  ", outside(row.text))


class PictureList(LineList[LeavingPicture]):
    """Pictures by the step that shows them first."""

    def row_content(self, index: int, width: int) -> Content:  # noqa: ARG002  (the list cuts what is too wide)
        """Return one picture's line."""
        return Content(f" ▦ {picture_words(self.rows[index])}")


def picture_words(shown: LeavingPicture) -> str:
    """Return which picture it is."""
    return f"picture {shown.frame}, {'after' if shown.after else 'before'} step {shown.step}"

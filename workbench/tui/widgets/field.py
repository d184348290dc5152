"""A field for one line, into which nothing harmful can be pasted."""

from textual import events
from textual.widgets import Input

from workbench.model.showable import showable
from workbench.tui.outside import LINE_LIMIT, TEXT_LIMIT


class Field(Input):
    """Textual's input, but what comes in by the clipboard or as a start value is made showable first."""

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(showable(value, LINE_LIMIT), placeholder=placeholder, id=id, compact=True)

    def _on_paste(self, event: events.Paste) -> None:
        lines = event.text.splitlines()
        if lines:
            self.insert_text_at_cursor(showable(lines[0], TEXT_LIMIT))
        event.stop()
        event.prevent_default()

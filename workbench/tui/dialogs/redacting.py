"""Asks what of a step is to be redacted."""

from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.widgets.line_list import LineList


class What(StrEnum):
    """What can be redacted."""

    ALL = "a"
    PART = "p"
    EVERYWHERE = "e"
    TITLE = "t"
    BOX = "b"


IN_WORDS = {
    What.ALL: "All of the text that this step types",
    What.PART: "A part of that text …",
    What.EVERYWHERE: "A text wherever it stands in this session …",
    What.TITLE: "The title of the window, wherever the same stands",
    What.BOX: "A box of the picture … (or drag one on the picture)",
}


class WhatList(LineList[What]):
    """The kinds that are possible here, each with its key."""

    DEFAULT_CSS = "WhatList { height: auto; background: $surface; }"

    def row_content(self, index: int, width: int) -> Content:  # noqa: ARG002  (the list cuts what is too wide)
        """Return one kind with its key."""
        what = self.rows[index]
        return Content.assemble((f" {what.value} ", "bold"), f" {IN_WORDS[what]}")


class Redacting(Dialog[What]):
    """A short list; a key chooses at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            what.value, f"choose('{what.value}')", IN_WORDS[what], show=False, id=f"redact.{what.name.lower()}"
        )
        for what in What
    ]

    def __init__(self, *, text: bool, picture: bool) -> None:
        super().__init__("Redact what?", keys="Enter or the letter chooses   Esc back")
        possible = {What.ALL: text, What.PART: text, What.BOX: picture}
        self._kinds = [what for what in What if possible.get(what, True)]

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield WhatList()

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(WhatList).set_rows(self._kinds)
        self.query_one(WhatList).focus()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        self.dismiss(self._kinds[event.index])

    def action_choose(self, letter: str) -> None:
        """Choose by letter, where it is possible."""
        if What(letter) in self._kinds:
            self.dismiss(What(letter))

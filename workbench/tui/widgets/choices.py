"""Choices to tick: the tick is a character, so that it shows without colour, too."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from workbench.tui.colours import MUTED
from workbench.tui.widgets.line_list import LineList

SIGNS = {(False, False): "[ ]", (False, True): "[x]", (True, False): "( )", (True, True): "(•)"}
NOT_TO_BE_HAD = " – "


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to tick."""

    value: str
    """What it stands for."""
    content: Content
    """What it looks like."""
    enabled: bool = True
    """Whether it can be ticked at all."""


class Choices(LineList[Choice]):
    """A list with a tick before every line: any number of them, or just one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "Tick", id="choices.tick", tooltip="Tick, or take the tick away"),
        Binding("enter", "choose", "Tick", show=False, id="choices.tick_too"),
    ]

    class Changed(Message):
        """Something was ticked, or no longer is."""

    def __init__(self, *, single: bool = False, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id)
        self._single = single
        self._ticked: set[str] = set()

    @property
    def ticked(self) -> tuple[str, ...]:
        """The values that are ticked, in the order of the list."""
        return tuple(choice.value for choice in self.rows if choice.enabled and choice.value in self._ticked)

    def row_content(self, index: int, width: int) -> Content:  # noqa: ARG002  (the list cuts what is too wide)
        """Return a line with its tick."""
        choice = self.rows[index]
        if not choice.enabled:
            return Content.assemble((f" {NOT_TO_BE_HAD} ", MUTED), choice.content)
        return Content.assemble(f" {SIGNS[self._single, choice.value in self._ticked]} ", choice.content)

    def action_choose(self) -> None:
        """Tick the line under the cursor, or take its tick away."""
        choice = self.current
        if choice is None or not choice.enabled:
            return
        if self._single:
            self._ticked = {choice.value}
        else:
            self._ticked ^= {choice.value}
        self.redraw()
        self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        """Tick what is clicked."""
        index = event.y + self.scroll_offset.y
        if index < len(self.rows):
            self.cursor = index
            self.action_choose()
        event.prevent_default()

"""One thing that is on or off, as a line of a form: the tick is a character."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Tick(Widget, can_focus=True):
    """`[x] pictures`; Space, Enter or a click changes it."""

    DEFAULT_CSS = """
    Tick {
        height: 1; width: auto;
        &:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "Tick", id="tick.toggle", tooltip="Tick, or take the tick away"),
        Binding("enter", "turn", "Tick", show=False, id="tick.toggle_too"),
    ]

    value: reactive[bool] = reactive(default=True, init=False)

    class Changed(Message):
        """It was turned on or off."""

    def __init__(self, words: str, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id)
        self._words = words

    def render(self) -> Content:
        """Return the line."""
        return Content(f"[{'x' if self.value else ' '}] {self._words}")

    def watch_value(self) -> None:
        """Tell whoever listens."""
        self.post_message(self.Changed())

    def action_turn(self) -> None:
        """Turn it on or off."""
        self.value = not self.value

    def on_click(self) -> None:
        """Turn it on or off."""
        self.action_turn()

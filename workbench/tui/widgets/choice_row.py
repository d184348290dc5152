"""One line of a form: a field that has one of several values, set by its key or by the arrows."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from workbench.model.labels import Choice
from workbench.tui.colours import MUTED

TAKEN_BACK = ("backspace", "delete")


class ChoiceRow(Widget, can_focus=True):
    """Shows the values with their keys where they fit, else the one that is chosen. Backspace takes it back."""

    DEFAULT_CSS = """
    ChoiceRow {
        height: 1; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis;
        &:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """

    value: reactive[str | None] = reactive(None, init=False)

    class Changed(Message):
        """Another value was chosen."""

    def __init__(self, choices: Sequence[Choice], *, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id)
        self._choices = choices

    def render(self) -> Content:
        """Return the line."""
        every = Content.assemble(*(self._entry(choice) for choice in self._choices))
        return every if every.cell_length <= self.size.width else self._chosen()

    def _entry(self, choice: Choice) -> Content:
        key = "" if choice.hotkey == choice.id else choice.hotkey
        if choice.id == self.value:
            return Content.styled(f"[{key}{' ' if key else ''}{choice.id}]", "bold")
        return Content.assemble(
            " ", (key, "" if self.has_focus else MUTED), f"{' ' if key else ''}{choice.id} "
        )

    def _chosen(self) -> Content:
        chosen = next((choice for choice in self._choices if choice.id == self.value), None)
        words = f"{chosen.id} – {chosen.meaning}" if chosen else f"←→ one of {len(self._choices)}"
        return Content(f"‹ {words} ›")

    def watch_value(self) -> None:
        """Tell the form."""
        self.post_message(self.Changed())

    def on_key(self, event: events.Key) -> None:
        """Set a value by its key, go to a neighbour by the arrows, or take it back."""
        by_key = next((choice for choice in self._choices if event.character == choice.hotkey != ""), None)
        if by_key is not None:
            self.value = by_key.id
            self.screen.focus_next()
        elif event.key in {"left", "right"}:
            self._go(1 if event.key == "right" else -1)
        elif event.key in TAKEN_BACK:
            self.value = None
        elif event.key in {"up", "down", "enter"}:
            (self.screen.focus_previous if event.key == "up" else self.screen.focus_next)()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self) -> None:
        """Go to the next value."""
        self._go(1)

    def _go(self, places: int) -> None:
        ids = [choice.id for choice in self._choices]
        at = ids.index(self.value) + places if self.value in ids else (0 if places > 0 else len(ids) - 1)
        self.value = ids[at % len(ids)]

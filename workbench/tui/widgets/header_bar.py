"""The first line of every screen: what is shown, and, in red, that a recording runs."""

from typing import ClassVar

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from workbench.tui.outside import outside
from workbench.tui.quantities import clock, count
from workbench.tui.recording_control import Live


def standing_of(live: Live | None) -> str:
    """Return whether nothing runs, something runs, or it is paused: what decides on the keys."""
    return "idle" if live is None else ("paused" if live.paused else "recording")


class HeaderBar(Widget):
    """Says where one is; while a recording runs it is a red bar with time and steps, on every screen."""

    DEFAULT_CSS = """
    HeaderBar {
        height: 1; dock: top; background: $panel; color: $foreground; text-wrap: nowrap;
        &.-recording { background: $error; color: auto; text-style: bold; }
        &.-blind { text-style: bold reverse; }
        &.-paused { background: $warning; color: auto; text-style: bold; }
    }
    """
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = set()

    heading: reactive[Content] = reactive(Content(""))
    aside: reactive[Content] = reactive(Content(""))
    live: reactive[Live | None] = reactive(None, repaint=False)

    class Pressed(Message):
        """The red bar was clicked."""

    def __init__(self, *, names_task: bool = False) -> None:
        super().__init__()
        self._names_task = names_task
        self._shown: object = None

    @property
    def standing(self) -> str:
        """How things stand, as far as the keys are concerned."""
        return standing_of(self.live)

    def watch_live(self, live: Live | None) -> None:
        """Turn red or yellow, beside the words."""
        paused = live is not None and live.paused
        self.set_class(live is not None and not paused, "-recording")
        self.set_class(paused, "-paused")
        blind = live is not None and live.blind
        self.set_class(blind, "-blind")
        shown = (paused, blind, live and live.task, live and self._figures(live))
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def render(self) -> Content:
        """Return the line, its right part at the right edge."""
        left, right = self._left(), self._right()
        room = max(0, self.size.width - 2 - right.cell_length - 2)
        left = left.truncate(room, ellipsis=True, pad=True)
        return Content.assemble(" ", left, "  ", right, " ")

    def _left(self) -> Content:
        if self.live is None:
            return self.heading
        mark = (
            "‖ PAUSED  "
            if self.live.paused
            else ("✗ BLIND, NOTHING ARRIVES  " if self.live.blind else "● REC  ")
        )
        return Content.assemble(mark, outside(self.live.task) if self._names_task else self.heading)

    def _right(self) -> Content:
        return self.aside if self.live is None else Content(self._figures(self.live))

    @staticmethod
    def _figures(live: Live) -> str:
        return f"{clock(live.status.elapsed_ms)}   {count(live.status.steps, 'step'):>9}"

    def on_click(self) -> None:
        """Ask for the recording, where one runs."""
        if self.live is not None:
            self.post_message(self.Pressed())

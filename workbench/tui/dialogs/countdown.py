"""Counts to the start of a recording, so that nothing begins unexpectedly."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Center
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Digits, Static

from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.outside import outside


class Countdown(Dialog[bool]):
    """Three, two, one; Esc keeps everything as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "start_now", "Start now", id="countdown.start_now"),
    ]
    SECONDS: ClassVar[int] = 3
    DEFAULT_CSS = "Countdown Digits { width: auto; }"

    left: reactive[int] = reactive(SECONDS)

    def __init__(self, sentence: str) -> None:
        super().__init__("Recording starts in", keys="Enter start now   Esc do not record")
        self._sentence = sentence

    def compose_body(self) -> Iterable[Widget]:
        """Yield the number and what will be recorded."""
        yield Center(Digits(str(self.SECONDS)))
        yield Static(outside(self._sentence))
        yield Static(Content("You may minimise this terminal; it is never recorded."), classes="muted")

    def on_mount(self) -> None:
        """Begin to count."""
        self.set_interval(1.0, self._tick)

    def _tick(self) -> None:
        self.left -= 1

    def watch_left(self, left: int) -> None:
        """Show the number; at nought it is time."""
        if left <= 0:
            self.dismiss(result=True)
        else:
            for digits in self.query(Digits):
                digits.update(str(left))

    def action_start_now(self) -> None:
        """Start without waiting."""
        self.dismiss(result=True)

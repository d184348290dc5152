"""Says what a recording came to, and asks what comes next."""

from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from workbench.capture.protocol import Ending, RecordingResult
from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.outside import TEXT_LIMIT, outside


class SavedChoice(StrEnum):
    """What a person does after a recording."""

    REVIEW = "review"
    NEXT = "next"
    HOME = "home"


class Saved(Dialog[SavedChoice]):
    """The figures; a recording that ended by itself says loudly why."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose('review')", "Review", id="saved.review"),
        Binding("n", "choose('next')", "Next task", id="saved.next_task"),
    ]

    def __init__(self, result: RecordingResult, figures: str) -> None:
        by_itself = result.ended is not Ending.STOPPED
        super().__init__("⚠ The recording ended by itself" if by_itself else "The recording is saved")
        self._by_itself = by_itself
        self._result = result
        self._figures = figures

    def compose_body(self) -> Iterable[Widget]:
        """Yield why it ended, where that matters, the figures and the ways on."""
        if self._by_itself:
            yield Static(outside(self._result.sentence, limit=TEXT_LIMIT), classes="warning")
        yield Static(Content(f"Saved: {self._figures}. Review now?"), id="figures")
        yield Horizontal(
            Button(Content("Review  Enter"), id="review", variant="primary"),
            Button(Content("Next task  n"), id="next"),
            Button(Content("Home  Esc"), id="home"),
            classes="buttons",
        )

    def on_mount(self) -> None:
        """Let Enter lead to the review."""
        self.query_one("#review").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(SavedChoice(str(event.button.id)))

    def action_choose(self, name: str) -> None:
        """Go on in one of the ways."""
        self.dismiss(SavedChoice(name))

"""Consent: the notice, three questions about it, and a yes that is typed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from workbench.tui.palette import notice_content
from workbench.tui.screens.workbench_screen import WorkbenchScreen
from workbench.tui.widgets.choices import Choice, Choices
from workbench.tui.widgets.field import Field

if TYPE_CHECKING:
    from workbench.workflow.consent import Question

YES = "yes"


class QuestionBox(Vertical):
    """One question with its choices."""

    def __init__(self, number: int, question: "Question") -> None:
        super().__init__(classes="question")
        self._number = number
        self.question = question

    def compose(self) -> Iterable[Widget]:
        """Yield the question, the choices, and room for what to say after a wrong one."""
        yield Static(Content.assemble((f"{self._number}. ", "bold"), (self.question.text, "bold")))
        yield Choices(single=True)
        yield Static(classes="because warning")

    def on_mount(self) -> None:
        """Put the choices in."""
        choices = [Choice(str(at), Content(text)) for at, text in enumerate(self.question.choices)]
        self.query_one(Choices).set_rows(choices)

    def check(self) -> bool:
        """Return whether the right choice is made, and say why another is not right."""
        chosen = self.query_one(Choices).ticked
        right = chosen == (str(self.question.right),)
        wrong = f"Not quite: {self.question.because}" if chosen else "Please choose an answer."
        because = self.query_one(".because", Static)
        because.update(Content("" if right else wrong))
        because.display = not right
        return right


class ConsentScreen(WorkbenchScreen):
    """Nothing is recorded before this; it is asked once for one text."""

    CSS_PATH = "consent.tcss"
    HEADING = "Before the first recording"
    HELP_LINES = "Read the notice, answer three questions about it and type yes. Esc leaves without agreeing."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "Next field", id="consent.next_field"),
        Binding("escape", "back", "Leave", id="consent.leave", tooltip="Leave without agreeing"),
    ]

    def compose_body(self) -> Iterable[Widget]:
        """Yield the notice, the questions and the field for the yes, one below the other."""
        with VerticalScroll(id="page", can_focus=True):
            yield Static(notice_content(self.workbench.recording.notice()), id="notice")
            for number, question in enumerate(self.workbench.recording.questions(), start=1):
                yield QuestionBox(number, question)
            yield Static(Content("Do you agree? Type the word yes and press Enter."), id="ask")
            yield Field(placeholder="type it here", id="yes")
            yield Static(id="said", classes="warning")

    def on_mount(self) -> None:
        """Let the arrow keys read the notice."""
        self.query_one("#page").focus()

    @on(Input.Submitted, "#yes")
    def _answered(self, event: Input.Submitted) -> None:
        boxes = list(self.query(QuestionBox))
        right = [box.check() for box in boxes]
        if not all(right):
            self._say("Not yet: one of the answers is not right.")
            boxes[right.index(False)].query_one(Choices).focus()
        elif event.value.strip().casefold() != YES:
            self._say("Nothing happens unless you type the word yes. Esc leaves without agreeing.")
        else:
            self.workbench.recording.agree()
            self.workbench.agreed()

    def _say(self, text: str) -> None:
        self.query_one("#said", Static).update(Content(text))

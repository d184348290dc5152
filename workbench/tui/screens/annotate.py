"""Annotating: a session that somebody else submitted, with the label form beside its steps and pictures."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import NotFoundError
from workbench.model.edits import LabelKind
from workbench.model.labels import REQUIRED_TO_SUBMIT
from workbench.model.steps import Step, StepFrame
from workbench.tui import rooms
from workbench.tui.outside import TEXT_LIMIT, outside
from workbench.tui.quantities import count
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.widgets.label_form import LabelForm, Section
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.step_list import StepList

if TYPE_CHECKING:
    from workbench.corpus.query import AnnotatorView
    from workbench.store.frames import Picture
    from workbench.tui.annotate_calls import AnnotateCalls
    from workbench.workflow.reviewing import Review

EMPTY = "There is no session here that you can label: nobody labels their own. Come back when others submit."
WHO = "Nobody sees your labels while they label, and you see nobody's."
Said = dict[str, Any]


def review_of(view: "AnnotatorView") -> "Review":
    """Return a submitted session as the review shows it, with the annotator's own labels."""
    from workbench.workflow.reviewing import Review, interleave

    said: dict[tuple[int | None, int | None], Said] = {}
    for note in view.own:
        if note.target.kind is not LabelKind.SUBGOAL:
            said.setdefault((note.target.first_seq, note.target.last_seq), {})[note.field] = note.value
    steps = tuple(replace(step, label=said.get((step.first_seq, step.last_seq), {})) for step in view.steps)
    gaps = view.recording.gaps
    return Review(
        view.recording.session,
        steps,
        gaps,
        interleave(steps, gaps),
        said.get((None, None), {}),
        masks={frame.id: () for frame in view.recording.frames},
    )


class AnnotateScreen(ReviewScreen):
    """What is said stands here until `F2` sends it, all of it or nothing."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["review.tcss", "annotate.tcss"]
    HEADING = "Annotate"
    HELP_LINES = (
        "A session that somebody else submitted. Say what the task was and how its steps went.\n"
        f"{WHO} What you said can be changed later: the latest counts."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "label", "Label", id="annotate.label", tooltip="Go to the form"),
        Binding("f2,S", "send", "Submit labels", id="annotate.submit_labels", tooltip="Send what you said"),
        Binding("n", "next", "Next session", id="annotate.next_session", tooltip="Go to another session"),
        Binding("escape", "back", "Leave", id="annotate.leave", tooltip="Out of the form, or leave"),
    ]

    def __init__(self, calls: "AnnotateCalls") -> None:
        super().__init__("")
        self._calls = calls
        self._view: AnnotatorView | None = None
        self._said: dict[int | None, Said] = {}
        self._shown: int | None = None

    def compose_side(self) -> Iterable[Widget]:
        """Yield the two forms: of the task, and of the step under the cursor."""
        with Vertical(id="forms"):
            yield LabelForm([Section("Task", LabelKind.TASK)], id="task-form")
            yield LabelForm([Section("Step", LabelKind.STEP)], id="step-form")
            yield Static(Content(WHO), id="who")

    def read_review(self) -> "Review":
        """Return the session that is labelled, or the next of the queue; called in a worker."""
        if not self.session_id:
            queue = self._calls.tasks()
            if not queue:
                raise NotFoundError(EMPTY)
            self.session_id = queue[0].id
        self._view = self._calls.open(self.session_id)
        return review_of(self._view)

    def read_picture(self, frame: StepFrame) -> "Picture":
        """Return a picture as it was submitted; called in a worker."""
        from workbench.store.frames import Picture

        if self._view is None:
            raise NotFoundError(EMPTY)
        return Picture(frame.width, frame.height, self._view.picture(frame.id))

    def show_problem(self, sentence: str) -> None:
        """Say that there is nothing to label, or why not."""
        words = Content.assemble(outside(sentence, limit=TEXT_LIMIT), "\n\nEsc leaves.")
        self.query_one("#empty", Static).update(words)
        self.query_one("#empty").display = True
        self.query_one("#stage").display = False

    def show_review(self, review: "Review") -> None:
        """Show a session and what was said of it."""
        super().show_review(review)
        self._form("task").fill(Section("Task", LabelKind.TASK, review.task_label), self._said.get(None, {}))
        self._fill_step()
        self._count()

    def _form(self, name: str) -> LabelForm:
        return self.query_one(f"#{name}-form", LabelForm)

    @on(LineList.Moved)
    def _other_step(self) -> None:
        self._collect()
        self._fill_step()

    def _fill_step(self) -> None:
        row = self._row
        step = row if isinstance(row, Step) else None
        self._shown = step.index if step else None
        self._form("step").display = step is not None
        if step is not None:
            section = Section(f"Step {step.index}", LabelKind.STEP, step.label)
            self._form("step").fill(section, self._said.get(step.index, {}))

    @on(LabelForm.Changed)
    def _collect(self) -> None:
        """Keep what is said, unchecked, until it is sent."""
        if self._review is None:
            return
        self._said[None] = self._form("task").unchecked()
        if self._shown is not None:
            self._said[self._shown] = self._form("step").unchecked()
        self._said = {about: said for about, said in self._said.items() if said}
        self._count()

    def _count(self) -> None:
        """Say what is still missing, and what is not sent yet."""
        if self._review is None:
            return
        task = {**self._review.task_label, **self._said.get(None, {})}
        missing = [name for name in REQUIRED_TO_SUBMIT if not task.get(name)]
        waiting = sum(map(len, self._said.values()))
        parts = [f"missing: {', '.join(missing)}"] if missing else []
        parts += [f"{count(waiting, 'label')} not sent"] if waiting else []
        self.header.aside = Content(" · ".join(parts or ["everything is sent"]))

    def _in_form(self) -> bool:
        return self.focused is not None and any(isinstance(one, LabelForm) for one in self.focused.ancestors)

    def action_flip(self) -> None:
        """Go from the list to the picture to the form; inside the form, to the next field."""
        if self._in_form():
            self.focus_next("LabelForm ChoiceRow, LabelForm Field")
        elif self.focused is self.query_one(StepList):
            super().action_flip()
        else:
            self.action_label()

    def action_label(self) -> None:
        """Go to the form."""
        if self._review is not None:
            self.set_class(True, "-form")  # noqa: FBT003  (Textual's signature)
            self._form("task").begin()

    def action_back(self) -> None:
        """Out of the form, or out of the program; what is not sent is asked for."""
        if self._in_form() or self.has_class("-form"):
            self.remove_class("-form", "-picture")
            self.query_one(StepList).focus()
        else:
            self._unless_unsent("Leave without sending?", "Leave", self.app.exit)

    def _unless_unsent(self, title: str, go: str, then: Any) -> None:
        self._collect()
        if not self._said:
            then()
            return
        waiting = count(sum(map(len, self._said.values())), "label")
        body = Content(
            f"{waiting} that you set here {'is' if waiting[:2] == '1 ' else 'are'} not sent and would be lost."
        )
        dialog = rooms.confirm(title, body, go=go, stay="Stay here")
        self.app.push_screen(dialog, lambda lose: then() if lose else None)

    def action_next(self) -> None:
        """Go to the session after this one in the queue."""
        self._unless_unsent("Go on without sending?", "Go on", self._go_on)

    @work(thread=True, exclusive=True, exit_on_error=False, group="review")
    def _go_on(self) -> None:
        ids = [task.id for task in self._calls.tasks()]
        others = [one for one in ids if one != self.session_id]
        if not others:
            self.app.call_from_thread(self.say, "There is no other session here that you can label.")
            return
        after = ids.index(self.session_id) + 1 if self.session_id in ids else 0
        chosen = next((one for one in ids[after:] if one != self.session_id), others[0])
        self.app.call_from_thread(self._change_to, chosen)

    def _change_to(self, session_id: str) -> None:
        self.session_id, self._said, self._shown = session_id, {}, None
        self.query_one(StepList).cursor = 0
        self.load()

    def action_send(self) -> None:
        """Send what was said: all of it, or nothing where one label cannot be."""
        self._collect()
        if not self._said:
            self.say("There is nothing to send: nothing was said that is not sent already.")
            return
        shapes = [
            {"field": name, "value": self._value(name, value)} | ({} if about is None else {"step": about})
            for about, said in self._said.items()
            for name, value in said.items()
        ]
        self._send(self.session_id, shapes)

    @staticmethod
    def _value(name: str, value: Any) -> Any:
        return int(value) if name == "difficulty" and value else value

    @work(thread=True, exit_on_error=False, group="send")
    def _send(self, session_id: str, shapes: list[Mapping[str, Any]]) -> None:
        added = self._calls.submit(session_id, shapes)
        self.app.call_from_thread(partial(self._sent, added))

    def _sent(self, added: int) -> None:
        self._said = {}
        self.say(f"Sent {count(added, 'label')}. n goes to the next session.")
        self.load()

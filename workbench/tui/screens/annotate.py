"""Annotating: a session that somebody else submitted, with the label form beside its steps and pictures."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.model.edits import LabelKind
from workbench.model.labels import REQUIRED_TO_SUBMIT
from workbench.model.steps import Step
from workbench.tui import rooms
from workbench.tui.quantities import count
from workbench.tui.screens.submitted import SubmittedScreen
from workbench.tui.widgets.label_form import LabelForm, LabelRow, Section
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.step_list import StepList

if TYPE_CHECKING:
    from workbench.store.label_drafts import DraftLabel
    from workbench.tui.annotate_calls import AnnotateCalls
    from workbench.workflow.drafting import LabelDraft
    from workbench.workflow.reviewing import Review

WHO = "Nobody sees your labels while they label, and you see nobody's."
GONE = "A session was withdrawn by its contributor; what you typed of it and did not send was erased."
KEPT = "kept on this machine, and in the form again when you open this session"
LOCKED = (
    "The corpus is locked by another program. {labels} will be sent once it is free: waiting for {waited} s of "
    "30 s. Esc stops waiting and keeps them here."
)
UNKNOWN = "The labels were not sent: something unexpected failed."


@dataclass(frozen=True, slots=True)
class Sending:
    """Labels that are on their way to the corpus."""

    draft: "LabelDraft"
    """Where they were typed."""
    labels: "tuple[DraftLabel, ...]"
    """The labels."""
    stop: Event
    """Set once the person does not want to wait for a locked corpus any longer."""


class AnnotateScreen(SubmittedScreen):
    """What is typed is kept as a draft at every key, until `F2` sends it, all of it or nothing."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["review.tcss", "annotate.tcss"]
    HEADING = "Annotate"
    HELP_LINES = (
        "A session that somebody else submitted. Say what the task was and how its steps went.\n"
        f"{WHO} What you said can be changed later: the latest counts.\n"
        "What you typed and did not send is kept on this machine, also if this program is killed."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "label", "Label", id="annotate.label", tooltip="Go to the form"),
        Binding("f2,S", "send", "Send", id="annotate.submit_labels", tooltip="Send what you said"),
        Binding("n", "next", "Next session", id="annotate.next_session", tooltip="Go to another session"),
        Binding("d", "discard", "Discard…", id="annotate.discard", tooltip="Remove what you did not send"),
        Binding("escape", "stop_waiting", "Stop waiting", id="annotate.stop_waiting", tooltip="Send it later"),
        Binding("escape", "back", "Leave", id="annotate.leave", tooltip="Out of the form, or leave"),
    ]

    def __init__(self, calls: "AnnotateCalls") -> None:
        super().__init__(calls)
        self._drafts: dict[str, LabelDraft] = {}
        self._draft: LabelDraft | None = None
        self._sending: Sending | None = None
        self._shown: int | None = None
        self._told: str | None = None

    @property
    def unsent_count(self) -> int:
        """How many labels, of all sessions that were opened here, are not known to be sent."""
        return sum(len(draft.unsent) + len(draft.sending) for draft in self._drafts.values())

    def compose_body(self) -> Iterable[Widget]:
        """Yield the review's body, and a line for what is waited for."""
        yield from super().compose_body()
        yield Static(id="waiting")

    def compose_side(self) -> Iterable[Widget]:
        """Yield the two forms: of the task, and of the step under the cursor."""
        with Vertical(id="forms"):
            yield LabelForm([Section("Task", LabelKind.TASK)], keep=self._keep, id="task-form")
            yield LabelForm([Section("Step", LabelKind.STEP)], keep=self._keep, id="step-form")
            yield Static(Content(WHO), id="who")

    def on_unmount(self) -> None:
        """Wait no longer for a locked corpus: what is not sent is a draft."""
        if self._sending is not None:
            self._sending.stop.set()

    def first_of(self, queue: tuple[str, ...]) -> str:
        """Return a session with labels that were typed and not sent, else the first of the queue."""
        drafted, withdrawn = self._calls.drafted()
        if withdrawn:
            self.app.call_from_thread(self.say, GONE)
        return next((session_id for session_id in queue if session_id in drafted), queue[0])

    def read_review(self) -> "Review":
        """Return the session and find what was typed of it; called in a worker."""
        review = super().read_review()
        if review.session.id not in self._drafts:
            self._drafts[review.session.id] = self._calls.draft(review.session.id)
        return review

    def show_review(self, review: "Review") -> None:
        """Show a session, what was said of it, and what was typed and not sent."""
        super().show_review(review)
        before, self._draft = self._draft, self._drafts[review.session.id]
        self._draft.read_again()
        self._form("task").fill(Section("Task", LabelKind.TASK, review.task_label), self._draft.values(None))
        self._fill_step()
        self._count()
        if self._draft is not before and self._draft.unsent:
            self.say(f"{_labels_are(len(self._draft.unsent))} not sent yet. F2 sends, d discards.")

    def _form(self, name: str) -> LabelForm:
        return self.query_one(f"#{name}-form", LabelForm)

    @on(LineList.Moved)
    def _fill_step(self) -> None:
        row = self._row
        step = row if isinstance(row, Step) else None
        self._shown = step.index if step else None
        self._form("step").display = step is not None
        if step is not None and self._draft is not None:
            section = Section(f"Step {step.index}", LabelKind.STEP, step.label)
            self._form("step").fill(section, self._draft.values(step.index))

    def _keep(self, row: LabelRow) -> None:
        """Keep what was typed, unchecked."""
        step = self._shown if row.entry.target is LabelKind.STEP else None
        if self._draft is not None:
            self._draft.type(step, row.entry.name, row.now() or None, as_before=not row.changed)

    @on(LabelForm.Changed)
    def _count(self) -> None:
        """Say what is still missing, what is being sent, and what is not sent yet."""
        if self._review is None or self._draft is None:
            return
        task = {**self._review.task_label, **self._draft.values(None)}
        missing = [name for name in REQUIRED_TO_SUBMIT if not task.get(name)]
        unsent = len(self._draft.unsent)
        parts = [f"missing: {', '.join(missing)}"] if missing else []
        if self._sending is not None:
            where = "" if self._sending.draft is self._draft else " of another session"
            parts += [f"sending {len(self._sending.labels)}{where} …"]
        parts += [f"{count(unsent, 'label')} not sent"] if unsent else []
        parts += ["⚠ no drafts"] if self._draft.problem else []
        self.header.aside = Content(" · ".join(parts or ["everything is sent"]))
        self.refresh_bindings()
        if self._draft.problem and self._draft.problem != self._told:
            self.say(self._draft.problem, warning=True)
        self._told = self._draft.problem

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys that do something now."""
        if action == "stop_waiting":
            return self._sending is not None
        if action in {"send", "back"}:
            return self._sending is None
        if action == "discard":
            return bool(self._sending is None and self._draft is not None and self._draft.unsent)
        return super().check_action(action, parameters)

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
        unsent = len(self._draft.unsent) if self._draft else 0
        if not unsent:
            then()
            return
        kept = (
            "would be lost"
            if self._draft and self._draft.problem
            else f"{'is' if unsent == 1 else 'are'} {KEPT}"
        )
        body = Content(f"{_labels_are(unsent)} not sent: {'it' if unsent == 1 else 'they'} {kept}.")
        dialog = rooms.confirm(title, body, go=go, stay="Stay here")
        self.app.push_screen(dialog, lambda leave: then() if leave else None)

    def action_discard(self) -> None:
        """Remove what is not sent, after a question."""
        if (draft := self._draft) is None:
            return
        body = Content(f"{_labels_are(len(draft.unsent))} not sent and would be removed for good.")
        dialog = rooms.confirm("Discard what is not sent?", body, go="Discard", stay="Keep")
        self.app.push_screen(dialog, lambda go: self._discard(draft) if go else None)

    def _discard(self, draft: "LabelDraft") -> None:
        draft.discard(draft.unsent)
        if self._review is not None and draft is self._draft:
            self.show_review(self._review)

    def action_next(self) -> None:
        """Go to the session after this one in the queue."""
        self._unless_unsent("Go on without sending?", "Go on", self.go_on)

    def action_send(self) -> None:
        """Send what was said: all of it, or nothing where one label cannot be."""
        labels = self._draft.begin_sending() if self._draft else ()
        if self._draft is None or not labels:
            self.say("There is nothing to send: nothing was said that is not sent already.")
            return
        self._sending = Sending(self._draft, labels, Event())
        self._count()
        self._send(self._sending)

    @work(thread=True, exit_on_error=False, group="send")
    def _send(self, sending: Sending) -> None:
        why: str | None = UNKNOWN
        try:
            shapes = [label.to_json() for label in sending.labels]
            self._calls.submit(sending.draft.session, shapes, partial(self._still_waiting, sending))
            why = None
        except WorkbenchError as error:
            why = str(error)
        finally:
            self.app.call_from_thread(self._ended, sending, why)

    def _still_waiting(self, sending: Sending, waited_s: float) -> bool:
        """Show that the corpus is locked, and return whether the person still waits; called in a worker."""
        if not sending.stop.is_set():
            self.app.call_from_thread(self._show_wait, len(sending.labels), waited_s)
        return not sending.stop.is_set()

    def _show_wait(self, labels: int, waited_s: float) -> None:
        line = self.query_one("#waiting", Static)
        line.update(Content(LOCKED.format(labels=count(labels, "label"), waited=int(waited_s))))
        line.display = True

    def action_stop_waiting(self) -> None:
        """Send it later: what was not sent stays a draft."""
        if self._sending is not None:
            self._sending.stop.set()

    def _ended(self, sending: Sending, why: str | None) -> None:
        """Take note of how a sending ended: `why` says why nothing was sent."""
        self._sending = None
        kept = f"{_labels_are(len(sending.labels))} kept here; F2 sends again."
        if why is None:
            sending.draft.sent(sending.labels)
        else:
            sending.draft.not_sent()
        if not self.is_attached:
            return
        self.query_one("#waiting").display = False
        self._count()
        if why is None:
            self.say(f"Sent {count(len(sending.labels), 'label')}. n goes to the next session.")
            self.load()
        elif sending.stop.is_set():
            self.say(f"Not sent: {kept}")
        else:
            self.say(f"{why} {kept}", warning=True)


def _labels_are(number: int) -> str:
    return f"{count(number, 'label')} {'is' if number == 1 else 'are'}"

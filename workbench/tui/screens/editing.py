"""Review: the steps and pictures as the edits leave them, and every edit a key away, a key back."""

from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content

from workbench.model.edits import LabelKind
from workbench.model.geometry import Rect
from workbench.model.steps import Step, TypeText
from workbench.tui import rooms
from workbench.tui.dialogs.redacting import What
from workbench.tui.places import rect_at
from workbench.tui.quantities import count
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.widgets.box_picture import BoxPicture
from workbench.tui.widgets.label_form import Changes, Section

if TYPE_CHECKING:
    from workbench.tui.edit_calls import EditCalls
    from workbench.workflow.drafting import LabelDraft
    from workbench.workflow.editing import Edited
    from workbench.workflow.reviewing import Review

Make = Callable[["EditCalls"], "Edited"]
BOX_WIDTH, BOX_HEIGHT = 160, 40


class EditableReview(ReviewScreen):
    """Nothing here asks back: every edit says what it did, and `u` takes it back."""

    HELP_LINES = (
        "What was recorded, as your edits leave it: ★ labelled, ▒ redacted, ✂ dropped, ⚑ marked by you.\n"
        "░ was withheld: a gap is good news, nothing of it was kept. Every edit can be taken back with u.\n"
        "With the picture in front, arrows pan and j k still go through the steps; a drag redacts a box."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "drop", "Drop", id="edit.drop", tooltip="Leave the step out; x again takes it back"),
        Binding("r", "redact", "Redact", id="edit.redact", tooltip="Take out text, a title or a box"),
        Binding("l", "label", "Label", id="edit.label", tooltip="Say what the task was, and the step"),
        Binding("u", "undo", "Undo", id="edit.undo", tooltip="Take back the last edit"),
        Binding("U", "redo", "Redo", show=False, id="edit.redo", tooltip="Do again what was taken back"),
        Binding("s", "submit", "Submit…", id="edit.submit", tooltip="Look at what would leave, then submit"),
    ]

    def __init__(self, session_id: str) -> None:
        super().__init__(session_id)
        self._just_dropped: int | None = None
        self._stale = False
        self._turn = Lock()

    def picture_view(self) -> BoxPicture:
        """Return a picture on which boxes can be drawn."""
        return BoxPicture(self.workbench.graphics)

    def show_review(self, review: "Review") -> None:
        """Show the session, and, the first time, that labels were typed and not saved."""
        first = self._review is None
        super().show_review(review)
        unsaved = self.workbench.sessions.draft(self.session_id).unsent if first else ()
        if unsaved:
            steps = sorted({label.step for label in unsaved if label.step})
            where = f" on step {steps[0]}" if steps else ""
            labels = f"{count(len(unsaved), 'label')} {'is' if len(unsaved) == 1 else 'are'}"
            self.say(f"{labels} typed but not saved: l{where} shows the form with what you typed.")

    def on_screen_resume(self) -> None:
        """Read the session again where it may have changed elsewhere."""
        if self._stale:
            self._stale = False
            self.load()

    @work(thread=True, exit_on_error=False, group="edit")
    def _edit(self, make: Make, about: str = "", dropped: int | None = None) -> None:
        """Make an edit and fold anew, away from the screen."""
        with self._turn:
            edited = make(self.workbench.sessions.edits)
            review = self.read_review()
            words = edited.sentence.replace("1 stretch dropped", "dropped")
            said = f"{about}{words}." if about else f"{edited.sentence.capitalize()}."
            back = "" if edited.sentence.startswith("undone") else " u takes it back."
            self.app.call_from_thread(self._edited, review, said + back, dropped)

    def _edited(self, review: "Review", said: str, dropped: int | None) -> None:
        self._just_dropped = dropped
        self.say(said)
        if self.is_attached:
            self.show_review(review)

    @property
    def _step(self) -> Step | None:
        """The step under the cursor, where it can be edited; says why not where it cannot."""
        row = self._row
        if not isinstance(row, Step):
            self.say("Nothing of a withheld stretch is here to be edited; choose a step.", warning=True)
            return None
        return row

    @property
    def _kept_step(self) -> Step | None:
        step = self._step
        if step is not None and step.dropped:
            self.say(f"Step {step.index} is dropped and leaves with nothing; u takes edits back.", warning=True)
            return None
        return step

    def action_drop(self) -> None:
        """Drop the step, or take that back."""
        step = self._step
        if step is None:
            return
        if not step.dropped:
            self._edit(
                lambda edits: edits.drop(self.session_id, step.index), f"Step {step.index}: ", step.index
            )
        elif step.index == self._just_dropped:
            self.action_undo()
        else:
            self.say(f"Step {step.index} is dropped already; u takes back one edit after the other.")

    def action_undo(self) -> None:
        """Take back the last edit."""
        self._edit(lambda edits: edits.undo(self.session_id))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._edit(lambda edits: edits.redo(self.session_id))

    def action_redact(self) -> None:
        """Ask what is to be redacted."""
        step = self._kept_step
        if step is not None:
            dialog = rooms.redaction(text=isinstance(step.action, TypeText), picture=bool(step.frames))
            self.app.push_screen(dialog, partial(self._redact, step))

    def _redact(self, step: Step, what: What | None) -> None:
        about, index, own = f"Step {step.index}: ", step.index, self.session_id
        match what:
            case What.ALL:
                self._edit(lambda edits: edits.redact_text(own, index), about)
            case What.TITLE:
                self._edit(lambda edits: edits.redact_title(own, index), about)
            case What.PART | What.EVERYWHERE:
                where = "that this step types" if what is What.PART else "of this session, wherever it stands"
                words = Content(f"The text {where}, letter by letter as it is shown.")
                self.app.push_screen(rooms.ask("Redact which text?", words), partial(self._text, index, what))
            case What.BOX:
                self._ask_for_box(step)

    def _text(self, index: int, what: What, text: str | None) -> None:
        own = self.session_id
        if text and what is What.PART:
            self._edit(lambda edits: edits.redact_text(own, index, text), f"Step {index}: ")
        elif text:
            self._edit(lambda edits: edits.redact_everywhere(own, text))

    def _ask_for_box(self, step: Step) -> None:
        frame = step.frame or step.after
        size = f" of {frame.width}×{frame.height}" if frame else ""
        words = Content(
            f"Left, top, width and height in the picture{size}; a drag on the picture does the same."
        )
        x, y = self._mark(step).focus
        corner = max(0, x - BOX_WIDTH // 2), max(0, y - BOX_HEIGHT // 2)
        value = ",".join(map(str, (*corner, BOX_WIDTH, BOX_HEIGHT)))
        self.app.push_screen(rooms.ask("Redact which box?", words, value=value), partial(self._box, step.index))

    def _box(self, index: int, place: str | None) -> None:
        rect = rect_at(place) if place else None
        if rect is not None:
            self._redact_box(index, rect)
        elif place:
            self.say("A box is four numbers, as in 40,90,160,40: left, top, width, height.", warning=True)

    @on(BoxPicture.Drawn)
    def _drawn(self, message: BoxPicture.Drawn) -> None:
        step = self._kept_step
        if step is not None:
            self._redact_box(step.index, message.rect)

    def _redact_box(self, index: int, rect: Rect) -> None:
        self._edit(lambda edits: edits.redact_box(self.session_id, index, rect), f"Step {index}: ")

    def action_label(self) -> None:
        """Open the form for the task and the step."""
        if self._review is None:
            return
        row = self._row
        step = row if isinstance(row, Step) and not row.dropped else None
        sections = [Section("Task", LabelKind.TASK, self._review.task_label)]
        sections += [Section(f"Step {step.index}", LabelKind.STEP, step.label)] if step else []
        index, draft = step.index if step else 0, self.workbench.sessions.draft(self.session_id)
        form = rooms.labels("Labels", sections, draft, index)
        self.app.push_screen(form, partial(self._label, draft, index))

    def _label(self, draft: "LabelDraft", index: int, changes: Changes | None) -> None:
        own, said = self.session_id, changes or {}
        task, step = said.get(LabelKind.TASK), said.get(LabelKind.STEP)

        def label_task(edits: "EditCalls") -> "Edited":
            edited = edits.label_task(own, task or {})
            draft.saved(None)
            return edited

        def label_step(edits: "EditCalls") -> "Edited":
            edited = edits.label_step(own, index, step or {})
            draft.saved(index)
            return edited

        if task:
            self._edit(label_task, "Task: ")
        if step:
            self._edit(label_step, f"Step {index}: ")

    def action_submit(self) -> None:
        """Show what would leave."""
        self._stale = True
        self.app.clear_notifications()
        self.app.push_screen(rooms.leaving(self.session_id))

"""The steps of a session, the picture of each, and what is known of it: to read."""

from bisect import bisect_left
from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from workbench.errors import WorkbenchError
from workbench.model.gaps import Gap
from workbench.model.steps import Step, StepFrame
from workbench.tui.dialogs.ask import Ask
from workbench.tui.dialogs.kept_out import KeptOutDialog
from workbench.tui.outside import TEXT_LIMIT, outside
from workbench.tui.outside_pictures import opener
from workbench.tui.places import row_at
from workbench.tui.quantities import count, short_clock
from workbench.tui.screens.workbench_screen import WorkbenchScreen
from workbench.tui.widgets.action_marks import ActionMark, mark_of
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.picture_canvas import Shot, shot_of
from workbench.tui.widgets.picture_view import PictureView
from workbench.tui.widgets.step_details import StepDetails
from workbench.tui.widgets.step_list import StepList

if TYPE_CHECKING:
    from workbench.store.frames import Picture
    from workbench.workflow.reviewing import Review

NO_STEPS = "This session has no steps: nothing was done inside the scope while it recorded. Esc goes back."


class ReviewScreen(WorkbenchScreen):
    """The list, the picture and the details; below 120 columns Tab flips between list and picture."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = "review.tcss"
    HEADING = "Review"
    HELP_LINES = (
        "What was recorded, step by step. ░ was withheld: a gap is good news, nothing of it was kept.\n"
        "With the picture in front, arrows pan and j k still go through the steps."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "flip", "Flip", id="review.flip", tooltip="Go from the list to the picture, or back"),
        Binding(
            "b",
            "before_after",
            "Before/After",
            show=False,
            id="review.before_or_after",
            tooltip="The picture after the step",
        ),
        Binding("z", "zoom", "Zoom", show=False, id="review.zoom", tooltip="Closer, everything, closest"),
        Binding(
            "g", "go_to", "Go to", show=False, id="review.go_to", tooltip="Go to a step's number or a time"
        ),
        Binding(
            "o", "open", "Open", show=False, id="review.open_outside", tooltip="Open the picture in a viewer"
        ),
        Binding("y", "copy", "Copy", show=False, id="review.copy", tooltip="Copy the step's text or sentence"),
        Binding(
            "w", "withheld", "Kept out", show=False, id="review.withheld", tooltip="What was kept out, and why"
        ),
        Binding("j", "step(1)", "Next step", show=False, id="review.next_step"),
        Binding("k", "step(-1)", "Step before", show=False, id="review.step_before"),
        Binding("escape", "back", "Back", show=False, id="review.back", tooltip="Back to the sessions"),
    ]

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self.session_id = session_id
        self._review: Review | None = None
        self._after = False

    def compose_body(self) -> Iterable[Widget]:
        """Yield list, picture and details; the sheet lays them out by the width."""
        with Container(id="stage"):
            yield StepList(id="steps")
            yield self.picture_view()
            yield from self.compose_side()
            yield StepDetails(id="details")
        yield Static(Content("Reading the session …"), id="empty")

    def picture_view(self) -> PictureView:
        """Return what shows the pictures."""
        return PictureView(self.workbench.graphics)

    def compose_side(self) -> Iterable[Widget]:
        """Yield what else stands beside the list and the picture."""
        return ()

    def read_review(self) -> "Review":
        """Return the session as its edits leave it; called in a worker."""
        return self.workbench.sessions.review(self.session_id)

    def read_picture(self, frame: StepFrame) -> "Picture":
        """Return a picture with all painted over that must be; called in a worker."""
        masks = self._review.masks[frame.id] if self._review else ()
        return self.workbench.sessions.picture(self.session_id, frame.id, masks)

    def on_mount(self) -> None:
        """Paint the frame, then read the session."""
        self.query_one("#stage").display = False
        self.load()

    @work(thread=True, exclusive=True, exit_on_error=False, group="review")
    def load(self) -> None:
        """Read steps and gaps, away from the screen."""
        worker = get_current_worker()
        try:
            review = self.read_review()
        except WorkbenchError as error:
            self.app.call_from_thread(self.show_problem, str(error))
        else:
            if not worker.is_cancelled:  # one that was asked for later is newer
                self.app.call_from_thread(self.show_review, review)

    def show_problem(self, sentence: str) -> None:
        """Say why there is nothing to look at."""
        words = Content.assemble("✗ ", outside(sentence, limit=TEXT_LIMIT), "\n\nEsc goes back.")
        self.query_one("#empty", Static).update(words)

    def show_review(self, review: "Review") -> None:
        """Show a session; the list stays where it was."""
        first, self._review = self._review is None, review
        session = review.session
        steps = sum(step.counted for step in review.steps)
        self.header.heading = outside(session.title or "Untitled")
        parts = [count(steps, "step"), count(len(review.gaps), "withheld stretch", "withheld stretches")]
        parts += [short_clock(session.duration_ms)] if session.duration_ms is not None else []
        parts += [f"✗ {review.trouble}"] if review.trouble else []
        parts += ["✂ cut off"] if session.cut_off else []
        parts += ["★ task"] if review.task_label else []
        self.header.aside = Content(" · ".join(parts))
        self.query_one("#empty", Static).update(Content(NO_STEPS))
        self.query_one("#empty").display = not review.rows
        self.query_one("#stage").display = bool(review.rows)
        if review.rows:
            steps_list = self.query_one(StepList)
            steps_list.marked = review.marked
            steps_list.set_rows(review.rows, steps_list.cursor)
            if first:
                steps_list.focus()

    @property
    def _row(self) -> Step | Gap | None:
        return self.query_one(StepList).current

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._show_row()

    def _show_row(self) -> None:
        row, picture = self._row, self.query_one(PictureView)
        self.query_one(StepDetails).show(row, after=self._after)
        frame = self._frame
        if isinstance(row, Step) and frame is not None:
            self._load_picture(row, frame, self._mark(row))
            return
        self.workers.cancel_group(self, "picture")
        if isinstance(row, Gap):
            picture.say("Kept out: there is no picture of this stretch.")
        elif row is not None and row.dropped:
            picture.say("This step was dropped, and its pictures with it.")
        elif row is not None:
            picture.say(f"There is no picture {'after' if self._after else 'before'} this step.")

    @property
    def _frame(self) -> StepFrame | None:
        """The picture that is asked for: before or after the step under the cursor."""
        row = self._row
        if not isinstance(row, Step) or row.dropped:
            return None
        frame = row.after if self._after else row.frame
        shown = self._review.masks if self._review else {}
        return frame if frame and frame.id in shown else None

    def _mark(self, step: Step) -> ActionMark:
        steps = self._review.steps if self._review else (step,)
        return mark_of(steps, bisect_left(steps, step.index, key=lambda known: known.index))

    @work(thread=True, exclusive=True, exit_on_error=False, group="picture")
    def _load_picture(self, step: Step, frame: StepFrame, mark: ActionMark) -> None:
        worker = get_current_worker()
        if worker.is_cancelled:
            return
        picture = self.read_picture(frame)
        shot = shot_of(picture, mark, drawn=frame is step.frame)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_shot, frame, shot)

    def _show_shot(self, frame: StepFrame, shot: Shot) -> None:
        if self.is_attached and self._frame is frame:
            self.query_one(PictureView).shot = shot

    @on(LineList.Chosen)
    def action_flip(self) -> None:
        """Go from the list to the picture, or back; below 120 columns only one of them is seen."""
        steps, picture = self.query_one(StepList), self.query_one(PictureView)
        to_picture = self.focused is not picture
        self.set_class(to_picture, "-picture")
        (picture if to_picture else steps).focus()

    def action_step(self, rows: int) -> None:
        """Go through the steps whatever has the focus."""
        self.query_one(StepList).cursor += rows

    def action_before_after(self) -> None:
        """Show the picture after the step, or the one before it."""
        self._after = not self._after
        self._show_row()

    def action_zoom(self) -> None:
        """Look at the picture from another distance."""
        self.query_one(PictureView).zoom()

    def action_copy(self) -> None:
        """Copy what was typed, else the sentence."""
        row = self._row
        if isinstance(row, Step):
            self.app.copy_to_clipboard(row.text or row.sentence)
            self.say("Copied the text." if row.text else "Copied the sentence.")

    def action_go_to(self) -> None:
        """Ask for a step's number or a time."""
        body = Content("A step's number, or a time as minutes and seconds: 12 or 0:33.")
        self.app.push_screen(Ask("Go to", body), self._go_to)

    def _go_to(self, place: str | None) -> None:
        steps = self.query_one(StepList)
        if place is None:
            return
        index = row_at(steps.rows, place)
        if index is None:
            self.say("There is no such step here: write a number, or a time like 0:33.", warning=True)
        else:
            steps.cursor = index

    def action_withheld(self) -> None:
        """List what was kept out; Enter there goes to its place among the steps."""
        if self._review is not None:
            from workbench.workflow.withheld import kept_out  # late: the first paint waits for nothing

            self.app.push_screen(KeptOutDialog(kept_out(self._review)), self._go_to_gap)

    def _go_to_gap(self, start_ms: int | None) -> None:
        steps = self.query_one(StepList)
        rows = (at for at, row in enumerate(steps.rows) if isinstance(row, Gap) and row.start_ms == start_ms)
        steps.cursor = next(rows, steps.cursor)

    def action_open(self) -> None:
        """Hand the picture to the system's viewer; it is removed when the workbench ends."""
        row, frame, program = self._row, self._frame, opener()
        if not isinstance(row, Step) or frame is None:
            self.say("There is no picture to open here.", warning=True)
        elif program is None:
            self.say("Nothing here opens pictures; `workbench frame` writes one as a file.", warning=True)
        else:
            self._open(frame, f"step-{row.index}-{'after' if self._after else 'before'}", program)

    @work(thread=True, exclusive=True, exit_on_error=False, group="open")
    def _open(self, frame: StepFrame, name: str, program: str) -> None:
        picture = self.read_picture(frame)
        handed_out = self.workbench.outside_pictures
        handed_out.open(handed_out.write(picture, name), program)
        self.app.call_from_thread(self.say, "Opened in a viewer; that copy is removed when the workbench ends.")

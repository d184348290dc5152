"""A session that somebody else submitted, out of the queue of those that one can label: to read."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import work
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from workbench.errors import NotFoundError
from workbench.model.edits import LabelKind
from workbench.model.steps import StepFrame
from workbench.tui.outside import TEXT_LIMIT, outside
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.widgets.step_list import StepList

if TYPE_CHECKING:
    from workbench.corpus.query import AnnotatorView
    from workbench.store.frames import Picture
    from workbench.tui.annotate_calls import AnnotateCalls
    from workbench.workflow.reviewing import Review

EMPTY = "There is no session here that you can label: nobody labels their own. Come back when others submit."


def review_of(view: "AnnotatorView") -> "Review":
    """Return a submitted session as the review shows it, with the annotator's own labels."""
    from workbench.workflow.reviewing import Review, interleave

    said: dict[tuple[int | None, int | None], dict[str, Any]] = {}
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


class SubmittedScreen(ReviewScreen):
    """Begins with the first session of the queue, and goes to another one."""

    def __init__(self, calls: "AnnotateCalls") -> None:
        super().__init__("")
        self._calls = calls
        self._view: AnnotatorView | None = None

    def first_of(self, queue: tuple[str, ...]) -> str:
        """Return the session to begin with; called in a worker."""
        return queue[0]

    def read_review(self) -> "Review":
        """Return the session that is shown, or the first of the queue; called in a worker."""
        if not self.session_id:
            queue = tuple(task.id for task in self._calls.tasks())
            if not queue:
                raise NotFoundError(EMPTY)
            self.session_id = self.first_of(queue)
        view = self._calls.open(self.session_id)
        if not get_current_worker().is_cancelled:  # another session was asked for meanwhile
            self._view = view
        return review_of(view)

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

    @work(thread=True, exclusive=True, exit_on_error=False, group="review")
    def go_on(self) -> None:
        """Go to the session after this one in the queue, or say that there is none."""
        ids = [task.id for task in self._calls.tasks()]
        others = [one for one in ids if one != self.session_id]
        if not others:
            self.app.call_from_thread(self.say, "There is no other session here that you can label.")
            return
        after = ids.index(self.session_id) + 1 if self.session_id in ids else 0
        chosen = next((one for one in ids[after:] if one != self.session_id), others[0])
        self.app.call_from_thread(self._change_to, chosen)

    def _change_to(self, session_id: str) -> None:
        self.session_id = session_id
        self.query_one(StepList).cursor = 0
        self.load()

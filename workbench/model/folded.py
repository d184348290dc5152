"""What a session comes to once every edit is folded in: all that may leave, and what a review shows."""

from dataclasses import dataclass
from typing import Any

from workbench.model.contexts import Context
from workbench.model.events import Event
from workbench.model.frames import Frame
from workbench.model.gaps import Gap
from workbench.model.geometry import Rect
from workbench.model.labels import REQUIRED_TO_SUBMIT
from workbench.model.session import Session
from workbench.model.steps import Step


@dataclass(frozen=True, slots=True)
class MaskedFrame:
    """A frame and what of it must not be seen."""

    frame: Frame
    """What is known of the picture."""
    masks: tuple[Rect, ...]
    """Rectangles to paint over, flat and opaque, padding included, inside the frame."""


@dataclass(frozen=True, slots=True)
class Subgoal:
    """A stretch of steps that serve one purpose."""

    first_seq: int
    """First event of its first step."""
    last_seq: int
    """Last event of its last step."""
    label: dict[str, Any]
    """What was said of it, by field."""


@dataclass(frozen=True, slots=True)
class FoldCounts:
    """How much there is, and how much was taken out."""

    steps: int
    """Counted steps that are kept."""
    texts: int
    """Kept steps that type."""
    pictures: int
    """Kept frames."""
    dropped: int
    """Counted steps that were dropped."""
    redacted_texts: int
    """Typed steps of which text was redacted."""
    names: int
    """Titles of windows and names of targets that were redacted."""
    boxes: int
    """Rectangles that were redacted by hand."""

    @property
    def taken_out(self) -> str:
        """Say what does not leave, as `2 steps dropped, 1 text redacted`; `nothing` where all leaves."""
        said = (
            (self.dropped, "step", "steps", "dropped"),
            (self.redacted_texts, "text", "texts", "redacted"),
            (self.names, "name", "names", "redacted"),
            (self.boxes, "box", "boxes", "painted over"),
        )
        parts = [
            f"{number} {one if number == 1 else many} {done}" for number, one, many, done in said if number
        ]
        return ", ".join(parts) or "nothing"


@dataclass(frozen=True, slots=True)
class Folded:
    """A session with every edit folded in."""

    session: Session
    """The session's own row, its title and scope without what was redacted."""
    contexts: dict[int, Context]
    """Contexts that kept steps and events use; a redacted title or address is empty."""
    redacted_titles: frozenset[int]
    """Ids of those among them whose title was redacted."""
    steps: tuple[Step, ...]
    """All steps, labelled and masked; the dropped ones are flagged and otherwise as they were."""
    events: tuple[Event, ...]
    """Events that may leave: those of kept steps of which nothing was typed that was redacted."""
    frames: tuple[MaskedFrame, ...]
    """Frames of kept steps in order of `captured_ms`, and what to paint over."""
    gaps: tuple[Gap, ...]
    """Withheld stretches."""
    task_label: dict[str, Any]
    """Labels of the whole task by field."""
    subgoals: tuple[Subgoal, ...]
    """Labelled stretches of steps, in order."""
    unmatched: tuple[int, ...]
    """Ids of edits that match nothing; they block submitting."""
    counts: FoldCounts
    """How much there is."""

    def missing_labels(self) -> tuple[str, ...]:
        """Return the labels that the task still needs before it can be submitted."""
        return tuple(name for name in REQUIRED_TO_SUBMIT if not self.task_label.get(name))

    def kept_steps(self) -> tuple[Step, ...]:
        """Return the steps that were not dropped."""
        return tuple(step for step in self.steps if not step.dropped)

"""Looking at a session as its edits leave it, for both front ends: steps, gaps, pictures, events.

What was redacted shows nowhere here; dropped steps are there to be brought back, their pictures and events not.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.errors import NotFoundError
from workbench.model.events import event_json
from workbench.model.fold import fold, masked
from workbench.model.folded import Folded, Subgoal
from workbench.model.gaps import Gap, joined
from workbench.model.geometry import Rect
from workbench.model.health import overall
from workbench.model.redaction import redacted_context
from workbench.model.reduce import reduce_recording
from workbench.model.session import Session
from workbench.model.steps import Step, StepFrame
from workbench.privacy.masks import paint
from workbench.store.frames import Picture
from workbench.store.library import Library
from workbench.store.session_file import SessionFile

Masks = tuple[Rect, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A session as a person looks at it."""

    session: Session
    """The session's own row, its title without what was redacted."""
    steps: tuple[Step, ...]
    """What was done, in order: labelled and masked; dropped ones are flagged and otherwise as they were."""
    gaps: tuple[Gap, ...]
    """What was withheld, in order."""
    rows: tuple[Step | Gap, ...]
    """Both by time; a gap stands after a step that began at the same moment."""
    task_label: Mapping[str, Any] = field(default_factory=dict)
    """Labels of the whole task by field."""
    subgoals: tuple[Subgoal, ...] = ()
    """Labelled stretches of steps."""
    masks: Mapping[int, Masks] = field(default_factory=dict)
    """What to paint over, by number of the frame; frames that are not in here must not be shown."""
    unmatched: tuple[int, ...] = ()
    """Numbers of edits that match nothing, which is in the way of submitting."""
    marked: frozenset[int] = frozenset()
    """Numbers of the steps that were the newest when the volunteer marked a moment."""
    trouble: str = ""
    """What the recorder lost or did not see, in a few words; empty where nothing."""


def load_review(library: Library, reference: str) -> Review:
    """Return a session as its edits leave it; raises `NotFoundError` or `SessionFileError`."""
    with library.open(reference) as file:
        folded, health, marks = folded_now(file), overall(file.health()), file.marks()
    return Review(
        folded.session,
        folded.steps,
        joined(folded.gaps),
        interleave(folded.steps, joined(folded.gaps)),
        folded.task_label,
        folded.subgoals,
        {shown.frame.id: shown.masks for shown in folded.frames},
        folded.unmatched,
        marked_steps(folded.steps, marks),
        health.trouble if health else "",
    )


def folded_now(file: SessionFile) -> Folded:
    """Return the fold of a session; while it grows, everything is taken from one look at its events."""
    if not file.live:
        return file.folded()
    recording = file.recording()
    return fold(recording, reduce_recording(recording), (), file.tile_ids())


def marked_steps(steps: tuple[Step, ...], marks: tuple[int, ...]) -> frozenset[int]:
    """Return, for each moment that was marked, the step that had begun last by then, else the first."""
    starts = [step.start_ms for step in steps]
    return frozenset(steps[max(0, bisect_right(starts, at_ms) - 1)].index for at_ms in marks if steps)


def interleave(steps: tuple[Step, ...], gaps: tuple[Gap, ...]) -> tuple[Step | Gap, ...]:
    """Return steps and gaps in the order in which they began."""
    rows: list[Step | Gap] = [*steps, *gaps]
    return tuple(sorted(rows, key=lambda row: row.start_ms))


def step_picture(library: Library, reference: str, step_index: int, *, after: bool = False) -> Picture:
    """Return the picture before a step, or the one after it, with everything painted over that must be.

    Raises `NotFoundError` where there is none, or the step was dropped.
    """
    with library.open(reference) as file:
        folded = folded_now(file)
        frame = _frame(_step(folded.steps, step_index), after=after)
        masks = next(shown.masks for shown in folded.frames if shown.frame.id == frame.id)
        return masked_picture(file, frame.id, masks)


def masked_picture(file: SessionFile, frame_id: int, masks: Masks) -> Picture:
    """Return a frame's pixels with the masks painted over them."""
    picture = file.picture(frame_id)
    if not masks:
        return picture
    return Picture(picture.width, picture.height, paint(picture.rgb, picture.width, picture.height, masks))


def _step(steps: tuple[Step, ...], index: int) -> Step:
    """Return the step with that number."""
    found = next((step for step in steps if step.index == index), None)
    if found is not None:
        return found
    if not steps:
        message = f"There is no step {index}: the session has no steps; look at its events instead."
        raise NotFoundError(message)
    nearest = min((step.index for step in steps), key=lambda known: abs(known - index))
    message = f"There is no step {index}; the nearest is step {nearest} of {len(steps)}."
    raise NotFoundError(message)


def _frame(step: Step, *, after: bool) -> StepFrame:
    """Return the frame of one side of a step that was not dropped."""
    if step.dropped:
        message = f"Step {step.index} was dropped, and its pictures with it; `workbench undo` takes that back."
        raise NotFoundError(message)
    frame = step.after if after else step.frame
    if frame is not None:
        return frame
    side, other = ("after", "before") if after else ("before", "after")
    message = f"No picture from {side} step {step.index} was kept; try the one {other} it, or another step."
    raise NotFoundError(message)


def events_json(library: Library, reference: str) -> Iterator[dict[str, Any]]:
    """Return every kept event in its public shape, in order.

    Once a step was dropped or its text redacted, only the events of the steps that are left: those between
    steps, as a lone key, may belong to what was taken out.
    """
    with library.open(reference) as file:
        recording, folded = file.recording(), folded_now(file)
    events, contexts = folded.events, dict(folded.contexts)
    if not any(step.dropped or masked(step) for step in folded.steps):
        events, contexts = recording.events, recording.contexts | contexts
        for number in folded.redacted_titles:
            contexts[number] = redacted_context(contexts[number])
    shapes = {number: context.to_json() for number, context in contexts.items()}
    return (event_json(event, shapes.get(event.context or 0)) for event in events)

"""The fold: what a session comes to once every edit that counts is applied. Pure, and the same every time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from workbench.model.contexts import Context
from workbench.model.decisions import Decisions
from workbench.model.edits import RedactBox, StoredEdit
from workbench.model.events import Event
from workbench.model.folded import FoldCounts, Folded, MaskedFrame, Subgoal
from workbench.model.frames import Frame
from workbench.model.masking import masks_by_frame
from workbench.model.picture_times import aged, quieted
from workbench.model.redaction import (
    leaving_events,
    redacted_context,
    redacted_session,
    redacted_step,
    redacted_target,
)
from workbench.model.scene import Scene
from workbench.model.session import Recording, Session
from workbench.model.steps import Step, TypeText

__all__ = ["FoldCounts", "Folded", "MaskedFrame", "Subgoal", "fold"]


def fold(
    recording: Recording,
    steps: Sequence[Step],
    edits: Iterable[StoredEdit],
    tile_ids: Mapping[int, tuple[bytes, ...]],
) -> Folded:
    """Return the session as it may leave; `tile_ids` are every frame's, row by row."""
    decided = Decisions(recording, steps, edits)
    scene = Scene(recording, steps, tile_ids)
    contexts = _contexts(recording, decided)
    frames = _frames_left(recording, scene, decided)
    boxed = {number for box in decided.boxes for number in _frames_of(decided, box)}
    folded = tuple(_step(step, decided, contexts, frames, boxed) for step in steps)
    kept = [step for step in folded if not step.dropped]
    shown = {number for step in kept for number in step.frames}
    pictures = [frame for frame in recording.frames if frame.id in shown]
    masks = masks_by_frame(scene, decided, pictures)
    events = leaving_events(recording.events, [_range(step) for step in kept if not masked(step)])
    used = _used(contexts, kept, events)
    return Folded(
        session=_session(recording, decided),
        contexts={number: contexts[number] for number in sorted(used)},
        redacted_titles=frozenset(decided.titles),
        steps=folded,
        events=events,
        frames=tuple(MaskedFrame(frames[frame.id], masks.get(frame.id, ())) for frame in pictures),
        gaps=recording.gaps,
        task_label=decided.task_label,
        subgoals=_subgoals(decided),
        unmatched=decided.unmatched,
        counts=_counts(folded, len(pictures), decided),
    )


def masked(step: Step) -> bool:
    """Return whether text of a step was redacted; it then has no events that may leave."""
    return isinstance(step.action, TypeText) and step.action.masked


def _session(recording: Recording, decided: Decisions) -> Session:
    return redacted_session(recording.session, decided.task_spans, hides_patterns=decided.hides_patterns)


def _contexts(recording: Recording, decided: Decisions) -> dict[int, Context]:
    """Return all contexts, without the titles that were redacted."""
    return {
        number: redacted_context(context) if number in decided.titles else context
        for number, context in recording.contexts.items()
    }


def _frames_left(recording: Recording, scene: Scene, decided: Decisions) -> dict[int, Frame]:
    """Return the frames that were not captured while something went on that was dropped.

    Their times tell nothing of how long a redacted text took.
    """
    hidden = scene.hidden_frames(decided.dropped)
    left = (frame for frame in recording.frames if frame.id not in hidden)
    return quieted(left, scene.steps, decided.spans)


def _frames_of(decided: Decisions, box: RedactBox) -> set[int]:
    """Return the pictures of the span in which a box was drawn."""
    return {number for step in decided.touching(box.first_seq, box.last_seq) for number in step.frames}


def _step(
    step: Step,
    decided: Decisions,
    contexts: Mapping[int, Context],
    frames: Mapping[int, Frame],
    boxed: set[int],
) -> Step:
    """Return a step with its label, masked where it is redacted, flagged where it is dropped."""
    step = replace(step, label=dict(decided.step_labels.get(step.index, {})))
    if step.index in decided.dropped:
        return replace(step, dropped=True)
    step = replace(step, context=contexts.get(step.context.id, step.context))
    if step.index in decided.spans:
        step = redacted_step(step, decided.spans[step.index])
    step = aged(step, frames)
    if _nameless(step, decided):
        step = redacted_target(step)
    touched = step.context.id in decided.titles or not boxed.isdisjoint(step.frames)
    return replace(step, redacted=step.redacted or touched)


def _nameless(step: Step, decided: Decisions) -> bool:
    """Return whether what the target is called must go: by itself, with the title, or with what shows it."""
    if step.element is None:
        return False
    if step.index in decided.elements or step.context.id in decided.titles:
        return True
    rect, monitor = step.element.rect, step.context.monitor
    return rect is not None and any(
        box.monitor == monitor and not box.rect.clip(rect).empty for box in decided.boxes
    )


def _range(step: Step) -> tuple[int, int]:
    return step.first_seq, step.last_seq


def _used(contexts: Mapping[int, Context], kept: Iterable[Step], events: Iterable[Event]) -> frozenset[int]:
    """Return the ids of contexts that something refers to which is kept."""
    used = {step.context.id for step in kept} | {event.context for event in events}
    return frozenset(number for number in contexts if number in used)


def _subgoals(decided: Decisions) -> tuple[Subgoal, ...]:
    """Return the subgoals of which anything is said, in order."""
    return tuple(Subgoal(*span, dict(label)) for span, label in sorted(decided.subgoals.items()) if label)


def _counts(steps: Iterable[Step], pictures: int, decided: Decisions) -> FoldCounts:
    """Count what is kept, and what was taken out now and by earlier applies."""
    kept = [step for step in steps if not step.dropped]
    texts = [step for step in kept if isinstance(step.action, TypeText)]
    done = decided.applied
    return FoldCounts(
        steps=sum(step.counted for step in kept),
        texts=len(texts),
        pictures=pictures,
        dropped=done.dropped + sum(step.counted for step in steps if step.dropped),
        redacted_texts=sum(masked(step) for step in texts),
        names=done.names + len(decided.titles - set(done.titles)) + len(decided.elements),
        boxes=done.boxes + len(decided.boxes),
    )

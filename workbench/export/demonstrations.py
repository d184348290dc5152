"""A submitted session as every training format wants it: a task, its labelled steps, their pictures."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from workbench.bundle.content import Bundle
from workbench.corpus.annotations import Annotation, standing
from workbench.model.edits import LabelKind
from workbench.model.steps import Step, StepFrame

CONTRIBUTOR: Final = "contributor"
RANKS: Final = (CONTRIBUTOR, "annotator", "curator")
"""Whose word counts, the last one most; among equals the later word counts."""

Pixels = Callable[[int], tuple[int, int, bytes]]
"""From a frame's number to its width, its height and its RGB bytes, row by row."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """One task, done once."""

    task_id: str
    """The session's id, the same in every format."""
    system: str
    """What it was recorded on, as `x11`."""
    task: Mapping[str, Any]
    """Labels of the task, by field."""
    steps: tuple[Step, ...]
    """What was done, in order, each with its labels."""
    tool_version: str
    """The program that recorded it."""
    consent_hash: str
    """The text that was agreed to, as SHA-256 in hex."""
    bundle_sha256: str
    """The submission, as SHA-256 in hex."""
    labelled_by: tuple[str, ...]
    """The roles that labels came from, in alphabetical order."""
    pixels: Pixels
    """Its pictures."""

    @property
    def final_frame(self) -> StepFrame | None:
        """The last picture that there is: what came of it all."""
        pictures = (picture for step in reversed(self.steps) for picture in (step.after, step.frame) if picture)
        return next(pictures, None)

    @property
    def apps(self) -> tuple[str, ...]:
        """The applications as labelled, else those of the steps, each once."""
        labelled = self.task.get("apps")
        return tuple(labelled) if labelled else tuple(dict.fromkeys(step.context.app for step in self.steps))


def demonstration(bundle: Bundle, annotations: Iterable[Annotation]) -> Demonstration:
    """Return a submission with what its contributor, its annotators and its curators said of it."""
    notes = sorted(standing(annotations), key=lambda note: (RANKS.index(note.role), note.id))
    roles = {note.role for note in notes} | ({CONTRIBUTOR} if bundle.labels else set())
    return Demonstration(
        task_id=bundle.session.id,
        system=bundle.session.platform.system,
        task=bundle.task_label()
        | {note.field: note.value for note in notes if note.target.kind is LabelKind.TASK},
        steps=tuple(_labelled(step, notes) for step in bundle.steps),
        tool_version=bundle.session.tool_version,
        consent_hash=bundle.consent.text_hash,
        bundle_sha256=bundle.sha256,
        labelled_by=tuple(sorted(roles)),
        pixels=_pixels(bundle),
    )


def _labelled(step: Step, notes: Iterable[Annotation]) -> Step:
    """Return a step with what others said of it over what its contributor said."""
    place = (LabelKind.STEP, step.first_seq, step.last_seq)
    targets = ((note.target, note) for note in notes)
    said = {note.field: note.value for to, note in targets if (to.kind, to.first_seq, to.last_seq) == place}
    return replace(step, label={**step.label, **said})


def _pixels(bundle: Bundle) -> Pixels:
    """Return the way to a submission's pictures."""
    frames = {entry.frame.id: entry.frame for entry in bundle.frames}
    return lambda number: (frames[number].width, frames[number].height, bundle.picture(number))

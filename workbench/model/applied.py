"""The edits that an applied session file begins with: what was taken out for good, and the labels."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from workbench.model.edits import TASK, Applied, Edit, LabelKind, LabelTarget, SetLabel
from workbench.model.folded import Folded


def applied_edits(left: Folded) -> list[Edit]:
    """Return the edits of the rewritten file: labels first, so that the apply keeps undo away from them.

    `left` is the fold as it leaves; folding the rewritten file with these edits gives the very same again.
    """
    applied = Applied(
        steps=tuple(replace(step, label={}) for step in left.steps),
        masks=tuple((picture.frame.id, picture.masks) for picture in left.frames if picture.masks),
        titles=tuple(sorted(left.redacted_titles)),
        dropped=left.counts.dropped,
        names=left.counts.names,
        boxes=left.counts.boxes,
    )
    return [*_labels(left), applied]


def _labels(left: Folded) -> Iterator[Edit]:
    """Yield every label that holds."""
    yield from _given(TASK, left.task_label)
    for step in left.steps:
        yield from _given(LabelTarget(LabelKind.STEP, step.first_seq, step.last_seq), step.label)
    for subgoal in left.subgoals:
        target = LabelTarget(LabelKind.SUBGOAL, subgoal.first_seq, subgoal.last_seq)
        yield from _given(target, subgoal.label)


def _given(target: LabelTarget, labels: Mapping[str, Any]) -> Iterator[Edit]:
    return (SetLabel(target, field, value) for field, value in labels.items())

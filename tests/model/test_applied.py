"""What a rewritten session begins with folds to the very same as before."""

from dataclasses import replace

from hypothesis import given, settings

from tests.model.edit_lists import RECORDING, STEPS, TILE_IDS, edit_lists, folded, redacted, stored
from workbench.model.applied import applied_edits
from workbench.model.edit_log import read_log
from workbench.model.edits import TASK, Applied, DropSpan, RedactTitle, SetLabel, StoredEdit
from workbench.model.fold import fold
from workbench.model.folded import Folded
from workbench.model.leaving import leaving
from workbench.model.session import Recording
from workbench.model.steps import Step


def refolded(left: Folded, *more: DropSpan) -> Folded:
    """Return the fold of what a rewritten file holds, with the same tiles outside the masks."""
    frames = tuple(picture.frame for picture in left.frames)
    recording = Recording(left.session, left.contexts, left.events, frames, left.gaps)
    return fold(recording, _steps(left), stored(*applied_edits(left), *more), TILE_IDS)


def _steps(left: Folded) -> tuple[Step, ...]:
    return next(edit.steps for edit in applied_edits(left) if isinstance(edit, Applied))


@settings(max_examples=150, deadline=None)
@given(edit_lists)
def test_an_applied_session_leaves_as_it_did_before(edits: tuple[StoredEdit, ...]) -> None:
    left = leaving(fold(RECORDING, STEPS, edits, TILE_IDS))
    again = refolded(replace(left, unmatched=()))
    assert again == replace(left, unmatched=())
    assert leaving(again) == again


def test_labels_outlive_an_apply_and_cannot_be_undone_after_it() -> None:
    edits = applied_edits(leaving(folded(SetLabel(TASK, "outcome", "success"), redacted(STEPS[1]))))
    assert isinstance(edits[-1], Applied)
    assert read_log(stored(*edits)).undoable == ()
    assert read_log(stored(*edits)).active[0].edit == SetLabel(TASK, "outcome", "success")


def test_what_was_taken_out_is_still_counted() -> None:
    title = RedactTitle(STEPS[1].first_seq, STEPS[1].last_seq)
    left = leaving(folded(DropSpan(1, 2), redacted(STEPS[1]), title))
    again = refolded(left, DropSpan(1, 1))
    assert (left.counts.dropped, left.counts.names, again.counts.names) == (1, 1, 1)
    assert (again.counts.dropped, again.counts.redacted_texts) == (2, 0)

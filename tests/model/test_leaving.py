"""The session as it leaves: without holes that tell of what is gone."""

from hypothesis import given, settings

from tests.model.edit_lists import RECORDING, STEPS, TILE_IDS, edit_lists, folded, redacted, step_that_types
from workbench.model.edits import DropSpan, LabelKind, LabelTarget, SetLabel, StoredEdit
from workbench.model.fold import fold
from workbench.model.leaving import leaving

CALL = step_that_types("Call 555-0100 goodbye")


def test_how_many_keys_a_redacted_text_had_cannot_be_counted() -> None:
    left = leaving(folded(redacted(CALL)))
    step = next(step for step in left.steps if step.index == CALL.index)
    assert step.first_seq == step.last_seq
    numbers = [event.seq for event in left.events]
    assert sorted({*numbers, step.first_seq}) == list(range(1, len(numbers) + 2))


def test_dropped_steps_are_gone_and_the_others_keep_their_index() -> None:
    left = leaving(folded(DropSpan(STEPS[1].first_seq, STEPS[2].last_seq)))
    assert [step.index for step in left.steps] == [1, *range(4, len(STEPS) + 1)]


def test_a_subgoal_moves_with_its_steps_and_goes_with_the_last_of_them() -> None:
    goal = LabelTarget(LabelKind.SUBGOAL, STEPS[1].first_seq, STEPS[2].last_seq)
    label = SetLabel(goal, "label", "begin")
    [subgoal] = leaving(folded(label, DropSpan(STEPS[0].first_seq, STEPS[1].last_seq))).subgoals
    assert (subgoal.first_seq, subgoal.last_seq) == (1, STEPS[2].last_seq - STEPS[1].last_seq)
    assert leaving(folded(label, DropSpan(STEPS[1].first_seq, STEPS[2].last_seq))).subgoals == ()


@settings(max_examples=100, deadline=None)
@given(edit_lists)
def test_ranges_of_steps_hold_their_events_in_order(edits: tuple[StoredEdit, ...]) -> None:
    before = fold(RECORDING, STEPS, edits, TILE_IDS)
    left = leaving(before)
    assert leaving(left) == left
    assert [event.body for event in left.events] == [event.body for event in before.events]
    at = 0
    for step in left.steps:
        assert at < step.first_seq <= step.last_seq
        at = step.last_seq
    numbers = {event.seq for event in left.events}
    assert numbers <= {seq for step in left.steps for seq in range(step.first_seq, step.last_seq + 1)}

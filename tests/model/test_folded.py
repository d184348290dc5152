"""What a fold comes to."""

from tests.model.edit_lists import STEPS, folded
from workbench.model.edits import DropSpan


def test_kept_steps_are_all_but_the_dropped_ones() -> None:
    result = folded(DropSpan(STEPS[0].first_seq, STEPS[0].last_seq))
    assert [step.index for step in result.kept_steps()] == [step.index for step in STEPS[1:]]
    assert [step.index for step in result.steps if step.dropped] == [1]

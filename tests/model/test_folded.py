"""What a fold comes to."""

from tests.model.edit_lists import STEPS, folded, redacted
from workbench.model.edits import DropSpan, RedactBox, RedactTitle
from workbench.model.geometry import Rect


def test_kept_steps_are_all_but_the_dropped_ones() -> None:
    result = folded(DropSpan(STEPS[0].first_seq, STEPS[0].last_seq))
    assert [step.index for step in result.kept_steps()] == [step.index for step in STEPS[1:]]
    assert [step.index for step in result.steps if step.dropped] == [1]


def test_what_does_not_leave_is_said_without_what_is_not_missing() -> None:
    first, second = STEPS[0], STEPS[1]
    assert folded().counts.taken_out == "nothing"
    assert folded(redacted(second)).counts.taken_out == "1 text redacted"
    box = RedactBox(first.first_seq, first.last_seq, 1, Rect(0, 0, 20, 20))
    whole = folded(DropSpan(1, 1), RedactTitle(second.first_seq, second.last_seq), box)
    assert whole.counts.taken_out == "1 step dropped, 1 name redacted, 1 box painted over"

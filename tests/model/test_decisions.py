"""What edits say of each step, before anything is taken out."""

from tests.model.edit_lists import RECORDING, STEPS, stored
from workbench.model.decisions import Decisions
from workbench.model.edits import (
    TASK,
    Applied,
    DropSpan,
    Edit,
    LabelKind,
    LabelTarget,
    RedactText,
    RedactTitle,
    SetLabel,
    Undo,
)


def decided(*edits: Edit) -> Decisions:
    """Return what those edits say."""
    return Decisions(RECORDING, STEPS, stored(*edits))


def test_a_stretch_touches_every_step_that_has_an_event_in_it() -> None:
    nothing = decided()
    assert nothing.touching(STEPS[1].last_seq, STEPS[3].first_seq) == list(STEPS[1:4])
    assert nothing.touching(0, 0) == []
    assert nothing.touching(STEPS[3].first_seq, STEPS[1].last_seq) == []


def test_undone_edits_say_nothing() -> None:
    said = decided(DropSpan(1, 2), SetLabel(TASK, "outcome", "success"), Undo(2))
    assert (said.dropped, said.task_label) == ({1}, {})


def test_the_last_label_of_a_field_holds() -> None:
    said = decided(SetLabel(TASK, "outcome", "success"), SetLabel(TASK, "outcome", "partial"))
    assert said.task_label == {"outcome": "partial"}


def test_a_label_of_a_range_that_is_no_step_goes_to_the_only_step_it_touches() -> None:
    click = STEPS[0]
    near = LabelTarget(LabelKind.STEP, click.first_seq, click.first_seq)
    both = LabelTarget(LabelKind.STEP, click.last_seq, click.last_seq + 1)
    said = decided(SetLabel(near, "intent", "open"), SetLabel(both, "intent", "what"))
    assert dict(said.step_labels) == {1: {"intent": "open"}}
    assert said.unmatched == (2,)


def test_spans_are_cut_to_the_text() -> None:
    text = STEPS[1]
    said = decided(RedactText(text.first_seq, text.last_seq, ((-4, 2), (7, 900), (5, 5))))
    assert said.spans[text.index] == [(0, 2), (7, len(text.text or ""))]


def test_what_was_applied_before_is_remembered() -> None:
    said = decided(Applied(STEPS, titles=(2,), dropped=3), RedactTitle(1, 1))
    assert said.titles == {1, 2}
    assert said.applied.dropped == 3

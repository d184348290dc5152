"""What edits say of each step, before anything is taken out."""

from dataclasses import replace

import pytest

from tests.model.edit_lists import RECORDING, STEPS, stored
from tests.model.streams import EDITOR, EDITOR_CHANGED, TERMINAL, Stream
from workbench.model.decisions import Decisions
from workbench.model.edits import (
    TASK,
    Applied,
    DropSpan,
    Edit,
    LabelKind,
    LabelTarget,
    RedactBox,
    RedactText,
    RedactTitle,
    SetLabel,
    Undo,
)
from workbench.model.geometry import Rect
from workbench.model.reduce import reduce_recording


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


def test_the_title_of_a_step_without_events_is_redacted_by_its_range() -> None:
    other = next(step for step in STEPS if step.context.id == TERMINAL.id)
    events = tuple(event for event in RECORDING.events if not other.first_seq <= event.seq <= other.last_seq)
    edit = stored(RedactTitle(other.first_seq, other.last_seq))
    said = Decisions(replace(RECORDING, events=events), STEPS, edit)
    assert (said.titles, said.unmatched) == ({TERMINAL.id}, ())


@pytest.mark.parametrize("first", [0, -1], ids=["from the first event on", "the last event alone"])
def test_the_title_that_came_with_the_last_event_of_a_range_is_redacted_too(first: int) -> None:
    stream = Stream().type("a")
    stream.context = EDITOR_CHANGED
    stream.type("b")
    [step] = stream.steps()
    edit = RedactTitle(stream.events[first].seq, step.last_seq)
    said = Decisions(stream.recording(), (step,), stored(edit))
    assert said.titles == {EDITOR.id, EDITOR_CHANGED.id}
    before = RedactTitle(step.first_seq, step.first_seq)
    assert Decisions(stream.recording(), (step,), stored(before)).titles == {EDITOR.id}


def test_a_box_is_taken_where_one_of_the_monitors_of_its_range_shows_it() -> None:
    other = replace(TERMINAL, monitor=2)
    stream = Stream().frame().frame(monitor=2).click(5, 5).focus(other).click(9, 9)
    recording = replace(stream.recording(), contexts={EDITOR.id: EDITOR, other.id: other})
    steps = reduce_recording(recording)
    assert {
        frame.monitor for frame in stream.frames if frame.id in {n for step in steps for n in step.frames}
    } == {
        1,
        2,
    }
    for monitor in (1, 2):
        box = RedactBox(1, steps[-1].last_seq, monitor, Rect(10, 10, 50, 50))
        said = Decisions(recording, steps, stored(box))
        assert (said.boxes, said.unmatched) == ([box], ())
    nowhere = RedactBox(1, steps[-1].last_seq, 3, Rect(10, 10, 50, 50))
    assert Decisions(recording, steps, stored(nowhere)).unmatched == (1,)


def test_what_was_applied_before_is_remembered() -> None:
    said = decided(Applied(STEPS, titles=(2,), dropped=3), RedactTitle(1, 1))
    assert said.titles == {1, 2}
    assert said.applied.dropped == 3

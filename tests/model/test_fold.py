"""The fold: what a session comes to once its edits are in it."""

from dataclasses import replace

from hypothesis import given, settings

from tests.model.edit_lists import (
    RECORDING,
    STEPS,
    TILE_IDS,
    edit_lists,
    folded,
    redacted,
    step_that_types,
    stored,
)
from tests.model.streams import EDITOR, TERMINAL, Stream
from workbench.model.edits import (
    TASK,
    DropSpan,
    Edit,
    LabelKind,
    LabelTarget,
    RedactBox,
    RedactTask,
    RedactText,
    RedactTitle,
    SetLabel,
    StoredEdit,
    Undo,
)
from workbench.model.events import KeyDown, KeyRepeat, KeyUp
from workbench.model.fold import fold
from workbench.model.geometry import Rect
from workbench.model.steps import TypeText

CALL = step_that_types("Call 555-0100 goodbye")


@settings(max_examples=150, deadline=None)
@given(edit_lists)
def test_every_prefix_of_any_edits_folds(edits: tuple[StoredEdit, ...]) -> None:
    for length in range(len(edits) + 1):
        result = fold(RECORDING, STEPS, edits[:length], TILE_IDS)
        assert [step.index for step in result.steps] == [step.index for step in STEPS]


@settings(max_examples=100, deadline=None)
@given(edit_lists)
def test_nothing_of_a_step_that_is_gone_is_left(edits: tuple[StoredEdit, ...]) -> None:
    result = fold(RECORDING, STEPS, edits, TILE_IDS)
    kept = result.kept_steps()
    whole = [step for step in kept if not (isinstance(step.action, TypeText) and step.action.masked)]
    inside = {seq for step in whole for seq in range(step.first_seq, step.last_seq + 1)}
    assert {event.seq for event in result.events} <= inside
    assert {picture.frame.id for picture in result.frames} == {one for step in kept for one in step.frames}
    used = {step.context.id for step in kept} | {event.context for event in result.events}
    assert set(result.contexts) <= used


def test_without_edits_every_step_is_as_it_was() -> None:
    result = folded()
    assert result.steps == STEPS
    assert (result.unmatched, result.task_label, result.subgoals) == ((), {}, ())
    assert result.counts.steps == sum(step.counted for step in STEPS)
    assert all(picture.masks == () for picture in result.frames)


def test_redacted_characters_leave_one_mark_and_no_key_events() -> None:
    result = folded(redacted(CALL, (5, 13)))
    step = result.steps[CALL.index - 1]
    assert (step.text, step.redacted, step.sentence) == (
        "Call █ goodbye",
        True,
        'type "Call █ goodbye"',
    )
    assert isinstance(step.action, TypeText)
    assert step.action.masked
    assert not [event for event in result.events if CALL.first_seq <= event.seq <= CALL.last_seq]


def test_how_long_a_redacted_text_took_is_not_told() -> None:
    short = Stream().frame().type("ab").frame()
    long = Stream().frame().type("ab" * 9).frame()
    told = []
    for stream in (short, long):
        step = stream.steps()[0]
        edits = stored(RedactText(step.first_seq, step.last_seq, ((0, 99),)))
        [after] = fold(stream.recording(), (step,), edits, {}).steps
        told.append((after.text, after.start_ms, after.end_ms, after.sentence))
    assert told[0] == told[1]


def test_touching_and_overlapping_redactions_leave_one_mark() -> None:
    result = folded(redacted(CALL, (0, 4), (4, 8)), redacted(CALL, (6, 14)))
    assert result.steps[CALL.index - 1].text == "█goodbye"


def test_the_release_of_a_redacted_key_does_not_stay_with_the_next_step() -> None:
    stream = Stream().type("a").down("b", "b").press(5, 5).up("b").release(5, 5)
    steps = stream.steps()
    assert any(event.body == KeyUp("b") and event.seq > steps[0].last_seq for event in stream.events)
    result = fold(stream.recording(), steps, stored(redacted(steps[0])), {})
    assert not [event for event in result.events if isinstance(event.body, KeyDown | KeyUp | KeyRepeat)]
    assert result.steps[1].kind == "click"


def test_the_repeats_of_a_dropped_key_do_not_stay_with_the_next_step() -> None:
    stream = Stream().type("a").down("backspace").repeat("backspace", 5).up("backspace")
    steps = stream.steps()
    assert [step.kind for step in steps] == ["type", "key"]
    deleted = RedactText(steps[0].first_seq, steps[0].last_seq, ())
    assert fold(stream.recording(), steps, stored(deleted), {}).events == ()


def test_a_dropped_step_takes_its_events_and_window_with_it() -> None:
    other = [step for step in STEPS if step.context.id == TERMINAL.id]
    result = folded(DropSpan(other[0].first_seq, other[-1].last_seq))
    assert TERMINAL.id not in result.contexts
    assert {event.context for event in result.events} == {1, 4}
    assert [step.index for step in result.steps if step.dropped] == [step.index for step in other]
    assert result.counts.dropped == sum(step.counted for step in other)


def test_a_picture_taken_while_a_dropped_step_went_on_is_gone_from_its_neighbours() -> None:
    stream = Stream().click(5, 5).press(100, 100)
    stream.move(300, 300).frame(valid_ms=300).release(400, 400).click(9, 9)
    steps = stream.steps()
    assert steps[2].frame is not None
    result = fold(stream.recording(), steps, stored(DropSpan(steps[1].first_seq, steps[1].last_seq)), {})
    assert result.steps[2].frame is None
    assert result.frames == ()


def test_labels_come_to_their_targets_and_can_be_taken_back() -> None:
    step = LabelTarget(LabelKind.STEP, CALL.first_seq, CALL.last_seq)
    goal = LabelTarget(LabelKind.SUBGOAL, STEPS[1].first_seq, CALL.last_seq)
    given_labels = [
        SetLabel(TASK, "instruction", "Write a letter"),
        SetLabel(TASK, "outcome", "success"),
        SetLabel(step, "intent", "say it"),
        SetLabel(goal, "label", "the letter"),
    ]
    result = folded(*given_labels, SetLabel(TASK, "outcome", None))
    assert result.task_label == {"instruction": "Write a letter"}
    assert result.steps[CALL.index - 1].label == {"intent": "say it"}
    [subgoal] = result.subgoals
    assert (subgoal.first_seq, subgoal.last_seq) == (goal.first_seq, goal.last_seq)
    assert subgoal.label == {"label": "the letter"}


def test_a_redacted_title_is_gone_from_steps_and_windows() -> None:
    result = folded(RedactTitle(1, 1))
    assert result.contexts[EDITOR.id].title == ""
    assert result.redacted_titles == {EDITOR.id}
    assert {step.context.title for step in result.steps if step.context.id == EDITOR.id} == {""}
    assert all(step.redacted for step in result.steps if step.context.id == EDITOR.id)


def test_redacting_the_task_takes_the_patterns_of_its_scope_along() -> None:
    scope = replace(RECORDING.session.scope, windows=("Jane",))
    recording = replace(RECORDING, session=replace(RECORDING.session, scope=scope))
    title = recording.session.title
    at = title.index("Jane")
    result = fold(recording, STEPS, stored(RedactTask(((at, len(title)),))), TILE_IDS)
    assert result.session.title == "Write a letter to █"
    assert result.session.scope.windows == ()
    assert result.session.scope.apps == scope.apps


def test_an_edit_that_matches_nothing_is_listed() -> None:
    click = STEPS[0]
    nothing: list[Edit] = [
        DropSpan(9000, 9001),
        RedactText(click.first_seq, click.last_seq, ((0, 1),)),
        redacted(CALL, (90, 99)),
        RedactTitle(9000, 9001),
        RedactBox(click.first_seq, click.last_seq, 2, Rect(0, 0, 10, 10)),
        RedactBox(click.first_seq, click.last_seq, 1, Rect(5000, 0, 10, 10)),
        SetLabel(LabelTarget(LabelKind.STEP, 9000, 9001), "intent", "x"),
        RedactTask(((500, 600),)),
        Undo(77),
    ]
    assert folded(*nothing).unmatched == tuple(range(1, len(nothing) + 1))
    assert folded(DropSpan(9000, 9001), Undo(1)).unmatched == ()


def test_edits_hold_under_another_reducer_where_ranges_stay() -> None:
    renumbered = tuple(replace(step, index=step.index + 7) for step in STEPS)
    edits = stored(redacted(CALL, (0, 4)), SetLabel(LabelTarget(LabelKind.STEP, 1, 2), "intent", "go"))
    before = fold(RECORDING, STEPS, edits, TILE_IDS)
    after = fold(RECORDING, renumbered, edits, TILE_IDS)
    assert [(step.text, step.label) for step in after.steps] == [
        (step.text, step.label) for step in before.steps
    ]
    assert (after.events, after.frames, after.unmatched) == (before.events, before.frames, before.unmatched)


def test_where_a_reducer_cuts_text_otherwise_all_of_what_touches_the_range_is_redacted() -> None:
    result = folded(RedactText(CALL.first_seq, CALL.last_seq + 2, ((0, 1),)))
    assert result.steps[CALL.index - 1].text == "█"


def test_what_was_typed_and_deleted_goes_while_the_text_stays() -> None:
    result = folded(RedactText(CALL.first_seq, CALL.last_seq, ()))
    assert result.steps[CALL.index - 1].text == CALL.text
    assert not [event for event in result.events if CALL.first_seq <= event.seq <= CALL.last_seq]
    assert result.unmatched == ()

"""Where a pattern stands, and the edits that take it out."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.edit_lists import RECORDING, STEPS, TILE_IDS, folded, step_that_types, stored
from tests.model.streams import EDITOR, Stream
from workbench.model.edits import (
    TASK,
    Edit,
    LabelKind,
    LabelTarget,
    RedactTask,
    RedactText,
    RedactTitle,
    SetLabel,
    SingleEdit,
)
from workbench.model.events import KeyDown
from workbench.model.fold import fold
from workbench.model.scope import Scope
from workbench.model.searching import Search

CALL = step_that_types("Call 555-0100 goodbye")


def found(pattern: str, *edits: Edit) -> list[SingleEdit]:
    """Return the edits that redact a pattern everywhere."""
    return Search(RECORDING, STEPS, folded(*edits)).everywhere(re.compile(pattern))


def found_in(stream: Stream, pattern: str) -> list[SingleEdit]:
    """Return the edits that redact a pattern in the texts of a stream."""
    recording, steps = stream.recording(), stream.steps()
    return Search(recording, steps, fold(recording, steps, (), {})).texts(re.compile(pattern))


def test_every_match_in_a_text_is_found_by_its_offsets() -> None:
    assert found("goodbye|5+") == [RedactText(CALL.first_seq, CALL.last_seq, ((5, 8), (14, 21)))]


def test_what_is_redacted_already_is_not_found_again() -> None:
    assert found("goodbye", RedactText(CALL.first_seq, CALL.last_seq, ((14, 21),))) == []
    assert found("q*") == []
    title = RECORDING.session.title
    assert found("Jane Example", RedactTask(((title.index("Jane"), len(title)),))) == []


def test_titles_and_the_task_are_searched() -> None:
    assert RedactTitle(1, 1) in found("Untitled")
    title = RECORDING.session.title
    assert found("Jane Example") == [RedactTask(((title.index("Jane"), len(title)),))]


@pytest.mark.parametrize("scope", [Scope(windows=("zebra",)), Scope(urls=("shop.example.com/zebra",))])
def test_the_patterns_and_the_sites_of_the_scope_are_searched(scope: Scope) -> None:
    session = replace(RECORDING.session, scope=scope)
    recording = replace(RECORDING, session=session)
    search = Search(recording, STEPS, fold(recording, STEPS, (), TILE_IDS))
    edits = search.everywhere(re.compile("zebra"))
    assert edits == [RedactTask(())]
    left = fold(recording, STEPS, stored(*edits), TILE_IDS).session.scope
    assert (left.windows, left.urls) == ((), ())


def test_an_address_is_searched_as_it_is_read() -> None:
    for written in (
        "maller%20blue",
        "maller+blue",
        "maller-blue",
        "maller_blue",
        "m%61ller%20blue",
        "maller blue",
    ):
        there = replace(EDITOR, url=f"https://example.com/find/{written}/results")
        stream = Stream().click(5, 5)
        recording = replace(stream.recording(), contexts={1: there})
        search = Search(recording, stream.steps(), fold(recording, stream.steps(), (), {}))
        assert search.everywhere(re.compile("maller blue")) == [RedactTitle(1, 1)], written


@pytest.mark.parametrize("written", ["m%61ller-blue", "m%61ller%2Dblue", "maller%2Dblue"])
def test_a_dash_that_an_address_spells_out_is_found_as_a_dash_and_as_it_is_written(written: str) -> None:
    there = replace(EDITOR, url=f"https://example.com/find/{written}/results")
    stream = Stream().click(5, 5)
    recording = replace(stream.recording(), contexts={1: there})
    search = Search(recording, stream.steps(), fold(recording, stream.steps(), (), {}))
    for pattern in ("maller-blue", "maller blue", re.escape(written)):
        assert search.everywhere(re.compile(pattern)) == [RedactTitle(1, 1)], pattern


def test_labels_are_given_anew_without_the_match() -> None:
    step = LabelTarget(LabelKind.STEP, CALL.first_seq, CALL.last_seq)
    labels = (SetLabel(TASK, "apps", ["zebra", "gnu"]), SetLabel(step, "intent", "call the zebra"))
    assert found("zebra", *labels) == [
        SetLabel(TASK, "apps", ["█", "gnu"]),
        SetLabel(step, "intent", "call the █"),
    ]
    goal = LabelTarget(LabelKind.SUBGOAL, STEPS[1].first_seq, CALL.last_seq)
    assert found("zebra", SetLabel(goal, "label", "visit a zebra")) == [SetLabel(goal, "label", "visit a █")]


def test_each_match_in_a_label_gets_a_mark_of_its_own_and_an_empty_one_none() -> None:
    assert SetLabel(TASK, "notes", "███ a") in found("ze?|b*", SetLabel(TASK, "notes", "zzebb a"))


def test_what_was_typed_and_deleted_is_found_though_it_stands_nowhere() -> None:
    stream = Stream().type("secret")
    for _ in range(6):
        stream.tap("backspace")
    stream.type("Hello")
    [step] = stream.steps()
    assert step.text == "Hello"
    assert found_in(stream, "secret") == [RedactText(step.first_seq, step.last_seq, ())]


def test_a_match_that_was_typed_in_two_goes_is_found_in_both() -> None:
    stream = Stream().type("good").click(5, 5).type("bye now")
    first, _, second = stream.steps()
    assert found_in(stream, "goodbye") == [
        RedactText(first.first_seq, first.last_seq, ((0, 4),)),
        RedactText(second.first_seq, second.last_seq, ((0, 3),)),
    ]


def test_a_match_is_found_in_both_parts_also_where_what_was_deleted_in_one_is_gone_already() -> None:
    stream = Stream().type("goxx").tap("backspace").tap("backspace").type("od").click(5, 5).type("bye now")
    first, _, second = stream.steps()
    deleted = stored(RedactText(first.first_seq, first.last_seq, ()))
    recording, steps = stream.recording(), stream.steps()
    before = fold(recording, steps, deleted, {})
    assert (before.steps[0].text, before.steps[0].kind) == ("good", "type")
    assert Search(recording, steps, before).texts(re.compile("goodbye")) == [
        RedactText(first.first_seq, first.last_seq, ((0, 4),)),
        RedactText(second.first_seq, second.last_seq, ((0, 3),)),
    ]


@pytest.mark.parametrize("key", ["tab", "enter", "kp_enter", "esc"])
def test_texts_of_two_fields_are_not_taken_as_one(key: str) -> None:
    assert found_in(Stream().type("good").tap(key).type("bye"), "goodbye") == []
    assert len(found_in(Stream().type("good").tap("left").type("bye"), "goodbye")) == 2


def test_the_edits_that_are_found_leave_no_match() -> None:
    pattern = re.compile("e")
    result = fold(RECORDING, STEPS, stored(*found("e")), {})
    assert result.unmatched == ()
    texts = [step.text or "" for step in result.steps] + [window.title for window in result.contexts.values()]
    assert not [text for text in (*texts, result.session.title) if pattern.search(text)]
    assert result.contexts[EDITOR.id].title == ""


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["canary", "can", "ary", "hello", "<", "<<<<<<", "click", "enter"]), max_size=12)
)
def test_wherever_a_word_was_typed_no_run_of_keys_tells_it_any_more(moves: list[str]) -> None:
    stream = Stream()
    for move in moves:
        if move == "click":
            stream.click(5, 5)
        elif move == "enter":
            stream.tap("enter")
        elif move.startswith("<"):
            for _ in move:
                stream.tap("backspace")
        else:
            stream.type(move)
    recording, steps = stream.recording(), stream.steps()
    found = Search(recording, steps, fold(recording, steps, (), {})).texts(re.compile("canary"))
    result = fold(recording, steps, stored(*found), {})
    assert result.unmatched == ()
    assert not any("canary" in (step.text or "") for step in result.steps)
    inside = {step.index: (step.first_seq, step.last_seq) for step in result.steps}
    for first_seq, last_seq in inside.values():
        own = [event.body for event in result.events if first_seq <= event.seq <= last_seq]
        assert "canary" not in "".join(body.text for body in own if isinstance(body, KeyDown))

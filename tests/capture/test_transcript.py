"""Rows are paired, batched and numbered; whole recordings stand in test_pipeline."""

from pathlib import Path

from tests.capture.rehearsal import EDITOR, TERMINAL, Rehearsal, keys_of, of_kind, reasons, steps_of
from workbench.model.events import Focus, KeyRepeat, PointerPath
from workbench.model.steps import TypeText


def test_events_are_numbered_without_holes_in_the_order_in_which_they_happened(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    rehearsal.move(50, 50)
    rehearsal.advance(30)
    rehearsal.click(60, 60)
    rehearsal.type("ab")
    recording = rehearsal.end()
    assert [event.seq for event in recording.events] == list(range(1, len(recording.events) + 1))
    assert [event.t_ms for event in recording.events] == sorted(event.t_ms for event in recording.events)


def test_the_pointer_s_way_is_written_before_the_press_that_ends_it(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    for x in (10, 20, 30):
        rehearsal.move(x, 50)
        rehearsal.advance(8)
    rehearsal.button_down()
    rehearsal.button_up()
    recording = rehearsal.end()
    assert [event.kind for event in recording.events] == ["path", "button_down", "button_up"]
    path = recording.events[0].body
    assert path == PointerPath(10, 50, ((8, 10, 0), (8, 10, 0)))


def test_a_held_key_s_repeats_are_rows_of_their_own(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(100)
    rehearsal.key_down("x", "x")
    for _ in range(3):
        rehearsal.advance(40)
        rehearsal.key_down("x", "x", repeat=True)
    rehearsal.key_up("x")
    recording = rehearsal.end()
    assert [event.body for event in of_kind(recording, "key_repeat")] == [KeyRepeat("x", 1)] * 3
    assert len(of_kind(recording, "key_up")) == 1


def test_a_release_whose_press_was_not_kept_is_not_kept_either(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, "mousepad")
    rehearsal.focus(TERMINAL.id)
    rehearsal.advance(100)
    rehearsal.key_down("q", "q")
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(400)
    rehearsal.key_up("q")
    recording = rehearsal.end()
    assert keys_of(recording) == ""
    assert of_kind(recording, "key_up") == []


def test_the_focus_is_written_when_it_comes_to_another_window_and_only_then(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    for window in (EDITOR, EDITOR, TERMINAL, EDITOR):
        rehearsal.focus(window.id)
        rehearsal.advance(400)
    recording = rehearsal.end()
    apps = [recording.contexts[event.context or 0].app for event in of_kind(recording, "focus")]
    assert apps == ["mousepad", "xterm", "mousepad"]
    assert {event.body for event in of_kind(recording, "focus")} == {Focus()}


def test_a_focus_that_passes_nobody_known_for_a_moment_leaves_no_gap(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(400)
    rehearsal.focus(None)
    rehearsal.advance(30)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(400)
    rehearsal.type("a")
    assert reasons(rehearsal.end()) == []


def test_time_in_another_application_is_a_gap_also_when_nothing_is_typed_there(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, "mousepad")
    for window in (EDITOR, TERMINAL, EDITOR):
        rehearsal.focus(window.id)
        rehearsal.advance(3000)
    recording = rehearsal.end()
    (gap,) = recording.gaps
    assert (gap.reason, gap.end_ms - gap.start_ms) == ("out_of_scope", 3000)


def test_every_press_has_a_release_at_the_end(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(100)
    rehearsal.key_down("a", "a")
    rehearsal.move(50, 50)
    rehearsal.button_down()
    rehearsal.advance(500)
    recording = rehearsal.end()
    for down, up in (("key_down", "key_up"), ("button_down", "button_up")):
        assert len(of_kind(recording, down)) == len(of_kind(recording, up)) == 1
        assert of_kind(recording, up)[0].synthetic


def test_a_pointer_that_rests_outside_the_scope_does_not_split_what_is_typed_inside(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, "mousepad")
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(400)
    rehearsal.move(100, 100)
    rehearsal.type("one ")
    rehearsal.move(700, 100)
    rehearsal.advance(200)
    rehearsal.type("sentence ")
    rehearsal.advance(1500)
    rehearsal.type("in ")
    rehearsal.move(100, 120)
    rehearsal.type("all")
    live = [step.sentence for step in rehearsal.pipeline.recent.shown()]
    recording = rehearsal.end()
    assert reasons(recording) == ["out_of_scope"]
    assert [step.action.text for step in steps_of(recording) if isinstance(step.action, TypeText)] == [
        "one sentence in all"
    ]
    assert len([sentence for sentence in live if "sentence" in sentence]) == 1


def test_a_visit_elsewhere_between_two_words_splits_them(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, "mousepad")
    for window, text in ((EDITOR, "one"), (TERMINAL, "hidden"), (EDITOR, "two")):
        rehearsal.focus(window.id)
        rehearsal.advance(400)
        rehearsal.type(text)
    texts = [step.action.text for step in steps_of(rehearsal.end()) if isinstance(step.action, TypeText)]
    assert texts == ["one", "two"]

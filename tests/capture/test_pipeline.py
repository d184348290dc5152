"""From a scripted desktop to the session file: what is in scope is kept whole, the rest leaves gaps."""

from pathlib import Path

import pytest

from tests.capture.rehearsal import CHAT, EDITOR, OWN, TERMINAL, Rehearsal, keys_of, of_kind, reasons, steps_of
from workbench.capture.timing import ECHO_PERIOD_MS, ECHO_REST_MS, NO_ECHO_REST_MS, REST_MS
from workbench.desktop.port import EchoState, KeyInput
from workbench.model.events import Button, ButtonUp, Modifier, PointerPath
from workbench.model.gaps import GapReason
from workbench.model.geometry import Rect
from workbench.model.scope import KeyChannel, Scope
from workbench.model.steps import Drag, TypeText


def texts(rehearsal: Rehearsal) -> list[str]:
    return [step.action.text for step in steps_of(rehearsal.end()) if isinstance(step.action, TypeText)]


def test_text_typed_in_scope_is_kept_to_the_letter(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(100)
    rehearsal.type("Hello, World!")
    assert texts(rehearsal) == ["Hello, World!"]


def test_what_was_done_before_the_recording_had_begun_is_not_kept(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.pipeline.begin(rehearsal.now_ms + 400)
    rehearsal.focus(EDITOR.id)
    rehearsal.type("early", gap_ms=10)
    rehearsal.click(300, 300)
    rehearsal.key_down("x", "x")
    rehearsal.advance(450)
    rehearsal.key_up("x")
    rehearsal.type("hello", gap_ms=10)
    recording = rehearsal.end()
    assert [event.kind for event in recording.events] == ["focus", *["key_down", "key_up"] * 5]
    assert keys_of(recording) == "hello"
    assert recording.gaps == ()


def test_nothing_typed_outside_the_scope_is_kept_and_the_gap_says_so(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, "mousepad")
    for window, text in ((EDITOR, "abc"), (TERMINAL, "xyz"), (EDITOR, "def")):
        rehearsal.focus(window.id)
        rehearsal.advance(100)
        rehearsal.type(text)
    recording = rehearsal.end()
    assert keys_of(recording) == "abcdef"
    assert reasons(recording) == ["out_of_scope"]
    assert {context.app for context in recording.contexts.values()} == {"mousepad"}


def test_the_workbench_s_own_window_is_never_kept_even_if_the_scope_names_it(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, "mousepad", "kitty")
    rehearsal.open_window(OWN)
    rehearsal.focus(OWN.id)
    rehearsal.advance(100)
    rehearsal.type("label")
    rehearsal.move(100, 600)
    rehearsal.click(100, 600)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(100)
    rehearsal.type("a")
    recording = rehearsal.end()
    assert keys_of(recording) == "a"
    assert set(reasons(recording)) == {"own_window"}


def test_a_key_without_a_known_window_is_withheld(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(None)
    rehearsal.type("abc")
    rehearsal.focus(999)
    rehearsal.type("abc")
    recording = rehearsal.end()
    assert keys_of(recording) == ""
    assert set(reasons(recording)) == {"unknown_target"}


def test_keys_while_somebody_outside_the_scope_holds_the_keyboard_are_withheld(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(100)
    locker = CHAT.__class__(9, ("locker",), "", 900, Rect(0, 0, 1280, 800), popup=True)
    rehearsal.open_window(locker)
    rehearsal.grabbed = True
    rehearsal.type("hunter")
    recording = rehearsal.end()
    assert keys_of(recording) == ""


@pytest.mark.parametrize("gap_ms", [0, 30, 120])
def test_no_key_of_a_secret_is_kept_although_its_prompt_is_over_when_it_is_judged(
    tmp_path: Path, gap_ms: int
) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(TERMINAL.id)
    rehearsal.advance(400)
    rehearsal.type("ab")
    rehearsal.advance(600)
    rehearsal.set_echo(200, EchoState.SECRET)
    rehearsal.advance(100)
    rehearsal.type("secret\n", gap_ms=gap_ms)
    rehearsal.set_echo(200, EchoState.ECHO)
    rehearsal.advance(600)
    rehearsal.type("cd")
    recording = rehearsal.end()
    assert keys_of(recording) == "abcd"
    assert reasons(recording) == ["secret"]


def test_a_secret_s_gap_is_the_same_whatever_was_typed_in_it(tmp_path: Path) -> None:
    spans = []
    for number, gap_ms in enumerate((10, 90)):
        folder = tmp_path / str(number)
        folder.mkdir()
        rehearsal = Rehearsal(folder)
        rehearsal.focus(TERMINAL.id)
        rehearsal.advance(400)
        rehearsal.type("ab")
        rehearsal.advance(600)
        rehearsal.set_echo(200, EchoState.SECRET)
        start_ms = rehearsal.now_ms
        rehearsal.advance(60)
        rehearsal.move(700, 50)
        rehearsal.type("secretly" if number else "pw", gap_ms=gap_ms)
        rehearsal.move(720, 60)
        rehearsal.paint(Rect(660, 20, 40, 10), (200, 0, 0))
        rehearsal.advance(2000 - (rehearsal.now_ms - start_ms))
        rehearsal.set_echo(200, EchoState.ECHO)
        rehearsal.advance(600)
        rehearsal.type("cd")
        recording = rehearsal.end()
        (gap,) = recording.gaps
        inside = [e for e in recording.events if gap.start_ms < e.t_ms < gap.end_ms]
        shown = [f for f in recording.frames if gap.start_ms < f.captured_ms < gap.end_ms]
        assert inside == []
        assert shown == []
        spans.append((gap, recording.frames, [(e.t_ms, e.body) for e in recording.events]))
    assert spans[0] == spans[1]


def test_held_keys_are_let_go_where_the_scope_ends(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, "mousepad")
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(100)
    rehearsal.key_down("a", "a")
    rehearsal.advance(50)
    rehearsal.focus(TERMINAL.id)
    rehearsal.advance(500)
    rehearsal.key_up("a")
    recording = rehearsal.end()
    (release,) = of_kind(recording, "key_up")
    assert release.synthetic
    assert release.t_ms - of_kind(recording, "key_down")[0].t_ms == 50


def test_a_drag_belongs_to_its_window_until_release_and_its_path_is_clipped_to_it(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, "mousepad")
    rehearsal.focus(EDITOR.id)
    rehearsal.move(500, 200)
    rehearsal.button_down()
    for x in range(520, 900, 40):
        rehearsal.advance(20)
        rehearsal.move(x, 200)
    rehearsal.button_up()
    recording = rehearsal.end()
    (drag,) = [step.action for step in steps_of(recording) if isinstance(step.action, Drag)]
    assert (drag.x0, drag.x) == (500, 599)
    for event in of_kind(recording, "path"):
        body = event.body
        assert isinstance(body, PointerPath)
        reached = body.x + sum(point[1] for point in body.points)
        assert max(body.x, reached) <= 599


def test_a_drag_that_begins_outside_the_scope_is_not_kept_even_over_the_window(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, "mousepad")
    rehearsal.move(800, 200)
    rehearsal.button_down()
    for x in range(800, 300, -50):
        rehearsal.advance(20)
        rehearsal.move(x, 200)
    rehearsal.button_up()
    recording = rehearsal.end()
    assert recording.events == ()


def test_a_pause_lets_go_of_what_is_held_and_keeps_nothing_until_it_ends(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(100)
    rehearsal.type("ab")
    rehearsal.move(100, 100)
    rehearsal.button_down()
    rehearsal.key_down("c", "c")
    rehearsal.advance(40)
    rehearsal.pause(paused=True)
    paused_ms = rehearsal.elapsed_ms()
    rehearsal.type("hidden")
    rehearsal.click(50, 50)
    rehearsal.advance(500)
    rehearsal.pause(paused=False)
    resumed_ms = rehearsal.elapsed_ms()
    rehearsal.advance(100)
    rehearsal.type("de")
    recording = rehearsal.end()
    assert keys_of(recording) == "abcde"
    assert [(g.start_ms, g.end_ms, g.reason) for g in recording.gaps] == [
        (paused_ms, resumed_ms, GapReason.PAUSED)
    ]
    released = [event.body for event in recording.events if event.synthetic]
    assert ButtonUp(Button.LEFT, 100, 100) in released
    assert len(released) == 2


def test_only_shortcuts_are_kept_where_only_they_were_chosen(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, scope=Scope(("mousepad",), keys=KeyChannel.SHORTCUTS))
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(100)
    rehearsal.type("private")
    rehearsal.press("s", Modifier.CTRL)
    recording = rehearsal.end()
    downs = [event.body for event in of_kind(recording, "key_down")]
    assert [getattr(body, "key", "") for body in downs] == ["s"]


def test_a_window_title_outside_the_pattern_withholds(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, scope=Scope(windows=("Untitled",)))
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(400)
    rehearsal.type("ab")
    rehearsal.advance(400)
    rehearsal.retitle_window(EDITOR.id, "Diary")
    rehearsal.advance(400)
    rehearsal.type("cd")
    recording = rehearsal.end()
    assert keys_of(recording) == "ab"
    assert {context.title for context in recording.contexts.values()} == {"Untitled 1"}


def test_only_the_region_s_clicks_are_kept(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, scope=Scope(("mousepad",), region=Rect(0, 0, 200, 200)))
    rehearsal.click(100, 100)
    rehearsal.advance(600)
    rehearsal.click(400, 300)
    recording = rehearsal.end()
    assert len(of_kind(recording, "button_down")) == 1


def test_the_pointer_s_way_is_left_out_where_that_channel_is_off(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, scope=Scope(("mousepad",), pointer=False))
    for x in range(100, 200, 10):
        rehearsal.move(x, 100)
        rehearsal.advance(10)
    rehearsal.click(200, 100)
    recording = rehearsal.end()
    assert of_kind(recording, "path") == []
    assert len(of_kind(recording, "button_down")) == 1
    assert recording.gaps == ()


def test_a_key_that_comes_too_late_is_withheld_because_nobody_watched_when_it_was_typed(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(100)
    rehearsal.type("a")
    for ago_ms, text in ((900, "x"), (200, "b")):
        rehearsal.advance(1000)
        at_ms = rehearsal.now_ms - ago_ms
        rehearsal.input.push(KeyInput(at_ms, down=True, key=text, text=text, mods=(), window=EDITOR.id))
        rehearsal.input.push(KeyInput(at_ms + 20, down=False, key=text, text="", mods=(), window=EDITOR.id))
    recording = rehearsal.end()
    assert keys_of(recording) == "ab"
    assert reasons(recording) == ["overload"]


def test_terminals_are_looked_at_less_often_only_while_nobody_does_anything(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    period_ms = rehearsal.pipeline._attention.period_ms
    rehearsal.move(10, 10)
    assert period_ms() == ECHO_PERIOD_MS
    rehearsal.advance(REST_MS)
    assert period_ms() == ECHO_PERIOD_MS
    rehearsal.advance(20)
    assert period_ms() == ECHO_REST_MS
    rehearsal.focus(EDITOR.id)
    assert period_ms() == ECHO_PERIOD_MS
    rehearsal.advance(REST_MS + 20)
    assert period_ms() == NO_ECHO_REST_MS
    rehearsal.focus(TERMINAL.id)
    rehearsal.advance(REST_MS + 20)
    assert period_ms() == ECHO_REST_MS


def test_what_is_typed_between_two_rapid_focus_changes_is_not_kept(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(100)
    rehearsal.type("user", gap_ms=10)
    rehearsal.advance(600)
    rehearsal.type("\tpassword\t", gap_ms=4)
    rehearsal.advance(600)
    rehearsal.type("later", gap_ms=10)
    recording = rehearsal.end()
    assert keys_of(recording) == "userlater"
    assert "secret" in reasons(recording)


@pytest.mark.parametrize("gap_ms", [2, 10, 30])
def test_what_is_typed_ahead_of_a_prompt_is_not_kept_although_the_shell_still_reads_its_line(
    tmp_path: Path, gap_ms: int
) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.set_echo(200, EchoState.LINE)
    rehearsal.focus(TERMINAL.id)
    rehearsal.advance(1000)
    rehearsal.type("su\nhunter", gap_ms=gap_ms)
    rehearsal.set_echo(200, EchoState.SECRET)
    rehearsal.advance(800)
    rehearsal.type("2\n", gap_ms=gap_ms)
    rehearsal.set_echo(200, EchoState.LINE)
    recording = rehearsal.end()
    assert keys_of(recording) == "su"
    assert [getattr(event.body, "key", "") for event in of_kind(recording, "key_down")] == ["s", "u", "enter"]

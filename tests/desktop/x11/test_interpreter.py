"""What keys write and are called, in layouts that change under the fingers."""

import time

import pytest

from tests.desktop.listening import Listening
from tests.desktop.stage import Stage
from workbench.desktop.port import ButtonInput, KeyInput
from workbench.model.events import Modifier

pytestmark = pytest.mark.display


def test_text_is_exact_with_capitals_digits_and_punctuation(stage: Stage, listening: Listening) -> None:
    text = 'Hello, World! it\'s 42% (of #1) ~ {a|b} <c> \\d/ "e" @f_g=h+i?'
    stage.type(text)
    assert listening.text() == text


def test_a_layout_that_changes_in_the_middle_of_the_stream_gives_right_texts(
    stage: Stage, listening: Listening
) -> None:
    for layout in ("us", "de", "us", "fr"):
        stage.run("setxkbmap", layout)
        stage.type("yzqaw1")
    assert listening.text() == "yzqaw1" * 4
    names = [key.key for key in listening.presses() if key.text in set("yzqaw")]
    assert "".join(names) == "yzqaw" * 4


def test_the_second_group_of_a_layout_is_followed(stage: Stage, listening: Listening) -> None:
    stage.run("setxkbmap", "-layout", "us,de", "-option", "grp:menu_toggle")
    z = stage.hands.keycode("z")
    for _ in range(3):
        stage.hands.tap_codes(z, [])
        stage.press("ISO_Next_Group")
    assert [key.text for key in listening.presses() if key.text] == ["z", "y", "z"]
    assert [key.key for key in listening.presses() if key.text] == ["z", "y", "z"]


def test_altgr_writes_and_is_no_chord(stage: Stage, listening: Listening) -> None:
    stage.run("setxkbmap", "de")
    stage.type("a@b€[]")
    assert listening.text() == "a@b€[]"
    at = next(key for key in listening.presses() if key.text == "@")
    assert (at.key, at.mods) == ("q", ())
    assert "altgr" in {key.key for key in listening.presses()}


def test_dead_keys_and_compose_write_when_they_are_done(stage: Stage, listening: Listening) -> None:
    stage.run("setxkbmap", "us", "-variant", "intl", "-option", "compose:menu")
    stage.press("dead_acute")
    stage.type("e")
    stage.press("Multi_key")
    stage.type("ss")
    written = [key.text for key in listening.presses()]
    assert "".join(written) == "éß"
    assert written[0] == ""
    assert listening.presses()[0].key == "dead_acute"
    assert listening.presses()[1].key == "e"


def test_a_sequence_begun_in_one_window_is_not_ended_in_another(stage: Stage, listening: Listening) -> None:
    first = stage.open_xterm("cat", geometry="40x10+10+40")
    second = stage.open_xterm("cat", geometry="40x10+600+400")
    stage.run("setxkbmap", "us", "-variant", "intl")
    stage.click(*first.centre)
    listening.focus_is_on(first.id)
    stage.press("dead_acute")
    stage.click(*second.centre)
    listening.focus_is_on(second.id)
    stage.type("e")
    assert [key.text for key in listening.presses()] == ["", "e"]


def test_caps_lock_changes_the_text_and_not_the_name(stage: Stage, listening: Listening) -> None:
    stage.press("Caps_Lock")
    stage.hands.tap_codes(stage.hands.keycode("a"), [])
    stage.press("Caps_Lock")
    stage.type("a")
    written = [(key.key, key.text, key.mods) for key in listening.presses() if key.text]
    assert written == [("a", "A", ()), ("a", "a", ())]
    assert [key.key for key in listening.presses() if not key.text] == ["capslock", "capslock"]


def test_chords_carry_their_modifiers_and_write_nothing(stage: Stage, listening: Listening) -> None:
    for chord in ("ctrl+s", "alt+f", "meta+l", "ctrl+shift+t"):
        stage.press(chord)
    told = [(key.key, key.text, key.mods) for key in listening.presses() if len(key.key) == 1]
    assert told == [
        ("s", "", (Modifier.CTRL,)),
        ("f", "", (Modifier.ALT,)),
        ("l", "", (Modifier.META,)),
        ("t", "", (Modifier.CTRL, Modifier.SHIFT)),
    ]


def test_keys_that_move_and_edit_have_names_and_no_text(stage: Stage, listening: Listening) -> None:
    names = {
        "Return": "enter", "Escape": "esc", "Tab": "tab", "BackSpace": "backspace", "Delete": "delete",
        "Insert": "insert", "Home": "home", "End": "end", "Prior": "pageup", "Next": "pagedown",
        "Left": "left", "Right": "right", "Up": "up", "Down": "down", "F1": "f1", "F12": "f12",
        "Super_L": "meta", "Alt_L": "alt", "Control_R": "ctrl", "Shift_R": "shift", "Print": "printscreen",
    }  # fmt: skip
    for name in names:
        stage.press(name)
    assert [(key.key, key.text) for key in listening.presses()] == [(name, "") for name in names.values()]


def test_the_space_bar_is_called_space_and_writes_one(stage: Stage, listening: Listening) -> None:
    stage.type(" ")
    assert [(key.key, key.text) for key in listening.presses()] == [("space", " ")]


def test_the_keypad_writes_digits_while_num_lock_is_on(stage: Stage, listening: Listening) -> None:
    seven = stage.hands.keycode("KP_Home")
    stage.hands.tap_codes(seven, [])
    stage.press("Num_Lock")
    stage.hands.tap_codes(seven, [])
    stage.press("Num_Lock")
    told = [(key.key, key.text) for key in listening.presses() if key.key != "numlock"]
    assert told == [("home", ""), ("kp_7", "7")]


def test_clicks_carry_the_modifiers_that_were_held(stage: Stage, listening: Listening) -> None:
    stage.hands.key_down("Control_L")
    stage.click(1200, 700, button=2)
    stage.hands.key_up("Control_L")
    told = [(each.button, each.down, each.mods) for each in listening.settled().of(ButtonInput)]
    assert told == [("middle", True, (Modifier.CTRL,)), ("middle", False, (Modifier.CTRL,))]


def test_press_and_release_of_a_key_go_by_one_name_though_the_layout_changed_between(
    stage: Stage, listening: Listening
) -> None:
    stage.hands.key_down("z")
    keycode = stage.hands.keycode("z")
    listening.settled()
    stage.run("setxkbmap", "de")
    time.sleep(0.2)
    stage.hands.up_code(keycode)
    keys = listening.settled().of(KeyInput)
    assert {key.key for key in keys} == {"z"}
    assert not keys[-1].down

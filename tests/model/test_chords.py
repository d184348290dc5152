"""Chords as they are written in the settings: read forgivingly, refused with a sentence."""

import re

import pytest

from workbench.errors import UsageError
from workbench.model.chords import Chord, in_one_breath, read_chord, read_hotkeys
from workbench.model.events import Modifier

DEFAULTS = {"pause": "ctrl+alt+p", "stop": "ctrl+alt+s", "forget": "ctrl+alt+f", "mark": "ctrl+alt+m"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ctrl+alt+p", "Ctrl+Alt+P"),
        ("Alt + Control + P", "Ctrl+Alt+P"),
        ("super+pause", "Meta+Pause"),
        ("f9", "F9"),
        ("shift+F12", "Shift+F12"),
        ("ctrl+ö", "Ctrl+Ö"),
        ("ctrl+shift+;", "Ctrl+Shift+;"),
    ],
)
def test_a_chord_is_read_however_it_is_written(text: str, words: str) -> None:
    chord = read_chord(text)
    assert chord is not None
    assert chord.words == words
    assert read_chord(chord.text) == chord


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_is_no_chord(text: str) -> None:
    assert read_chord(text) is None


@pytest.mark.parametrize(
    "text", ["p", "shift+p", "ctrl+", "ctrl", "+", "ctrl+alt+pp", "ctrl+ctrl+p", "hyper+p", "ctrl+p+q", "enter"]
)
def test_what_would_eat_typing_or_is_no_chord_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        read_chord(text)


def test_hotkeys_are_read_by_action_and_an_empty_one_is_off() -> None:
    chords = read_hotkeys(DEFAULTS | {"mark": ""})
    assert chords["stop"] == Chord((Modifier.CTRL, Modifier.ALT), "s")
    assert sorted(chords) == ["forget", "pause", "stop"]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"pause": "p"}, r"hotkey for pause, 'p', cannot be read: write it as ctrl\+alt\+p"),
        (DEFAULTS | {"mark": "Alt+Ctrl+P"}, r"pause and mark are both Ctrl\+Alt\+P: give one of them another"),
        ({"halt": "ctrl+h"}, "no hotkey called 'halt': pause, stop, forget, mark can have one"),
    ],
)
def test_what_cannot_hold_is_said_in_a_sentence(wanted: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_hotkeys(wanted)


@pytest.mark.parametrize(
    ("text", "common"),
    [("ctrl+c", True), ("ctrl+shift+v", True), ("ctrl+alt+p", False), ("meta+p", False), ("ctrl+f9", False)],
)
def test_a_chord_of_ctrl_and_a_character_is_one_that_applications_use(text: str, common: bool) -> None:  # noqa: FBT001  (a parameter of the test)
    chord = read_chord(text)
    assert chord is not None
    assert chord.common is common


@pytest.mark.parametrize(
    ("chords", "said"),
    [
        (DEFAULTS, "Ctrl+Alt+P/S/F/M"),
        ({"pause": "ctrl+alt+p", "stop": "meta+f9"}, "Ctrl+Alt+P, Meta+F9"),
        ({"stop": "f9"}, "F9"),
        ({}, ""),
    ],
)
def test_several_chords_are_said_shortly(chords: dict[str, str], said: str) -> None:
    assert in_one_breath(chords) == said

"""What a key does: hold, compose, write or act."""

import pytest

from workbench.model.events import KeyDown, Modifier
from workbench.model.key_roles import chord, composing_keys, deletes_back, is_modifier, tapped, writes_text

CTRL, ALT, SHIFT, META = Modifier.CTRL, Modifier.ALT, Modifier.SHIFT, Modifier.META


@pytest.mark.parametrize(
    "key", ["ctrl", "ctrl_r", "shift", "alt_l", "altgr", "meta", "capslock", "iso_next_group"]
)
def test_keys_that_only_change_others_are_modifiers(key: str) -> None:
    assert is_modifier(key)


@pytest.mark.parametrize("key", ["a", "enter", "f5", "kp_1", "menu", "dead_acute", "l", "r"])
def test_other_keys_are_none(key: str) -> None:
    assert not is_modifier(key)


def test_only_meta_and_alt_do_something_when_tapped() -> None:
    assert [tapped(key) for key in ("meta", "cmd_r", "alt", "ctrl", "shift", "a")] == [
        "meta",
        "meta",
        "alt",
    ] + [None] * 3


@pytest.mark.parametrize(
    ("down", "writes"),
    [
        (KeyDown("a", "a"), True),
        (KeyDown("a", "A", (SHIFT,)), True),
        (KeyDown("space", " "), True),
        (KeyDown("enter", "\r"), False),
        (KeyDown("a", ""), False),
        (KeyDown("s", "s", (CTRL,)), False),
        (KeyDown("s", "\x13", (CTRL,)), False),
        (KeyDown("f", "f", (ALT,)), False),
        (KeyDown("1", "!", (ALT, SHIFT)), False),
        (KeyDown("l", "l", (META,)), False),
        (KeyDown("q", "@", (CTRL, ALT)), True),
        (KeyDown("l", "@", (ALT,)), True),
        (KeyDown("a", "Å", (ALT, SHIFT)), True),
        (KeyDown("a", "A", (CTRL, ALT)), False),
    ],
)
def test_text_is_what_is_written_and_not_what_is_commanded(down: KeyDown, *, writes: bool) -> None:
    assert writes_text(down) is writes


def test_dead_keys_wait_for_one_key_and_compose_for_two() -> None:
    downs = (KeyDown("dead_acute", ""), KeyDown("compose", ""), KeyDown("dead_acute", "´"), KeyDown("a", ""))
    assert [composing_keys(down) for down in downs] == [1, 2, 0, 0]


def test_backspace_deletes_unless_it_is_part_of_a_chord() -> None:
    assert deletes_back(KeyDown("backspace", ""))
    assert deletes_back(KeyDown("backspace", "", (SHIFT,)))
    assert not deletes_back(KeyDown("backspace", "", (CTRL,)))
    assert not deletes_back(KeyDown("delete", ""))


def test_chords_name_their_modifiers_in_one_order() -> None:
    assert chord(KeyDown("t", "", (SHIFT, CTRL))) == ("ctrl", "shift", "t")
    assert chord(KeyDown("left", "")) == ("left",)
    assert chord(KeyDown("a", "")) is None

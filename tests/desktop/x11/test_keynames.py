"""Canonical names of keys."""

import pytest

from workbench.desktop.x11.keynames import NAMED, key_name


@pytest.mark.parametrize(
    ("keysym", "glyph", "name"),
    [
        ("a", "a", "a"),
        ("A", "A", "a"),
        ("slash", "/", "/"),
        ("adiaeresis", "ä", "ä"),
        ("Return", "\r", "enter"),
        ("space", " ", "space"),
        ("F5", "", "f5"),
        ("Home", "", "home"),
        ("KP_1", "1", "kp_1"),
        ("KP_Enter", "\r", "kp_enter"),
        ("KP_Home", "", "home"),
        ("Control_R", "", "ctrl"),
        ("Super_L", "", "meta"),
        ("Menu", "", "menu"),
        ("Delete", "\x7f", "delete"),
        ("XF86AudioRaiseVolume", "", "volumeup"),
        ("XF86Calculator", "", "xf86calculator"),
        ("dead_acute", "", "dead_acute"),
    ],
)
def test_a_key_has_one_name(keysym: str, glyph: str, name: str) -> None:
    assert key_name(keysym, glyph) == name


def test_names_are_lower_case_words() -> None:
    assert all(name == name.lower() and name.isalnum() for name in NAMED.values())

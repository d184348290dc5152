"""Steps in plain words."""

from dataclasses import replace

import pytest

from tests.model.streams import EDITOR
from workbench.model.elements import Element
from workbench.model.events import Button, Modifier
from workbench.model.sentences import LONGEST_TEXT, sentence
from workbench.model.steps import Action, Click, Drag, PressKeys, ScrollBy, SwitchApp, TypeText

LEFT, RIGHT, CTRL = Button.LEFT, Button.RIGHT, Modifier.CTRL


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (Click(120, 80, LEFT, 1), "click at 120,80 in mousepad"),
        (Click(120, 80, LEFT, 2), "double-click at 120,80 in mousepad"),
        (Click(120, 80, LEFT, 3), "triple-click at 120,80 in mousepad"),
        (Click(120, 80, RIGHT, 1), "right-click at 120,80 in mousepad"),
        (
            Click(120, 80, Button.MIDDLE, 1, (CTRL, Modifier.SHIFT)),
            "Ctrl+Shift+middle-click at 120,80 in mousepad",
        ),
        (Click(1, 2, Button.X1, 1), "back-button-click at 1,2 in mousepad"),
        (Drag(1, 2, 30, 40, LEFT), "drag from 1,2 to 30,40"),
        (Drag(1, 2, 30, 40, RIGHT), "right-drag from 1,2 to 30,40"),
        (ScrollBy(1, 2, 0, -10), "scroll down 10 notches"),
        (ScrollBy(1, 2, 0, 1), "scroll up 1 notch"),
        (ScrollBy(1, 2, -3, 2, (CTRL,)), "Ctrl+scroll up 2 notches and left 3 notches"),
        (ScrollBy(1, 2, 0, 0), "scroll by nothing"),
        (TypeText("Hello"), 'type "Hello"'),
        (TypeText(""), "type and delete again"),
        (TypeText("", masked=True), "type redacted text"),
        (TypeText("█", masked=True), "type redacted text"),
        (TypeText("Call █ now", masked=True), 'type "Call █ now"'),
        (PressKeys(("ctrl", "s")), "press Ctrl+S"),
        (PressKeys(("backspace",), 3), "press Backspace 3 times"),
        (PressKeys(("shift", "kp_enter")), "press Shift+Keypad Enter"),
        (PressKeys(("pagedown",)), "press Page Down"),
        (PressKeys(("f5",)), "press F5"),
        (SwitchApp("xterm"), "switch to xterm"),
    ],
)
def test_every_action_has_its_words(action: Action, words: str) -> None:
    assert sentence(action, None, EDITOR) == words


def test_a_known_target_is_named_instead_of_its_place() -> None:
    click = Click(120, 80, LEFT, 1)
    assert sentence(click, Element("button", "Save"), EDITOR) == 'click "Save" (button)'
    assert sentence(click, Element("button", ""), EDITOR) == "click button"


def test_an_item_of_a_menu_is_chosen() -> None:
    click = Click(1, 2, LEFT, 1)
    item = Element("menu item", "New", ancestors=("menu File", "menu bar"))
    assert sentence(click, item, EDITOR) == 'choose "New" in File'
    assert sentence(click, replace(item, ancestors=()), EDITOR) == 'choose "New"'
    assert sentence(Click(1, 2, RIGHT, 1), item, EDITOR) == 'right-click "New" (menu item)'


def test_long_text_is_shortened_and_hostile_text_stays_true() -> None:
    assert sentence(TypeText("x" * 500), None, EDITOR) == f'type "{"x" * (LONGEST_TEXT - 1)}…"'
    assert sentence(TypeText("\x1b]0;[b]"), None, EDITOR) == 'type "\x1b]0;[b]"'

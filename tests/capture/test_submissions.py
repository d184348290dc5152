"""What may end a line, and what is sure to stay in it."""

import pytest

from workbench.capture.submissions import Submissions
from workbench.desktop.port import ButtonInput, FocusInput, Input, KeyInput
from workbench.model.events import Button, Modifier, Modifiers


def key(name: str, text: str = "", *mods: Modifier, down: bool = True) -> KeyInput:
    return KeyInput(1000, down, name, text, mods, 1)


STAY: tuple[Input, ...] = (
    key("a", "a"),
    key("1", "!", Modifier.SHIFT),
    key("shift"),
    key("ctrl"),
    key("backspace", "\b"),
    key("left"),
    key("tab", "\t"),
    key("dead_acute"),
    key("enter", "\r", down=False),
    ButtonInput(1000, True, Button.LEFT, 5, 5, (), 1),  # noqa: FBT003  (the port's own order)
    FocusInput(1000, 1),
)
MAY_END: tuple[Input, ...] = (
    key("enter", "\r"),
    key("kp_enter", "\r"),
    key("m", "\r", Modifier.CTRL),
    key("x", "x", Modifier.ALT),
    key("f5"),
    key("insert", "", Modifier.SHIFT),
    key("esc", "\x1b"),
    ButtonInput(1000, True, Button.MIDDLE, 5, 5, (), 1),  # noqa: FBT003  (the port's own order)
)


def any_after(item: Input) -> bool:
    submissions = Submissions()
    submissions.note(item)
    return submissions.any_since(1000)


@pytest.mark.parametrize("item", STAY)
def test_what_only_writes_or_edits_stays_in_its_line(item: Input) -> None:
    assert not any_after(item)


@pytest.mark.parametrize("item", MAY_END)
def test_what_is_not_sure_to_stay_may_have_ended_the_line(item: Input) -> None:
    assert any_after(item)


def test_only_what_came_since_then_counts_and_what_was_not_seen_may_have_been_anything() -> None:
    submissions = Submissions()
    submissions.note(key("enter"))
    assert not submissions.any_since(1001)
    submissions.missed(2000)
    assert submissions.any_since(1001)


def test_no_modifiers_are_needed_to_know_a_modifier_key() -> None:
    mods: Modifiers = (Modifier.CTRL,)
    assert not any_after(KeyInput(1000, True, "shift", "", mods, 1))  # noqa: FBT003  (the port's own order)

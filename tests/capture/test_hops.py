"""What is typed between two hops of the focus is in doubt where they are too close to each other."""

import pytest

from workbench.capture.hops import ANNOUNCED_MS, HURRY_MS, Hops
from workbench.desktop.port import ButtonInput, FocusInput, Input, KeyInput
from workbench.model.events import Button, Modifier, Modifiers
from workbench.model.key_names import KeyName

T = 10_000


def key(at_ms: int, name: str, mods: Modifiers = (), *, down: bool = True) -> KeyInput:
    return KeyInput(at_ms, down, name, name if len(name) == 1 else "", mods, 1)


def click(at_ms: int) -> ButtonInput:
    return ButtonInput(at_ms, True, Button.LEFT, 5, 5, (), 1)  # noqa: FBT003  (the port's order)


def between(*items: Input, at_ms: int = T) -> bool:
    hops = Hops()
    for item in items:
        hops.note(item)
    return hops.in_between(at_ms)


@pytest.mark.parametrize(
    "onward",
    [
        key(T + 20, "tab"),
        key(T + 20, "enter"),
        key(T + 20, KeyName.ESCAPE),
        key(T + 20, "w", (Modifier.CTRL,)),
        click(T + 20),
        FocusInput(T + 20, 2),
    ],
    ids=["tab", "enter", "escape", "chord", "click", "focus"],
)
def test_what_is_typed_right_after_tab_or_click_and_right_before_the_focus_may_go_on_is_in_doubt(
    onward: Input,
) -> None:
    assert between(key(T - 20, "tab"), onward)
    assert between(click(T - 20), onward)


def test_also_where_all_of_it_comes_in_the_same_millisecond() -> None:
    assert between(key(T, "tab"), key(T, "tab"))


def test_one_hop_alone_leaves_nothing_in_doubt() -> None:
    assert not between(key(T, "tab"))
    assert not between(key(T - 5, "tab"), key(T - 5, "tab", down=False))
    assert not between(key(T + 5, "enter"))


def test_hops_of_a_person_are_far_enough_apart() -> None:
    assert not between(key(T - 100, "tab"), key(T - 100 + HURRY_MS, "tab"))
    assert not between(key(T - HURRY_MS, "tab"), key(T + 5, "tab"))


def test_lines_of_text_that_end_quickly_are_not_in_doubt() -> None:
    assert not between(key(T - 20, "enter"), key(T + 20, "enter"))
    assert not between(key(T - 20, "enter"), key(T + 20, "tab"))


def settled(item: KeyInput, *items: Input) -> int | None:
    hops = Hops()
    for each in items:
        hops.note(each)
    return hops.settled_ms(item)


def test_a_key_goes_to_the_field_that_had_the_keyboard_then() -> None:
    assert settled(key(T, "a")) == T
    assert settled(key(T, "a"), key(T - ANNOUNCED_MS, "tab"), key(T + 5, "tab")) == T
    tab = key(T, "tab")
    assert settled(tab, tab) == T, "Tab itself is pressed in the field that it leaves"


def test_a_key_right_after_a_hop_goes_to_the_field_that_is_announced_after_it() -> None:
    assert settled(key(T, "a"), key(T - 4, "tab")) == T - 4 + ANNOUNCED_MS
    assert settled(key(T, "a"), click(T - 30), FocusInput(T - 20, 1)) == T - 20 + ANNOUNCED_MS


def test_between_hops_that_are_too_close_nobody_can_tell_which_field_a_key_went_to() -> None:
    assert settled(key(T, "a"), key(T - 4, "tab"), key(T + 50, "tab")) is None
    assert settled(key(T, "a"), key(T, "tab")) is None
    twice = key(T, "tab")
    assert settled(twice, key(T - 4, "tab"), twice) is None

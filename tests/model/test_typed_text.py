"""Typed text is what came to stand in the field."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.streams import Stream, type_like_a_person
from workbench.model.events import Modifier
from workbench.model.typed_text import TypedText

LETTERS = "abc xyzABC,.;-_!?()[]{}<>|@#$%&*+=/\\'\"0123456789äÖß€"


@given(st.text(LETTERS, min_size=1, max_size=40), st.integers(0, 2**31))
def test_fast_typing_with_overlapping_keys_gives_exactly_the_text(text: str, seed: int) -> None:
    stream = Stream()
    type_like_a_person(stream, text, random.Random(seed))
    assert [step.text for step in stream.steps()] == [text]


@given(st.lists(st.sampled_from([*LETTERS, None]), max_size=60))
def test_backspaces_take_back_what_a_field_would_lose(keys: list[str | None]) -> None:
    stream, field = Stream(), list[str]()
    stream.character("x")
    for key in keys:
        if key is None and field:
            stream.tap("backspace")
            field.pop()
        elif key:
            stream.character(key)
            field.append(key)
    assert [step.text for step in stream.steps()] == ["x" + "".join(field)]


@pytest.mark.parametrize(
    ("stream", "text"),
    [
        (Stream().down("shift").down("h", "H", Modifier.SHIFT).up("shift").up("h").type("i"), "Hi"),
        (Stream().down("1", "!", Modifier.SHIFT).up("1"), "!"),
        (Stream().down("altgr").down("q", "@").up("q").up("altgr"), "@"),
        (Stream().down("q", "@", Modifier.CTRL, Modifier.ALT).up("q"), "@"),
        (Stream().down("a", "å", Modifier.ALT).up("a"), "å"),
        (Stream().type("a").tap("dead_acute").tap("e", "é"), "aé"),
        (Stream().type("a").tap("compose").tap("'", "").tap("e", "é"), "aé"),
        (Stream().type("a").tap("dead_acute").tap("backspace").type("b"), "ab"),
        (Stream().type("a").tap("dead_acute").tap("q").tap("backspace").type("b"), "b"),
        (Stream().down("a", "a").repeat("a", 4).up("a"), "aaaaa"),
        (Stream().type("abc").down("backspace").repeat("backspace", 1).up("backspace"), "a"),
        (Stream().down("a", "a").down("a", "a").up("a"), "aa"),
        (Stream().type("A").tap("backspace", "", Modifier.SHIFT).type("b"), "b"),
        (Stream().tap("space", " ").tap("kp_1", "1"), " 1"),
        (Stream().type("a").tap("shift").tap("ctrl").move(4, 4).type("b"), "ab"),
    ],
)
def test_what_a_keyboard_can_do_ends_in_the_right_text(stream: Stream, text: str) -> None:
    assert [step.text for step in stream.steps()] == [text]


def test_a_key_held_across_a_click_types_on_in_a_text_of_its_own() -> None:
    stream = Stream().down("a", "a").click(5, 5).repeat("a", 2)
    assert [step.text for step in stream.steps()] == ["a", None, "aa"]


def test_deleting_says_how_many_presses_found_nothing() -> None:
    text = TypedText()
    text.write("ab", 2)
    assert (str(text), len(text)) == ("abab", 4)
    assert text.delete_back(3) == 0
    assert text.delete_back(3) == 2
    assert str(text) == ""

"""Text from outside is shown, and does nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.showable import showable

anything = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, [brackets] & all", "plain text, [brackets] & all"),
        ("Grüße an Zoë 日本 😀", "Grüße an Zoë 日本 😀"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("two\r\nlines\tand a tab\x00", "two␍␊lines␉and a tab␀"),
        ("\x7f", "␡"),
        ("\x9b2J\x85", "\\u{9b}2J\\u{85}"),
        ("safe\u202etxt.exe", "safe\\u{202e}txt.exe"),
        ("zero\u200bwidth\ufeff", "zero\\u{200b}width\\u{feff}"),
        ("\u2028\u2029", "\\u{2028}\\u{2029}"),
        ("\ud800\ue000\U0010ffff", "\\u{d800}\\u{e000}\\u{10ffff}"),
        ("\u3164", "\\u{3164}"),
        ("e\u0301", "e\u0301"),
        ("e" + "\u0301" * 6, "e" + "\u0301" * 4 + "\\u{301}" * 2),
        ("", ""),
    ],
)
def test_what_could_act_becomes_visible(text: str, shown: str) -> None:
    assert showable(text) == shown


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [("abcdef", 6, "abcdef"), ("abcdefg", 6, "abcde…"), ("ab\u202e", 9, "ab…"), ("ab", 1, "…"), ("ab", 0, "")],
)
def test_long_text_is_cut_between_characters(text: str, limit: int, shown: str) -> None:
    assert showable(text, limit) == shown


@given(anything, st.integers(0, 60))
def test_nothing_that_acts_on_a_terminal_comes_through(text: str, limit: int) -> None:
    shown = showable(text, limit)
    assert len(shown) <= limit
    assert not {unicodedata.category(character)[0] for character in shown} & {"C"}
    assert not any(unicodedata.category(character) in {"Zl", "Zp"} for character in shown)


@given(anything, st.integers(0, 60))
def test_showing_twice_is_showing_once(text: str, limit: int) -> None:
    once = showable(text, limit)
    assert showable(once, limit) == once

"""Text in a release acts on no terminal."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from workbench.export.harmless import LONGEST, harmless, is_harmless


def test_lines_stay_and_controls_become_visible() -> None:
    assert harmless("Buy tea\nand \x1b]52;c;eA==\x07 \x9b2J cake\u202e") == (
        "Buy tea\nand ␛]52;c;eA==␇ \\u{9b}2J cake\\u{202e}"
    )


def test_plain_text_in_any_script_stays_as_it_is() -> None:
    text = 'Übung 茶 «شاي» – 5 €, "it\'s" [/b] {x}'
    assert harmless(text) == text
    assert is_harmless(text)


@given(st.text())
def test_nothing_harmful_is_left_and_a_second_time_changes_nothing(text: str) -> None:
    once = harmless(text)
    assert is_harmless(once)
    assert harmless(once) == once
    assert not {unicodedata.category(character) for character in once.replace("\n", "")} & {"Cc", "Cf", "Cs"}


def test_text_without_end_is_cut() -> None:
    assert len(harmless("x" * 100_000)) == LONGEST

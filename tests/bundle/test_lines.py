"""JSON in one form only."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.bundle.kinds import text
from workbench.bundle.lines import LONGEST_LINE, harmless, read_lines, read_object, written, written_lines
from workbench.errors import BundleError

ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=80)


@given(ANY_TEXT)
def test_a_text_made_harmless_is_written_and_taken_back(value: str) -> None:
    made = harmless(value)
    assert read_object(written(made), text(400), "here") == made
    assert harmless(made) == made
    assert len(made) == len(value)


def test_plain_text_stays_as_it_is() -> None:
    assert harmless("Grüße, 你好 👩‍👩‍👧 عربى\n\tend") == "Grüße, 你好 👩‍👩‍👧 عربى\n\tend"
    assert harmless("\x1b[0m\x7f\x85") == "␛[0m␡\ufffd"


def test_lines_come_back_one_by_one() -> None:
    assert list(read_lines(written_lines(["a", "b\n"]), text(9), "here")) == ["a", "b\n"]
    assert list(read_lines(b"", text(9), "here")) == []


def test_a_line_has_a_longest_length() -> None:
    line = written("x" * (LONGEST_LINE - 2)) + b"\n"
    assert len(list(read_lines(line, text(LONGEST_LINE), "here"))) == 1
    with pytest.raises(BundleError) as refusal:
        list(read_lines(b'"x' + line[1:], text(LONGEST_LINE + 9), "here"))
    assert refusal.value.check == "line"


@given(st.recursive(st.none() | st.booleans() | st.integers() | ANY_TEXT, st.lists, max_leaves=9), st.data())
def test_any_json_is_taken_or_refused_by_name(value: object, data: st.DataObject) -> None:
    raw = bytearray(json.dumps(value).encode())
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    check = ""
    try:
        read_object(bytes(raw), text(400), "here")
    except BundleError as error:
        check = error.check
    assert check in {"", "json", "value", "text", "canonical", "number", "depth"}


def test_no_text_makes_the_look_at_its_depth_slow() -> None:
    started = time.thread_time()
    for raw in (b"[" * 33 + b'"\\' * 400_000, b"[" * 33 + b'"' + b"\\" * 800_001, b'["' * 400_000):
        with pytest.raises(BundleError):
            read_object(raw, text(9), "here")
    assert time.thread_time() - started < 3

"""What is left of a text, a title, a key."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.model.edit_lists import RECORDING
from tests.model.streams import EDITOR, SESSION, Stream
from workbench.model.events import KeyDown, KeyRepeat, KeyUp
from workbench.model.redaction import (
    leaving_events,
    redacted_context,
    redacted_session,
    redacted_step,
    without_spans,
)

spans = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted).map(tuple), max_size=4)


@given(st.text("abcdef", max_size=12), spans)
def test_no_redacted_character_is_left_and_every_other_one_is(text: str, chosen: list[tuple[int, int]]) -> None:
    inside = [(start, min(end, len(text))) for start, end in chosen if start < min(end, len(text))]
    gone = {at for start, end in inside for at in range(start, end)}
    left = without_spans(text, inside)
    assert left.replace("█", "") == "".join(letter for at, letter in enumerate(text) if at not in gone)
    assert "██" not in left
    assert ("█" in left) == bool(gone)


def test_a_step_that_types_nothing_stays_as_it_is() -> None:
    [click] = Stream().click(5, 5).steps()
    assert redacted_step(click, [(0, 1)]) == click


def test_a_window_loses_its_title_and_address() -> None:
    assert redacted_context(EDITOR).title == ""
    assert redacted_context(EDITOR).url is None
    page = replace(EDITOR, url="https://shop.example.com/orders/4711")
    assert (redacted_context(page).title, redacted_context(page).url) == ("", "")


def test_the_scope_of_a_session_loses_its_title_patterns_and_its_sites() -> None:
    scope = replace(SESSION.scope, windows=("Jane",), urls=("shop.example.com/jane",))
    hidden = redacted_session(replace(SESSION, scope=scope), (), hides_patterns=True).scope
    assert (hidden.windows, hidden.urls, hidden.apps) == ((), (), scope.apps)


def test_a_session_keeps_its_title_where_nothing_of_it_is_redacted() -> None:
    assert redacted_session(SESSION, (), hides_patterns=False) == SESSION


@given(st.lists(st.tuples(st.integers(1, 120), st.integers(0, 9)), max_size=6))
def test_no_release_or_repeat_leaves_without_its_press(starts: list[tuple[int, int]]) -> None:
    ranges: list[tuple[int, int]] = []
    for first_seq, length in sorted(starts):
        if not ranges or first_seq > ranges[-1][1]:
            ranges.append((first_seq, first_seq + length))
    down: set[str] = set()
    for event in leaving_events(RECORDING.events, ranges):
        match event.body:
            case KeyDown(key=key):
                down.add(key)
            case KeyUp(key=key) | KeyRepeat(key=key):
                assert key in down

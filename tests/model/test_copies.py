"""Where a submitted session is."""

import pytest

from workbench.model.copies import CopyState, SessionCopy, copies_sentence, remaining, state_with_copies
from workbench.model.session import SessionState

STATES = {name[0]: CopyState(name) for name in ("submitted", "erasing", "withdrawn", "missing")}


def copies(
    letters: str, names: tuple[str, ...] = ("first", "second", "third", "fourth")
) -> tuple[SessionCopy, ...]:
    """Return copies in these states, each in a corpus of its own."""
    return tuple(
        SessionCopy(
            f"r{n}", names[n], f"c{n}", f"/{n}/{names[n]}.db", "2026-11-22T10:00:00Z", None, STATES[letter]
        )
        for n, letter in enumerate(letters)
    )


@pytest.mark.parametrize(
    ("letters", "sentence"),
    [
        ("", ""),
        ("s", "in first"),
        ("ss", "in first and second"),
        ("sss", "in first, second and third"),
        ("sw", "in first; withdrawn from second"),
        ("ws", "in second; withdrawn from first"),
        ("ww", "withdrawn from first and second"),
        ("es", "in second; withdrawn from first, last bytes not erased yet"),
        ("m", "not in first any more"),
        ("wm", "withdrawn from first; not in second any more"),
        ("swe", "in first; withdrawn from third, last bytes not erased yet; withdrawn from second"),
    ],
)
def test_a_sentence_says_where_copies_remain_and_where_not(letters: str, sentence: str) -> None:
    assert copies_sentence(copies(letters)) == sentence
    assert len(remaining(copies(letters))) == letters.count("s")


def test_corpora_of_one_name_are_told_apart_by_their_paths() -> None:
    found = copies("sws", ("corpus", "corpus", "team"))
    assert copies_sentence(found) == "in corpus (/0/corpus.db) and team; withdrawn from corpus (/1/corpus.db)"


def test_two_receipts_of_one_corpus_name_it_once() -> None:
    first, second = copies("sw", ("team", "team"))
    again = SessionCopy("r2", "team", first.corpus_id, "/0/team.db", "", None, CopyState.SUBMITTED)
    assert copies_sentence((first, again)) == "in team"
    assert copies_sentence((first, again, second)).startswith("in team (/0/team.db); withdrawn from team (/1")


@pytest.mark.parametrize(
    ("state", "lists"),
    [("submitted", "s sw ws ms es"), ("withdrawn", "w we e mw"), ("recorded", "m mm")],
)
def test_a_session_is_submitted_while_one_copy_remains(lists: str, state: str) -> None:
    for letters in lists.split():
        for own in (SessionState.RECORDED, SessionState.SUBMITTED, SessionState.WITHDRAWN):
            assert state_with_copies(own, copies(letters)) == state
            assert state_with_copies(own, ()) is own


@pytest.mark.parametrize("own", [SessionState.RECORDING, SessionState.PAUSED, SessionState.RETURNED, None])
def test_what_no_receipt_knows_stays_as_it_is(own: SessionState | None) -> None:
    assert state_with_copies(own, copies("s")) is own

"""Lines of sessions."""

from dataclasses import replace

import pytest

from tests.tui.made_sessions import HOSTILE, session_id
from workbench.model.copies import CopyState, SessionCopy
from workbench.model.session import SessionState
from workbench.store.library import SessionSummary
from workbench.tui.widgets.session_list import SessionList, about, withdrawal_question

GOOD = SessionSummary(
    id=session_id(1),
    title="Write an invoice",
    state=SessionState.RECORDED,
    created_at="2026-11-22T14:02:00+00:00",
    duration_ms=134_000,
    size_bytes=3_100_000,
    steps=31,
    cut_off=False,
    live=False,
    problem=None,
)
LIVE = replace(GOOD, live=True, state=SessionState.RECORDING, steps=None, duration_ms=None)
CUT_OFF = replace(GOOD, cut_off=True)
BROKEN = replace(GOOD, title="", state=None, steps=None, duration_ms=None, problem="Its key is missing.")


def line(summary: SessionSummary, width: int) -> str:
    """Return how a session is listed."""
    sessions = SessionList()
    sessions._rows = (summary,)
    return sessions.row_content(0, width).plain


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("summary", [GOOD, LIVE, CUT_OFF, BROKEN, replace(GOOD, title=HOSTILE * 9)])
def test_every_line_fits_into_its_width(summary: SessionSummary, width: int) -> None:
    shown = line(summary, width)
    assert len(shown) <= width
    assert shown.isprintable()


def test_figures_have_their_units() -> None:
    assert line(GOOD, 120).split() == [
        "Write",
        "an",
        "invoice",
        "31",
        "steps",
        "2:14",
        "3.1",
        "MB",
        "2026-11-22",
        "14:02",
        "recorded",
    ]


def test_flags_are_a_sign_and_a_word() -> None:
    assert "● recording" in line(LIVE, 80)
    assert "✂ cut off" in line(CUT_OFF, 80)
    assert "✗ problem" in line(BROKEN, 80)
    assert session_id(1)[-8:] in line(BROKEN, 80)


def test_under_the_list_stands_what_is_wrong() -> None:
    assert "Its key is missing." in about(BROKEN).plain
    assert "Cut off" in about(CUT_OFF).plain
    assert "being recorded" in about(LIVE).plain
    assert about(GOOD).plain == f"Write an invoice\nsession {session_id(1)}"


def test_under_the_list_stands_where_copies_remain() -> None:
    kept = [
        SessionCopy(f"r{n}", name, f"c{n}", "/x.db", "", None, state)
        for n, (name, state) in enumerate([("first", CopyState.SUBMITTED), (HOSTILE, CopyState.WITHDRAWN)])
    ]
    summary = replace(GOOD, state=SessionState.SUBMITTED, copies=tuple(kept))
    told = about(summary).plain.splitlines()
    assert told[2].startswith("In first; withdrawn from ")
    assert told[2].isprintable()
    assert "In first" in about(replace(BROKEN, copies=tuple(kept))).plain
    question = withdrawal_question(summary, kept[0]).plain
    assert question.startswith("first erases Write an invoice and lists it")
    assert question.endswith("stays here.")
    both = replace(summary, copies=(kept[0], replace(kept[0], corpus_id="c9")))
    assert withdrawal_question(both, kept[0]).plain.endswith("and so do its copies in other corpora.")
    assert withdrawal_question(replace(GOOD, state=SessionState.SUBMITTED), None).plain.startswith("The corpus")

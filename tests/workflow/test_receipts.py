"""Receipts that are kept in a home."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.corpus.receipt import Receipt
from workbench.errors import NotFoundError, WorkbenchError
from workbench.paths import Home
from workbench.workflow.receipts import (
    KeptReceipt,
    find_receipt,
    keep,
    mark_withdrawn,
    readable_receipts,
    receipts,
    standing_receipt,
)

FIRST = KeptReceipt(
    Receipt("receipt-1", "session-1", "ab" * 32, "corpus-1", "team", "2026-11-22T10:00:00Z", "built-in"),
    "team.db",
    bulk=False,
)
SECOND = KeptReceipt(
    Receipt("receipt-2", "session-2", "cd" * 32, "corpus-1", "team", "2026-11-22T11:00:00Z", "built-in"),
    "team.db",
    bulk=True,
    last_edit=3,
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home with two receipts."""
    home = Home(tmp_path)
    for kept in (FIRST, SECOND):
        keep(home, kept)
    return home


def test_receipts_are_listed_newest_first_and_private(home: Home) -> None:
    assert receipts(home) == (SECOND, FIRST)
    assert receipts(Home(home.root / "elsewhere")) == ()
    assert {stat.S_IMODE(path.stat().st_mode) for path in home.receipts.iterdir()} == {0o600}


def test_a_receipt_is_found_by_an_end_of_its_id_or_its_sessions(home: Home) -> None:
    assert find_receipt(home, "ceipt-1") == find_receipt(home, "session-1") == FIRST
    assert find_receipt(home, "last") == SECOND
    for reference in ("", "nobody"):
        with pytest.raises(NotFoundError, match="workbench mine"):
            find_receipt(home, reference)


@pytest.mark.parametrize("reference", ["last", "ceipt-1", ""])
def test_where_nothing_was_submitted_that_is_said(tmp_path: Path, reference: str) -> None:
    with pytest.raises(NotFoundError, match=r"^You have submitted nothing, so there is nothing to withdraw\.$"):
        find_receipt(Home(tmp_path), reference)


def test_a_new_state_replaces_the_old_one(home: Home) -> None:
    keep(home, replace(FIRST, last_edit=7))
    marked = mark_withdrawn(home, SECOND, "2026-11-22T12:00:00Z")
    assert receipts(home) == (marked, replace(FIRST, last_edit=7))
    assert standing_receipt(home, "session-2", "corpus-1") is None
    assert standing_receipt(home, "session-1", "corpus-1") == replace(FIRST, last_edit=7)
    assert standing_receipt(home, "session-1", "corpus-2") is None


def test_the_public_shape_is_flat_and_tells_when_it_was_withdrawn(home: Home) -> None:
    shape = mark_withdrawn(home, FIRST, "2026-11-22T12:00:00Z").to_json()
    assert (shape["id"], shape["session"], shape["corpus_path"], shape["withdrawn_at"]) == (
        "receipt-1",
        "session-1",
        "team.db",
        "2026-11-22T12:00:00Z",
    )
    assert "last_edit" not in shape


def test_a_file_that_is_no_receipt_is_said_to_be_none(home: Home) -> None:
    (home.receipts / "broken.json").write_text("[]")
    with pytest.raises(WorkbenchError, match=r"broken\.json cannot be read"):
        receipts(home)


def test_the_others_are_read_beside_one_that_cannot_be(home: Home) -> None:
    (home.receipts / "a-folder.json").mkdir()
    found, problems = readable_receipts(home)
    assert found == (SECOND, FIRST)
    assert [str(problem).split(" cannot")[0].rpartition("/")[2] for problem in problems] == ["a-folder.json"]

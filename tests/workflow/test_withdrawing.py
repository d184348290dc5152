"""Withdrawing from a home: with its key, by receipt or session, and noted here."""

import shutil
from pathlib import Path

import pytest

from tests.workflow.volunteers import Volunteer, a_volunteer
from workbench.corpus.database import create_corpus, info, open_corpus
from workbench.corpus.tombstones import session_hash
from workbench.errors import NotFoundError
from workbench.model.session import SessionState
from workbench.workflow.receipts import receipts
from workbench.workflow.submitting import mine, submit
from workbench.workflow.withdrawing import withdraw


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """Return the path of a shared corpus."""
    create_corpus(tmp_path / "team.db").close()
    return tmp_path / "team.db"


@pytest.fixture
def ada(tmp_path: Path) -> Volunteer:
    """Return a volunteer."""
    return a_volunteer(tmp_path / "ada")


@pytest.mark.parametrize("by_receipt", [True, False], ids=["receipt", "session"])
def test_a_withdrawn_session_leaves_the_corpus_and_stays_here(
    ada: Volunteer, team: Path, *, by_receipt: bool
) -> None:
    session_id = ada.session()
    kept = submit(ada.home, session_id, team)
    marked, stone = withdraw(ada.home, (kept.receipt.id if by_receipt else session_id)[-12:])
    assert marked.withdrawn_at == stone.withdrawn_at
    assert stone.session_hash == session_hash(session_id)
    assert mine(ada.home) == (marked,)
    with open_corpus(team) as corpus:
        assert (info(corpus).sessions, info(corpus).withdrawn) == (0, 1)
    with ada.library.open(session_id) as file:
        assert file.session.state is SessionState.WITHDRAWN
        assert file.steps()


def test_withdrawing_twice_is_harmless(ada: Volunteer, team: Path) -> None:
    session_id = ada.session()
    submit(ada.home, session_id, team)
    assert withdraw(ada.home, session_id) == withdraw(ada.home, session_id)


def test_a_session_that_was_removed_here_can_still_be_withdrawn(ada: Volunteer, team: Path) -> None:
    session_id = ada.session()
    submit(ada.home, session_id, team)
    ada.library.remove(session_id)
    withdraw(ada.home, session_id)
    with open_corpus(team) as corpus:
        assert info(corpus).sessions == 0


def test_a_corpus_that_moved_is_named_anew(ada: Volunteer, team: Path, tmp_path: Path) -> None:
    session_id = ada.session()
    submit(ada.home, session_id, team)
    team.rename(tmp_path / "moved.db")
    with pytest.raises(NotFoundError):
        withdraw(ada.home, session_id)
    with create_corpus(tmp_path / "other.db"), pytest.raises(NotFoundError, match="is not the one"):
        withdraw(ada.home, session_id, tmp_path / "other.db")
    withdraw(ada.home, session_id, tmp_path / "moved.db")


def test_nobody_withdraws_what_another_home_submitted(ada: Volunteer, team: Path, tmp_path: Path) -> None:
    session_id = ada.session()
    kept = submit(ada.home, session_id, team)
    ben = a_volunteer(tmp_path / "ben")
    with pytest.raises(NotFoundError):
        withdraw(ben.home, session_id, team)
    shutil.copytree(ada.home.receipts, ben.home.receipts)
    with pytest.raises(NotFoundError, match="key for withdrawing"):
        withdraw(ben.home, session_id, team)
    assert receipts(ada.home) == (kept,)
    with open_corpus(team) as corpus:
        assert info(corpus).sessions == 1

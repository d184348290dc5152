"""Copies of one session in several corpora: each has a state of its own, and the corpora are believed."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.workflow.volunteers import Volunteer, a_volunteer
from workbench.corpus.connection import reading
from workbench.corpus.database import create_corpus, info, open_corpus
from workbench.errors import NotFoundError, UsageError, WorkbenchError
from workbench.model.session import SessionState
from workbench.store.library import Library
from workbench.tui.calls import SessionCalls
from workbench.workflow import copies, withdrawing
from workbench.workflow.copies import follow, session_copies
from workbench.workflow.editing import label_task, redact_pattern
from workbench.workflow.receipts import KeptReceipt, find_receipt, keep, receipts
from workbench.workflow.sessions import list_sessions
from workbench.workflow.submitting import mine, submit
from workbench.workflow.withdrawing import withdraw

NAMES = ("first", "second", "third")


@pytest.fixture
def ada(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Volunteer:
    """Return a volunteer, with no corpus named from outside and three corpora beside them."""
    monkeypatch.delenv("WORKBENCH_CORPUS", raising=False)
    for name in NAMES:
        create_corpus(tmp_path / f"{name}.db").close()
    return a_volunteer(tmp_path / "ada")


def states(ada: Volunteer, session_id: str) -> dict[str, str]:
    """Return the state of every copy, by the name of its corpus, as this home has it."""
    return {copy.corpus: str(copy.state) for copy in session_copies(ada.home, session_id)}


def sessions(path: Path) -> int:
    """Return how many sessions a corpus has."""
    with open_corpus(path) as corpus:
        return info(corpus).sessions


def file_state(ada: Volunteer, session_id: str) -> SessionState:
    """Return the state that the session's own file has."""
    with ada.library.open(session_id) as file:
        return file.session.state


@contextmanager
def a_reader(path: Path) -> Iterator[None]:
    """Read a corpus for as long as this lasts, so that its log cannot be emptied."""
    with open_corpus(path) as corpus, reading(corpus) as db:
        assert db.table("sessions").count
        yield


@contextmanager
def in_nobodys_reach(path: Path) -> Iterator[None]:
    """Let a corpus be one that cannot be opened, as a damaged one cannot."""
    with path.open("r+b") as file:
        header = file.read(16)
        file.seek(0)
        file.write(bytes(16))
    try:
        yield
    finally:
        with path.open("r+b") as file:
            file.write(header)


def test_one_session_in_three_corpora_has_three_states(ada: Volunteer, tmp_path: Path) -> None:
    session_id = ada.session("Hello goodbye")
    redact_pattern(ada.library, session_id, "goodbye")
    for name in NAMES:
        submit(ada.home, session_id, tmp_path / f"{name}.db")
    assert states(ada, session_id) == dict.fromkeys(NAMES, "submitted")
    kept, _ = withdraw(ada.home, session_id, tmp_path / "second.db")
    assert kept.receipt.corpus_name == "second"
    assert states(ada, session_id) == {"first": "submitted", "second": "withdrawn", "third": "submitted"}
    assert [sessions(tmp_path / f"{name}.db") for name in NAMES] == [1, 0, 1]
    assert file_state(ada, session_id) == list_sessions(ada.library)[0].state == SessionState.SUBMITTED
    with pytest.raises(WorkbenchError, match="--new-id"):
        submit(ada.home, session_id, tmp_path / "second.db")
    ada.library.export(session_id, tmp_path / "out.session")
    again = ada.library.import_file(tmp_path / "out.session", new_id=True)
    submit(ada.home, again, tmp_path / "second.db")
    assert (states(ada, again), states(ada, session_id)["second"]) == ({"second": "submitted"}, "withdrawn")
    for name in ("first", "third"):
        withdraw(ada.home, session_id, tmp_path / f"{name}.db")
    assert states(ada, session_id) == dict.fromkeys(NAMES, "withdrawn")
    assert file_state(ada, session_id) == SessionState.WITHDRAWN
    assert b"goodbye" not in b"".join((tmp_path / f"{name}.db").read_bytes() for name in NAMES)


def test_several_copies_are_named_and_none_is_withdrawn_without_a_choice(
    ada: Volunteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = ada.session()
    kept = [submit(ada.home, session_id, tmp_path / f"{name}.db") for name in NAMES[:2]]
    monkeypatch.setenv("WORKBENCH_CORPUS", str(tmp_path / "first.db"))
    for reference in ("last", session_id[-10:]):
        with pytest.raises(UsageError, match=r"in 2 corpora.*--corpus PATH.*first \(.*first\.db\) and second"):
            withdraw(ada.home, reference)
    with pytest.raises(NotFoundError, match=r"third\.db is not the one .* submitted to .*first\.db"):
        withdraw(ada.home, session_id, tmp_path / "third.db")
    assert [sessions(tmp_path / f"{name}.db") for name in NAMES] == [1, 1, 0]
    withdraw(ada.home, kept[0].receipt.id)
    assert states(ada, session_id) == {"first": "withdrawn", "second": "submitted"}
    withdraw(ada.home, session_id)
    assert states(ada, session_id) == {"first": "withdrawn", "second": "withdrawn"}


def test_a_corpus_is_known_by_its_id_wherever_its_file_is(
    ada: Volunteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = ada.session()
    for name in NAMES[:2]:
        submit(ada.home, session_id, tmp_path / f"{name}.db")
    (tmp_path / "first.db").rename(tmp_path / "kept.db")
    (tmp_path / "second.db").rename(tmp_path / "first.db")
    (tmp_path / "kept.db").rename(tmp_path / "second.db")
    withdraw(ada.home, session_id, tmp_path / "first.db")
    assert states(ada, session_id) == {"first": "submitted", "second": "withdrawn"}
    with pytest.raises(NotFoundError, match=r"another corpus is at .*first\.db now"):
        withdraw(ada.home, session_id)
    monkeypatch.setenv("WORKBENCH_CORPUS", str(tmp_path / "second.db"))
    withdraw(ada.home, session_id)
    assert [sessions(tmp_path / f"{name}.db") for name in NAMES] == [0, 0, 0]


def test_a_corpus_that_is_gone_keeps_its_state_and_the_others_can_be_withdrawn(
    ada: Volunteer, tmp_path: Path
) -> None:
    session_id = ada.session()
    for name in NAMES[:2]:
        submit(ada.home, session_id, tmp_path / f"{name}.db")
    (tmp_path / "first.db").unlink()
    assert {(seen.kept.receipt.corpus_name, seen.reached) for seen in follow(ada.home)} == {
        ("second", True),
        ("first", False),
    }
    withdraw(ada.home, session_id, tmp_path / "second.db")
    with pytest.raises(NotFoundError, match=r"no file is at .*first\.db now: .*--corpus PATH"):
        withdraw(ada.home, session_id)
    assert states(ada, session_id) == {"first": "submitted", "second": "withdrawn"}


def test_a_corpus_that_is_gone_is_named_also_where_the_one_that_is_meant_now_cannot_be_opened(
    ada: Volunteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = ada.session()
    submit(ada.home, session_id, tmp_path / "first.db")
    (tmp_path / "first.db").unlink()
    monkeypatch.setenv("WORKBENCH_CORPUS", str(tmp_path / "second.db"))
    with in_nobodys_reach(tmp_path / "second.db"):
        with pytest.raises(NotFoundError, match=r"no file is at .*first\.db now: .*--corpus PATH"):
            withdraw(ada.home, session_id)
        assert [seen.reached for seen in follow(ada.home)] == [False]
    assert states(ada, session_id) == {"first": "submitted"}


def test_a_corpus_in_a_folder_that_cannot_be_entered_may_have_the_session(
    ada: Volunteer, tmp_path: Path
) -> None:
    session_id, folder = ada.session(), tmp_path / "team"
    folder.mkdir()
    create_corpus(folder / "first.db").close()
    submit(ada.home, session_id, folder / "first.db")
    shutil.copy(folder / "first.db", tmp_path / "copied.db")
    folder.rename(tmp_path / "moved")
    folder.touch()
    for refused in (
        lambda: open_corpus(folder / "first.db", create=True),
        lambda: withdraw(ada.home, session_id),
    ):
        with pytest.raises(WorkbenchError, match=r"first\.db cannot be opened \(Not a directory\)"):
            refused()
    kept, _ = withdraw(ada.home, session_id, tmp_path / "copied.db")
    assert kept.withdrawn_at is None


def test_a_copy_of_a_corpus_file_does_not_hide_that_the_other_still_has_the_session(
    ada: Volunteer, tmp_path: Path
) -> None:
    session_id = ada.session()
    submit(ada.home, session_id, tmp_path / "first.db")
    shutil.copy(tmp_path / "first.db", tmp_path / "copied.db")
    kept, _ = withdraw(ada.home, session_id, tmp_path / "copied.db")
    assert kept.withdrawn_at is None
    assert kept.corpus_path == str(tmp_path / "first.db")
    assert (sessions(tmp_path / "copied.db"), sessions(tmp_path / "first.db")) == (0, 1)
    assert states(ada, session_id) == {"first": "submitted"}
    withdraw(ada.home, session_id)
    assert (states(ada, session_id), sessions(tmp_path / "first.db")) == ({"first": "withdrawn"}, 0)


def test_a_corpus_that_cannot_be_opened_is_not_taken_for_withdrawn_from_because_a_copy_was(
    ada: Volunteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = ada.session()
    submit(ada.home, session_id, tmp_path / "first.db")
    shutil.copy(tmp_path / "first.db", tmp_path / "copied.db")
    with in_nobodys_reach(tmp_path / "first.db"):
        kept, _ = withdraw(ada.home, session_id, tmp_path / "copied.db")
        assert (kept.withdrawn_at, kept.corpus_path) == (None, str(tmp_path / "first.db"))
        monkeypatch.setenv("WORKBENCH_CORPUS", str(tmp_path / "copied.db"))
        [seen] = follow(ada.home)
        assert (str(seen.kept.state), seen.reached) == ("submitted", False)
        with pytest.raises(WorkbenchError, match=r"first\.db"):
            withdraw(ada.home, session_id)
    assert sessions(tmp_path / "first.db") == 1
    withdraw(ada.home, session_id)
    assert sessions(tmp_path / "first.db") == 0


def test_a_copy_that_its_corpus_lost_is_not_the_one_that_is_withdrawn(ada: Volunteer, tmp_path: Path) -> None:
    session_id = ada.session()
    shutil.copy(tmp_path / "second.db", tmp_path / "backup.db")
    submit(ada.home, session_id, tmp_path / "first.db")
    submit(ada.home, session_id, tmp_path / "second.db")
    for leftover in tmp_path.glob("second.db*"):
        leftover.unlink()
    (tmp_path / "backup.db").rename(tmp_path / "second.db")
    follow(ada.home)
    assert states(ada, session_id) == {"first": "submitted", "second": "missing"}
    assert find_receipt(ada.home, session_id).receipt.corpus_name == "first"
    kept, _ = withdraw(ada.home, session_id)
    assert kept.receipt.corpus_name == "first"


def test_a_copy_of_a_corpus_without_the_session_is_refused_by_its_true_reason(
    ada: Volunteer, tmp_path: Path
) -> None:
    session_id = ada.session()
    shutil.copy(tmp_path / "first.db", tmp_path / "copied.db")
    submit(ada.home, session_id, tmp_path / "first.db")
    with pytest.raises(UsageError, match=r"copied\.db, because that file is a copy of .*first\.db"):
        submit(ada.home, session_id, tmp_path / "copied.db")
    assert states(ada, session_id) == {"first": "submitted"}


def test_a_withdrawal_that_a_reader_delays_is_followed_to_its_end(
    ada: Volunteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (withdrawing, copies):
        monkeypatch.setattr(module, "BUSY_MS" if module is withdrawing else "LOOK_MS", 50)
    session_id = ada.session()
    for name in NAMES[:2]:
        submit(ada.home, session_id, tmp_path / f"{name}.db")
    [before] = [kept for kept in receipts(ada.home) if kept.receipt.corpus_name == "first"]
    with a_reader(tmp_path / "first.db"):
        with pytest.raises(WorkbenchError, match="last bytes are still in the log"):
            withdraw(ada.home, before.receipt.id)
        assert states(ada, session_id) == {"first": "erasing", "second": "submitted"}
        assert {seen.kept.receipt.corpus_name: str(seen.kept.state) for seen in follow(ada.home)} == {
            "first": "erasing",
            "second": "submitted",
        }
        assert list_sessions(ada.library)[0].state is SessionState.SUBMITTED
    open_corpus(tmp_path / "first.db").close()
    assert states(ada, session_id) == {"first": "withdrawn", "second": "submitted"}
    [after] = [kept for kept in mine(ada.home) if kept.receipt.corpus_name == "first"]
    assert (after.unfinished, after.withdrawn_at is None) == (False, False)


def test_a_receipt_that_an_earlier_version_left_behind_is_brought_in_step(
    ada: Volunteer, tmp_path: Path
) -> None:
    session_id = ada.session()
    kept = submit(ada.home, session_id, tmp_path / "first.db")
    withdraw(ada.home, session_id)
    keep(ada.home, kept)  # as the version before left it: a withdrawal that a reader delayed was not noted
    assert states(ada, session_id) == {"first": "submitted"}
    [seen] = follow(ada.home)
    assert (str(seen.kept.state), seen.reached) == ("withdrawn", True)
    assert states(ada, session_id) == {"first": "withdrawn"}
    assert file_state(ada, session_id) is SessionState.WITHDRAWN


def test_receipts_of_the_version_before_are_read_and_withdraw(ada: Volunteer, tmp_path: Path) -> None:
    """The layout of version 0.1: one file for each receipt, without the fields that came later."""
    session_id = ada.session()
    for name in NAMES[:2]:
        submit(ada.home, session_id, tmp_path / f"{name}.db")
    old = {"receipt", "corpus_path", "bulk", "last_edit", "withdrawn_at"}
    for path in ada.home.receipts.iterdir():
        shape = json.loads(path.read_text())
        path.write_text(json.dumps({name: shape[name] for name in shape if name in old}))
    assert states(ada, session_id) == {"first": "submitted", "second": "submitted"}
    withdraw(ada.home, session_id, tmp_path / "first.db")
    withdraw(ada.home, session_id)
    assert states(ada, session_id) == {"first": "withdrawn", "second": "withdrawn"}


def test_a_kill_in_the_middle_of_a_withdrawal_leaves_no_false_state(ada: Volunteer, tmp_path: Path) -> None:
    session_id = ada.session()
    kept = submit(ada.home, session_id, tmp_path / "first.db")
    keep(ada.home, KeptReceipt(kept.receipt, kept.corpus_path, bulk=False, last_edit=1, unfinished=True))
    assert states(ada, session_id) == {"first": "submitted"}, "killed before the corpus was asked"
    assert not receipts(ada.home)[0].unfinished
    withdraw(ada.home, session_id)
    keep(ada.home, KeptReceipt(kept.receipt, kept.corpus_path, bulk=False, last_edit=1, unfinished=True))
    assert states(ada, session_id) == {"first": "withdrawn"}, "killed after the corpus had answered"
    assert list_sessions(ada.library)[0].state is SessionState.WITHDRAWN


def test_an_older_backup_of_a_corpus_is_followed_and_can_be_given_the_session_again(
    ada: Volunteer, tmp_path: Path
) -> None:
    session_id = ada.session()
    shutil.copy(tmp_path / "first.db", tmp_path / "backup.db")
    first = submit(ada.home, session_id, tmp_path / "first.db")
    for leftover in tmp_path.glob("first.db*"):
        leftover.unlink()
    (tmp_path / "backup.db").rename(tmp_path / "first.db")
    [seen] = follow(ada.home)
    assert (str(seen.kept.state), seen.reached) == ("missing", True)
    assert list_sessions(ada.library)[0].state is SessionState.RECORDED
    again = submit(ada.home, session_id, tmp_path / "first.db")
    assert again.receipt.id != first.receipt.id
    assert sessions(tmp_path / "first.db") == 1
    withdraw(ada.home, session_id)
    assert {str(copy.state) for copy in session_copies(ada.home, session_id)} == {"withdrawn"}


@pytest.mark.parametrize("keep_originals", [True, False])
def test_the_file_is_rewritten_for_one_corpus_and_submitted_to_the_next(
    ada: Volunteer, tmp_path: Path, *, keep_originals: bool
) -> None:
    session_id = ada.session("Hello goodbye")
    redact_pattern(ada.library, session_id, "goodbye")
    first = submit(ada.home, session_id, tmp_path / "first.db", keep_originals=keep_originals)
    second = submit(ada.home, session_id, tmp_path / "second.db")
    for name, kept in (("first", first), ("second", second)):
        again = submit(ada.home, session_id, tmp_path / f"{name}.db")
        assert again.receipt == kept.receipt, "nothing changed since"
    label_task(ada.library, session_id, {"outcome": "partial"})
    submit(ada.home, session_id, tmp_path / "third.db")  # rewrites the file, which numbers its edits anew
    for name in NAMES[:2]:
        with pytest.raises(UsageError, match="changed since"):
            submit(ada.home, session_id, tmp_path / f"{name}.db")


def test_a_session_that_was_removed_and_imported_again_has_its_copies(ada: Volunteer, tmp_path: Path) -> None:
    session_id = ada.session()
    submit(ada.home, session_id, tmp_path / "first.db")
    ada.library.export(session_id, tmp_path / "out.session")
    ada.library.remove(session_id)
    assert states(ada, session_id) == {"first": "submitted"}
    ada.library.import_file(tmp_path / "out.session")
    [summary] = list_sessions(Library.of(ada.home))
    assert (summary.state, len(summary.copies)) == (SessionState.SUBMITTED, 1)
    withdraw(ada.home, session_id)
    assert list_sessions(ada.library)[0].state is SessionState.WITHDRAWN


def test_a_session_whose_key_is_lost_is_withdrawn_all_the_same(ada: Volunteer, tmp_path: Path) -> None:
    session_id = ada.session()
    submit(ada.home, session_id, tmp_path / "first.db")
    (ada.home.keys / session_id).unlink()
    kept, _ = withdraw(ada.home, session_id)
    assert (str(kept.state), states(ada, session_id)) == ("withdrawn", {"first": "withdrawn"})
    [summary] = list_sessions(ada.library)
    assert (summary.state, bool(summary.problem), len(summary.copies)) == (None, True, 1)


def test_another_corpus_that_took_the_place_of_one_is_told_from_it(
    ada: Volunteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id, path = ada.session(), tmp_path / "team.db"
    create_corpus(path).close()
    submit(ada.home, session_id, path)
    path.rename(tmp_path / "moved.db")
    create_corpus(path).close()
    monkeypatch.setenv("WORKBENCH_CORPUS", str(path))
    sessions = SessionCalls(ada.home)
    copies = sessions.summaries()[0].copies
    assert not sessions.is_in_corpus(copies), "it can be submitted there"
    with pytest.raises(NotFoundError, match=r"Another corpus is at .*team\.db now .*--corpus PATH"):
        withdraw(ada.home, session_id, path)
    seen = sessions.corpus.receipt(session_id)
    assert seen is not None
    assert not seen.reached
    submit(ada.home, session_id, path)
    with pytest.raises(
        UsageError, match=r"team \(.*team\.db, receipt .*\) and team \(.*team\.db, receipt "
    ) as refused:
        withdraw(ada.home, session_id)
    assert all(kept.receipt.id in str(refused.value) for kept in receipts(ada.home))
    monkeypatch.setenv("WORKBENCH_CORPUS", str(tmp_path / "moved.db"))
    assert sessions.is_in_corpus(sessions.summaries()[0].copies), "by its id, at its new place"

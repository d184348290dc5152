"""Submitting a session: what was previewed goes, once, and nothing of the session is lost on the way."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.soak import rounds
from tests.store.examples import bytes_below
from tests.workflow.volunteers import Volunteer, a_volunteer
from workbench.bundle.archive import joined
from workbench.corpus.connection import writing
from workbench.corpus.database import create_corpus, info, open_corpus
from workbench.corpus.query import submitted_sessions
from workbench.corpus.verify import verify
from workbench.errors import NotFoundError, UsageError, WorkbenchError
from workbench.model.edits import DropSpan
from workbench.model.session import SessionState
from workbench.store.library import Library
from workbench.store.lock import FileLock
from workbench.store.session_paths import lock_path, preview_path
from workbench.workflow.editing import label_task, redact_pattern, undo
from workbench.workflow.previewing import preview
from workbench.workflow.receipts import receipts
from workbench.workflow.submitting import mine, require_submittable, submit
from workbench.workflow.withdrawing import withdraw

SUBMIT = """
import sys, time
from pathlib import Path
from workbench.paths import Home
from workbench.workflow.submitting import submit
import workbench.store.library
print("ready", flush=True)
print(submit(Home(Path(sys.argv[1])), "last", sys.argv[2]).receipt.sha256, flush=True)
"""


@pytest.fixture
def ada(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Volunteer:
    """Return a volunteer, with no corpus named from outside."""
    monkeypatch.delenv("WORKBENCH_CORPUS", raising=False)
    return a_volunteer(tmp_path / "ada")


def contents(ada: Volunteer, session_id: str) -> tuple[object, ...]:
    """Return what a session's file holds."""
    with ada.library.open(session_id) as file:
        return file.recording().events, file.recording().frames, file.edits(), file.steps()


def test_preview_receipt_and_corpus_have_one_hash(ada: Volunteer) -> None:
    session_id = ada.session()
    with open_corpus(ada.home.corpus_file, create=True) as corpus:
        shown = preview(ada.home, session_id, corpus)
        assert preview(ada.home, session_id, corpus).data == shown.data
    kept = submit(ada.home, "last", shown=shown.sha256)
    assert kept.receipt.sha256 == shown.sha256 == hashlib.sha256(shown.data).hexdigest()
    with open_corpus(ada.home.corpus_file) as corpus:
        (stored,) = submitted_sessions(corpus)
        assert joined(stored.bundle.members) == shown.data
        assert verify(corpus) == ()


def test_submitted_twice_it_is_one_session_with_one_receipt(ada: Volunteer) -> None:
    ada.session()
    first = submit(ada.home, "last", bulk=True)
    assert submit(ada.home, "last") == first
    assert mine(ada.home) == (first,)
    assert first.bulk
    with open_corpus(ada.home.corpus_file) as corpus:
        assert info(corpus).sessions == 1


def test_what_was_redacted_leaves_the_session_file_on_the_receipt(ada: Volunteer) -> None:
    session_id = ada.session("Hello goodbye")
    redact_pattern(ada.library, session_id, "goodbye")
    submit(ada.home, session_id)
    with ada.library.open(session_id) as file:
        assert file.session.state is SessionState.SUBMITTED
        assert "goodbye" not in str(file.recording()) + str(file.steps()) + str(file.edits())
        assert len(file.recording().events) < 20
    assert b"goodbye" not in bytes_below(ada.home.root)


def test_originals_are_kept_where_the_volunteer_wants_them(ada: Volunteer) -> None:
    session_id = ada.session("Hello goodbye")
    redact_pattern(ada.library, session_id, "goodbye")
    before = contents(ada, session_id)
    kept = submit(ada.home, session_id, keep_originals=True)
    assert contents(ada, session_id) == before
    assert submit(ada.home, session_id) == kept


@pytest.mark.parametrize("missing", ["instruction", "outcome"])
def test_a_task_without_instruction_or_outcome_is_not_submitted(ada: Volunteer, missing: str) -> None:
    session_id = ada.session()
    label_task(ada.library, session_id, {missing: None})
    with pytest.raises(UsageError, match=f"has no {missing} yet.*--{missing}"):
        submit(ada.home, session_id)
    with ada.library.open(session_id) as file, pytest.raises(UsageError):
        require_submittable(file.folded())
    assert receipts(ada.home) == ()


def test_a_session_that_is_being_recorded_is_first_told_to_be_stopped(ada: Volunteer) -> None:
    session_id = ada.session(labelled=False)
    recorder = FileLock(lock_path(ada.library.path(session_id)))
    assert recorder.acquire()
    with pytest.raises(UsageError, match=r"because it is being recorded; stop the recording first\.$"):
        submit(ada.home, session_id)
    recorder.release(remove=True)
    with pytest.raises(UsageError, match="has no instruction"):
        submit(ada.home, session_id)


def test_consent_to_another_text_is_not_enough(ada: Volunteer) -> None:
    session_id = ada.recorded()
    label_task(ada.library, session_id, {"instruction": "Write a letter to Ada", "outcome": "success"})
    with pytest.raises(WorkbenchError, match=f"Session {session_id} was not submitted.*workbench join"):
        submit(ada.home, session_id)
    assert not preview_path(ada.library.path(session_id)).exists(), "no bundle was built for that corpus"


def test_a_session_with_an_edit_that_matches_nothing_is_not_submitted(ada: Volunteer) -> None:
    session_id = ada.session()
    with ada.library.open(session_id) as file:
        number = file.add_edit(DropSpan(9000, 9001)).id
    with pytest.raises(
        UsageError, match=f"{session_id} was not submitted, because edit {number} matches nothing"
    ):
        submit(ada.home, session_id)
    assert receipts(ada.home) == ()
    with ada.library.open(session_id) as file:
        file.undo()
    assert submit(ada.home, session_id).receipt.session == session_id


def test_a_session_that_the_corpus_lost_is_submitted_anew(ada: Volunteer, tmp_path: Path) -> None:
    session_id, team = ada.session(), tmp_path / "team.db"
    create_corpus(team).close()
    before = team.read_bytes()
    kept = submit(ada.home, session_id, team)
    team.write_bytes(before)
    with open_corpus(team) as corpus:
        assert info(corpus).sessions == 0
    assert submit(ada.home, session_id, team).receipt.session == kept.receipt.session
    with open_corpus(team) as corpus:
        assert info(corpus).sessions == 1


def test_what_changed_since_it_was_shown_is_shown_again_first(ada: Volunteer) -> None:
    session_id = ada.session()
    with open_corpus(ada.home.corpus_file, create=True) as corpus:
        shown = preview(ada.home, session_id, corpus).sha256
    label_task(ada.library, session_id, {"outcome": "partial"})
    with pytest.raises(UsageError, match="changed since it was shown"):
        submit(ada.home, session_id, shown=shown)
    assert receipts(ada.home) == ()


def test_what_changed_after_submitting_is_refused_until_it_is_withdrawn(ada: Volunteer) -> None:
    session_id = ada.session()
    kept = submit(ada.home, session_id)
    label_task(ada.library, session_id, {"outcome": "partial"})
    with pytest.raises(UsageError, match="submitted already"):
        submit(ada.home, session_id)
    assert receipts(ada.home) == (kept,)


def test_a_receipt_that_was_never_noted_is_found_again(ada: Volunteer) -> None:
    session_id = ada.session()
    kept = submit(ada.home, session_id, keep_originals=True)
    shutil.rmtree(ada.home.receipts)
    assert submit(ada.home, session_id, keep_originals=True).receipt == kept.receipt
    shutil.rmtree(ada.home.receipts)
    label_task(ada.library, session_id, {"outcome": "partial"})
    for _ in range(2):
        with pytest.raises(UsageError, match="submitted already"):
            submit(ada.home, session_id)
    withdraw(ada.home, session_id)
    with open_corpus(ada.home.corpus_file) as corpus:
        assert info(corpus).sessions == 0


def test_a_missing_corpus_is_named_and_the_session_untouched(ada: Volunteer, tmp_path: Path) -> None:
    session_id = ada.session()
    before = contents(ada, session_id)
    not_one = tmp_path / "letter.txt"
    not_one.write_text("Dear Ben,")
    for corpus, words in ((tmp_path / "none.db", "corpus init"), (not_one, "is not a corpus")):
        with pytest.raises(WorkbenchError, match=f"{session_id} was not submitted and is safe here: .*{words}"):
            submit(ada.home, session_id, corpus)
    assert contents(ada, session_id) == before
    with ada.library.open(session_id) as file:
        assert file.session.state is SessionState.RECORDED
    assert not_one.read_text() == "Dear Ben,"


def test_a_locked_corpus_leaves_the_session_untouched(
    ada: Volunteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.corpus.database.BUSY_MS", 50)
    session_id = ada.session()
    before = contents(ada, session_id)
    with create_corpus(tmp_path / "team.db") as corpus:
        with writing(corpus), pytest.raises(WorkbenchError, match=r"safe here: the corpus team\.db is locked"):
            submit(ada.home, session_id, tmp_path / "team.db")
        assert contents(ada, session_id) == before
        assert submit(ada.home, session_id, tmp_path / "team.db").receipt.corpus_name == "team"


def test_what_is_redacted_after_a_file_was_not_rewritten_is_not_taken_for_submitted(
    ada: Volunteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id, path = ada.session("Hello goodbye"), tmp_path / "team.db"
    create_corpus(path).close()
    with monkeypatch.context() as full:
        full.setattr(Library, "apply", fail_to_apply)
        with pytest.raises(WorkbenchError, match="was submitted") as failure:
            submit(ada.home, session_id, path)
    assert failure.value.session_left
    redact_pattern(ada.library, session_id, "goodbye")
    with pytest.raises(UsageError, match="changed since"):
        submit(ada.home, session_id, path)
    with ada.library.open(session_id) as file:
        assert file.edits(), "nothing is applied"
    undo(ada.library, session_id)
    assert submit(ada.home, session_id, path).last_edit is not None


def fail_to_apply(_library: Library, _session_id: str) -> None:
    """Fail as a full disk does."""
    message = "the disk is full."
    raise WorkbenchError(message)


def test_an_unknown_session_is_not_found(ada: Volunteer) -> None:
    ada.session()
    with pytest.raises(NotFoundError):
        submit(ada.home, "nobody")


@pytest.mark.soak
@pytest.mark.parametrize("turn", range(rounds(60, reduced=4)))
def test_a_kill_at_any_moment_leaves_one_submission_or_none(ada: Volunteer, tmp_path: Path, turn: int) -> None:
    session_id, path = ada.session("Hello goodbye"), tmp_path / "team.db"
    redact_pattern(ada.library, session_id, "goodbye")
    create_corpus(path).close()
    command = [sys.executable, "-c", SUBMIT, str(ada.home.root), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        try:
            child.wait(0.02 + turn * 0.6 / rounds(60, reduced=4))
        except subprocess.TimeoutExpired:
            child.kill()
    kept = submit(ada.home, session_id, path)
    assert kept.last_edit is not None
    with open_corpus(path) as corpus:
        assert info(corpus).sessions == 1
        assert verify(corpus) == ()
    assert receipts(ada.home) == (kept,)
    assert b"goodbye" not in path.read_bytes()
    with ada.library.open(session_id) as file:
        assert "goodbye" not in str(file.recording()) + str(file.steps())

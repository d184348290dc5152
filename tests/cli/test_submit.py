"""`workbench submit`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import Shell, one_sentence
from tests.workflow.volunteers import Volunteer
from workbench.store.lock import FileLock
from workbench.store.session_paths import lock_path

Invoke = Callable[..., Result]


def sessions(invoke: Invoke, *words: str | Path) -> int:
    return int(json.loads(invoke("corpus", "info", "--json", *words).stdout)["sessions"])


def test_a_receipt_carries_the_hash_of_the_preview(volunteer: Volunteer, invoke: Invoke) -> None:
    session_id = volunteer.session()
    shown = json.loads(invoke("preview", "last", "--json").stdout)
    receipt = json.loads(invoke("submit", "last", "--yes", "--json").stdout)
    assert receipt["session"] == session_id
    assert receipt["sha256"] == shown["sha256"]
    assert receipt["bulk"] is True
    assert {"id", "session", "sha256", "corpus", "received_at"} <= set(receipt)


def test_submitting_twice_is_one_session_and_one_receipt(volunteer: Volunteer, invoke: Invoke) -> None:
    volunteer.session()
    first, second = (invoke("submit", "last", "--yes", "--json") for _ in range(2))
    assert first.stdout == second.stdout
    again = invoke("submit", "last", "--yes").stdout
    assert again.startswith("Nothing new to send: ")
    assert json.loads(first.stdout)["id"] in again
    assert sessions(invoke) == 1


def test_the_file_loses_what_was_taken_out_unless_originals_are_kept(
    volunteer: Volunteer, invoke: Invoke
) -> None:
    for words, left in ((["--keep-originals"], "Hello goodbye"), ([], "Hello █")):
        session_id = volunteer.session("Hello goodbye")
        invoke("redact", session_id, "--text", "goodbye")
        assert invoke("submit", session_id, "--yes", *words).exit_code == 0
        invoke("undo", session_id)
        with volunteer.library.open(session_id) as file:
            assert file.folded().steps[1].text == left


def test_another_corpus_is_one_that_is_named(
    volunteer: Volunteer, invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = volunteer.session()
    named = tmp_path / "team.db"
    assert invoke("submit", session_id, "--yes", "--corpus", named).exit_code == 1
    assert invoke("corpus", "init", named).exit_code == 0
    assert invoke("submit", session_id, "--yes", "--corpus", named).exit_code == 0
    assert (sessions(invoke, "--corpus", named), sessions(invoke)) == (1, 0)
    monkeypatch.setenv("WORKBENCH_CORPUS", str(named))
    assert sessions(invoke) == 1


def test_an_empty_name_of_a_corpus_sends_nothing_anywhere(volunteer: Volunteer, invoke: Invoke) -> None:
    volunteer.session()
    for words in (
        ["submit", "last", "--yes"],
        ["preview", "last"],
        ["corpus", "info"],
        ["annotations", "show"],
    ):
        result = invoke(*words, "--corpus", "")
        assert (result.exit_code, one_sentence(result.stderr)) == (2, True), result.stderr
        assert "empty name" in result.stderr
    assert sessions(invoke) == 0


def test_what_is_not_labelled_is_not_submitted(volunteer: Volunteer, invoke: Invoke) -> None:
    volunteer.session(labelled=False)
    result = invoke("submit", "last", "--yes")
    assert result.exit_code == 2
    assert one_sentence(result.stderr), result.stderr
    assert "--instruction" in result.stderr
    assert sessions(invoke) == 0


def test_while_it_is_being_recorded_that_is_what_is_said(
    volunteer: Volunteer, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = FileLock(lock_path(volunteer.library.path(volunteer.session(labelled=False))))
    assert recorder.acquire()
    monkeypatch.setattr("workbench.cli.confirming.has_terminal", lambda: True)
    for words in (["--yes"], []):
        result = invoke("submit", "last", *words)
        assert (result.exit_code, one_sentence(result.stderr)) == (2, True), result.stderr
        assert "is being recorded; stop the recording first" in result.stderr
    recorder.release(remove=True)
    assert sessions(invoke) == 0


def test_where_nobody_can_answer_nothing_is_submitted(volunteer: Volunteer, invoke: Invoke) -> None:
    volunteer.session()
    result = invoke("submit", "last")
    assert result.exit_code == 2
    assert one_sentence(result.stderr), result.stderr
    assert sessions(invoke) == 0


def test_on_a_terminal_it_shows_what_leaves_and_takes_no_for_an_answer(
    volunteer: Volunteer, shell: Shell, invoke: Invoke
) -> None:
    volunteer.session("Hello")
    code, told = shell.answer("", "submit", "last")
    assert (code, "Hello" in told, "nothing was changed" in told) == (1, True, True)
    assert sessions(invoke) == 0
    code, told = shell.answer("y", "submit", "last")
    assert (code, "Submitted session" in told) == (0, True)
    assert sessions(invoke) == 1
    assert json.loads(invoke("mine", "--json").stdout)["bulk"] is False


def test_on_a_terminal_a_withdrawn_session_is_refused_without_a_question(
    volunteer: Volunteer, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    volunteer.session()
    invoke("submit", "last", "--yes")
    invoke("withdraw", "last", "--yes")
    monkeypatch.setattr("workbench.cli.confirming.has_terminal", lambda: True)
    result = invoke("submit", "last", input="y\n")
    assert result.exit_code == 1
    assert "Submit exactly this?" not in result.stderr
    assert "is not taken a second time" in result.stderr.splitlines()[-1]

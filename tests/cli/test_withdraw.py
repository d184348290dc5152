"""`workbench withdraw`."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from tests.cli.conftest import Shell, one_sentence
from tests.workflow.volunteers import Volunteer

Invoke = Callable[..., Result]


def test_a_submission_is_taken_back_by_its_receipt_or_its_session(volunteer: Volunteer, invoke: Invoke) -> None:
    for name in ("id", "session"):
        volunteer.session("Hello Ada")
        receipt = json.loads(invoke("submit", "last", "--yes", "--json").stdout)
        told = json.loads(invoke("withdraw", receipt[name], "--yes", "--json").stdout)
        assert (told["session"], told["releases"]) == (receipt["session"], [])
        assert told["withdrawn_at"]
    assert json.loads(invoke("corpus", "info", "--json").stdout)["sessions"] == 0
    assert json.loads(invoke("corpus", "info", "--json").stdout)["withdrawn"] == 2
    assert b"Hello Ada" not in volunteer.home.corpus_file.read_bytes()


def test_people_read_that_nothing_is_left_and_which_releases_had_it(
    volunteer: Volunteer, invoke: Invoke, tmp_path: Path
) -> None:
    volunteer.session()
    invoke("submit", "last", "--yes")
    invoke("release", "create", "first", "--format", "agentnet", "--out", tmp_path / "first")
    assert "(first)" in invoke("withdraw", "last", "--yes").stdout
    volunteer.session()
    invoke("submit", "last", "--yes")
    assert "no release had it" in invoke("withdraw", "last", "--yes").stdout


def test_a_second_time_it_says_that_it_was_withdrawn_already(volunteer: Volunteer, invoke: Invoke) -> None:
    session = volunteer.session()
    invoke("submit", "last", "--yes")
    assert invoke("withdraw", "last", "--yes").stdout.startswith(f"Withdrew session {session}: nothing")
    again = invoke("withdraw", "last", "--yes")
    assert again.exit_code == 0
    assert again.stdout.startswith(f"Session {session} was withdrawn already: nothing of it is left in ")
    shapes = [json.loads(invoke("withdraw", "last", "--yes", "--json").stdout) for _ in range(2)]
    assert shapes[0] == shapes[1]
    assert "withdrawn_at" in shapes[0]


def test_a_corpus_that_was_moved_is_named(volunteer: Volunteer, invoke: Invoke, tmp_path: Path) -> None:
    volunteer.session()
    invoke("corpus", "init", tmp_path / "here.db")
    invoke("submit", "last", "--yes", "--corpus", tmp_path / "here.db")
    shutil.move(tmp_path / "here.db", tmp_path / "there.db")
    lost = invoke("withdraw", "last", "--yes")
    assert (lost.exit_code, one_sentence(lost.stderr)) == (1, True), lost.stderr
    assert invoke("withdraw", "last", "--yes", "--corpus", tmp_path / "there.db").exit_code == 0
    address = invoke("withdraw", "last", "--yes", "--corpus", "https://corpus.example.com")
    assert (address.exit_code, one_sentence(address.stderr)) == (2, True)


def test_an_empty_name_of_a_corpus_withdraws_nothing(volunteer: Volunteer, invoke: Invoke) -> None:
    volunteer.session()
    invoke("submit", "last", "--yes")
    result = invoke("withdraw", "last", "--yes", "--corpus", "")
    assert (result.exit_code, one_sentence(result.stderr)) == (2, True)
    assert json.loads(invoke("corpus", "info", "--json").stdout)["sessions"] == 1


def test_what_was_never_submitted_cannot_be_withdrawn(volunteer: Volunteer, invoke: Invoke) -> None:
    volunteer.session()
    for words in (["last", "--yes"], ["last"]):
        result = invoke("withdraw", *words)
        assert result.exit_code == 1
        assert one_sentence(result.stderr), result.stderr
        assert "You have submitted nothing, so there is nothing to withdraw." in result.stderr


def test_it_asks_and_takes_no_for_an_answer(volunteer: Volunteer, shell: Shell, invoke: Invoke) -> None:
    volunteer.session()
    invoke("submit", "last", "--yes")
    assert invoke("withdraw", "last").exit_code == 2
    code, told = shell.answer("n", "withdraw", "last")
    assert (code, "nothing was changed" in told) == (1, True)
    assert json.loads(invoke("corpus", "info", "--json").stdout)["sessions"] == 1
    assert shell.answer("y", "withdraw", "last")[0] == 0
    assert json.loads(invoke("corpus", "info", "--json").stdout)["sessions"] == 0

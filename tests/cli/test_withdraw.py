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


def test_with_several_corpora_one_has_to_be_named_and_what_remains_is_said(
    volunteer: Volunteer, invoke: Invoke, tmp_path: Path
) -> None:
    session_id = volunteer.session()
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    for path in (first, second):
        invoke("corpus", "init", path)
        assert invoke("submit", "last", "--yes", "--corpus", path).exit_code == 0
    for words in (["--yes"], []):
        refused = invoke("withdraw", "last", *words)
        assert (refused.exit_code, one_sentence(refused.stderr)) == (2, True), refused.stderr
        assert f"first ({first}) and second ({second})" in refused.stderr
    third = tmp_path / "third.db"
    invoke("corpus", "init", third)
    other = invoke("withdraw", "last", "--yes", "--corpus", third)
    assert (other.exit_code, one_sentence(other.stderr)) == (1, True), other.stderr
    assert f"it was submitted to first ({first}) and second ({second})." in other.stderr
    told = invoke("withdraw", "last", "--yes", "--corpus", first)
    assert told.stdout.startswith(f"Withdrew session {session_id}: nothing of it is left in first,")
    assert f"A copy remains in second ({second})" in told.stderr
    listed = {row["corpus"]: row for row in map(json.loads, invoke("mine", "--json").stdout.splitlines())}
    assert {name: (row["state"], row["reached"]) for name, row in listed.items()} == {
        "first": ("withdrawn", True),
        "second": ("submitted", True),
    }
    way = told.stderr.split("`")[1].split()
    assert way == ["workbench", "withdraw", listed["second"]["id"], "--corpus", str(second)]
    last = json.loads(invoke(*way[1:], "--yes", "--json").stdout)
    assert (last["state"], last["remaining"]) == ("withdrawn", [])


def test_a_second_file_of_the_same_corpus_is_not_forgotten(
    volunteer: Volunteer, invoke: Invoke, tmp_path: Path
) -> None:
    volunteer.session()
    invoke("submit", "last", "--yes")
    copied = tmp_path / "copied.db"
    shutil.copy(volunteer.home.corpus_file, copied)
    told = invoke("withdraw", "last", "--yes", "--corpus", copied)
    assert "nothing of it is left in the file that was named" in told.stdout
    assert f"A copy remains in corpus ({volunteer.home.corpus_file})" in told.stderr
    assert "in the corpus" in invoke("mine").stdout
    assert invoke("withdraw", "last", "--yes").stderr == ""

"""`workbench mine`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import one_sentence
from tests.workflow.volunteers import Volunteer
from workbench.corpus.connection import reading
from workbench.corpus.database import open_corpus

Invoke = Callable[..., Result]


def test_submissions_are_listed_newest_first_with_how_they_stand(volunteer: Volunteer, invoke: Invoke) -> None:
    ids = [volunteer.session(), volunteer.session()]
    for session_id in ids:
        invoke("submit", session_id, "--yes")
    invoke("withdraw", ids[0], "--yes")
    shapes = [json.loads(line) for line in invoke("mine", "--json").stdout.splitlines()]
    assert {shape["session"]: bool(shape["withdrawn_at"]) for shape in shapes} == {ids[0]: True, ids[1]: False}
    head, *rows = invoke("mine").stdout.splitlines()
    assert head.split()[:3] == ["receipt", "session", "submitted"]
    assert sorted(row.split("corpus", 1)[1].split()[0] for row in rows) == ["in", "withdrawn"]


def test_a_withdrawal_that_a_reader_delayed_is_said_to_have_ended_once_it_has(
    volunteer: Volunteer, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.workflow.withdrawing.BUSY_MS", 50)
    session_id = volunteer.session()
    invoke("submit", "last", "--yes")
    with open_corpus(volunteer.home.corpus_file) as reader, reading(reader) as db:
        assert db.table("sessions").count == 1
        refused = invoke("withdraw", "last", "--yes")
        assert (refused.exit_code, one_sentence(refused.stderr)) == (1, True), refused.stderr
        assert "last bytes are still in the log" in refused.stderr
        assert "last bytes not erased yet" in invoke("mine").stdout
        listed = json.loads(invoke("sessions", "list", "--json").stdout)
        assert (listed["state"], listed["copies"][0]["state"]) == ("withdrawn", "erasing")
    assert invoke("corpus", "info").exit_code == 0
    told = invoke("mine").stdout
    assert "not erased yet" not in told
    assert "withdrawn 20" in told
    shape = json.loads(invoke("mine", "--json").stdout)
    assert (shape["session"], shape["state"], bool(shape["withdrawn_at"])) == (session_id, "withdrawn", True)
    assert json.loads(invoke("corpus", "verify", "--json").stdout)["ok"]


def test_a_corpus_that_cannot_be_opened_is_said_to_be_so(
    volunteer: Volunteer, invoke: Invoke, tmp_path: Path
) -> None:
    volunteer.session()
    invoke("corpus", "init", tmp_path / "team.db")
    invoke("submit", "last", "--yes", "--corpus", tmp_path / "team.db")
    (tmp_path / "team.db").write_text("something else")
    assert (
        f"in the corpus when last seen; it cannot be opened at {tmp_path / 'team.db'} now"
        in invoke("mine").stdout
    )
    shape = json.loads(invoke("mine", "--json").stdout)
    assert (shape["state"], shape["reached"]) == ("submitted", False)
    assert (tmp_path / "team.db").read_text() == "something else"


def test_an_empty_list_says_how_to_begin(invoke: Invoke) -> None:
    result = invoke("mine")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "workbench submit" in result.stderr
    assert invoke("mine", "--json").stdout == ""


def test_a_receipt_that_cannot_be_read_is_named_beside_the_others(volunteer: Volunteer, invoke: Invoke) -> None:
    session_id = volunteer.session()
    invoke("submit", session_id, "--yes")
    [whole] = volunteer.home.receipts.iterdir()
    (volunteer.home.receipts / "broken.json").mkdir()
    listed = invoke("mine", "--json")
    assert listed.exit_code == 0
    assert [json.loads(line)["session"] for line in listed.stdout.splitlines()] == [session_id]
    assert "broken.json cannot be read" in listed.stderr
    whole.unlink()
    alone = invoke("mine")
    assert (alone.exit_code, alone.stdout) == (0, "")
    assert "broken.json cannot be read" in alone.stderr
    assert "Nothing was submitted" not in alone.stderr

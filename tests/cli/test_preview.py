"""`workbench preview`."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import one_sentence
from tests.workflow.volunteers import Volunteer
from workbench.bundle.read import read_bundle

Invoke = Callable[..., Result]


def test_the_written_bundle_has_the_hash_that_is_told(
    volunteer: Volunteer, invoke: Invoke, tmp_path: Path
) -> None:
    session_id = volunteer.session()
    told = json.loads(invoke("preview", "last", "--out", tmp_path / "a.zip", "--json").stdout)
    data = (tmp_path / "a.zip").read_bytes()
    assert (told["id"], told["bytes"]) == (session_id, len(data))
    assert told["sha256"] == hashlib.sha256(data).hexdigest()
    assert read_bundle(data).manifest.session == session_id


def test_two_previews_of_the_same_state_are_the_same_bytes(
    volunteer: Volunteer, invoke: Invoke, tmp_path: Path
) -> None:
    volunteer.session()
    for name in ("a.zip", "b.zip"):
        assert invoke("preview", "last", "--out", tmp_path / name).exit_code == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_people_read_every_text_that_leaves_and_none_that_stays(volunteer: Volunteer, invoke: Invoke) -> None:
    volunteer.session("Hello goodbye")
    assert "goodbye" in invoke("preview", "last").stdout
    invoke("redact", "last", "--text", "goodbye")
    told = invoke("preview", "last").stdout
    assert "Hello █" in told
    assert "goodbye" not in told
    assert "1 text redacted" in told
    assert "kept until you withdraw" in told


def test_every_text_is_shown_whole_however_long_it_is(volunteer: Volunteer, invoke: Invoke) -> None:
    long_text = "".join(chr(97 + number % 23) for number in range(1500)) + "END"
    volunteer.session(long_text)
    invoke("label", "last", "--notes", "n" * 1990 + "LAST")
    told = invoke("preview", "last").stdout
    assert long_text in told
    assert "n" * 1990 + "LAST" in told
    assert "…" not in told
    assert max(map(len, told.splitlines())) < 4000, "short rows are not filled up to the longest one"
    shape = json.loads(invoke("preview", "last", "--json").stdout)
    listed = {(entry["place"], entry["text"]) for entry in shape["leaving_texts"]}
    assert {("typed in step 2", long_text), ("label: notes", "n" * 1990 + "LAST")} <= listed
    assert len(shape["leaving_texts"]) == shape["texts"]


def test_on_a_terminal_long_texts_are_folded_and_not_cut(
    volunteer: Volunteer, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_text = "".join(chr(97 + number % 23) for number in range(1500)) + "END"
    volunteer.session(long_text)
    monkeypatch.setattr("workbench.cli.output.has_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    told = invoke("preview", "last").stdout
    assert long_text in "".join(line.partition("  ")[2].strip() for line in told.splitlines())


def test_what_is_still_missing_is_said_before_somebody_tries_to_submit(
    volunteer: Volunteer, invoke: Invoke
) -> None:
    volunteer.session(labelled=False)
    result = invoke("preview", "last")
    assert "the task has no instruction and no outcome" in result.stderr
    assert json.loads(invoke("preview", "last", "--json").stdout)["missing"] == ["instruction", "outcome"]


def test_what_was_withdrawn_says_that_a_copy_has_to_be_submitted(volunteer: Volunteer, invoke: Invoke) -> None:
    session_id = volunteer.session()
    invoke("submit", "last", "--yes")
    assert "second time" not in invoke("preview", "last").stderr
    before = json.loads(invoke("preview", "last", "--json").stdout)
    invoke("withdraw", "last", "--yes")
    told = invoke("preview", "last")
    assert (told.exit_code, "is not taken a second time" in told.stderr) == (0, True)
    assert f"sessions export {session_id} FILE" in told.stderr
    assert "--new-id" in told.stderr
    shape = invoke("preview", "last", "--json")
    assert json.loads(shape.stdout).keys() == before.keys()
    assert "is not taken a second time" in shape.stderr


def test_a_file_that_is_there_is_never_replaced(volunteer: Volunteer, invoke: Invoke, tmp_path: Path) -> None:
    volunteer.session()
    (tmp_path / "a.zip").write_bytes(b"mine")
    result = invoke("preview", "last", "--out", tmp_path / "a.zip")
    assert result.exit_code == 2
    assert one_sentence(result.stderr)
    assert (tmp_path / "a.zip").read_bytes() == b"mine"


def test_an_address_is_refused_as_a_corpus(volunteer: Volunteer, invoke: Invoke) -> None:
    volunteer.session()
    result = invoke("preview", "last", "--corpus", "https://corpus.example.com")
    assert result.exit_code == 2
    assert one_sentence(result.stderr)

"""`workbench release`."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import one_sentence
from tests.workflow.volunteers import Volunteer

Invoke = Callable[..., Result]


def test_a_release_is_made_and_found_sound(volunteer: Volunteer, invoke: Invoke, tmp_path: Path) -> None:
    session_id = volunteer.session()
    invoke("submit", "last", "--yes")
    words = ("release", "create", "first", "--format", "agentnet", "--include", "submitted")
    made = json.loads(invoke(*words, "--out", tmp_path / "first", "--json").stdout)
    assert (made["name"], made["trajectories"]) == ("first", 1)
    rows = (tmp_path / "first" / "agentnet.jsonl").read_text().splitlines()
    assert [json.loads(row)["task_id"] for row in rows] == [session_id]
    told = json.loads(invoke("release", "verify", tmp_path / "first", "--json").stdout)
    assert (told["ok"], told["findings"]) == (True, [])
    assert "is sound" in invoke("release", "verify", tmp_path / "first").stdout


def test_only_its_owner_reads_a_release_unless_it_is_to_be_shared(
    volunteer: Volunteer, invoke: Invoke, tmp_path: Path
) -> None:
    volunteer.session()
    invoke("submit", "last", "--yes")
    before = os.umask(0o022)
    try:
        for name, words in (("own", ()), ("everybody", ("--shared",))):
            out = tmp_path / name
            assert (
                invoke("release", "create", name, "--format", "agentnet", "--out", out, *words).exit_code == 0
            )
            assert invoke("release", "verify", out).exit_code == 0
    finally:
        os.umask(before)
    found = {
        name: {path.stat().st_mode & 0o077 for path in (tmp_path / name, *(tmp_path / name).rglob("*"))}
        for name in ("own", "everybody")
    }
    assert found == {"own": {0}, "everybody": {0o055, 0o044}}
    assert list((tmp_path / "own").rglob("*.png")), "there have to be screenshots to be read"


def test_what_was_withdrawn_is_left_out_and_listed(
    volunteer: Volunteer, invoke: Invoke, tmp_path: Path
) -> None:
    volunteer.session()
    invoke("submit", "last", "--yes")
    invoke("withdraw", "last", "--yes")
    told = invoke("release", "create", "second", "--format", "agentnet", "--out", tmp_path / "second").stdout
    assert "0 trajectories" in told
    assert "1 withdrawn session listed" in told


def test_a_changed_release_is_not_sound(volunteer: Volunteer, invoke: Invoke, tmp_path: Path) -> None:
    volunteer.session()
    invoke("submit", "last", "--yes")
    invoke("release", "create", "first", "--format", "agentnet", "--out", tmp_path / "first")
    with (tmp_path / "first" / "agentnet.jsonl").open("a") as rows:
        rows.write("{}\n")
    result = invoke("release", "verify", tmp_path / "first", "--json")
    assert (result.exit_code, json.loads(result.stdout)["ok"]) == (1, False)
    assert invoke("release", "verify", tmp_path / "first").exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        ["--format", "hf"],
        ["--format", "agentnet", "--include", "accepted"],
        [],
    ],
    ids=" ".join,
)
def test_what_cannot_be_made_yet_is_refused(invoke: Invoke, tmp_path: Path, words: list[str]) -> None:
    result = invoke("release", "create", "first", *words, "--out", tmp_path / "first")
    assert result.exit_code == 2
    assert one_sentence(result.stderr), result.stderr
    assert not (tmp_path / "first").exists()


def test_a_folder_without_a_release_is_said(invoke: Invoke, tmp_path: Path) -> None:
    result = invoke("release", "verify", tmp_path)
    assert (result.exit_code, one_sentence(result.stderr)) == (1, True)

"""`workbench undo`, `redo` and `apply`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import Shell, one_sentence
from workbench.workflow.reviewing import load_review

Invoke = Callable[..., Result]


def texts(shell: Shell) -> list[str | None]:
    return [step.text for step in load_review(shell.place.library, "last").steps]


def test_what_was_done_is_undone_and_done_again(shell: Shell, invoke: Invoke) -> None:
    session_id = shell.place.recorded("Hi Ada")
    invoke("redact", "last", "--step", "2")
    assert json.loads(invoke("undo", "last", "--json").stdout)["id"] == session_id
    assert texts(shell) == [None, "Hi Ada"]
    assert invoke("redo", "last").stdout.startswith(f"{session_id}: redone: ")
    assert texts(shell) == [None, "█"]


def test_after_apply_the_text_is_gone_from_the_file_and_cannot_be_brought_back(
    shell: Shell, invoke: Invoke, tmp_path: Path
) -> None:
    shell.place.recorded("Hello goodbye")
    invoke("redact", "last", "--text", "goodbye")
    assert invoke("apply", "last").exit_code == 0
    assert texts(shell) == [None, "Hello █"]
    invoke("sessions", "export", "last", tmp_path / "plain.session")
    assert b"goodbye" not in (tmp_path / "plain.session").read_bytes()
    result = invoke("undo", "last")
    assert result.exit_code == 2
    assert one_sentence(result.stderr)


@pytest.mark.parametrize("word", ["undo", "redo"])
def test_with_nothing_to_change_it_says_so(shell: Shell, invoke: Invoke, word: str) -> None:
    shell.place.recorded()
    result = invoke(word, "last")
    assert result.exit_code == 2
    assert one_sentence(result.stderr), result.stderr

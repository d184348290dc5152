"""`workbench drop`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import Shell, one_sentence

Invoke = Callable[..., Result]


def shown(invoke: Invoke, *words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in invoke("steps", "last", "--json", *words).stdout.splitlines()]


def test_dropped_steps_are_left_out_unless_all_are_asked_for(shell: Shell, invoke: Invoke) -> None:
    session_id = shell.place.recorded("Hi")
    told = json.loads(invoke("drop", "last", "--steps", "2", "--json").stdout)
    assert (told["id"], told["sentence"]) == (session_id, "1 stretch dropped")
    assert [step["index"] for step in shown(invoke)] == [1]
    assert [(step["index"], step["dropped"]) for step in shown(invoke, "--all")] == [(1, False), (2, True)]
    assert "(dropped)" in invoke("steps", "last", "--all").stdout
    assert '"H"' not in invoke("events", "last").stdout


def test_an_application_is_dropped_with_all_of_its_steps(shell: Shell, invoke: Invoke, tmp_path: Path) -> None:
    shell.place.recorded()
    assert invoke("drop", "last", "--app", "Mousepad").exit_code == 0
    assert shown(invoke) == []
    result = invoke("frame", "last", "1", tmp_path / "step.png")
    assert (result.exit_code, (tmp_path / "step.png").exists()) == (1, False)
    assert one_sentence(result.stderr)


def test_what_is_dropped_already_is_said_and_one_undo_brings_it_back(shell: Shell, invoke: Invoke) -> None:
    shell.place.recorded("Hi")
    invoke("drop", "last", "--steps", "2")
    again = invoke("drop", "last", "--steps", "2")
    assert (again.exit_code, again.stdout, one_sentence(again.stderr)) == (1, "", True)
    assert "dropped already; nothing was changed" in again.stderr
    invoke("undo", "last")
    assert [step["index"] for step in shown(invoke)] == [1, 2]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 2),
        (["--steps", "1", "--app", "mousepad"], 2),
        (["--steps", "one"], 2),
        (["--steps", "9"], 1),
        (["--app", "chess"], 1),
    ],
)
def test_what_cannot_be_dropped_is_refused(shell: Shell, invoke: Invoke, words: list[str], code: int) -> None:
    shell.place.recorded()
    result = invoke("drop", "last", *words)
    assert result.exit_code == code
    assert one_sentence(result.stderr), result.stderr

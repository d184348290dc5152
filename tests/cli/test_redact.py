"""`workbench redact`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image

from tests.cli.conftest import Shell, one_sentence
from workbench.workflow.reviewing import load_review

Invoke = Callable[..., Result]


def texts(shell: Shell) -> list[str | None]:
    return [step.text for step in load_review(shell.place.library, "last").steps]


def test_a_pattern_is_redacted_everywhere(shell: Shell, invoke: Invoke) -> None:
    session_id = shell.place.recorded("Hi Ada")
    told = json.loads(invoke("redact", "last", "--text", "[Aa]da", "--json").stdout)
    assert (told["id"], told["count"]) == (session_id, 3)
    assert texts(shell) == [None, "Hi █"]
    for words in (
        ["steps", "last"],
        ["steps", "last", "--json"],
        ["events", "last"],
        ["sessions", "show", "last"],
    ):
        assert "Ada" not in invoke(*words).stdout


def test_a_steps_whole_text_is_redacted_or_what_matches_in_it(shell: Shell, invoke: Invoke) -> None:
    shell.place.recorded("Hi Ada")
    assert invoke("redact", "last", "--step", "2", "--text", "Hi").exit_code == 0
    assert texts(shell)[1] == "█ Ada"
    assert invoke("redact", "last", "--step", "2").exit_code == 0
    assert texts(shell)[1] == "█"


def test_a_box_is_black_in_the_picture(shell: Shell, invoke: Invoke, tmp_path: Path) -> None:
    shell.place.recorded()
    assert invoke("redact", "last", "--step", "1", "--box", "100,100,40,30").exit_code == 0
    file = tmp_path / "step.png"
    assert invoke("frame", "last", "1", file).exit_code == 0
    with Image.open(file) as picture:
        assert picture.crop((92, 92, 148, 138)).getextrema() == ((0, 0), (0, 0), (0, 0))
        assert picture.getpixel((91, 91)) != (0, 0, 0)


def test_a_steps_title_is_redacted(shell: Shell, invoke: Invoke) -> None:
    shell.place.recorded()
    assert invoke("redact", "last", "--step", "1", "--title").exit_code == 0
    assert {step.context.title for step in load_review(shell.place.library, "last").steps} == {""}


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--title"],
        ["--box", "1,2,3,4"],
        ["--text", "("],
        ["--text", ""],
        ["--step", "1"],
        ["--step", "1", "--box", "1,2,3"],
        ["--step", "1", "--box", "900,900,10,10"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_redacted_is_refused(shell: Shell, invoke: Invoke, words: list[str]) -> None:
    shell.place.recorded()
    result = invoke("redact", "last", *words)
    assert result.exit_code == 2
    assert one_sentence(result.stderr), result.stderr


def test_a_pattern_that_matches_nothing_fails_without_repeating_it(shell: Shell, invoke: Invoke) -> None:
    shell.place.recorded()
    result = invoke("redact", "last", "--text", "Charles")
    assert (result.exit_code, "Charles" in result.stderr) == (1, False)
    assert one_sentence(result.stderr)
    assert "Pictures are not searched" in result.stderr

"""`workbench steps`."""

import json
from collections.abc import Callable

from click.testing import Result

from tests.cli.conftest import Shell

Invoke = Callable[..., Result]
FIELDS = {
    "index", "id", "kind", "start_ms", "end_ms", "first_seq", "last_seq", "context", "action", "text",
    "element", "frame", "after", "label", "redacted", "sentence",
}  # fmt: skip


def listed(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_steps_are_json_lines_of_the_public_shape(shell: Shell, invoke: Invoke) -> None:
    shell.place.recorded("Hi Ada")
    steps = listed(invoke("steps", "last", "--json"))
    assert [(step["index"], step["kind"], step["text"]) for step in steps] == [
        (1, "click", None),
        (2, "type", "Hi Ada"),
    ]
    assert all(set(step) == FIELDS for step in steps)
    assert steps[0]["context"] == {"app": "mousepad", "title": "letter-to-ada.txt - Editor"}


def test_gaps_stand_between_the_steps_only_where_asked_for(shell: Shell, invoke: Invoke) -> None:
    shell.place.recorded()
    kinds = [row["kind"] for row in listed(invoke("steps", "last", "--gaps", "--json"))]
    assert kinds == ["click", "type", "gap"]
    assert "gap" not in [row["kind"] for row in listed(invoke("steps", "last", "--json"))]


def test_people_read_one_line_for_each_step(shell: Shell, invoke: Invoke) -> None:
    shell.place.recorded("Hi Ada")
    head, click, text, gap = invoke("steps", "last", "--gaps").stdout.splitlines()
    assert head.split() == ["#", "at", "kind", "what", "in"]
    assert click.split()[:3] == ["1", "0:00", "click"]
    assert "Hi Ada" in text
    assert "outside the scope" in gap


def test_hostile_text_steers_no_terminal(shell: Shell, invoke: Invoke) -> None:
    shell.place.recorded("\x1b]52;c;ZXZpbA==\x07")
    for words in (
        ("steps", "last"),
        ("steps", "last", "--json"),
        ("events", "last"),
        ("events", "last", "--json"),
    ):
        told = invoke(*words).stdout
        assert told
        assert "\x1b" not in told
        assert "\x07" not in told

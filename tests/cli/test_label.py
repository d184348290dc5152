"""`workbench label`."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from tests.cli.conftest import Shell, one_sentence
from workbench.model.labels import FIELDS
from workbench.workflow.reviewing import load_review

Invoke = Callable[..., Result]


def test_a_task_a_step_and_a_stretch_are_labelled_at_once(shell: Shell, invoke: Invoke) -> None:
    session_id = shell.place.recorded()
    task = ("--instruction", "Write a letter to Ada", "--outcome", "success", "--domain", "work/office")
    step = ("--step", "2", "--intent", "greet Ada", "--milestone", "yes")
    told = json.loads(invoke("label", "last", *task, *step, "--subgoal", "1-2", "begin", "--json").stdout)
    assert (told["id"], told["count"]) == (session_id, 6)
    review = load_review(shell.place.library, "last")
    assert review.task_label == {
        "instruction": "Write a letter to Ada",
        "outcome": "success",
        "domain": "work/office",
    }
    assert review.steps[1].label == {"intent": "greet Ada", "milestone": True}
    assert review.subgoals[0].label == {"label": "begin"}
    shown = [json.loads(line)["label"] for line in invoke("steps", "last", "--json").stdout.splitlines()]
    assert shown == [{}, {"intent": "greet Ada", "milestone": True}]


def test_people_read_how_many_labels_were_set(shell: Shell, invoke: Invoke) -> None:
    session_id = shell.place.recorded()
    assert invoke("label", "last", "--outcome", "partial").stdout == f"{session_id}: 1 label set.\n"


def test_lists_and_scales_are_labels_as_well(shell: Shell, invoke: Invoke) -> None:
    shell.place.recorded()
    flags = ("--quality-flags", "multi_task", "--quality-flags", "clock_gap")
    assert invoke("label", "last", *flags, "--difficulty", "3", "--apps", "mousepad").exit_code == 0
    label = load_review(shell.place.library, "last").task_label
    assert label == {"quality_flags": ["clock_gap", "multi_task"], "difficulty": 3, "apps": ["mousepad"]}


def test_an_empty_text_takes_a_label_back(shell: Shell, invoke: Invoke) -> None:
    shell.place.recorded()
    invoke("label", "last", "--outcome", "success", "--apps", "mousepad")
    told = invoke("label", "last", "--outcome", "", "--apps", "")
    assert told.stdout.endswith(": 2 labels taken back.\n")
    assert load_review(shell.place.library, "last").task_label == {}


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--outcome", "splendid"],
        ["--instruction", "short"],
        ["--intent", "greet Ada"],
        ["--status", "reached"],
        ["--step", "1"],
        ["--step", "0", "--intent", "greet Ada"],
        ["--subgoal", "1,2", "begin"],
        ["--milestone", "perhaps", "--step", "1"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_a_label_is_refused_and_changes_nothing(
    shell: Shell, invoke: Invoke, words: list[str]
) -> None:
    shell.place.recorded()
    result = invoke("label", "last", *words)
    assert result.exit_code == 2
    assert one_sentence(result.stderr), result.stderr
    with shell.place.library.open("last") as file:
        assert file.edits() == ()


def test_one_wrong_label_among_right_ones_gives_none_of_them(shell: Shell, invoke: Invoke) -> None:
    shell.place.recorded()
    result = invoke("label", "last", "--step", "1", "--intent", "open it", "--outcome", "splendid")
    assert result.exit_code == 2
    assert load_review(shell.place.library, "last").steps[0].label == {}


def test_a_step_that_is_not_there_is_named_with_the_nearest(shell: Shell, invoke: Invoke) -> None:
    shell.place.recorded()
    result = invoke("label", "last", "--step", "9", "--intent", "greet Ada", "--outcome", "success")
    assert (result.exit_code, "nearest is step 2" in result.stderr) == (1, True)
    assert load_review(shell.place.library, "last").task_label == {}


def test_every_field_of_the_schema_has_an_option(invoke: Invoke) -> None:
    told = invoke("label", "--help").stdout
    named = {f"--{field.name.replace('_', '-')}" for field in FIELDS} - {"--label"}
    assert [name for name in named if name not in told] == []

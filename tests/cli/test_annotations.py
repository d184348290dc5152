"""`workbench annotations`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import one_sentence
from tests.workflow.volunteers import Volunteer, a_volunteer
from workbench.workflow.submitting import submit

Invoke = Callable[..., Result]
LABELS = """{"field": "outcome", "value": "partial"}

{"step": 2, "field": "intent", "value": "greet Ada"}
{"steps": [1, 2], "field": "label", "value": "begin"}
"""


@pytest.fixture
def team(volunteer: Volunteer, invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A session of somebody else in the corpus that the environment names."""
    assert volunteer.library.summaries() == ()
    corpus, other = tmp_path / "team.db", a_volunteer(tmp_path / "other")
    monkeypatch.setenv("WORKBENCH_CORPUS", str(corpus))
    assert invoke("corpus", "init", corpus).exit_code == 0
    session_id = other.session()
    submit(other.home, session_id, corpus)
    return session_id


def listed(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_labels_come_from_json_lines_and_are_shown_to_who_gave_them_alone(team: str, invoke: Invoke) -> None:
    assert [task["labelled"] for task in listed(invoke("annotations", "show", "--as", "Ann", "--json"))] == [
        False
    ]
    added = listed(invoke("annotations", "submit", team, "--as", "Ann", "--json", input=LABELS))
    assert [(note["author"], note["role"], note["field"]) for note in added] == [
        ("Ann", "annotator", "outcome"),
        ("Ann", "annotator", "intent"),
        ("Ann", "annotator", "label"),
    ]
    shapes = listed(invoke("annotations", "show", "last", "--as", "Ann", "--json"))
    assert [(shape["kind"], shape["label"]) for shape in shapes] == [
        ("task", {"outcome": "partial"}),
        ("click", {}),
        ("type", {"intent": "greet Ada"}),
        ("subgoal", {"label": "begin"}),
    ]
    blind = listed(invoke("annotations", "show", "last", "--as", "Bob", "--json"))
    assert {json.dumps(shape["label"]) for shape in blind} == {"{}"}
    assert [task["labelled"] for task in listed(invoke("annotations", "show", "--as", "Ann", "--json"))] == [
        True
    ]


def test_people_read_the_steps_and_what_they_said(team: str, invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "labels.jsonl").write_text(LABELS)
    assert (
        invoke("annotations", "submit", team, tmp_path / "labels.jsonl", "--as", "Ann").stdout
        == "Added 3 labels.\n"
    )
    told = invoke("annotations", "show", "last", "--as", "Ann")
    assert "Hi Ada" in told.stdout
    for said in ('the task: outcome "partial"', 'step 2: intent "greet Ada"', 'steps 1 to 2: label "begin"'):
        assert said in told.stderr
    assert team in invoke("annotations", "show", "--as", "Ann").stdout


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nonsense\n", 2),
        (b'{"field": "notes", "value": "\xff"}\n', 2),
        ("[1]\n", 2),
        ('{"step": true, "field": "intent", "value": "greet Ada"}\n', 2),
        ('{"steps": [1, 2.0], "field": "label", "value": "begin"}\n', 2),
        ('{"field": "outcome", "value": "splendid"}\n', 2),
        ('{"field": "mood", "value": "good"}\n', 2),
        ('{"step": 9, "field": "intent", "value": "greet Ada"}\n', 1),
        ('{"field": "outcome", "value": "success"}\n{"field": "outcome"}\n', 2),
    ],
)
def test_labels_that_do_not_hold_are_refused_all_together(
    team: str, invoke: Invoke, text: str | bytes, code: int
) -> None:
    result = invoke("annotations", "submit", team, "--as", "Ann", input=text)
    assert result.exit_code == code
    if isinstance(text, str) and text != "nonsense\n":
        assert f"Label {len(text.splitlines())} does not hold, so none was added" in result.stderr
    assert one_sentence(result.stderr), result.stderr
    assert json.loads(invoke("corpus", "info", "--json").stdout)["annotations"] == 0


def test_a_line_that_is_nested_too_deep_is_named(team: str, invoke: Invoke) -> None:
    result = invoke("annotations", "submit", team, "--as", "Ann", input="\n" + "[" * 300_000)
    assert (result.exit_code, one_sentence(result.stderr)) == (2, True)
    assert "Line 2 is no JSON object" in result.stderr


def test_nobody_labels_their_own(volunteer: Volunteer, invoke: Invoke) -> None:
    session_id = volunteer.session()
    invoke("submit", session_id, "--yes")
    result = invoke("annotations", "submit", session_id, "--as", "Ann", input=LABELS)
    assert (result.exit_code, one_sentence(result.stderr)) == (2, True), result.stderr
    shown = invoke("annotations", "show", "--as", "Ann")
    assert (shown.exit_code, shown.stdout) == (0, "")
    assert "nobody labels their own" in shown.stderr


def test_labels_need_a_name(team: str, invoke: Invoke) -> None:
    result = invoke("annotations", "show", team)
    assert (result.exit_code, "--as NAME" in result.stderr) == (2, True)


def test_a_file_that_is_submitted_again_adds_nothing_and_says_so(
    team: str, invoke: Invoke, tmp_path: Path
) -> None:
    twice = '{"field": "outcome", "value": "failure"}\n' + LABELS
    (tmp_path / "labels.jsonl").write_text(twice)
    words = ("annotations", "submit", team, tmp_path / "labels.jsonl", "--as", "Ann")
    assert invoke(*words).stdout == "Added 3 labels.\n"
    again = invoke(*words)
    assert (again.exit_code, again.stdout) == (0, "Added 0 labels.\n")
    assert "4 labels added nothing: your labels say the same already" in again.stderr
    assert listed(invoke(*words, "--json")) == []
    assert json.loads(invoke("corpus", "info", "--json").stdout)["annotations"] == 3

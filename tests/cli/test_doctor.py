"""`workbench doctor`."""

import json

import pytest

from tests.cli.conftest import Shell
from tests.desktop.stage import Stage
from workbench.cli.doctor import cells
from workbench.desktop.x11.hotkeys import X11Hotkeys
from workbench.workflow.doctor import ill, well


def test_json_lines_name_each_thing_and_whether_it_is_well(shell: Shell) -> None:
    done = shell.run("doctor", "--json")
    assert done.returncode == 0, done.stderr
    findings = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(set(finding) == {"name", "ok", "sentence"} for finding in findings)
    assert {"display", "folder", "keys", "database", "consent", "terminal", "pictures"} <= {
        f["name"] for f in findings
    }


def test_people_read_problems_as_problems(shell: Shell) -> None:
    lines = shell.run("doctor").stdout.splitlines()
    assert next(line for line in lines if line.startswith("display")).split()[1] == "problem"
    assert next(line for line in lines if line.startswith("database")).split()[1] == "ok"


def test_a_finding_says_ok_or_problem_in_words() -> None:
    assert cells(well("keys", "Fine.")) == ("keys", "ok", "Fine.")
    assert cells(ill("keys", "Not fine.")) == ("keys", "problem", "Not fine.")


@pytest.mark.display
def test_on_a_display_it_finds_what_recording_needs_and_counts_monitors(shell: Shell, stage: Stage) -> None:
    done = shell.run("doctor", "--json", **stage.environment)
    findings = {finding["name"]: finding for finding in map(json.loads, done.stdout.splitlines())}
    wrong = [finding for finding in findings.values() if not finding["ok"]]
    assert [finding for finding in wrong if finding["name"] not in {"consent", "terminal"}] == []
    assert "1280" in done.stdout


@pytest.mark.display
def test_a_chord_of_another_program_is_a_problem_with_its_cure(shell: Shell, stage: Stage) -> None:
    other = X11Hotkeys(stage.display)
    assert other.take(("ctrl+alt+s",)) == ()
    done = shell.run("doctor", "--json", **stage.environment)
    other.give_up()
    findings = {finding["name"]: finding for finding in map(json.loads, done.stdout.splitlines())}
    assert not findings["hotkeys"]["ok"]
    assert "Ctrl+Alt+S (stop) cannot be had: another program has it" in findings["hotkeys"]["sentence"]
    assert "settings.toml, under [hotkeys]" in findings["hotkeys"]["sentence"]

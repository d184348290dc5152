"""What is printed: plain without a terminal, harmless on one."""

import json

import pytest

from workbench.cli import output

HOSTILE = "\x1b]0;gone\x07 [b]draft[/b] \u202egnp.exe\x9b2J"


def test_json_is_one_line_of_ascii(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_json({"title": HOSTILE, "steps": 3})
    printed = capsys.readouterr().out
    assert printed.isascii()
    assert printed.count("\n") == 1
    assert json.loads(printed) == {"title": HOSTILE, "steps": 3}


def test_a_list_is_one_line_for_each_thing(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_lines({"index": index} for index in range(3))
    assert [json.loads(line)["index"] for line in capsys.readouterr().out.splitlines()] == [0, 1, 2]


def test_a_plain_table_stands_in_columns_and_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_table(("id", "task"), [("1", HOSTILE), ("12345", "Write a letter")])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert lines[2] == "12345  Write a letter"
    assert not any(mark in lines[1] for mark in ("\x1b", "\x9b", "\x07", "\u202e"))
    assert "[b]draft[/b]" in lines[1]


def test_a_table_without_rows_shows_its_heads(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_table(("id", "task"), [])
    assert capsys.readouterr().out == "id  task\n"


def test_a_table_on_a_terminal_keeps_every_cell_and_reads_no_markup(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    output.print_table(("id", "task"), [("1", HOSTILE)])
    printed = capsys.readouterr().out
    assert "[b]draft[/b]" in printed
    assert "\x1b]" not in printed


def test_narration_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    output.say("Saved\x1b[2J.")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "Saved␛[2J.\n"

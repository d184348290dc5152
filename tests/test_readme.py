"""The README says nothing that is not there."""

import re
import shlex
from pathlib import Path

import click
import pytest

from workbench.cli.main import cli

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^workbench (.*?)(?:  .*)?$", TEXT, re.M)
READ_FROM = {"plain.session", "labels.jsonl"}
"""Files that a reader has by then; any that is there stands for them."""
WORDS = re.findall(r"^(?:make|\S+:)? ?make (\w+)|`make (\w+)`", TEXT, re.M)


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_in_it_is_one_that_can_be_given(line: str) -> None:
    words = shlex.split(line)
    command: click.Command | None = cli
    context = click.Context(cli)
    while isinstance(command, click.Group):
        command = command.get_command(context, words.pop(0))
    assert command is not None, line
    command.make_context(line, [str(ROOT / "README.md") if word in READ_FROM else word for word in words])


def test_every_word_behind_make_is_in_the_makefile() -> None:
    named = {first or second for first, second in WORDS}
    assert {"demo", "test", "lint", "soak", "bench", "samples", "lock"} <= named
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [word for word in named if not re.search(rf"^{word}:", makefile, re.M)] == []


def test_every_link_in_it_leads_to_a_file() -> None:
    links = re.findall(r"\]\(([^)]+)\)", TEXT)
    assert links
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []

"""Commands load when they are called, and not before."""

import subprocess
import sys

import click
import pytest

from workbench.cli.lazy import LazyGroup
from workbench.cli.main import COMMANDS, cli


@pytest.mark.parametrize("name", COMMANDS)
def test_every_place_in_the_table_holds_a_command_of_that_name(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.name == name
    assert command.help


def test_help_loads_no_command_and_nothing_heavy() -> None:
    probe = (
        "import sys\nfrom workbench.cli.main import cli\n"
        "try: cli(['--help'])\nexcept SystemExit as end: assert end.code == 0\n"
        "heavy = {'numpy', 'apsw', 'rich', 'textual', 'PIL', 'workbench.cli.record', 'workbench.store'}\n"
        "heavy &= set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_command_that_is_not_in_the_table_is_none() -> None:
    group = LazyGroup("empty")
    assert group.list_commands(click.Context(group)) == []
    assert group.get_command(click.Context(group), "anything") is None

"""`workbench version`."""

from tests.cli.conftest import Shell
from workbench import __version__


def test_version_names_the_program_and_what_it_runs_on(shell: Shell) -> None:
    done = shell.run("version")
    assert done.stdout.startswith(f"workbench {__version__} (Python 3.")
    assert done.returncode == 0

"""The command as a whole: quick, honest about what there is, never a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Shell, one_sentence

COMMANDS = [
    "demo", "doctor", "version", "safeguards", "record", "launch", "sessions", "purge", "steps", "events",
    "withheld", "frame", "label", "redact", "drop", "undo", "redo", "apply",
    "preview", "submit", "withdraw", "mine", "annotate", "annotations", "corpus", "release",
]  # fmt: skip


WHAT_HELP_IMPORTS = """
import sys
from workbench.cli.main import main
sys.argv = ["workbench", "--help"]
try:
    main()
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""


def test_help_imports_nothing_that_it_does_not_need() -> None:
    done = subprocess.run([sys.executable, "-c", WHAT_HELP_IMPORTS], check=True, capture_output=True, text=True)
    packages = {name.partition(".")[0] for name in done.stderr.split()} - set(sys.stdlib_module_names)
    rooms = {name.split(".")[1] for name in done.stderr.split() if name.startswith("workbench.")}
    assert packages - {"__main__", "_distutils_hack"} == {"click", "workbench"}
    assert rooms == {"cli", "desktop", "errors"}


def test_help_lists_every_command_and_none_that_is_not_there_yet(shell: Shell) -> None:
    done = shell.run("--help")
    listed = [line.split()[0] for line in done.stdout.partition("Commands:")[2].splitlines() if line.strip()]
    assert (done.returncode, listed) == (0, COMMANDS)


@pytest.mark.parametrize(
    "command",
    [
        *COMMANDS,
        *(f"sessions {word}" for word in ("list", "show", "import", "export")),
        *(f"corpus {word}" for word in ("init", "info", "verify")),
        *("annotations show", "annotations submit", "release create", "release verify"),
    ],
)
def test_every_command_explains_itself_without_a_display(shell: Shell, command: str) -> None:
    done = shell.run(*command.split(), "--help")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Usage: python -m workbench {command}")


@pytest.mark.parametrize(
    "words",
    [
        ["frobnicate"],
        ["--frobnicate"],
        ["sessions", "frobnicate"],
        ["steps"],
        ["steps", "last", "--frobnicate"],
        ["frame", "last", "zero", "x.png"],
        ["record"],
        [],
    ],
    ids=" ".join,
)
def test_what_is_used_wrongly_ends_with_2_and_one_sentence(shell: Shell, words: list[str]) -> None:
    done = shell.run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert one_sentence(done.stderr), done.stderr
    assert "--help`" in done.stderr


def test_what_fails_ends_with_1_and_one_sentence(shell: Shell) -> None:
    for words in (
        ["steps", "last"],
        ["events", "last"],
        ["sessions", "show", "abc"],
        ["sessions", "remove", "abc"],
    ):
        done = shell.run(*words)
        assert (done.returncode, done.stdout) == (1, "")
        assert one_sentence(done.stderr), done.stderr


def test_broken_settings_are_named_and_not_traced(shell: Shell) -> None:
    shell.place.home.settings_file.write_text("key_store = nonsense")
    done = shell.run("sessions", "list")
    assert done.returncode == 2
    assert one_sentence(done.stderr), done.stderr
    assert "settings.toml" in done.stderr


def test_the_version_is_an_option_as_well(shell: Shell) -> None:
    assert shell.run("--version").stdout == shell.run("version").stdout != ""


def test_nothing_is_written_for_help_or_version(tmp_path: Path, shell: Shell) -> None:
    for word in ("--help", "version"):
        shell.run(word, WORKBENCH_HOME=str(tmp_path / "fresh"))
    assert not (tmp_path / "fresh").exists()

"""`workbench demo` without a terminal."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from tests.cli.conftest import Shell


def test_without_a_terminal_it_walks_the_path_and_ends_with_0(shell: Shell) -> None:
    done = shell.run("demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Imported ")
    assert done.stdout.endswith("Done: everything above worked here.\n")


def test_a_second_walk_imports_nothing_twice(invoke: Callable[..., Result]) -> None:
    first, second = invoke("demo"), invoke("demo")
    assert first.exit_code == second.exit_code == 0
    counted = [line for line in first.stdout.splitlines() if line.startswith("Listed")]
    assert counted == [line for line in second.stdout.splitlines() if line.startswith("Listed")]


def test_the_volunteers_own_library_stays_untouched(shell: Shell) -> None:
    shell.run("demo")
    assert shell.place.library.summaries() == ()
    assert (shell.place.home.root / "demo" / "sessions").is_dir()


def test_the_corpus_of_the_environment_is_never_used(shell: Shell, tmp_path: Path) -> None:
    done = shell.run("demo", WORKBENCH_CORPUS=str(tmp_path / "team.db"))
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "team.db").exists()
    assert (shell.place.home.root / "demo" / "corpus.db").is_file()

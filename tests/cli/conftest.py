"""A shell for the tests of the command line: a home of its own, no display, real processes."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.desktop.stage import Stage
from tests.store.examples import Place, a_place
from tests.workflow.volunteers import Volunteer, a_volunteer
from workbench.cli.main import cli
from workbench.paths import HOME_VARIABLE

LEFT_OUT = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "WORKBENCH_DEBUG")


@dataclass(frozen=True)
class Shell:
    """Runs the command in a home of its own."""

    place: Place
    """The home, with its library."""
    environment: dict[str, str] = field(default_factory=dict)
    """What the processes are given."""

    def start(self, *words: str | Path, **options: object) -> "subprocess.Popen[str]":
        """Start the command and return the process."""
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        command = [sys.executable, "-m", "workbench", *map(str, words)]
        return subprocess.Popen(command, text=True, env=self.environment, **streams)  # type: ignore[call-overload, no-any-return]

    def run(self, *words: str | Path, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run the command to its end."""
        command = [sys.executable, "-m", "workbench", *map(str, words)]
        return subprocess.run(
            command,
            text=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=self.environment | more,
            check=False,
        )

    def answer(self, reply: str, *words: str | Path) -> tuple[int, str]:
        """Run the command on a terminal of its own, answer its question, return its exit code and output."""
        ours, theirs = pty.openpty()
        process = self.start(*words, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        told = b""
        while b"[y/N]" not in told:
            told += os.read(ours, 65536)
        os.write(ours, reply.encode() + b"\n")
        with suppress(OSError):  # Linux says so where the other end is closed
            while piece := os.read(ours, 65536):
                told += piece
        os.close(ours)
        return process.wait(60), told.decode()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    home = tmp_path / "home"
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    return Shell(a_place(home), kept | {HOME_VARIABLE: str(home)})


@pytest.fixture
def volunteer(shell: Shell) -> Volunteer:
    """The shell's own home, with sessions that can be submitted."""
    return a_volunteer(shell.place.home.root)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with Stage(1280, 800, accessibility=True) as opened:
        yield opened


@pytest.fixture
def invoke(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return what runs the command inside this process: quicker, and enough where no process is at stake."""
    for name in LEFT_OUT:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(HOME_VARIABLE, str(shell.place.home.root))

    def run(*words: str | Path, **options: object) -> Result:
        return CliRunner().invoke(cli, [str(word) for word in words], prog_name="workbench", **options)  # type: ignore[arg-type]

    return run


def one_sentence(text: str) -> bool:
    """Return whether stderr holds one line that begins with the program's name and ends like a sentence."""
    lines = text.strip().splitlines()
    return len(lines) == 1 and lines[0].startswith("workbench: ") and lines[0].endswith(".")

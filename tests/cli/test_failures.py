"""Every failure is one sentence, and none of them repeats what was typed or seen."""

import errno
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import click
import pytest

from tests.cli.conftest import Shell
from workbench.cli.failures import TERMINAL_GONE, exit_code, guarded, sentence
from workbench.errors import ConsentError, UsageError


def outcome(run: Callable[[], object]) -> object:
    with pytest.raises(SystemExit) as end:
        guarded(run)
    return end.value.code


def raising(error: BaseException) -> Callable[[], object]:
    def run() -> object:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConsentError("Nobody agreed; agree first."), 1),
        (UsageError("Nothing is named; name something."), 2),
        (click.UsageError("No such option"), 2),
        (click.ClickException("It failed."), 1),
        (OSError(errno.ENOSPC, "No space left on device", "letter.png"), 1),
        (RuntimeError("the text that somebody typed"), 1),
        (KeyboardInterrupt(), 1),
        (click.Abort(), 1),
        (click.exceptions.Exit(1), 1),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_a_failure_ends_with_its_code(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WORKBENCH_DEBUG", raising=False)
    assert outcome(raising(error)) == code
    assert "Traceback" not in capsys.readouterr().err


def test_success_ends_with_0() -> None:
    assert outcome(lambda: None) == 0


def test_an_unexpected_failure_tells_its_kind_and_not_its_text() -> None:
    told = sentence(ValueError("Dear Jane Example"))
    assert "ValueError" in told
    assert "Jane" not in told
    assert exit_code(ValueError()) == 1


def test_a_full_disk_is_said_with_what_to_do() -> None:
    told = sentence(OSError(errno.ENOSPC, "No space left on device", "letter.png"))
    assert "letter.png" in told
    assert "free some space" in told


def test_a_failure_of_the_system_that_names_no_file_points_at_none() -> None:
    told = sentence(OSError(errno.EIO, "Input/output error"))
    assert told.startswith("Input/output error (in the workbench), and the system named no file;")
    assert "that place" not in told
    assert "look at that place" in sentence(PermissionError(errno.EACCES, "Permission denied", "letter.png"))
    assert sentence(OSError(errno.ENOSPC, "No space left")) == "No space left; free some space and try again."


@pytest.mark.parametrize("whole", [False, True], ids=["stdout", "stdout and stderr"])
def test_a_terminal_that_was_closed_is_said_where_it_can_be_read(*, whole: bool) -> None:
    program = (
        "import sys\nfrom workbench.cli.failures import guarded\n"
        "def run():\n    sys.stdin.readline()\n    print('what was asked for')\n"
        "guarded(run)"
    )
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=theirs,
        stderr=theirs if whole else subprocess.PIPE,
        text=True,
    )
    os.close(theirs)
    os.close(ours)
    _, told = process.communicate("\n", timeout=60)
    assert (process.returncode, told) == (1, None if whole else f"workbench: {TERMINAL_GONE}\n")


def test_escape_sequences_in_a_message_reach_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    outcome(raising(UsageError("There is no session '\x1b]52;c;ZXZpbA==\x07'.")))
    assert "\x1b" not in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_failure(shell: Shell) -> None:
    shell.place.recorded("many letters " * 2000)
    process = shell.start("events", "last", "--json")
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().startswith("{")
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), told) == (0, "")


def test_ctrl_c_ends_a_command_without_a_traceback() -> None:
    program = (
        "import signal, time\nfrom workbench.cli.failures import guarded\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # ignored where tests run in background
        "def run():\n    print('ready', flush=True)\n    time.sleep(30)\n"
        "guarded(run)"
    )
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=40)
    assert (process.returncode, told) == (1, "workbench: Stopped before it was done.\n")

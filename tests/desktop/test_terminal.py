"""Whether typing would show: prompts, shells, editors and programs whose far end decides."""

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.bare_terminal import Terminal
from tests.desktop.stage import need, wait_for
from workbench.desktop.port import EchoState
from workbench.desktop.terminal import ASKERS, ELSEWHERE, NAME_LETTERS, PtyTerminals

GETPASS = "import getpass; getpass.getpass('Password: ')"
RAW = "import sys, termios, time, tty\ntty.setraw(0)\ntime.sleep(60)\n"


def script(folder: Path, name: str, source: str) -> str:
    """Write an executable Python program of that name."""
    file = folder / name
    file.write_text(f"#!{sys.executable}\n{source}")
    file.chmod(0o755)
    return str(file)


SHELL = ("bash", "--norc", "--noprofile")


def test_a_shell_that_waits_for_a_command_edits_its_line(run: Callable[..., Terminal]) -> None:
    run(*SHELL).becomes(EchoState.LINE)


def test_a_shell_that_something_else_started_may_be_a_script_and_only_echoes(
    run: Callable[..., Terminal],
) -> None:
    terminal = run(*SHELL)
    terminal.becomes(EchoState.LINE)
    terminal.type("bash --norc --noprofile -c 'read -e x'")
    terminal.becomes(EchoState.ECHO)


def test_a_shell_that_has_not_read_what_was_typed_does_not_count_as_at_its_line(
    run: Callable[..., Terminal],
) -> None:
    terminal = run(*SHELL)
    terminal.becomes(EchoState.LINE)
    told = f"/proc/{terminal.pid}/task/{terminal.pid}/children"
    shell = int(Path(told).read_text(encoding="ascii").split()[0])
    os.kill(shell, signal.SIGSTOP)
    try:
        terminal.type("true")
        terminal.becomes(EchoState.ECHO)
    finally:
        os.kill(shell, signal.SIGCONT)
    terminal.becomes(EchoState.LINE)


def test_a_program_that_reads_lines_echoes(run: Callable[..., Terminal]) -> None:
    run("cat").becomes(EchoState.ECHO)


def test_getpass_is_secret_and_the_shell_after_it_is_not(run: Callable[..., Terminal]) -> None:
    terminal = run(*SHELL)
    terminal.becomes(EchoState.LINE)
    terminal.type(f'{sys.executable} -c "{GETPASS}"')
    terminal.becomes(EchoState.SECRET)
    terminal.type("example")
    terminal.becomes(EchoState.LINE)


@pytest.mark.parametrize("command", ["read -s", "read -s -n 8", "read -sn1 x", "read -s -p Password: x"])
def test_a_shell_that_reads_unseen_is_secret(run: Callable[..., Terminal], command: str) -> None:
    terminal = run(*SHELL)
    terminal.becomes(EchoState.LINE)
    terminal.type(command)
    terminal.becomes(EchoState.SECRET)


def test_a_shell_that_reads_one_visible_key_echoes(run: Callable[..., Terminal]) -> None:
    terminal = run(*SHELL)
    terminal.type("read -n 5 x")
    time.sleep(0.3)
    terminal.becomes(EchoState.ECHO)


def test_an_editor_in_raw_mode_echoes_by_itself(run: Callable[..., Terminal]) -> None:
    run(sys.executable, "-c", RAW).becomes(EchoState.ECHO)


@pytest.mark.parametrize("name", ["sudo", "su", "passwd", "gpg", "pinentry-curses"])
def test_programs_that_draw_stars_themselves_are_secret(
    run: Callable[..., Terminal], tmp_path: Path, name: str
) -> None:
    run(script(tmp_path, name, RAW)).becomes(EchoState.SECRET)


@pytest.mark.parametrize(
    "name",
    ["ssh", "mosh-client", "docker", "kubectl", "screen", "telnet", "dbclient", "socat", "flatpak-spawn"],
)
def test_programs_whose_far_end_decides_are_unknown(
    run: Callable[..., Terminal], tmp_path: Path, name: str
) -> None:
    run(script(tmp_path, name, RAW)).becomes(EchoState.UNKNOWN)


def test_a_long_name_is_known_by_what_the_kernel_keeps_of_it(
    run: Callable[..., Terminal], tmp_path: Path
) -> None:
    assert all(len(name) <= NAME_LETTERS for name in ELSEWHERE | ASKERS)
    long = tmp_path / "inetutils-telnet"
    long.symlink_to(sys.executable)
    assert len(long.name) > NAME_LETTERS
    run(str(long), "-c", RAW).becomes(EchoState.UNKNOWN)


def test_an_application_whose_name_is_also_that_of_a_program_in_terminals_is_not_taken_for_it(
    tmp_path: Path,
) -> None:
    for name, state in (("et", EchoState.NO_TERMINAL), ("minicom", EchoState.UNKNOWN)):
        process = subprocess.Popen([script(tmp_path, name, "import time\ntime.sleep(60)\n")])
        try:
            wait_for(lambda: PtyTerminals().echo(process.pid) is state, state)  # noqa: B023  (waited for here)
        finally:
            process.kill()
            process.wait()


def test_a_remote_program_among_others_in_the_foreground_is_seen(
    run: Callable[..., Terminal], tmp_path: Path
) -> None:
    remote = script(tmp_path, "ssh", RAW)
    terminal = run(*SHELL)
    terminal.type(f"cat /dev/zero | {remote} < /dev/tty")
    terminal.becomes(EchoState.UNKNOWN)


def test_a_terminal_inside_a_terminal_counts(run: Callable[..., Terminal]) -> None:
    need("script")
    terminal = run("script", "-q", "-c", "bash --norc --noprofile", "/dev/null")
    terminal.becomes(EchoState.ECHO)
    terminal.type("read -s x")
    terminal.becomes(EchoState.SECRET)


def test_the_strictest_of_several_terminals_counts(run: Callable[..., Terminal]) -> None:
    both = (
        "import os, pty, sys, time\n"
        "for source in ('', \"import getpass; getpass.getpass('')\"):\n"
        "    pid, master = pty.fork()\n"
        "    if pid == 0:\n"
        "        os.execvp(sys.executable, [sys.executable, '-c', source or 'input()'])\n"
        "time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", both], start_new_session=True)
    try:
        wait_for(lambda: PtyTerminals().echo(process.pid) is EchoState.SECRET, "the secret", 30)
    finally:
        process.kill()
        process.wait()
    assert run("cat").pid


def test_a_process_without_terminals_has_none() -> None:
    process = subprocess.Popen(["sleep", "60"])
    try:
        assert PtyTerminals().echo(process.pid) is EchoState.NO_TERMINAL
    finally:
        process.kill()
        process.wait()


def test_the_terminal_a_program_was_started_from_is_not_behind_its_window(run: Callable[..., Terminal]) -> None:
    terminal = run(*SHELL)
    terminal.becomes(EchoState.LINE)
    told = f"/proc/{terminal.pid}/task/{terminal.pid}/children"
    shell = int(Path(told).read_text(encoding="ascii").split()[0])
    terminal.type("sh -c 'sleep 60; true'")
    child = wait_for(
        lambda: Path(f"/proc/{shell}/task/{shell}/children").read_text(encoding="ascii").split(),
        "the program",
        30,
    )
    assert PtyTerminals().echo(int(child[0])) is EchoState.NO_TERMINAL


def test_a_process_that_is_gone_is_unknown() -> None:
    process = subprocess.Popen(["true"])
    process.wait()
    assert PtyTerminals().echo(process.pid) is EchoState.UNKNOWN


def test_a_new_terminal_under_a_known_process_is_seen_at_once() -> None:
    terminals = PtyTerminals()
    assert terminals.echo(os.getpid()) in (EchoState.NO_TERMINAL, EchoState.ECHO)
    pid, master = pty.fork()
    if pid == 0:
        os.execvp(sys.executable, [sys.executable, "-c", GETPASS])  # noqa: S606  (a pty wants a fork)
    try:
        wait_for(lambda: terminals.echo(os.getpid()) is EchoState.SECRET, "the secret", 30)
    finally:
        os.close(master)
        os.waitpid(pid, 0)


def test_a_look_takes_less_than_a_millisecond(run: Callable[..., Terminal]) -> None:
    terminal = run(*SHELL)
    terminal.becomes(EchoState.LINE)
    terminals, took = PtyTerminals(), []
    for _ in range(200):
        began = time.thread_time()
        terminals.echo(terminal.pid)
        took.append(time.thread_time() - began)
    assert sorted(took)[100] < 0.001

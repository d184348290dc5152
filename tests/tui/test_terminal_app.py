"""In a terminal that is too small nothing happens that nobody sees, but a recording can be stopped."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

from tests.tui.conftest import Workplace, press, settle
from tests.tui.screens.test_workbench_screen import ROOMS


def changed_at(workplace: Workplace) -> dict[Path, int]:
    """Return when each session's file was changed last."""
    return {file: file.stat().st_mtime_ns for file in workplace.home.sessions.iterdir()}


async def test_keys_do_nothing_to_a_screen_that_is_hidden(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *ROOMS["review"])
        review, files = app.screen, changed_at(workplace)
        await pilot.resize_terminal(60, 15)
        await settle(pilot)
        await press(pilot, "x", "s", "escape", "enter")
        assert app.screen is review
        assert changed_at(workplace) == files
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        await press(pilot, "escape")
        assert app.screen is not review


async def test_a_recording_can_be_stopped_in_a_terminal_that_is_too_small(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *ROOMS["recording"])
        await pilot.resize_terminal(60, 15)
        await settle(pilot)
        await press(pilot, "f", "s")
        assert not app.control.running


def test_a_program_whose_terminal_has_gone_without_a_word_ends(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = os.environ | {"WORKBENCH_HOME": str(tmp_path), "TERM": "xterm-256color"}
    deaf = "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); "  # the word is not heard
    command = (sys.executable, "-c", f"{deaf}os.execv(sys.executable, [sys.executable, '-m', 'workbench'])")
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        seen = b""
        while b"Press n" not in seen:
            seen += os.read(ours, 65536)
        os.close(ours)
        try:
            process.wait(60)
        finally:
            process.kill()

"""A terminal without a window, to run prompts, shells and multiplexers on."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests.desktop.stage import wait_for
from workbench.desktop.port import EchoState
from workbench.desktop.terminal import PtyTerminals

TERMINAL = (
    "import os, pty, sys\n"
    "pid, master = pty.fork()\n"
    "if pid == 0:\n"
    "    os.execvp(sys.argv[1], sys.argv[1:])\n"
    "import threading\n"
    "def show():\n"
    "    try:\n"
    "        while os.read(master, 4096):\n"
    "            pass\n"
    "    except OSError:\n"
    "        pass\n"
    "threading.Thread(target=show, daemon=True).start()\n"
    "for line in sys.stdin:\n"
    "    os.write(master, line.encode())\n"
)
"""A terminal without a window: a pty, a program on it, and what comes on stdin is typed."""


class Terminal:
    """A process with a program on a pty of its own."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", TERMINAL, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.pid = self.process.pid

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def becomes(self, state: EchoState) -> None:
        """Wait until a fresh look and a look that has been there before say the same."""
        patient = PtyTerminals()
        wait_for(lambda: patient.echo(self.pid) is state and PtyTerminals().echo(self.pid) is state, state, 30)

    def close(self) -> None:
        """End the terminal and every program on it: some, such as `script`, stay when their terminal goes."""
        programs = descendants(self.pid)
        self.process.kill()
        self.process.wait()
        for pid in programs:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self.process.stdin is not None:
            self.process.stdin.close()


def descendants(pid: int) -> list[int]:
    """Return every process that a process started, directly or not."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []
    return [found for child in map(int, children) for found in (child, *descendants(child))]

"""Find what a test run leaves behind: processes that it started, and files outside pytest's own folder.

All temporary files of a run belong into one folder, which `TMPDIR` names. Every process that a test starts has
that name in its environment or its command line, and is found by it.
"""

import os
import re
import shutil
import signal
import tempfile
import time
from contextlib import suppress
from pathlib import Path

PREFIX = "rw-"
"""Short, because the path of a socket has at most 107 bytes."""
SHARED = Path("/tmp")  # noqa: S108  (X servers and D-Bus daemons write here whatever TMPDIR says)
MEMORY = Path("/dev/shm")  # noqa: S108  (tests that write a lot make folders of their own in it)
ALLOWED = ("pytest-of-", "recording-workbench-")
"""Folders that stay by design: pytest's own, and that of the locks, of which each user has one."""
TEST_VARIABLE = b"PYTEST_CURRENT_TEST="
ENDING_S = float(os.environ.get("PROCESSES_END_WITHIN_S", "5"))
"""How long a process that is about to end may take."""


class RunFolder:
    """The folder of one run, for all of its temporary files."""

    def __init__(self) -> None:
        self._before = os.environ.get("TMPDIR")
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._began = self.path.stat().st_mtime
        self._use(str(self.path))

    def close(self) -> list[str]:
        """End and remove what the run left behind; return a line for each process and file."""
        left = [*self._end_processes(), *self._files()]
        shutil.rmtree(self.path, ignore_errors=True)
        self._use(self._before)
        return left

    def _use(self, folder: str | None) -> None:
        if folder is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = folder
        tempfile.tempdir = None

    def _end_processes(self) -> list[str]:
        until = time.monotonic() + ENDING_S
        while (found := processes_that_name(self.path)) and time.monotonic() < until:
            time.sleep(0.05)
        lines = [f"process {pid}: {words}" for pid, words in sorted(found.items())]
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return lines

    def _files(self) -> list[str]:
        own = [path for path in self.path.iterdir() if not path.name.startswith(ALLOWED)]
        memory = list(MEMORY.glob(f"{self.path.name}-*")) if MEMORY.is_dir() else []
        for path in memory:
            shutil.rmtree(path, ignore_errors=True)
        shared = self._shared() if os.environ.get("CI") == "true" else []
        return [f"file {path}" for path in sorted([*own, *memory, *shared])]

    def _shared(self) -> list[Path]:
        """Return what servers left in folders that all programs share; on a build machine no other runs."""
        return [*unused_displays(self._began), *unused_sockets(self._began)]


def folder_in_memory_prefix() -> str:
    """Return how the name of a folder in memory begins, so that it is known to belong to this run."""
    return f"{Path(tempfile.gettempdir()).name}-"


def processes_that_name(folder: Path) -> dict[int, str]:
    """Return the command of every other process whose environment or command line names a folder."""
    name = os.fsencode(folder)
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        with suppress(OSError):
            command, environment = (entry / "cmdline").read_bytes(), (entry / "environ").read_bytes()
            if (command or environment) and name in command + b"\0" + environment:
                found[int(entry.name)] = _words(command, environment)
    return found


def _words(command: bytes, environment: bytes) -> str:
    """Return a command line and the test that was running when the process was started."""
    started = [item for item in environment.split(b"\0") if item.startswith(TEST_VARIABLE)]
    test = b"".join(started).removeprefix(TEST_VARIABLE) or b"no test"
    return f"{os.fsdecode(command.replace(bytes(1), b' ').strip())[:200]} (started in {os.fsdecode(test)})"


def unused_displays(since_s: float) -> list[Path]:
    """Return the lock files of X servers that were started since and no longer run."""
    return [lock for lock in SHARED.glob(".X*-lock") if _is_newer(lock, since_s) and not _holder_runs(lock)]


def _holder_runs(lock: Path) -> bool:
    try:
        return Path("/proc", lock.read_text(encoding="ascii").strip()).exists()
    except (OSError, UnicodeDecodeError):
        return True


def unused_sockets(since_s: float) -> list[Path]:
    """Return the sockets of D-Bus daemons and X servers made since at which no process listens."""
    used = listened_at()
    made = [*SHARED.glob("dbus-*"), *SHARED.glob(".X11-unix/X*")]
    return [path for path in made if str(path) not in used and _is_newer(path, since_s) and path.is_socket()]


def listened_at() -> frozenset[str]:
    """Return the paths of all sockets that belong to a living process."""
    table = Path("/proc/net/unix").read_text(encoding="utf-8", errors="replace")
    return frozenset(re.findall(r"(/\S+)$", table, re.MULTILINE))


def _is_newer(path: Path, since_s: float) -> bool:
    try:
        return path.lstat().st_mtime >= since_s
    except FileNotFoundError:
        return False

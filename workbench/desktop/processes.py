"""What the kernel tells of processes: /proc, read with as few calls as possible (about 15 µs a process)."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PTY_MAJORS = range(136, 144)
PRIVATE_OPTIONS = frozenset(
    {b"--incognito", b"-incognito", b"--inprivate", b"--private", b"--private-window", b"-private-window"}
    | {b"-private", b"--incognito-mode", b"--guest", b"--tor"}
)
"""Words with which browsers are started so that nothing of it is remembered."""


@dataclass(frozen=True, slots=True)
class Process:
    """One line of /proc/<pid>/stat; fields as in proc(5)."""

    pid: int
    """Its number."""
    name: str
    """Its short name; for a script the script's own."""
    parent: int
    """The process that started it."""
    group: int
    """Its process group."""
    pty: int | None
    """The number N of its terminal /dev/pts/N; none for other terminals and for none."""
    foreground: int
    """The process group in the foreground of its terminal."""


def read_process(pid: int) -> Process | None:
    """Return what is known of a process; none when it is gone."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123  (a third of the time of pathlib)
            line = file.read().decode("utf-8", "replace")
    except OSError:
        return None
    name = line[line.index("(") + 1 : line.rindex(")")]
    rest = line[line.rindex(")") + 2 :].split()
    return Process(pid, name, int(rest[1]), int(rest[2]), _pty(int(rest[4])), int(rest[5]))


def open_process(pid: int) -> int:
    """Open a process's line to be read again and again; -1 when it is gone."""
    try:
        return os.open(f"/proc/{pid}/stat", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return -1


def foreground_in(file: int, pty: int) -> int:
    """Return from an open line the process group in front on that pty; -1 where its process has left it."""
    try:
        line = os.pread(file, 1024, 0)
    except OSError:
        return -1
    rest = line[line.rindex(b")") + 2 :].split(maxsplit=6)
    return int(rest[5]) if _pty(int(rest[4])) == pty else -1


def _pty(device: int) -> int | None:
    major, minor = (device >> 8) & 0xFFF, (device & 0xFF) | ((device >> 12) & 0xFFF00)
    return (major - PTY_MAJORS.start) * 256 + minor if major in PTY_MAJORS else None


def children(pid: int) -> list[int]:
    """Return the processes that all threads of a process have started."""
    found: list[int] = []
    try:
        threads = os.listdir(f"/proc/{pid}/task")  # noqa: PTH208  (names are all that is needed)
    except OSError:
        return found
    for thread in threads:
        try:
            with open(f"/proc/{pid}/task/{thread}/children", "rb") as file:  # noqa: PTH123  (speed, as above)
                found.extend(int(child) for child in file.read().split())
        except OSError:
            continue
    return found


def descendants(pid: int) -> Iterator[Process]:
    """Yield everything below a process, parents before children."""
    waiting, seen = children(pid), {pid}
    while waiting:
        child = waiting.pop()
        process = None if child in seen else read_process(child)
        seen.add(child)
        if process is not None:
            yield process
            waiting.extend(children(child))


def ancestors(pid: int) -> Iterator[int]:
    """Yield a process and everything above it, down to but without the first process of all."""
    while pid > 1:
        yield pid
        process = read_process(pid)
        if process is None:
            return
        pid = process.parent


def named(name: str) -> Iterator[int]:
    """Yield all processes of that short name."""
    for entry in os.listdir("/proc"):  # noqa: PTH208  (names are all that is needed)
        if entry.isdigit():
            process = read_process(int(entry))
            if process is not None and process.name == name:
                yield process.pid


def program(process: Process) -> str:
    """Return the base name of what a process runs: the interpreter of a script; its short name if unseen."""
    try:
        return Path(f"/proc/{process.pid}/exe").readlink().name.removesuffix(" (deleted)")
    except OSError:
        return process.name


@lru_cache(maxsize=256)
def started_private(pid: int | None) -> bool:
    """Return whether a browser was started so that it keeps no history."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return any(word.lower() in PRIVATE_OPTIONS for word in words)

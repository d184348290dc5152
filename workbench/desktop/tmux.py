"""Which tmux servers a terminal shows: client and server were both started with the socket that they share.

A server is a fork of the client that started it, so its command line and environment name its socket as that
client's do (`main` and `make_label` of tmux.c). What cannot be read or understood may be any of them. Of an
environment nothing but the socket's path is held, in memory.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from workbench.desktop.processes import Process, descendants, named

CLIENT, SERVER = "tmux: client", "tmux: server"
ALONE, WITH_ARGUMENT = b"2CDNdhlquUvV", b"LSTcf"
"""tmux's options, as letters."""
TEMPORARY = b"/tmp"
"""Where tmux puts its sockets unless its environment names another folder."""
STARTED, STACK, WORDS_FROM, ENVIRONMENT_TO = 19, 25, 45, 49
"""Fields of /proc/<pid>/stat after the name, as in proc(5): all but the first change with execve(2)."""
MOST = 256
"""Processes remembered."""

Life = tuple[bytes, ...]
"""When a process started, and where the program that it runs lies in memory."""


class TmuxServers:
    """Finds servers by their sockets, and reads about no process twice."""

    def __init__(self) -> None:
        self._sockets: dict[int, tuple[Life, Path]] = {}

    def inside(self, processes: Iterable[Process]) -> list[Process]:
        """Return all that runs in the tmux servers whose clients are among these, or are shown in there."""
        clients = [process.pid for process in processes if process.name == CLIENT]
        servers = {pid: self._socket(pid) for pid in named(SERVER)} if clients else {}
        found: list[Process] = []
        taken: set[int] = set()
        while clients:
            for server in _of(self._socket(clients.pop()), servers) - taken:
                taken.add(server)
                below = [*descendants(server)]
                found += below
                clients += [process.pid for process in below if process.name == CLIENT]
        return found

    def _socket(self, pid: int) -> Path | None:
        life = _life(pid)
        known, socket = self._sockets.get(pid, (None, None))
        if life is None or life != known:
            socket = socket_of(pid)
        if life is not None and socket is not None:
            if len(self._sockets) >= MOST:
                self._sockets.clear()
            self._sockets[pid] = (life, socket)
        return socket


def _of(socket: Path | None, servers: dict[int, Path | None]) -> set[int]:
    """Return the servers that a client with that socket may belong to: all where none is known to have it."""
    if socket is None or socket not in servers.values():
        return set(servers)
    return {pid for pid, its_own in servers.items() if its_own in {socket, None}}


def socket_of(pid: int) -> Path | None:
    """Return the socket of a tmux client or server; none where that is not known for sure.

    It is not known of other users, nor where paths or numbers of users mean something else than here.
    """
    process = Path(f"/proc/{pid}")
    try:
        words = (process / "cmdline").read_bytes()
        if not words or process.stat().st_uid != os.getuid() or _world(process) != _world(Path("/proc/self")):
            return None
        socket = socket_path(words, (process / "environ").read_bytes(), (process / "cwd").readlink())
    except (OSError, ValueError, RuntimeError):
        return None
    return socket if socket is not None and socket.is_socket() else None


def socket_path(command_line: bytes, environment: bytes, folder: Path) -> Path | None:
    """Return which socket tmux uses, given what /proc tells of it; none where that cannot be understood.

    Raises `ValueError` where a variable has two values, and `RuntimeError` where links lead in a circle.
    """
    options = options_in(command_line)
    if options is None:
        return None
    inherited = (_variable(environment, b"TMUX") or b"").partition(b",")[0]
    if b"S" in options:
        return _real(folder, options[b"S"])
    if b"L" not in options and inherited:
        return _real(folder, inherited)
    place = _real(folder, _variable(environment, b"TMUX_TMPDIR") or TEMPORARY)
    if not place.is_dir():
        return None
    return _real(place / f"tmux-{os.getuid()}", options.get(b"L", b"default"))


def options_in(command_line: bytes) -> dict[bytes, bytes] | None:
    """Return the options that have an argument, read as getopt(3) of BSD does: the last of each counts."""
    words = command_line.split(b"\0")
    if len(words) < 2 or words.pop():
        return None
    found: dict[bytes, bytes] = {}
    rest = iter(words[1:])
    for word in rest:
        if not word.startswith(b"-") or word in {b"-", b"--"}:
            break
        letters = word[1:].lstrip(ALONE)
        if not letters:
            continue
        argument = letters[1:] or next(rest, None)
        if letters[:1] not in WITH_ARGUMENT or argument is None:
            return None
        found[letters[:1]] = argument
    return found


def _real(folder: Path, name: bytes) -> Path:
    return (folder / os.fsdecode(name)).resolve()


def _variable(environment: bytes, name: bytes) -> bytes | None:
    """Return a variable's value; raises `ValueError` where it has two."""
    start = name + b"="
    values = {word.removeprefix(start) for word in environment.split(b"\0") if word.startswith(start)}
    if len(values) > 1:
        raise ValueError(name)
    return values.pop() if values else None


def _world(process: Path) -> tuple[Path, ...]:
    """Return in which file system, and among which users, a process lives."""
    return tuple((process / name).readlink() for name in ("root", "ns/mnt", "ns/user"))


def _life(pid: int) -> Life | None:
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123  (speed, as in processes)
            fields = file.read().rpartition(b")")[2].split()
    except OSError:
        return None
    return (fields[STARTED], fields[STACK], *fields[WORDS_FROM:ENVIRONMENT_TO])

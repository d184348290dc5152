"""Of several tmux servers only the one that a terminal shows counts, and all where that is not known."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.desktop.bare_terminal import Terminal
from tests.desktop.stage import need, wait_for
from workbench.desktop import tmux
from workbench.desktop.port import EchoState
from workbench.desktop.processes import Process, named, read_process
from workbench.desktop.tmux import CLIENT, SERVER, TmuxServers, options_in, socket_of, socket_path

SHELL = "bash --norc --noprofile"
ASKS = f"{SHELL} -c 'read -s x'"


def line(*words: str) -> bytes:
    """Return a command line as /proc has it."""
    return b"".join(os.fsencode(word) + b"\0" for word in words)


@dataclass
class Multiplexer:
    """Tmux servers in a folder of their own, which end with the test."""

    folder: Path
    closing: ExitStack
    told: dict[str, str] = field(default_factory=dict)

    def words(self, *words: str, **variables: str) -> tuple[str, ...]:
        """Return the command that gives tmux these words, in an environment with these variables alone."""
        told = {"TMUX_TMPDIR": str(self.folder), "TERM": "xterm", "LANG": "C.UTF-8"} | variables
        kept = (f"{name}={value}" for name, value in told.items())
        return ("env", "-i", f"PATH={os.environ['PATH']}", *kept, "tmux", *words)

    def start(self, *words: str, shell: str = ASKS, **variables: str) -> int:
        """Start a server whose pane runs that; return its process."""
        self.closing.callback(self.end, *words, **variables)
        command = self.words(*words, "-f", "/dev/null", "new", "-d", shell, **variables)
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        asked = self.words(*words, "display", "-p", "#{pid}", **variables)
        pid = int(subprocess.run(asked, check=True, capture_output=True, timeout=60).stdout)
        wait_for(lambda: pid in named(SERVER), "the server")
        return pid

    def end(self, *words: str, **variables: str) -> None:
        """End a server."""
        command = self.words(*words, "kill-server", **variables)
        subprocess.run(command, check=False, capture_output=True, timeout=60)

    def shown(self, *words: str, shell: str = SHELL, **variables: str) -> tuple[str, ...]:
        """Return the command that shows a new session of a server, which it may have to start."""
        self.closing.callback(self.end, *words, **variables)
        return self.words(*words, "-f", "/dev/null", "new", shell, **variables)


@pytest.fixture
def multiplexer() -> Iterator[Multiplexer]:
    """The folder has a short name: a socket's path may have 107 letters."""
    need("tmux")
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="tmux-"))).resolve()
        yield Multiplexer(folder, closing)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("tmux",), {}),
        (("-tmux",), {}),
        (("tmux", "-L", "one", "new", "-S", "two"), {b"L": b"one"}),
        (("tmux", "-Lone", "-2uS", "two"), {b"L": b"one", b"S": b"two"}),
        (("tmux", "-2S/two", "--", "-L", "one"), {b"S": b"/two"}),
        (("tmux", "-f", "-L", "-T256", "-", "-S", "two"), {b"f": b"-L", b"T": b"256"}),
        (("tmux", "-L", "one", "-L", "two", "-c", ""), {b"L": b"two", b"c": b""}),
        (("tmux", "-CCDNlqvVhd"), {}),
        (("tmux", "-x", "new"), None),
        (("tmux", "--socket", "new"), None),
        (("tmux", "-2L"), None),
        ((), None),
    ],
)
def test_options_are_read_as_tmux_reads_them(words: tuple[str, ...], found: dict[bytes, bytes] | None) -> None:
    assert options_in(line(*words)) == found


def test_a_command_line_that_was_written_over_is_not_understood() -> None:
    assert options_in(b"tmux: server (/somewhere)") is None


def test_the_socket_is_named_by_options_then_by_the_environment(tmp_path: Path) -> None:
    own = tmp_path / f"tmux-{os.getuid()}"
    other = line(f"TMUX_TMPDIR={tmp_path}", "TMUX=/elsewhere/socket,12,0", "TMUX_PANE=%3")
    plain = line("TMUX_TMPDIR=.", "TMUX=,12,0")
    temporary = Path(os.fsdecode(tmux.TEMPORARY), own.name).resolve()

    def path(*words: str, environment: bytes = other) -> Path | None:
        return socket_path(line("tmux", *words), environment, tmp_path)

    assert path("-S", "here", "-L", "one") == tmp_path / "here"
    assert path("-L", "one") == own / "one"
    assert path("attach") == Path("/elsewhere/socket")
    assert path("attach", environment=plain) == own / "default"
    assert path(environment=line("TMUX=", "TMUX_TMPDIR=")) == temporary / "default"
    assert path("-x") is None


def test_a_folder_that_is_not_there_and_a_variable_that_is_there_twice_are_not_understood(
    tmp_path: Path,
) -> None:
    assert socket_path(line("tmux"), line(f"TMUX_TMPDIR={tmp_path}/gone"), tmp_path) is None
    with pytest.raises(ValueError, match="TMUX"):
        socket_path(line("tmux"), line("TMUX=/one,1,0", "TMUX=/two,1,0"), tmp_path)


def test_links_to_a_socket_count_as_the_socket(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "socket")
    assert socket_path(line("tmux", "-S", "link"), b"", tmp_path) == tmp_path / "socket"


def test_a_servers_own_process_tells_its_socket(multiplexer: Multiplexer) -> None:
    own = multiplexer.folder / f"tmux-{os.getuid()}"
    assert socket_of(multiplexer.start()) == own / "default"
    assert socket_of(multiplexer.start("-Lother")) == own / "other"
    path = str(multiplexer.folder / "path")
    assert socket_of(multiplexer.start("-2S", path)) == Path(path)


def test_a_process_that_is_gone_or_whose_socket_is_not_there_is_unknown(multiplexer: Multiplexer) -> None:
    server = multiplexer.start("-L", "one")
    socket = socket_of(server)
    assert socket is not None
    moved = socket.rename(socket.with_name("two"))
    assert socket_of(server) is None
    moved.rename(socket)
    assert socket_of(server) == socket
    gone = subprocess.Popen(["true"])
    gone.wait()
    assert socket_of(gone.pid) is None


def test_a_process_that_lives_among_other_files_or_users_is_unknown(
    multiplexer: Multiplexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = multiplexer.start("-L", "one")
    assert socket_of(server) is not None
    monkeypatch.setattr("os.getuid", lambda: -1)
    assert socket_of(server) is None
    monkeypatch.undo()
    monkeypatch.setattr("workbench.desktop.tmux._world", lambda process: (process,))
    assert socket_of(server) is None


SOCKETS = pytest.mark.parametrize(
    ("shown", "other"),
    [
        (("-S", "{folder}/one"), ("-S", "{folder}/two")),
        (("-L", "one"), ("-L", "two")),
        ((), ("-L", "two")),
        (("-2Lone",), ()),
    ],
    ids=["paths", "labels", "default", "label"],
)


@SOCKETS
def test_a_prompt_in_a_pane_of_another_server_does_not_count_and_one_of_this_does(
    run: Callable[..., Terminal], multiplexer: Multiplexer, shown: tuple[str, ...], other: tuple[str, ...]
) -> None:
    these, those = (tuple(word.format(folder=multiplexer.folder) for word in words) for words in (shown, other))
    multiplexer.start(*those)
    terminal = run(*multiplexer.shown(*these))
    terminal.becomes(EchoState.LINE)
    terminal.type("read -s x")
    terminal.becomes(EchoState.SECRET)
    terminal.type("example")
    terminal.becomes(EchoState.LINE)
    multiplexer.start(*these, "-u")
    terminal.becomes(EchoState.SECRET)


def test_a_default_server_is_one_for_each_folder_of_sockets(
    run: Callable[..., Terminal], multiplexer: Multiplexer
) -> None:
    folder = multiplexer.folder / "other"
    folder.mkdir()
    multiplexer.start(TMUX_TMPDIR=str(folder))
    terminal = run(*multiplexer.shown())
    terminal.becomes(EchoState.LINE)
    run(*multiplexer.shown(TMUX_TMPDIR=str(folder))).becomes(EchoState.SECRET)


def test_a_server_that_is_shown_in_a_pane_of_another_counts(
    run: Callable[..., Terminal], multiplexer: Multiplexer
) -> None:
    multiplexer.start("-L", "inner")
    inside = " ".join(multiplexer.words("-L", "inner", "attach"))
    run(*multiplexer.shown("-L", "outer", shell=inside)).becomes(EchoState.SECRET)


def test_all_servers_count_where_the_clients_own_is_not_found(
    run: Callable[..., Terminal], multiplexer: Multiplexer
) -> None:
    asking = multiplexer.start("-L", "asking")
    terminal = run(*multiplexer.shown("-L", "shown"))
    terminal.becomes(EchoState.LINE)
    socket = socket_of(asking)
    assert socket is not None
    moved = socket.with_name("shown").rename(socket.with_name("moved"))
    run(*multiplexer.words("-L", "moved", "attach")).becomes(EchoState.SECRET)
    moved.rename(socket.with_name("shown"))


def test_a_server_that_does_not_tell_counts_with_every_client(
    run: Callable[..., Terminal], multiplexer: Multiplexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = multiplexer.start("-L", "asking")
    terminal = run(*multiplexer.shown("-L", "shown"))
    terminal.becomes(EchoState.LINE)
    monkeypatch.setattr(tmux, "socket_of", lambda pid: None if pid == asking else socket_of(pid))
    terminal.becomes(EchoState.SECRET)


def test_a_process_is_read_again_only_when_it_runs_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def reading(pid: int) -> Path | None:
        read.append(pid)
        return Path("/one") if len(read) > 1 else None

    monkeypatch.setattr(tmux, "named", lambda _: iter(()))
    monkeypatch.setattr(tmux, "socket_of", reading)
    servers = TmuxServers()
    program = subprocess.Popen(["sh", "-c", "read go; exec sleep 60"], stdin=subprocess.PIPE)
    try:
        wait_for(lambda: named_now(program.pid) == "sh", "the shell")
        for _ in range(4):
            servers.inside([client(program.pid)])
        assert len(read) == 2, "what is known is not asked for again"
        assert program.stdin is not None
        program.stdin.write(b"go\n")
        program.stdin.close()
        wait_for(lambda: named_now(program.pid) == "sleep", "the other program")
        for _ in range(2):
            servers.inside([client(program.pid)])
        assert len(read) == 3
    finally:
        program.kill()
        program.wait()


def client(pid: int) -> Process:
    """Return a process as if it were a tmux client."""
    return Process(pid, CLIENT, 1, pid, None, -1)


def named_now(pid: int) -> str:
    """Return a process's short name."""
    process = read_process(pid)
    return process.name if process else ""

"""Whether what is typed at the terminals behind a window would show: termios of the ptys under its process.

Echo off while lines are edited by the kernel (ICANON) is how getpass, sudo, su, ssh and `read -s` ask for
secrets. Editors and shells with line editing turn both off and draw what is typed themselves.
"""

import fcntl
import os
import struct
import termios
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from workbench.desktop.port import EchoState
from workbench.desktop.processes import (
    Process,
    descendants,
    foreground_in,
    open_process,
    program,
    read_process,
)
from workbench.desktop.pty_watch import list_ptys
from workbench.desktop.tmux import CLIENT, TmuxServers

NAME_LETTERS = 15
"""How many letters of a program's name the kernel keeps for its processes."""
ELSEWHERE = frozenset(
    name[:NAME_LETTERS]
    for name in (
        "ssh", "dbclient", "plink", "mosh-client", "et", "tmate", "telnet", "telnet-ssl", "inetutils-telnet",
        "rlogin", "rsh", "socat", "nc", "nc.openbsd", "nc.traditional", "ncat", "netcat",
        "minicom", "picocom", "tio", "cu", "adb",
        "docker", "podman", "nerdctl", "kubectl", "oc", "crictl", "ctr", "microk8s",
        "lxc", "lxc-attach", "lxc-console", "incus", "distrobox", "distrobox-enter", "toolbox", "flatpak-spawn",
        "machinectl", "systemd-run", "run0", "nsenter", "vagrant", "multipass", "virsh", "xl", "qm", "pct",
        "screen", "zellij", "dtach", "abduco", "kitten", "wezterm", "gdb",
    )
)  # fmt: skip
"""Programs behind which another terminal decides about the echo: in raw mode nothing can be known here."""
WINDOWED = frozenset({"et", "wezterm"})
"""Those of them whose name an application with windows may have: WPS Spreadsheets, and a terminal."""
ASKERS = frozenset(
    [
        "sudo",
        "su",
        "doas",
        "passwd",
        "ssh-add",
        "ssh-keygen",
        "gpg",
        "gpg-agent",
        "pinentry",
        "pinentry-curses",
        "pinentry-tty",
        "login",
    ]
)
"""Programs that ask for secrets, some of them in raw mode, drawing stars of their own."""
TMUX_NAMES = {CLIENT, "tmux"}
"""What a client is called in its terminal's foreground: what its panes show is looked at by itself."""
SHELL = "bash"
LINE_EDITORS = frozenset({SHELL, "zsh", "fish", "mksh"})
"""Shells that edit their own line in raw mode, and turn it off before they run anything."""
STRICTNESS = (EchoState.NO_TERMINAL, EchoState.LINE, EchoState.ECHO, EchoState.UNKNOWN, EchoState.SECRET)
FRESH_S = 1.0
"""How long a walk through the processes is believed while no terminal's mode or foreground has changed."""

Mode = tuple[bool, bool, bool]
"""Whether lines are edited by the kernel, whether it echoes, and whether it turns CR into NL."""


Sign = tuple[Mode | None, int, bool]
"""A pty's mode, and where the kernel does not edit lines: the process group in its foreground, and whether
something waits to be read."""


@dataclass(frozen=True, slots=True)
class _View:
    """The terminals under one process, as a walk found them."""

    seen_s: float
    """When."""
    listing: frozenset[str]
    """Which ptys existed on the whole machine."""
    witnesses: dict[int, int]
    """For each pty a process that sits on it and knows its foreground."""
    signs: tuple[Sign, ...]
    """Mode and foreground of each pty then; a difference now means walking again."""
    state: EchoState
    """What all that means."""
    files: dict[int, int] = field(default_factory=dict)
    """For each pty its witness's open line of /proc: reading it again costs a third of opening it."""

    def foreground(self, pty: int) -> int:
        """Return the process group in front on a pty now; -1 where its witness has gone."""
        if pty not in self.files:
            self.files[pty] = open_process(self.witnesses[pty])
        return foreground_in(self.files[pty], pty)

    def close(self) -> None:
        """Let go of the open lines."""
        for file in self.files.values():
            if file >= 0:
                os.close(file)
        self.files.clear()


class PtyTerminals:
    """Looks at every call at the mode of each known pty, and walks the processes when something changed."""

    def __init__(self, ptys: Callable[[], frozenset[str]] = list_ptys) -> None:
        self._ptys = ptys
        self._servers = TmuxServers()
        self._views: dict[int, _View] = {}
        self._lock = threading.Lock()

    def echo(self, pid: int) -> EchoState:
        """Return the strictest state of all ptys under that process."""
        with self._lock:
            view = self._views.get(pid)
            if view is None or not self._holds(view):
                if view is not None:
                    view.close()
                view = self._views[pid] = _walk(pid, self._ptys(), self._servers)
                self._forget()
            return view.state

    def _holds(self, view: _View) -> bool:
        """Return whether nothing has changed that could matter."""
        if time.monotonic() - view.seen_s > FRESH_S or self._ptys() != view.listing:
            return False
        return tuple(_sign(pty, view.foreground) for pty in view.witnesses) == view.signs

    def _forget(self) -> None:
        """Drop views that nobody has asked for lately."""
        oldest = time.monotonic() - 60
        for pid in [pid for pid, view in self._views.items() if view.seen_s <= oldest]:
            self._views.pop(pid).close()


def _sign(pty: int, foreground: Callable[[int], int]) -> Sign:
    """Return what can be seen of a pty with two or three calls of the system."""
    mode, unread = _mode(pty)
    lines = mode is not None and mode[0]
    return (mode, 0, False) if lines else (mode, foreground(pty), unread > 0)


def _mode(pty: int) -> tuple[Mode | None, int]:
    """Return a pty's mode, none where it cannot be read, and how many bytes wait to be read key by key."""
    try:
        file = os.open(f"/dev/pts/{pty}", os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:
        return None, 0
    try:
        inputs, _, _, local, *_ = termios.tcgetattr(file)
        lines = local & termios.ICANON
        (unread,) = (0,) if lines else struct.unpack("i", fcntl.ioctl(file, termios.FIONREAD, bytes(4)))
    except (termios.error, OSError):
        return None, 0
    finally:
        os.close(file)
    return (bool(local & termios.ICANON), bool(local & termios.ECHO), bool(inputs & termios.ICRNL)), unread


def _walk(pid: int, listing: frozenset[str], servers: TmuxServers) -> _View:
    """Find all ptys under a process, those of a tmux it shows included, and judge them."""
    window = read_process(pid)
    below = [*descendants(pid)]
    below += servers.inside(below)
    launched_from = window.pty if window else None
    sitting: dict[int, Process] = {}
    for process in below:
        if process.pty is not None and process.pty != launched_from:
            sitting.setdefault(process.pty, process)
    signs = tuple(_sign(pty, lambda number: _foreground_now(sitting[number])) for pty in sitting)
    states = [EchoState.NO_TERMINAL]
    if window is None or window.name in ELSEWHERE - WINDOWED:
        states.append(EchoState.UNKNOWN)
    for pty, (mode, foreground, waiting) in zip(sitting, signs, strict=True):
        state = _judge(mode, foreground, [process for process in below if process.pty == pty])
        states.append(EchoState.ECHO if waiting and state is EchoState.LINE else state)
    witnesses = {pty: process.pid for pty, process in sitting.items()}
    return _View(time.monotonic(), listing, witnesses, signs, max(states, key=STRICTNESS.index))


def _foreground_now(witness: Process) -> int:
    """Return the process group in front on a witness's pty; -1 where it has left."""
    now = read_process(witness.pid)
    return now.foreground if now is not None and now.pty == witness.pty else -1


def _judge(mode: Mode | None, foreground: int, processes: list[Process]) -> EchoState:
    """Return what a pty's mode means, given its processes and which group of them is in the foreground."""
    lines, echo, returns = mode or (False, False, False)
    if lines:
        return EchoState.ECHO if echo else EchoState.SECRET
    group = [process for process in processes if process.group == foreground]
    if mode is None or not group:
        return EchoState.UNKNOWN
    names = {name[:NAME_LETTERS] for process in group for name in (process.name, program(process))}
    if names & ASKERS or (_asks_for_single_keys(names, echo=echo) and returns):
        return EchoState.SECRET
    if names & ELSEWHERE:
        return EchoState.UNKNOWN
    edits_line = not echo and not returns and _is_first_shell(group, processes)
    return EchoState.LINE if edits_line or names == TMUX_NAMES else EchoState.ECHO


def _is_first_shell(group: list[Process], processes: list[Process]) -> bool:
    """Return whether a shell that the terminal itself started is alone: what it runs has another group."""
    known = {process.pid for process in processes}
    return all(process.name in LINE_EDITORS and process.parent not in known for process in group)


def _asks_for_single_keys(names: set[str], *, echo: bool) -> bool:
    """Return whether a shell reads keys unseen: `read -s -n 1` keeps CR→NL, line editing turns it off."""
    return SHELL in names and not echo

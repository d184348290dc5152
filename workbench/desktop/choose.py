"""Which desktop to record, or the sentence that says why none can be."""

import contextlib
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.desktop.port import Desktop
from workbench.desktop.processes import ancestors
from workbench.errors import DesktopError, UsageError

INPUTS = ("x11", "pynput")
TMUX_S = 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that `doctor` looked at."""

    name: str
    """What it is, in a word or two."""
    ok: bool
    """Whether it works here."""
    sentence: str
    """What was found, and what to do where it does not work."""


def open_desktop(input: str = "x11", display: str | None = None) -> Desktop:  # noqa: A002  (the option's name)
    """Open the desktop of that display (of this session without one); raises `DesktopError`."""
    if input not in INPUTS:
        text = f"There is no input called {input}; choose one of {', '.join(INPUTS)}."
        raise UsageError(text)
    refuse_unrecordable(os.environ, display)
    if input == "pynput":
        from workbench.desktop.portable import open_portable

        return open_portable(display, own_pids())
    from workbench.desktop.x11.desktop import open_x11

    return open_x11(display, own_pids())


def refuse_unrecordable(environment: Mapping[str, str], display: str | None) -> None:
    """Raise `DesktopError` for sessions in which nobody can tell which window a key goes to."""
    found = unrecordable(environment, display)
    if found:
        why, cure = found
        text = f"{why}, so nothing was recorded. {cure}"
        raise DesktopError(text)


def unrecordable(environment: Mapping[str, str], display: str | None) -> tuple[str, str] | None:
    """Return why nothing can be recorded in this session, and what to do; none where it can be tried."""
    if display:
        return None
    works = "review and submission work here."
    if environment.get("XDG_SESSION_TYPE") == "wayland" or environment.get("WAYLAND_DISPLAY"):
        return "Wayland session: the scope cannot be verified", f"Log in with an X11 session; {works}"
    if not environment.get("DISPLAY"):
        cure = f"Start the workbench from a desktop session; {works}"
        return "There is no display: DISPLAY is not set", cure
    return None


def own_pids() -> frozenset[int]:
    """Return this process and everything above it, through the clients of a tmux it runs in.

    Their windows are the workbench's own: the terminal that hosts it is among them.
    """
    starts = [os.getpid(), *_tmux_clients()]
    return frozenset(pid for start in starts for pid in ancestors(start))


def _tmux_clients() -> list[int]:
    """Return the processes through which somebody looks at the tmux that this process runs in."""
    if not os.environ.get("TMUX"):
        return []
    command = ["tmux", "list-clients", "-F", "#{client_pid}"]
    done = None
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=TMUX_S)
    return [int(line) for line in done.stdout.split() if line.isdigit()] if done else []


def check_desktop(display: str | None = None) -> tuple[Finding, ...]:
    """Look at everything that recording needs here, without recording anything."""
    found = unrecordable(os.environ, display)
    if found:
        return (Finding("display", ok=False, sentence=". ".join(found)),)
    from workbench.desktop.atspi.service import check_accessibility
    from workbench.desktop.x11.checks import check_x11

    checks = (*check_x11(display), check_accessibility())
    return tuple(Finding(name, ok, sentence) for name, ok, sentence in checks)


def chords_of_others(chords: tuple[str, ...], display: str | None = None) -> tuple[str, ...]:
    """Return those chords that another program has here; takes the rest for as long as it looks.

    Raises `DesktopError` where there is no display to ask.
    """
    refuse_unrecordable(os.environ, display)
    from workbench.desktop.x11.hotkeys import X11Hotkeys

    hotkeys = X11Hotkeys(display)
    try:
        return hotkeys.take(chords)
    finally:
        hotkeys.give_up()

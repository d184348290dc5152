"""Whose window it is: names for a scope, process, owner and title, each from the best witness there is."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from Xlib import X, error
from Xlib.ext import res

from workbench.desktop.x11.connection import Connection, read_property, window_of

DELETED = " (deleted)"


@dataclass(frozen=True, slots=True)
class Identity:
    """What stays the same for a window, as a rule, while it exists."""

    names: tuple[str, ...]
    """WM_CLASS instance, WM_CLASS class, executable base name; empty = unknown."""
    pid: int | None
    """The process behind it, where it runs on this machine."""
    transient_for: int | None
    """The window it belongs to, where it says so."""
    drawn: bool
    """Whether it has pixels: windows for input alone have none."""


class IdentityReader:
    """Asks for identities and titles on one connection; used under its owner's lock."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._knows_clients = bool(connection.has_extension("X-Resource"))
        if self._knows_clients:
            connection.res_query_version()

    def identity(self, window: int) -> Identity | None:
        """Return what is known of a window; none where it is gone."""
        resource = window_of(self._connection, window)
        try:
            drawn = resource.get_attributes().win_class != X.InputOnly
            names = resource.get_wm_class() or ()
            owner = resource.get_wm_transient_for()
        except error.XError:
            return None
        pid = self._pid(window)
        known = [*names, executable(pid)]
        return Identity(
            tuple(dict.fromkeys(name for name in known if name)),
            pid,
            int(owner.id) if owner else None,
            drawn,
        )

    def title(self, window: int) -> str:
        """Return a window's title; empty where it has none."""
        for name in ("_NET_WM_NAME", "WM_NAME"):
            value = read_property(self._connection, window, name)
            if value:
                return _decoded(value)
        return ""

    def _pid(self, window: int) -> int | None:
        """Ask the server who made the window; what the window says of itself is second best."""
        made_by = self._made_by(window)
        if made_by:
            return made_by
        machine = read_property(self._connection, window, "WM_CLIENT_MACHINE")
        if machine and _decoded(machine) != socket.gethostname():
            return None
        said = read_property(self._connection, window, "_NET_WM_PID")
        return int(said[0]) if said is not None and len(said) else None

    def _made_by(self, window: int) -> int | None:
        if not self._knows_clients:
            return None
        try:
            reply = self._connection.res_query_client_ids([{"client": window, "mask": res.LocalClientPIDMask}])
        except error.XError:
            return None
        return next((int(found.value[0]) for found in reply.ids if len(found.value)), None)


def _decoded(value: Any) -> str:
    """Read a text property: UTF-8, else Latin-1 as old clients write it."""
    data = value if isinstance(value, bytes) else bytes(value)
    try:
        return data.decode("utf-8").rstrip("\0")
    except UnicodeDecodeError:
        return data.decode("latin-1").rstrip("\0")


def executable(pid: int | None) -> str:
    """Return the base name of a process's executable; empty where it cannot be seen."""
    if not pid:
        return ""
    try:
        path = str(Path(f"/proc/{pid}/exe").readlink())
    except OSError:
        return ""
    return os.path.basename(path.removesuffix(DELETED))  # noqa: PTH119  (a name, not a path to open)

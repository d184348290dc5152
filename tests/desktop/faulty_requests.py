"""Requests that a real X server answers with an error, for any connection of the workbench."""

import os
import struct
from collections.abc import Callable
from typing import Any

from Xlib.protocol import rq

UNUSED_OPCODE = 126
NO_WINDOW = 0x7FFFFF
BELL_PERCENT = 127
"""Out of range: the server answers BadValue."""


BELL = 104
_EMPTY = struct.Struct("=BBH")


class Unknown(rq.Request):  # type: ignore[misc]  # the library has no types
    """A request that no server knows: BadRequest, which no reply was waiting for."""

    _request = rq.Struct(rq.Opcode(UNUSED_OPCODE), rq.Pad(1), rq.RequestLength())


def send_all(connection: Any) -> None:
    """Send one request for each kind of error that nobody waits for."""
    Unknown(display=connection.display)
    connection.bell(BELL_PERCENT)
    window = connection.create_resource_object("window", NO_WINDOW)
    window.change_attributes(event_mask=0)
    window.clear_area()
    connection.screen().root.create_window(0, 0, 1, 1, 0, depth=33)
    if connection.has_extension("DAMAGE"):
        connection.damage_query_version()
        connection.damage_destroy(NO_WINDOW)
    connection.flush()


def ask_badly(connection: Any) -> Callable[..., Any]:
    """Return a question that the server answers with BadValue, to put in the place of a good one."""

    def ask(*_: Any, **__: Any) -> Any:
        return connection.get_keyboard_mapping(1, 1)

    return ask


def send_raw(connection: Any) -> None:
    """Send two such requests on a connection whose answers the library does not read."""
    connection.display.socket.sendall(_EMPTY.pack(UNUSED_OPCODE, 0, 1) + _EMPTY.pack(BELL, BELL_PERCENT, 1))


def cpu_s() -> float:
    """Return how much processor time this process has used."""
    times = os.times()
    return times.user + times.system

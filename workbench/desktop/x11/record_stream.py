"""The RECORD extension's stream, read from the socket: batches of 32-byte events in the server's order.

Reply layout: RECORD Extension Protocol, “RecordEnableContext”. python-xlib opens the connection and the
context; the replies are read here, because its own parser costs six times as much (7.6 instead of 46 ms
of CPU for 1,000 events).
"""

import logging
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from Xlib.ext import record, xinput

from workbench.desktop.x11.connection import Connection, connect, drop
from workbench.desktop.x11.socket_room import FULL, SocketRoom
from workbench.errors import DesktopError

LOG = logging.getLogger(__name__)
DEVICE = (2, 6)
"""KeyPress to MotionNotify."""
FOCUS = (9, 10)
"""FocusIn and FocusOut, to whatever client they are delivered."""
TO_US = (9, 34)
"""Everything else that matters, as far as it is delivered to our own connections: structure events,
ClientMessage (marks) and MappingNotify. One interval: servers forget types above 31 in a set of several.
"""
WITH_XINPUT = (9, 35)
"""The same, and the events of XInput 2 (GenericEvent)."""
SET_CLIENT_POINTER = 44
"""The request XISetClientPointer, by whatever client."""
FROM_SERVER, FROM_CLIENT = record.FromServer, record.FromClient
START, END = record.StartOfData, record.EndOfData
ENABLE = 5
ERROR, REPLY, GENERIC = 0, 1, 35

_HEADER = struct.Struct("=BBHIBBHII")
_REQUEST = struct.Struct("=BBHI")


@dataclass(frozen=True, slots=True)
class Batch:
    """Events that the server recorded in one go."""

    client: int
    """The resource base of the client they went to; 0 for events of the devices."""
    server_time: int
    """The server's time when the batch was begun."""
    data: memoryview
    """The events, 32 bytes each; valid until the next read."""
    requested: bool = False
    """Whether it holds no events, but requests in which a client set a client pointer."""


class RecordStream:
    """One RECORD context on a connection of its own. `enable` and `read` belong to one thread.

    `clients` are the resource bases of our own connections, whose events beyond the focus matter; of those in
    `with_xinput` also the events of XInput 2.
    """

    def __init__(
        self, name: str | None, control: Connection, clients: Iterable[int], with_xinput: Iterable[int] = ()
    ) -> None:
        if not control.has_extension("RECORD"):
            text = (
                "The display has no RECORD extension, so the order of keys and windows cannot be known and "
                "nothing was recorded: enable RECORD in the X server; review and submission work here."
            )
            raise DesktopError(text)
        self._control = control
        everybody = [record_range(device_events=DEVICE), record_range(delivered_events=FOCUS)]
        found = control.query_extension(xinput.extname)
        if found is not None:
            major = found.major_opcode
            everybody.append(record_range(ext_requests=(major, major, SET_CLIENT_POINTER, SET_CLIENT_POINTER)))
        self._context = control.record_create_context(0, [record.AllClients], everybody)
        for each, kinds in ((list(clients), TO_US), (list(with_xinput), WITH_XINPUT)):
            control.record_register_clients(self._context, 0, each, [record_range(delivered_events=kinds)])
        control.sync()
        self._data = connect(name)
        self._socket = self._data.display.socket
        self._buffer = bytearray(1 << 18)
        self._have = 0
        self._room = SocketRoom()
        self._taken = 0.0
        self.ended = False
        """Whether the server has said, or shown, that nothing more will come."""

    @property
    def context(self) -> int:
        """The number of the RECORD context."""
        return int(self._context)

    def fileno(self) -> int:
        """The socket's number, to wait on."""
        return int(self._socket.fileno())

    def enable(self) -> None:
        """Ask the server to begin; the first batch read is empty and says that it has begun."""
        major = self._data.display.get_extension_major("RECORD")
        self._socket.settimeout(None)
        self._socket.sendall(_REQUEST.pack(major, ENABLE, 2, self._context))

    def disable(self) -> None:
        """Ask the server to end, from the control connection; everything up to now still arrives."""
        self._control.record_disable_context(self._context)
        self._control.sync()

    def read(self) -> Iterator[Batch]:
        """Read once and yield what is complete; blocks when there is nothing to read."""
        if self._have == len(self._buffer):
            self._buffer = self._buffer + bytearray(len(self._buffer))
        try:
            count = self._socket.recv_into(memoryview(self._buffer)[self._have :])
        except OSError:
            count = 0
        if not count:
            self.ended = True
            return
        self._have += count
        self._taken = 0.0
        yield from self._split()

    @property
    def overran(self) -> bool:
        """Whether the socket was full when this batch was written, so that others may be lost."""
        return self._taken >= FULL

    def _split(self) -> Iterator[Batch]:
        view, at, have = memoryview(self._buffer), 0, self._have
        while have - at >= 32:
            kind, category, _, length, _, swapped, _, client, server_time = _HEADER.unpack_from(view, at)
            size = 32 + 4 * length if kind in (REPLY, GENERIC) else 32
            if have - at < size:
                break
            self._taken += self._room.share(size)
            if kind == ERROR:
                LOG.warning("X error %d on the recorded stream", category)
            if kind == ERROR or (kind == REPLY and category == END):
                self.ended = True
            elif kind == REPLY and category == START:
                yield Batch(0, server_time, view[:0])
            elif kind == REPLY and category == FROM_CLIENT:
                yield Batch(client, server_time, view[at + 32 : at + size], requested=True)
            elif kind == REPLY and category == FROM_SERVER and not swapped:
                yield Batch(client, server_time, view[at + 32 : at + size])
            at += size
        self._buffer[: have - at] = self._buffer[at:have]
        self._have = have - at

    def close(self) -> None:
        """Let go of the connection."""
        drop(self._data)


def record_range(**wanted: tuple[int, ...]) -> dict[str, Any]:
    """Return a RECORD range of nothing but what is wanted."""
    nothing: dict[str, Any] = {
        "core_requests": (0, 0),
        "core_replies": (0, 0),
        "ext_requests": (0, 0, 0, 0),
        "ext_replies": (0, 0, 0, 0),
        "delivered_events": (0, 0),
        "device_events": (0, 0),
        "errors": (0, 0),
        "client_started": False,
        "client_died": False,
    }
    return {**nothing, **wanted}

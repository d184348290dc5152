"""An alarm that the server sets off once when somebody does something again: SYNC's counter IDLETIME.

Raw motion would do too, but comes with every move, and each makes the server write out what it recorded: some
280 such writes fill a socket that is not read in time. Layouts: X Synchronization Extension Protocol, 3.1.
"""

import struct
from typing import Any

from workbench.desktop.x11.connection import Connection

INITIALIZE, LIST_COUNTERS, CREATE_ALARM, CHANGE_ALARM = 0, 1, 8, 9
ALARM_NOTIFY = 1
"""The number of its event, counted from the extension's first."""
WHAT = 0x3F
"""Counter, value type, value, test, delta and events are given."""
ABSOLUTE, NEGATIVE_COMPARISON = 0, 3
QUIET_MS = 60
"""Whoever did something at most this long ago sets it off."""

_SYNC = struct.Struct("=BBHBB2x")
_LIST = struct.Struct("=BBH")
_ALARM = struct.Struct("=BBHIIIIiIIiII")
_COUNTER = struct.Struct("=IiIH")
_REPLY = struct.Struct("=B3xI")


class IdleAlarm:
    """Speaks on the connection of a `Kick`, by its socket, since python-xlib does not know the extension."""

    def __init__(self, connection: Connection) -> None:
        self._socket: Any = connection.display.socket
        self._alarm = int(connection.display.allocate_resource_id())
        self._made = False
        self._counter = 0
        self.event: int | None = None
        """The type of the event it sends; none where the server has no such alarm."""
        self._extension = connection.query_extension("SYNC")

    def find(self) -> None:
        """Look for the counter. From here on the library no longer knows how many requests were made."""
        found = self._extension
        if found is not None and found.present:
            self._major = int(found.major_opcode)
            self._socket.settimeout(None)
            self._counter = self._idle_time()
        if self._counter:
            self.event = int(found.first_event) + ALARM_NOTIFY

    def _idle_time(self) -> int:
        """Return the counter's number; 0 where there is none."""
        self._ask(_SYNC.pack(self._major, INITIALIZE, 2, 3, 1))
        counters = self._ask(_LIST.pack(self._major, LIST_COUNTERS, 1))
        (count,) = struct.unpack_from("=I", counters, 8)
        at = 32
        for _ in range(count):
            counter, _, _, length = _COUNTER.unpack_from(counters, at)
            start = at + _COUNTER.size
            if counters[start : start + length] == b"IDLETIME":
                return int(counter)
            at += (_COUNTER.size + length + 3) // 4 * 4
        return 0

    def _ask(self, request: bytes) -> bytes:
        self._socket.sendall(request)
        while True:
            head = self._receive(32)
            kind, length = _REPLY.unpack_from(head)
            if kind == 1:
                return head + self._receive(4 * length)
            if kind == 0:
                return bytes(32)

    def _receive(self, size: int) -> bytes:
        got = b""
        while len(got) < size:
            part = self._socket.recv(size - len(got))
            if not part:
                raise ConnectionResetError
            got += part
        return got

    def arm(self) -> None:
        """Set it: it goes off at the next input, once."""
        minor = CHANGE_ALARM if self._made else CREATE_ALARM
        self._made = True
        test = (ABSOLUTE, 0, QUIET_MS, NEGATIVE_COMPARISON, 0, 0, 1)
        self._socket.sendall(
            _ALARM.pack(self._major, minor, _ALARM.size // 4, self._alarm, WHAT, self._counter, *test)
        )

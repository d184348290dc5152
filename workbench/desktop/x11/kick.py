"""The cure for the RECORD trap: the server holds up to 31 events back until it writes to some client.

One connection asks for raw key, button and motion events, throws them away unread, and answers with a
request whose reply makes the server write out what RECORD holds (1.5 s become 4 ms for keys on a bare
root). The same connection asks for the root's structure events, so that RECORD sees them delivered to it.

Motion is only asked for while nothing moves. Once it does, a beat of 15 ms does the same with fewer and
larger writes: a write for each event fills a socket after some 280 of them, and servers (21.1) lose
recorded events when a full socket empties again, because FlushClient() counts before it lets RECORD add.
"""

import contextlib
import logging
import socket
import struct
import time
from typing import Any

from Xlib import X
from Xlib.ext import xinput

from workbench.desktop.x11.connection import client_of, connect, drop
from workbench.desktop.x11.idle_alarm import IdleAlarm

LOG = logging.getLogger(__name__)
BEAT_S = 0.015
"""How often the server is made to write while events come."""
REST_S = 0.25
"""After this long without an event, motion itself must wake us again."""
CLICKS = (
    xinput.RawKeyPressMask | xinput.RawKeyReleaseMask | xinput.RawButtonPressMask | xinput.RawButtonReleaseMask
)
GET_INPUT_FOCUS = struct.pack("=BxH", 43, 1)
ERROR, REPLY, GENERIC, RAW_MOTION = 0, 1, 35, 17
SELECT_EVENTS = 46

_SELECT = struct.Struct("=BBHIH2xHHI")
_PACKET = struct.Struct("=B3xIH")


class Kick:
    """A connection that receives what nobody reads; used by one thread."""

    def __init__(self, name: str | None) -> None:
        self._connection = connect(name)
        root = self._connection.screen().root
        root.change_attributes(event_mask=X.SubstructureNotifyMask | X.FocusChangeMask)
        self._root = int(root.id)
        self._major = 0
        self._alarm = IdleAlarm(self._connection)
        if self._connection.has_extension("XInputExtension"):
            self._major = int(self._connection.display.get_extension_major(xinput.extname))
            _announce(self._connection)
        self._connection.sync()
        self._socket: Any = self._connection.display.socket
        self._socket.settimeout(None)
        self._alarm.find()
        self._scrap = bytearray(1 << 16)
        self._beating = not self._major
        self._last_beat = self._last_input = 0.0
        if self._major:
            self._rest()
            self._socket.sendall(GET_INPUT_FOCUS)

    def _rest(self) -> None:
        """Ask to be woken by the next motion, whatever keys and buttons do by themselves."""
        if self._alarm.event is None:
            self._select(CLICKS | xinput.RawMotionMask)
        else:
            self._select(CLICKS)
            self._alarm.arm()

    @property
    def client(self) -> int:
        """The resource base under which RECORD names this connection."""
        return client_of(self._connection)

    @property
    def wait_ms(self) -> float | None:
        """How long its owner may wait for the stream alone; none = until something comes, here or there."""
        return BEAT_S * 1000 if self._beating else None

    def fileno(self) -> int:
        """The socket's number, to wait on."""
        return int(self._socket.fileno())

    def answer(self) -> None:
        """Throw away what came, and make the server write out what it recorded; raises `OSError`."""
        count = self._socket.recv_into(self._scrap)
        if not count:
            raise ConnectionResetError
        moved, others = self._look(count)
        if moved and not self._beating:
            self._beating = True
            self._last_input = time.monotonic()
            if self._alarm.event is None:
                self._select(CLICKS)
        if moved or others:
            self._socket.sendall(GET_INPUT_FOCUS)

    def _look(self, count: int) -> tuple[bool, bool]:
        """Return whether something moved, and whether anything else but replies came."""
        moved, others, at = False, False, 0
        while count - at >= 32:
            kind, length, event = _PACKET.unpack_from(self._scrap, at)
            if kind == ERROR:
                LOG.warning("X error %d on the connection that wakes the stream", self._scrap[at + 1])
            moved = moved or (kind == GENERIC and event == RAW_MOTION) or kind == self._alarm.event
            others = others or kind != REPLY
            at += 32 + 4 * length if kind in (REPLY, GENERIC) else 32
        return moved, others

    def beat(self, *, heard: bool) -> None:
        """Do what is due; `heard` tells whether events have just been read from the stream."""
        if not self._beating:
            return
        now = time.monotonic()
        if heard:
            self._last_input = now
        if now - self._last_beat >= BEAT_S:
            self._last_beat = now
            self._throw_away()
            if self._major and now - self._last_input > REST_S:
                self._beating = False
                self._rest()
            self._socket.sendall(GET_INPUT_FOCUS)

    def _throw_away(self) -> None:
        """Read what came since the last beat, if anything did."""
        with contextlib.suppress(BlockingIOError):
            if not self._socket.recv_into(self._scrap, 0, socket.MSG_DONTWAIT):
                raise ConnectionResetError

    def _select(self, mask: int) -> None:
        """Ask for these raw events of all devices: XISelectEvents with one mask."""
        self._socket.sendall(
            _SELECT.pack(self._major, SELECT_EVENTS, 5, self._root, 1, xinput.AllMasterDevices, 1, mask)
        )

    def close(self) -> None:
        """Let go of the connection."""
        drop(self._connection)


def _announce(connection: Any) -> None:
    """Say that we know XInput 2.2, which has raw events delivered during grabs too."""
    xinput.XIQueryVersion(
        display=connection.display,
        opcode=connection.display.get_extension_major(xinput.extname),
        major_version=2,
        minor_version=2,
    )

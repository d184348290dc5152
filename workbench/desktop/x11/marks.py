"""Marks in the stream: messages that a connection sends to itself, so that RECORD shows when.

A focus mark comes in pairs around one GetInputFocus: where no focus event lies between them, the answer
holds at the second one. So a window whose first FocusIn came before anybody asked for it is still known.
"""

import struct
from dataclasses import dataclass
from typing import Any

from Xlib import X
from Xlib.protocol import event

from workbench.desktop.x11.connection import Connection, client_of

ATOM = "_RECORDING_WORKBENCH_MARK"
READY, FOCUS_ASKED, FOCUS_ANSWERED = 1, 2, 3
CLIENT_MESSAGE = 33

_MESSAGE = struct.Struct("=BB2xIIII12x")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark, as it is read from the stream."""

    window: int
    """To which window it was sent."""
    kind: int
    """What it says."""
    value: int
    """The subject with the focus, for an answer; 0 = none known."""


class Marker:
    """Sends marks to a window of its own; one for each connection that has something to say."""

    def __init__(self, connection: Connection) -> None:
        self._atom = connection.intern_atom(ATOM)
        self._window: Any = connection.screen().root.create_window(-1, -1, 1, 1, 0, 0, X.InputOnly)
        self.window = int(self._window.id)
        """The window to which its marks go."""
        self.client = client_of(connection)
        """The connection's resource base, for RECORD."""

    def send(self, kind: int, value: int = 0) -> None:
        """Queue one mark; the next flush of the connection sends it."""
        message = event.ClientMessage(
            window=self._window, client_type=self._atom, data=(32, [kind, value, 0, 0, 0])
        )
        self._window.send_event(message, event_mask=X.NoEventMask)


def read_mark(data: bytes, atom: int) -> Mark | None:
    """Read a mark from a 32-byte ClientMessage; none where it is another message."""
    _, size, window, kind_of_message, kind, value = _MESSAGE.unpack(data)
    return Mark(window, kind, value) if kind_of_message == atom and size == 32 else None

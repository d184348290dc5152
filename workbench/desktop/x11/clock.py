"""The server's 32-bit milliseconds, told on this machine's monotonic clock.

X servers stamp events with CLOCK_MONOTONIC in milliseconds. On the same machine the two clocks are one;
for a server elsewhere the distance is measured once by a property round trip.
"""

import time
from dataclasses import dataclass
from typing import Self

from Xlib import X, Xatom

from workbench.desktop.x11.connection import Connection

WRAP = 1 << 32
SAME_CLOCK_MS = 20
"""A server whose clock differs by less than this (plus the round trip) shares our clock."""


def monotonic_ms() -> int:
    """Return this machine's monotonic clock in whole milliseconds."""
    return time.monotonic_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class ServerClock:
    """Translates server times into `monotonic_ms`."""

    offset_ms: int
    """What to add to a server time, modulo 2³²; 0 for a server on this machine."""

    def at_ms(self, server_time: int) -> int:
        """Return the moment nearest to now that the 32 bits can mean."""
        now = time.monotonic_ns() // 1_000_000
        ahead = (server_time + self.offset_ms - now) % WRAP
        return now + ahead - (WRAP if ahead >= WRAP // 2 else 0)

    @classmethod
    def measure(cls, connection: Connection) -> Self:
        """Ask the server for its time."""
        window = connection.screen().root.create_window(
            -1, -1, 1, 1, 0, 0, X.InputOnly, event_mask=X.PropertyChangeMask
        )
        before = monotonic_ms()
        window.change_property(Xatom.WM_NAME, Xatom.STRING, 8, b"")
        connection.flush()
        while (event := connection.next_event()).type != X.PropertyNotify:
            pass
        after = monotonic_ms()
        window.destroy()
        connection.sync()
        distance = ((before + after) // 2 - event.time) % WRAP
        signed = distance - (WRAP if distance >= WRAP // 2 else 0)
        return cls(0 if abs(signed) <= SAME_CLOCK_MS + after - before else distance)

"""What was drawn, as the DAMAGE extension tells it: no polling while nothing changes.

Events carry rectangles that were clean before; subtracting makes everything clean again. The round trip
after the subtraction puts whatever was drawn before it in front of every grab that follows.
"""

import os
import select
import struct

from Xlib import error
from Xlib.ext import damage

from workbench.desktop.port import Damage
from workbench.desktop.x11.clock import monotonic_ms
from workbench.desktop.x11.connection import close, connect, note_error, server_gone
from workbench.model.geometry import Rect

WHOLE = Rect(0, 0, 1 << 15, 1 << 15)
"""At least as large as any root window."""
_AREA = struct.Struct("=16xhhHH")


class DamageWatch:
    """One damage object on the root window, on a connection of its own; used by one thread, `wake` by any."""

    def __init__(self, name: str | None) -> None:
        self._connection = connect(name)
        self._connection.damage_query_version()
        root = self._connection.screen().root
        self._damage = root.damage_create(damage.DamageReportDeltaRectangles)
        self._notify = self._connection.extension_event.DamageNotify
        self._connection.sync()
        self._poll = select.poll()
        self._poll.register(self._connection.fileno(), select.POLLIN)
        self._wake, self._woken = os.pipe()
        self._poll.register(self._wake, select.POLLIN)

    def wait(self, timeout_s: float) -> tuple[Damage, ...]:
        """Wait at most that long; return what was drawn since the last call."""
        try:
            if not self._connection.pending_events() and not self._drawn_within(timeout_s):
                return ()
            return self._take()
        except error.XError as problem:
            note_error(problem)
            return (Damage(monotonic_ms(), WHOLE),)  # what was drawn is not known
        except (error.ConnectionClosedError, OSError) as problem:
            raise server_gone() from problem

    def _drawn_within(self, timeout_s: float) -> bool:
        ready = dict(self._poll.poll(max(0.0, timeout_s) * 1000))
        if self._wake in ready:
            os.read(self._wake, 4096)
        return self._connection.fileno() in ready

    def wake(self) -> None:
        """End the wait, or the next one."""
        os.write(self._woken, b"x")

    def _take(self) -> tuple[Damage, ...]:
        self._connection.damage_subtract(self._damage)
        self._connection.sync()
        now = monotonic_ms()
        areas = []
        for _ in range(self._connection.pending_events()):
            event = self._connection.next_event()
            if event.type == self._notify:
                areas.append(Rect(*_AREA.unpack_from(event._binary)))  # the library keeps the bytes
        return tuple(Damage(now, area) for area in dict.fromkeys(areas))

    def close(self) -> None:
        """Let go of the connection."""
        close(self._connection)
        os.close(self._wake)
        os.close(self._woken)

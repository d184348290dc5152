"""What stands under a point and under the keyboard, asked of the applications before it is acted upon."""

import asyncio
import threading
from collections.abc import Callable

from workbench.desktop.atspi.aiming import Aim
from workbench.desktop.atspi.applications import Applications
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.describing import Describing
from workbench.desktop.atspi.focusing import Focusing
from workbench.desktop.atspi.looks import LATE_MS, Look, Looks
from workbench.desktop.atspi.objects import Objects
from workbench.model.elements import Element
from workbench.model.windows import WindowInfo

MOST_AT_ONCE = 4
"""So many applications may be asked at once: one that hangs leaves room for the others."""


class AtspiElements:
    """Asks on the bus's loop, one question at a time for each process; what is late is given up."""

    def __init__(self, bus: Bus, clock_ms: Callable[[], int]) -> None:
        self._bus = bus
        self._clock_ms = clock_ms
        objects = Objects(bus)
        applications = Applications(bus, objects)
        self._aim = Aim(bus, objects, applications)
        self._objects = objects
        self._describing = Describing(bus, objects)
        self._focusing = Focusing(bus, clock_ms, applications, self._describing, objects)
        self._looks = Looks()
        self._lock = threading.Lock()
        self._running: set[int] = set()
        self._next: dict[int, tuple[WindowInfo, int, int]] = {}

    def look(self, window: WindowInfo, x: int, y: int, at_ms: int) -> None:
        """Ask what stands at a point, unless that was just answered; returns at once."""
        with self._lock:
            known = self._looks.known(window.id, window.rect, x, y, at_ms)
        if window.pid is not None and not known and self._bus.alive:
            self._bus.post(self._begin, window, x, y)

    def found(self, window: WindowInfo, x: int, y: int, at_ms: int) -> Element | None:
        """Return what stood there just before that moment; none where nobody said so in time."""
        with self._lock:
            return self._looks.before(window.id, window.rect, x, y, at_ms)

    def look_at_focus(self, window: WindowInfo) -> None:
        """Ask which field has the keyboard, unless that is known; returns at once."""
        self._focusing.look(window)

    def focused(self, window: WindowInfo, at_ms: int) -> Element | None:
        """Return the field that had the keyboard at that moment; none where nobody said so in time."""
        return self._focusing.found(window, at_ms)

    def _begin(self, window: WindowInfo, x: int, y: int) -> None:
        """Start to ask, on the loop; while the process is being asked, only the newest point waits."""
        pid = window.pid or 0
        if pid in self._running or len(self._running) >= MOST_AT_ONCE:
            self._next[pid] = (window, x, y)
            return
        self._running.add(pid)
        self._bus.spawn(self._ask(window, x, y))

    async def _ask(self, window: WindowInfo, x: int, y: int) -> None:
        try:
            async with asyncio.timeout(LATE_MS / 1000):
                look = await self._answer(window, x, y)
            with self._lock:
                self._looks.note(look)
        except TimeoutError:
            self._next.pop(window.pid or 0, None)
        finally:
            self._running.discard(window.pid or 0)
            for pid in list(self._next)[:1]:
                self._begin(*self._next.pop(pid))

    async def _answer(self, window: WindowInfo, x: int, y: int) -> Look:
        asked_ms = self._clock_ms()
        target = await self._aim.at(window, x, y)
        element, steady = None, False
        if target is not None:
            aimed, element = await self._describing.element(target)
            steady = aimed.rect is None or await self._objects.rect(aimed.ref) == aimed.rect
        return Look(window.id, window.rect, x, y, asked_ms, self._clock_ms(), element, steady)

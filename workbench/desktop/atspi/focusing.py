"""Which field has the keyboard, in words: from what applications announce, described once for each field."""

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from workbench.desktop.atspi.applications import Applications, matching
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.describing import Describing
from workbench.desktop.atspi.finding import find_focus
from workbench.desktop.atspi.looks import LATE_MS
from workbench.desktop.atspi.objects import Objects
from workbench.desktop.atspi.questions import Ref
from workbench.desktop.atspi.roles import ACTORS, FIELDS
from workbench.desktop.atspi.topics import FOCUSED, Signal
from workbench.model.elements import Element
from workbench.model.windows import WindowInfo

DEEPEST = 40
KEPT = 32
AGAIN_S = 0.16
"""An announcement of what a key or a click did has come by then."""
MOST_TRIES = 8
SEARCH_MS = 500
SLOWEST = 6
"""An application in which no focus is found is searched again after half a second, and at last every 32."""


@dataclass(frozen=True, slots=True)
class Focus:
    """An object had the keyboard from a moment on."""

    ref: Ref
    """The object."""
    at_ms: int
    """Since when."""
    window: int | None = None
    """The window it is in, once that was asked."""
    element: Element | None = None
    """What is kept of it, once that was asked."""
    answered_ms: int = 0
    """When the answer came; 0 = not yet."""
    tries: int = 0
    """How often was asked: while its window opens, an object may not say yet where it is."""


class Focusing:
    """Remembers announcements by process name alone, and asks only about windows that it is told to look at."""

    def __init__(
        self,
        bus: Bus,
        clock_ms: Callable[[], int],
        applications: Applications,
        describing: Describing,
        objects: Objects,
    ) -> None:
        self._bus = bus
        self._clock_ms = clock_ms
        self._applications = applications
        self._describing = describing
        self._objects = objects
        self._lock = threading.Lock()
        self._newest: OrderedDict[str, list[Focus]] = OrderedDict()
        self._asking: set[Ref] = set()
        self._vain: dict[int, tuple[int, int]] = {}
        self._again: set[int] = set()
        bus.subscribe(FOCUSED, self._announced)

    def look(self, window: WindowInfo) -> None:
        """Describe the field that has the keyboard in a window, unless that was done; from any thread."""
        if window.pid is not None and self._bus.alive:
            self._bus.post(self._begin, window)

    def found(self, window: WindowInfo, at_ms: int) -> Element | None:
        """Return the field that had the keyboard then; none where nobody said so in time."""
        with self._lock:
            known = [each for name in self._names(window.pid) for each in self._newest[name]]
        held = [each for each in known if each.at_ms <= at_ms]
        newest = held[-1] if held else None
        if newest is None or newest.window != window.id or newest.answered_ms > at_ms + LATE_MS:
            return None
        return newest.element

    def _names(self, pid: int | None) -> list[str]:
        return [name for name in self._newest if pid is not None and self._bus.known_pid(name) == pid]

    def _announced(self, signal: Signal) -> None:
        """Note which object has the keyboard; nothing is asked here, as its window may be out of scope."""
        if signal.on:
            self._note(signal.ref, signal.at_ms)

    def _note(self, ref: Ref, at_ms: int) -> None:
        with self._lock:
            known = self._newest.setdefault(ref.bus, [])
            self._newest.move_to_end(ref.bus)
            known.append(Focus(ref, at_ms))
            del known[:-KEPT]
            while len(self._newest) > KEPT:
                self._newest.popitem(last=False)

    def _begin(self, window: WindowInfo) -> None:
        self._bus.spawn(self._describe(window))
        if window.id not in self._again:
            self._again.add(window.id)
            self._bus.spawn(self._describe_again(window))

    async def _describe_again(self, window: WindowInfo) -> None:
        await asyncio.sleep(AGAIN_S)
        self._again.discard(window.id)
        await self._describe(window)

    async def _describe(self, window: WindowInfo) -> None:
        root = await self._applications.root(window.pid or 0)
        if root is None:
            return
        if root.bus not in self._newest:
            await self._search(window.pid or 0, root)
        known = self._newest.get(root.bus, [])
        focus = known[-1] if known else None
        if focus is None or focus.element is not None or focus.tries >= MOST_TRIES or focus.ref in self._asking:
            return
        self._asking.add(focus.ref)
        try:
            async with asyncio.timeout(LATE_MS / 1000):
                element = await self._element(focus.ref, window)
        except TimeoutError:
            element = None
        finally:
            self._asking.discard(focus.ref)
        done = Focus(focus.ref, focus.at_ms, window.id, element, self._clock_ms(), focus.tries + 1)
        with self._lock:
            known[:] = [done if each == focus else each for each in known]

    async def _search(self, pid: int, root: Ref) -> None:
        """Look for a focus that an application got before anybody listened; less often after looks in vain."""
        at_ms = self._clock_ms()
        tries, after_ms = self._vain.get(pid, (0, 0))
        if at_ms < after_ms:
            return
        self._vain[pid] = (tries + 1, at_ms + (SEARCH_MS << min(tries, SLOWEST)))
        found = (await find_focus(self._bus.ask_all, root)).ref
        if found is not None and root.bus not in self._newest:
            self._note(found, at_ms)

    async def _element(self, ref: Ref, window: WindowInfo) -> Element | None:
        """Return what is kept of a field, if it is in that very window."""
        if not await self._inside(ref, window):
            return None
        found = await self._objects.look(ref)
        if found is None or found.role not in FIELDS | ACTORS:
            return None
        return (await self._describing.element(found))[1]

    async def _inside(self, ref: Ref, window: WindowInfo) -> bool:
        tops = matching(window, await self._applications.tops(window.pid or 0))
        above: Ref | None = ref
        for _ in range(DEEPEST):
            if above is None or any(top.ref == above for top in tops):
                break
            above = await self._objects.parent(above)
        return above is not None and any(top.ref == above for top in tops)

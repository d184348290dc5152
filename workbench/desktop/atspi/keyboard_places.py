"""Where browsers have the keyboard: from what they announce, and by asking one that nobody has heard yet."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace
from itertools import count

from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.finding import find_focus
from workbench.desktop.atspi.objects import Objects
from workbench.desktop.atspi.questions import Ref
from workbench.desktop.atspi.topics import Signal
from workbench.desktop.atspi.tops import ToolBarField, Tops
from workbench.model.geometry import Rect

KEPT = 200
PAUSES_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""How long an application that has not answered is left in peace before it is asked again."""


@dataclass(frozen=True, slots=True)
class KeyboardPlace:
    """Where a process had the keyboard from a moment on."""

    at_ms: int
    """Since when, on the desktop's clock."""
    pid: int
    """The process."""
    rect: Rect | None = None
    """Where that was on the root window; none where nobody said so yet."""
    pages: frozenset[Ref] | None = None
    """The documents that it lies in, empty in the browser's own bars; none where nobody said so yet."""
    ref: Ref | None = None
    """The object that had the keyboard."""
    field: ToolBarField | None = None
    """The field of the browser's tool bar that it belongs to; none elsewhere."""

    @property
    def may_suggest(self) -> bool:
        """Whether the browser may show suggestions inside its window: for a tool bar's field, or if unknown."""
        return self.pages is None or self.field is not None

    def within(self, pages: frozenset[Ref]) -> bool:
        """Return whether it is known to lie in one of these documents."""
        return self.pages is not None and not self.pages.isdisjoint(pages)


class KeyboardPlaces:
    """Fills in on the bus's loop where each announced focus is; `at` may be asked from any thread.

    `in_bar` is told of every process and object of its own, outside of all pages, to which the keyboard came.
    """

    def __init__(
        self,
        bus: Bus,
        objects: Objects,
        root: Callable[[int], Awaitable[Ref | None]],
        clock_ms: Callable[[], int],
        in_bar: Callable[[int, Ref], None] = lambda _pid, _ref: None,
    ) -> None:
        self._bus = bus
        self._objects = objects
        self._root = root
        self._clock_ms = clock_ms
        self._in_bar = in_bar
        self._lock = threading.Lock()
        self._places: dict[int, KeyboardPlace] = {}
        self._numbers = count()
        self._searched: set[int] = set()
        self._tops = Tops(bus.ask_all)
        bus.on_link.append(lambda _connected: self._tops.clear())

    def at(self, pid: int | None, at_ms: int) -> KeyboardPlace | None:
        """Return where a process had the keyboard at that moment; none where nobody announced it."""
        own = self._of(pid, at_ms)
        return own[-1] if own else None

    def told_at(self, pid: int | None, at_ms: int) -> KeyboardPlace | None:
        """Return the same, but the one before while nobody has said yet in which page the newest lies."""
        told = [place for place in self._of(pid, at_ms) if place.pages is not None]
        return told[-1] if told else None

    def between(self, pid: int | None, since_ms: int, until_ms: int) -> tuple[KeyboardPlace, ...]:
        """Return every place that a process had the keyboard at in that interval."""
        own = self._of(pid, until_ms)
        earlier = sum(place.at_ms <= since_ms for place in own)
        return tuple(own[max(0, earlier - 1) :])

    def _of(self, pid: int | None, at_ms: int) -> list[KeyboardPlace]:
        with self._lock:
            own = [place for place in self._places.values() if place.pid == pid and place.at_ms <= at_ms]
        return sorted(own, key=lambda place: place.at_ms)

    def announced(self, signal: Signal, watched: Collection[int]) -> None:
        """Take in that something got the keyboard; processes that are not watched are not asked anything."""
        pid = self._bus.known_pid(signal.ref.bus)
        if signal.on and (pid is None or pid in watched):
            self._bus.spawn(self._take(signal, watched))

    def search(self, pids: Collection[int]) -> None:
        """Look once, in each of these processes, for a focus that it got before anybody listened."""
        for pid in set(pids) - self._searched:
            self._searched.add(pid)
            self._bus.spawn(self._search(pid))

    async def _take(self, signal: Signal, watched: Collection[int]) -> None:
        pid = await self._bus.pid(signal.ref.bus)
        if pid is not None and pid in watched:
            await self._place(signal.ref, pid, signal.at_ms)

    async def _place(self, ref: Ref, pid: int, at_ms: int) -> None:
        """Note a place, and fill in where it is: asked again until an answer comes or the focus went on."""
        number, place = next(self._numbers), KeyboardPlace(at_ms, pid, ref=ref)
        self._keep(number, place)
        for pause_s in (*PAUSES_S, 0.0):
            rect, way = await self._objects.rect(ref), await self._tops.place(ref)
            pages = frozenset(page for page, _ in way.pages) if way is not None else None
            field = way.field if way is not None else None
            self._keep(number, replace(place, rect=rect, pages=pages, field=field))
            if pages is not None and not pages:
                self._in_bar(pid, ref)
            if (rect is not None and pages is not None) or number != self._newest(pid):
                return
            await asyncio.sleep(pause_s)

    def _keep(self, number: int, place: KeyboardPlace) -> None:
        with self._lock:
            self._places[number] = place
            while len(self._places) > KEPT:
                del self._places[min(self._places)]

    def _newest(self, pid: int) -> int | None:
        with self._lock:
            return max((number for number, place in self._places.items() if place.pid == pid), default=None)

    async def _search(self, pid: int) -> None:
        for pause_s in (0.0, *PAUSES_S):
            await asyncio.sleep(pause_s)
            root, at_ms = await self._root(pid), self._clock_ms()
            found = (await find_focus(self._bus.ask_all, root)).ref if root is not None else None
            if self._newest(pid) is not None:
                return
            if found is not None:
                await self._place(found, pid, at_ms)
                return

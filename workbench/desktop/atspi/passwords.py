"""Follows every known password field over the screen while it exists, so that pictures can leave it out."""

import asyncio
import threading
from collections.abc import Callable
from itertools import count

from workbench.desktop.atspi.answers import read_rect
from workbench.desktop.atspi.areas import Sample, Track
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.field_places import FieldPlaces
from workbench.desktop.atspi.former_places import FormerPlace, FormerPlaces, same_place
from workbench.desktop.atspi.questions import Ref, extents_of
from workbench.desktop.atspi.tops import Tops
from workbench.desktop.port import Windows
from workbench.model.geometry import Rect

PERIOD_S = 0.2
STATES_EVERY = 5
KEPT_MS = 5000
SWAPPED_MS = 500
"""A field that has the focus took the place of a password field at most so long ago."""
LINGERS_MS = 3000
"""A page may stand on the screen for so long after it was left: until the next one is drawn."""


class PasswordAreas:
    """Asks five times a second where the known password fields stand. Following happens on the bus's loop.

    `found` is told of every field that appeared at the place of a password field: it is one, too.
    """

    def __init__(self, bus: Bus, windows: Windows, tops: Tops, clock_ms: Callable[[], int]) -> None:
        self._bus = bus
        self._tops = tops
        self._windows = windows
        self._clock_ms = clock_ms
        self._places = FieldPlaces(bus, windows, tops, clock_ms)
        self._former = FormerPlaces(bus, clock_ms)
        self._lock = threading.Lock()
        self._tracks: dict[Ref, Track] = {}
        self._following = False
        self.found: Callable[[int, Ref], None] = lambda _pid, _ref: None

    def follow(self, pid: int, ref: Ref, since_ms: int | None = None) -> None:
        """Follow a password field that may be there since then, else since now; on the loop only."""
        since_ms = self._clock_ms() if since_ms is None else since_ms
        with self._lock:
            self._tracks.setdefault(ref, Track(pid, since_ms)).begins_by(since_ms)
        if not self._following:
            self._following = True
            self._bus.spawn(self._follow())

    def clear(self) -> None:
        """Forget all: the bus is another one."""
        self._former.clear()
        with self._lock:
            self._tracks.clear()

    def areas(self, since_ms: int, until_ms: int) -> tuple[Rect, ...]:
        """Return every rectangle in which one may have stood in that interval."""
        anywhere, known = self._covered(since_ms, until_ms)
        return tuple(dict.fromkeys([*known, *self._windows_of(anywhere, since_ms, until_ms)]))

    def unplaced(self, since_ms: int, until_ms: int) -> frozenset[int]:
        """Return the processes of which a password field may have been anywhere in that interval."""
        return frozenset(self._covered(since_ms, until_ms)[0])

    def _covered(self, since_ms: int, until_ms: int) -> tuple[set[int], list[Rect]]:
        """Return the processes with a field that may have been anywhere, and the places of all others."""
        with self._lock:
            found = [(track.pid, track.areas(since_ms, until_ms)) for track in self._tracks.values()]
        anywhere = {pid for pid, rects in found if rects is None}
        return anywhere, [rect for _, rects in found for rect in rects or ()]

    async def replaces_password(self, pid: int, ref: Ref, rect: Rect | None = None) -> bool:
        """Return whether a field is at the place of a password field, which it then replaces or covers.

        `rect` is where the field is, if that was asked already; elsewhere nothing more has to be asked.
        """
        taken = [*await self._shown(pid, ref), *((each.holder, each.rect) for each in self._former.of(pid))]
        if not taken:
            return False
        rect = rect or read_rect(await self._bus.ask(extents_of(ref)))
        if rect is None or not any(same_place(there, rect) for _, there in taken):
            return False
        place = await self._tops.place(ref)
        if place is None:
            return False
        found = any(holder == place.holder and same_place(there, rect) for holder, there in taken)
        if found:
            await self._adopt(pid, ref, self._clock_ms() - SWAPPED_MS)
        return found

    async def _adopt(self, pid: int, ref: Ref, since_ms: int) -> None:
        """Follow a field that took the place of a password field, from before it was found there."""
        track = Track(pid, since_ms)
        found = await self._places.look(ref, track, anew=True)
        if isinstance(found, Sample):
            track.note(found)
            with self._lock:
                self._tracks.setdefault(ref, track)

    async def _shown(self, pid: int, ref: Ref) -> list[tuple[Ref, Rect]]:
        """Return the places of the other password fields of a process that showed last, with their holders."""
        with self._lock:
            shown = {
                other: track.told
                for other, track in self._tracks.items()
                if track.pid == pid and other != ref and track.gone_ms is None and track.showing
            }
        places = [(await self._tops.place(other), told) for other, told in shown.items()]
        return [(place.holder, told) for place, told in places if place is not None and told is not None]

    def _windows_of(self, pids: set[int], since_ms: int, until_ms: int) -> list[Rect]:
        if not pids:
            return []
        stacks = self._windows.stacks(since_ms, until_ms)
        return [window.rect for stack in stacks for window in stack.windows if window.pid in pids]

    async def _follow(self) -> None:
        try:
            for number in count():
                refs = self._live()
                if not (refs or len(self._former)) or not self._bus.alive:
                    break
                anew = number % STATES_EVERY == 0
                await asyncio.gather(*(self._look(ref, anew=anew) for ref in refs))
                for pid, ref, since_ms in await self._former.successors(anew=anew):
                    await self._adopt(pid, ref, since_ms)
                    self.found(pid, ref)
                await asyncio.sleep(PERIOD_S)
        finally:
            self._following = False

    def _live(self) -> list[Ref]:
        old_ms = self._clock_ms() - KEPT_MS
        with self._lock:
            self._tracks = {
                ref: track
                for ref, track in self._tracks.items()
                if track.gone_ms is None or track.gone_ms > old_ms
            }
            return [ref for ref, track in self._tracks.items() if track.gone_ms is None]

    async def _look(self, ref: Ref, *, anew: bool) -> None:
        with self._lock:
            track = self._tracks[ref]
        if await self._left(ref, track, anew=anew):
            with self._lock:
                track.note(Sample(self._clock_ms(), ()))
            return
        found = await self._places.look(ref, track, anew=anew)
        with self._lock:
            if isinstance(found, Sample):
                track.note(found)
            else:
                track.gone_ms = self._clock_ms()
        if track.gone_ms is not None and await self._tops.seems_left(ref):
            track.gone_ms += LINGERS_MS
        if track.gone_ms is not None or not (track.showing or track.unknown):
            await self._note_former(ref, track)
        else:
            self._former.forget(ref)

    async def _note_former(self, ref: Ref, track: Track) -> None:
        """Watch the place of a field that is gone or does not show: another one may come there."""
        place = await self._tops.place(ref)
        if place is not None and place.above and track.told is not None:
            now_ms, gone = self._clock_ms(), track.gone_ms is not None
            former = FormerPlace(track.pid, place.holder, place.above[0], track.told, now_ms, gone=gone)
            self._former.note(ref, former)

    async def _left(self, ref: Ref, track: Track, *, anew: bool) -> bool:
        """Return whether it lies in a page that was left long enough ago to have gone from the screen."""
        if not anew and track.left_ms is None:
            return False
        if not await (self._tops.left(ref) if anew else self._tops.seems_left(ref)):
            track.left_ms = None
            return False
        track.left_ms = track.left_ms or self._clock_ms()
        return self._clock_ms() - track.left_ms > LINGERS_MS

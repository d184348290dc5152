"""Follows every known password field over the screen while it exists, so that pictures can leave it out."""

import asyncio
import threading
from collections.abc import Callable
from itertools import count

from workbench.desktop.atspi.answers import SHOWING, has, read_rect, read_states
from workbench.desktop.atspi.areas import Sample, Track
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.questions import Outcome, Ref, extents_of, states_of
from workbench.desktop.atspi.scaling import scale_of, scaled
from workbench.desktop.atspi.tops import Tops
from workbench.desktop.port import Windows
from workbench.model.geometry import Rect

PERIOD_S = 0.2
STATES_EVERY = 5
KEPT_MS = 5000
LINGERS_MS = 3000
"""A page may stand on the screen for so long after it was left: until the next one is drawn."""


class PasswordAreas:
    """Asks five times a second where the known password fields stand. Following happens on the bus's loop."""

    def __init__(self, bus: Bus, windows: Windows, tops: Tops, clock_ms: Callable[[], int]) -> None:
        self._bus = bus
        self._tops = tops
        self._windows = windows
        self._clock_ms = clock_ms
        self._lock = threading.Lock()
        self._tracks: dict[Ref, Track] = {}
        self._following = False

    def follow(self, pid: int, ref: Ref) -> None:
        """Follow a password field from now on; on the loop only."""
        with self._lock:
            if ref not in self._tracks:
                self._tracks[ref] = Track(pid, self._clock_ms())
        if not self._following:
            self._following = True
            self._bus.spawn(self._follow())

    def clear(self) -> None:
        """Forget all: the bus is another one."""
        with self._lock:
            self._tracks.clear()

    def areas(self, since_ms: int, until_ms: int) -> tuple[Rect, ...]:
        """Return every rectangle in which one may have stood in that interval."""
        with self._lock:
            found = [(track.pid, track.areas(since_ms, until_ms)) for track in self._tracks.values()]
        anywhere = {pid for pid, rects in found if rects is None}
        known = [rect for _, rects in found for rect in rects or ()]
        return tuple(dict.fromkeys([*known, *self._windows_of(anywhere, since_ms, until_ms)]))

    def _windows_of(self, pids: set[int], since_ms: int, until_ms: int) -> list[Rect]:
        if not pids:
            return []
        stacks = self._windows.stacks(since_ms, until_ms)
        return [window.rect for stack in stacks for window in stack.windows if window.pid in pids]

    async def _follow(self) -> None:
        try:
            for number in count():
                refs = self._live()
                if not refs or not self._bus.alive:
                    break
                anew = number % STATES_EVERY == 0
                await asyncio.gather(*(self._look(ref, anew=anew) for ref in refs))
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
        """Ask for what is likely to have changed: a field's place while it shows, else whether it shows."""
        with self._lock:
            track = self._tracks[ref]
        if await self._left(ref, track, anew=anew):
            with self._lock:
                track.note(Sample(self._clock_ms(), ()))
            return
        states = None if track.showing and not anew else await self._bus.ask(states_of(ref))
        hidden = states is not None and not has(read_states(states), SHOWING)
        if not hidden and (anew or track.scale is None):
            track.scale = await self._scale(ref, track.pid)
        extents = None if hidden else await self._bus.ask(extents_of(ref))
        now_ms = self._clock_ms()
        with self._lock:
            if Outcome.REFUSED in {reply.outcome for reply in (states, extents) if reply is not None}:
                track.gone_ms = now_ms
            elif hidden:
                answered = states is not None and states.outcome is Outcome.ANSWERED
                track.note(Sample(now_ms, (), known=answered))
            else:
                rect = read_rect(extents) if extents is not None else None
                track.note(self._sample(rect, track, now_ms))

    async def _left(self, ref: Ref, track: Track, *, anew: bool) -> bool:
        """Return whether it lies in a page that was left long enough ago to have gone from the screen."""
        if not anew and track.left_ms is None:
            return False
        if not await (self._tops.left(ref) if anew else self._tops.seems_left(ref)):
            track.left_ms = None
            return False
        track.left_ms = track.left_ms or self._clock_ms()
        return self._clock_ms() - track.left_ms > LINGERS_MS

    async def _scale(self, ref: Ref, pid: int) -> float | None:
        """Return by how much the application scales its coordinates; none where they fit no window of it."""
        top = await self._tops.of(ref)
        rect = read_rect(await self._bus.ask(extents_of(top))) if top is not None else None
        return scale_of(rect, self._windows_now(pid)) if rect is not None else None

    def _sample(self, rect: Rect | None, track: Track, now_ms: int) -> Sample:
        """Return a sample of that place; one outside all windows of the application is not believed.

        Where an application scales, both places count: Chromium scales its windows and not what is in pages.
        """
        if rect is None or track.scale is None:
            return Sample(now_ms, (), known=False)
        places = dict.fromkeys((rect, scaled(rect, track.scale)))
        windows = self._windows_now(track.pid)
        inside = tuple(place for place in places if any(not each.clip(place).empty for each in windows))
        return Sample(now_ms, inside, known=bool(inside))

    def _windows_now(self, pid: int) -> list[Rect]:
        return [window.rect for window in self._windows.stack().windows if window.pid == pid]

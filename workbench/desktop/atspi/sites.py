"""What browsers' windows show, kept for as long as they are watched."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace

from workbench.desktop.accessibility import Visit
from workbench.desktop.atspi.applications import Applications
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.documents import Documents, Look
from workbench.desktop.atspi.keyboard_places import KeyboardPlaces
from workbench.desktop.atspi.mute import Mute
from workbench.desktop.atspi.objects import Objects
from workbench.desktop.atspi.popups import MENU, Popups
from workbench.desktop.atspi.suggestion_watch import Looked, SuggestionWatch
from workbench.desktop.atspi.suggestions import Suggestions
from workbench.desktop.atspi.topics import FOCUSED, Signal
from workbench.desktop.atspi.visits import Reading, Visits
from workbench.desktop.processes import started_private
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo

CLOSE_S = 0.15
"""How often is looked while something is done or drawn."""
IDLE_S = 2.0
SETTLED_S = 5.0
"""How often, where sites do not matter and every window has said whether it is private."""
STIRRED_MS = 300
AGAIN_MS = 50
LOOK_S = 0.25
STRANGE_MS = 3000
"""For so long a new popup is asked closely what it is."""
MARKS = 3
"""After so many looks a mark is not that of a title that was just changing."""


class AtspiSites:
    """Looks at the watched windows on the bus's loop: often while something happens, else once a second."""

    def __init__(self, bus: Bus, clock_ms: Callable[[], int]) -> None:
        self._bus = bus
        self._clock_ms = clock_ms
        self._objects = Objects(bus)
        applications = Applications(bus, self._objects)
        self._documents = Documents(bus, self._objects, applications, clock_ms)
        self._popups = Popups(bus, self._objects, applications, self._documents)
        self._lock = threading.Lock()
        self._watched: tuple[WindowInfo, ...] = ()
        self._open: tuple[WindowInfo, ...] = ()
        self._opened_ms = 0
        self._mute = Mute()
        self._visits: dict[int, Visits] = {}
        self._private: dict[int, bool] = {}
        self._marks: dict[int, int] = {}
        self._surely_private: set[int] = set()
        in_bar = self._documents.covers.came
        self._places = KeyboardPlaces(bus, self._objects, self._documents.root, clock_ms, in_bar)
        suggestions = Suggestions(bus, applications)
        self._suggestions = SuggestionWatch(bus, suggestions, self._places, clock_ms, self._is_harmless)
        self._stirred_ms = 0
        self._wake: asyncio.Event | None = None
        bus.subscribe(FOCUSED, self._announced)

    def watch(self, windows: tuple[WindowInfo, ...]) -> None:
        """Look at these windows and popups from now on, and at no others; returns at once."""
        watched = tuple(window for window in windows if not window.popup)
        popups = tuple(window for window in windows if window.popup)
        if (watched, popups) != (self._watched, self._open):
            if popups != self._open:
                self._opened_ms = self._clock_ms()
                self._suggestions.opened(popups)
            self._watched, self._open = watched, popups
            self._mute.note(watched)
            self._bus.post(self._begin)

    def stir(self) -> None:
        """Look closely for a while; may be called a thousand times a second."""
        now_ms = self._clock_ms()
        before_ms, self._stirred_ms = self._stirred_ms, now_ms
        if self._watched and now_ms - before_ms > AGAIN_MS:
            self._bus.post(self._begin)

    def visits(self, window: WindowInfo, since_ms: int, until_ms: int) -> tuple[Visit, ...]:
        """Return everything that a window may have shown in an interval; at one moment, what was seen last."""
        if window.popup:
            popup = self._popups.known(window)
            return (Visit(popup.address, window.rect) if popup and popup.address else Visit(""),)
        with self._lock:
            known = self._visits.get(window.id)
            if known is None:
                return (Visit(""),)
            return known.between(since_ms, until_ms) if since_ms < until_ms else (known.at(since_ms),)

    def typing(self, window: WindowInfo, at_ms: int) -> bool:
        """Return whether the keyboard was in the page then: what was announced last says so."""
        with self._lock:
            known = self._visits.get(window.id)
            seen = known.read_at(at_ms) if known is not None else None
        place = self._places.at(window.pid, at_ms)
        if seen is None or place is None or place.rect is None or not place.within(seen.pages):
            return False
        page = seen.visits[-1].page
        return page is not None and not page.clip(place.rect).empty

    def private(self, window: WindowInfo) -> bool:
        """Return whether a window keeps no history; until it has said so, where it can say so, it may not."""
        if started_private(window.pid):
            return True
        return self._private.get(window.id, self._bus.alive or self._mute.may_be_private(window))

    def shows(self, popup: WindowInfo) -> bool:
        """Return whether a popup is a menu or a drop-down's list, of a window that is surely not private."""
        found = self._popups.known(popup) if self._bus.alive else MENU
        if found is None:
            return False
        same = [window for window in self._watched if window.pid == popup.pid]
        owners = [window for window in same if found.window in {None, window.id}]
        return bool(owners) and not any(self.private(window) for window in owners)

    def suggestions(
        self, window: WindowInfo, popups: Iterable[WindowInfo], since_ms: int, until_ms: int
    ) -> tuple[Rect, ...]:
        """Return where a window may have shown what the browser suggests: lists, and fields with previews."""
        return self._suggestions.areas(window, popups, since_ms, until_ms) if self._bus.alive else ()

    def suggests(self, window: WindowInfo, x: int, y: int, at_ms: int) -> bool:
        """Return whether a list of suggestions may have been at a point."""
        return any(rect.contains(x, y) for rect in self._suggestions.lists(window, at_ms))

    def _is_harmless(self, popup: WindowInfo) -> bool:
        """Return whether a popup is known to be a menu or a page's own list."""
        return self._popups.known(popup) is not None

    def _begin(self) -> None:
        """Look now; on the loop."""
        if self._wake is None:
            self._wake = asyncio.Event()
            self._bus.spawn(self._keep_looking())
        self._wake.set()
        self._suggestions.keep_only(self._watched)
        self._suggestions.stir()

    async def _keep_looking(self) -> None:
        wake = self._wake
        while wake is not None:
            wake.clear()
            await asyncio.gather(*(self._look(window) for window in self._watched))
            await asyncio.gather(*(self._look_at(popup) for popup in self._open))
            self._places.search(self._pids())
            try:
                await asyncio.sleep(CLOSE_S / 2)
                async with asyncio.timeout(self._pause_s()):
                    await wake.wait()
            except TimeoutError:
                continue

    def _pause_s(self) -> float:
        """Return how long nobody needs to look unless something happens."""
        now_ms = self._clock_ms()
        strange = not all(map(self._popups.known, self._open))
        if now_ms - self._stirred_ms < STIRRED_MS or (strange and now_ms - self._opened_ms < STRANGE_MS):
            return CLOSE_S / 2
        known = all(window.id in self._private for window in self._watched)
        return SETTLED_S if known and not self._stirred_ms else IDLE_S

    async def _look(self, window: WindowInfo) -> None:
        asked_ms = self._clock_ms()
        try:
            async with asyncio.timeout(LOOK_S):
                look = await self._documents.look(window, self._watched)
                if look.private is None and await self._documents.root(window.pid or 0) is None:
                    look = replace(look, private=self._mute.may_be_private(window))
        except TimeoutError:
            look = Look(Reading(asked_ms, self._clock_ms(), (Visit(""),)), None, sure=False)
        if look.frames:
            self._suggestions.know(Looked(window, look.frames, tuple(sorted(look.reading.pages))))
        with self._lock:
            self._visits.setdefault(window.id, Visits()).note(self._barred(window, look.reading))
            if look.private is not None:
                self._settle(window.id, private=look.private, sure=look.sure)

    def _barred(self, window: WindowInfo, reading: Reading) -> Reading:
        """Return a look with the word that the keyboard is in the browser itself, where that is told."""
        place = self._places.told_at(window.pid, self._clock_ms())
        if place is None or place.within(reading.pages):
            return reading
        return replace(reading, visits=tuple(replace(visit, barred=True) for visit in reading.visits))

    async def _look_at(self, popup: WindowInfo) -> None:
        """Find out what a popup is, and look again soon where nobody has said so in time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_S):
                await self._popups.look(popup, self._watched)

    def _settle(self, window: int, *, private: bool, sure: bool) -> None:
        """Take in what a window said; one that has surely and often enough said that it is private stays so."""
        self._marks[window] = self._marks.get(window, 0) + 1 if private and sure else 0
        if self._marks[window] >= MARKS:
            self._surely_private.add(window)
        self._private[window] = private or window in self._surely_private

    def _announced(self, signal: Signal) -> None:
        """Note where a watched browser has the keyboard, and look at once what it shows there."""
        self._places.announced(signal, self._pids())
        if self._bus.known_pid(signal.ref.bus) in self._pids():
            self._suggestions.stir()

    def _pids(self) -> set[int]:
        return {window.pid for window in self._watched if window.pid}

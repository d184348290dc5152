"""Keeps where browsers' windows showed suggestions: looked at closely while they may show some."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.keyboard_places import KeyboardPlaces
from workbench.desktop.atspi.questions import Ref
from workbench.desktop.atspi.suggestion_areas import (
    SuggestionAreas,
    SuggestionHistory,
    SuggestionLook,
)
from workbench.desktop.atspi.suggestions import Suggestions
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo

LOOK_S = 0.25
CLOSE_S = 0.06
"""How often is looked while suggestions may show, and after something was done or drawn."""
IDLE_S = 2.0
STIRRED_MS = 300
LINGERS_MS = 500
"""For so long after a popup closed a page may still show what it suggested: until it is drawn anew."""
ASKED_LATER_MS = 800
"""Pictures are judged this much later at most, with what was seen before and after them."""
KEPT_STACKS = 200


@dataclass(frozen=True, slots=True)
class Looked:
    """A window to be looked at."""

    window: WindowInfo
    """The window."""
    frames: tuple[Ref, ...]
    """The top-level objects that may be the window."""
    pages: tuple[Ref, ...]
    """The documents that it shows."""


class SuggestionWatch:
    """Looks on the bus's loop; `opened`, `areas` and `lists` may be called from any thread."""

    def __init__(
        self,
        bus: Bus,
        suggestions: Suggestions,
        places: KeyboardPlaces,
        clock_ms: Callable[[], int],
        harmless: Callable[[WindowInfo], bool],
    ) -> None:
        self._bus = bus
        self._suggestions = suggestions
        self._places = places
        self._clock_ms = clock_ms
        self._harmless = harmless
        """Whether a popup is known to hold no suggestions."""
        self._lock = threading.Lock()
        self._histories: dict[int, SuggestionHistory] = {}
        self._popups: deque[tuple[int, tuple[WindowInfo, ...]]] = deque(maxlen=KEPT_STACKS)
        self._looked: dict[int, Looked] = {}
        self._stirred_ms = 0
        self._wake: asyncio.Event | None = None

    def opened(self, popups: tuple[WindowInfo, ...]) -> None:
        """Note which popups of browsers are open from now on."""
        with self._lock:
            self._popups.append((self._clock_ms(), popups))

    def know(self, looked: Looked) -> None:
        """Note where to look for a window's suggestions; on the loop."""
        known = self._looked.get(looked.window.id)
        self._looked[looked.window.id] = looked
        if known != looked:
            self.stir()

    def keep_only(self, windows: Iterable[WindowInfo]) -> None:
        """Look at no windows but these any more; on the loop."""
        numbers = {window.id for window in windows}
        self._looked = {number: looked for number, looked in self._looked.items() if number in numbers}

    def stir(self) -> None:
        """Look now, and closely for a while; on the loop."""
        self._stirred_ms = self._clock_ms()
        if self._wake is None:
            self._wake = asyncio.Event()
            self._bus.spawn(self._keep_looking(self._wake))
        self._wake.set()

    async def _keep_looking(self, wake: asyncio.Event) -> None:
        while True:
            wake.clear()
            await asyncio.gather(*(self._look(looked) for looked in self._looked.values()))
            await asyncio.sleep(CLOSE_S / 2)
            with suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_S / 2 if self._close() else IDLE_S):
                    await wake.wait()

    def _close(self) -> bool:
        """Return whether a window may show suggestions, or did so a moment ago: it must be looked at often."""
        now_ms = self._clock_ms()
        if now_ms - self._stirred_ms < STIRRED_MS:
            return True
        windows = [looked.window for looked in self._looked.values()]
        since_ms = now_ms - ASKED_LATER_MS
        typing = any(self._typing(window, since_ms, now_ms) for window in windows)
        return typing or any(self._unknown(window.pid, since_ms - LINGERS_MS, now_ms) for window in windows)

    async def _look(self, looked: Looked) -> None:
        """Look once where a window shows suggestions."""
        window, asked_ms = looked.window, self._clock_ms()
        keyboard = self._places.told_at(window.pid, asked_ms)
        popups = self._unknown(window.pid, asked_ms - LINGERS_MS, asked_ms)
        areas: SuggestionAreas | None = None
        try:
            async with asyncio.timeout(LOOK_S):
                areas = await self._suggestions.of(window, looked.frames, looked.pages, keyboard, popups)
        except TimeoutError:
            areas = None
        with self._lock:
            history = self._histories.setdefault(window.id, SuggestionHistory())
            history.note(SuggestionLook(asked_ms, self._clock_ms(), areas, bool(popups)))

    def areas(
        self, window: WindowInfo, popups: Iterable[WindowInfo], since_ms: int, until_ms: int
    ) -> tuple[Rect, ...]:
        """Return where a window may have shown suggestions in an interval; if unknown, all of it.

        `popups` are those of browsers that were open in that interval.
        """
        typing = self._typing(window, since_ms, until_ms)
        strange = any(popup.pid == window.pid and not self._harmless(popup) for popup in popups)
        with self._lock:
            history = self._histories.get(window.id)
        if history is None:
            return (window.rect,) if typing or strange else ()
        with self._lock:
            found = history.between(since_ms, until_ms, typing=typing, popups=strange)
        return (window.rect,) if found is None else tuple(dict.fromkeys((*found.lists, *found.fields)))

    def lists(self, window: WindowInfo, at_ms: int) -> tuple[Rect, ...]:
        """Return the lists of suggestions that a window may have shown at a moment."""
        with self._lock:
            history = self._histories.get(window.id)
            return history.lists_at(at_ms) if history is not None else ()

    def _typing(self, window: WindowInfo, since_ms: int, until_ms: int) -> bool:
        """Return whether the keyboard may have been in a field of a tool bar."""
        return any(place.may_suggest for place in self._places.between(window.pid, since_ms, until_ms))

    def _unknown(self, pid: int | None, since_ms: int, until_ms: int) -> tuple[WindowInfo, ...]:
        """Return the popups of a process in an interval that may hold suggestions."""
        with self._lock:
            stacks = list(self._popups)
        first = max((at for at, (at_ms, _) in enumerate(stacks) if at_ms <= since_ms), default=0)
        shown = [popup for at_ms, popups in stacks[first:] if at_ms <= until_ms for popup in popups]
        mine = dict.fromkeys(popup for popup in shown if popup.pid == pid)
        return tuple(popup for popup in mine if not self._harmless(popup))

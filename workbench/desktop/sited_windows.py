"""Windows with what browsers show in them: the same descriptions, with address, page and privacy added.

A description becomes one for each address that the window may have shown in the interval; a stack becomes as
many stacks, so that whoever wants all of them to be in scope gets the strictest answer. Where sites matter, a
browser's window stands in a stack as two: the window, whose address is not known, and on top of it its page.
"""

import threading
from collections.abc import Callable
from dataclasses import replace
from itertools import count

from workbench.desktop.accessibility import Sites, Visit
from workbench.desktop.port import Damage, Desktop, Grab, Screen, Windows
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.session import Monitor
from workbench.model.sites import is_browser
from workbench.model.windows import WindowInfo, WindowStack

KEPT = 64
FIRST_GENERATION = 1 << 40
"""Generations of annotated stacks are none of the desktop's own."""
Annotated = tuple[WindowInfo, ...]


class SitedWindows:
    """Windows as the desktop knows them, and as browsers' accessibility completes them."""

    def __init__(
        self,
        windows: Windows,
        sites: Sites,
        clock_ms: Callable[[], int],
        chosen: Callable[[WindowInfo], bool],
        *,
        by_site: bool,
    ) -> None:
        self._windows = windows
        self._sites = sites
        self._clock_ms = clock_ms
        self._chosen = chosen
        self._by_site = by_site
        self._watched: tuple[WindowInfo, ...] = ()
        self._beside: frozenset[int | None] = frozenset()
        self._lock = threading.Lock()
        self._generations: dict[Annotated, int] = {}
        self._numbers = count(FIRST_GENERATION)

    def describe(self, window: int, since_ms: int, until_ms: int) -> tuple[WindowInfo, ...]:
        """Return every description that may have held in that interval."""
        found = self._windows.describe(window, since_ms, until_ms)
        if any(self._is_new(info) for info in found):
            self._watch(self._windows.stack())
        return tuple(each for info in found for each in self._versions(info, since_ms, until_ms))

    def stack(self) -> WindowStack:
        """Return the newest stack, browsers' windows as they were seen last."""
        stack, now_ms = self._windows.stack(), self._clock_ms()
        self._watch(stack)
        return self._variants(stack, now_ms, now_ms)[-1]

    def stacks(self, since_ms: int, until_ms: int) -> tuple[WindowStack, ...]:
        """Return every stack that may have held in that interval."""
        stacks = self._windows.stacks(since_ms, until_ms)
        return tuple(each for stack in stacks for each in self._variants(stack, since_ms, until_ms))

    def content(self, window: int) -> Rect | None:
        """Return where a window's content is now, without decorations."""
        return self._windows.content(window)

    def settle(self) -> int:
        """Take in everything that the desktop has sent up to now."""
        return self._windows.settle()

    def _concerns(self, info: WindowInfo) -> bool:
        """Return whether a window is a browser's that may be recorded at all."""
        return is_browser(info.names) and not info.own and self._chosen(info)

    def _is_new(self, info: WindowInfo) -> bool:
        return not any(window.id == info.id for window in self._watched) and self._concerns(info)

    def _watch(self, stack: WindowStack) -> None:
        wanted = tuple(info for info in stack.windows if self._concerns(info))
        rest = (info for info in stack.windows if not info.popup and info not in wanted)
        self._beside = frozenset(info.pid for info in rest)
        if wanted != self._watched:
            self._watched = wanted
            self._sites.watch(wanted)

    def _versions(self, info: WindowInfo, since_ms: int, until_ms: int) -> Annotated:
        """Return a description once for everything that its window may have shown."""
        if not self._concerns(info):
            return (info,)
        if info.popup and not self._shown(info):
            return (replace(info, names=(), title=""),)
        marked = replace(info, private=not info.popup and self._sites.private(info))
        visits = self._visits(info, since_ms, until_ms)
        return tuple(_as_seen(marked, visit) for visit in visits) or (marked,)

    def _shown(self, popup: WindowInfo) -> bool:
        """Return whether a browser's popup may be shown: not while windows of it stand beside that may not."""
        return popup.pid not in self._beside and self._sites.shows(popup)

    def _visits(self, info: WindowInfo, since_ms: int, until_ms: int) -> tuple[Visit, ...]:
        """Return what a window may have shown, where sites matter; only lists of popups are of a site."""
        return self._sites.visits(info, since_ms, until_ms) if self._by_site else ()

    def _variants(self, stack: WindowStack, since_ms: int, until_ms: int) -> list[WindowStack]:
        """Return a stack once for everything that its windows may have shown."""
        if not any(self._concerns(info) for info in stack.windows):
            return [stack]
        versions = [self._versions(info, since_ms, until_ms) for info in stack.windows]
        most = max(map(len, versions))
        return [self._variant(stack, versions, number) for number in range(most)]

    def _variant(self, stack: WindowStack, versions: list[Annotated], number: int) -> WindowStack:
        chosen = [each[min(number, len(each) - 1)] for each in versions]
        windows = tuple(part for info in chosen for part in _parts(info))
        return WindowStack(self._generation(windows), stack.at_ms, windows)

    def _generation(self, windows: Annotated) -> int:
        """Return a number that the same windows in the same order always have, and no others."""
        with self._lock:
            if windows not in self._generations:
                while len(self._generations) >= KEPT:
                    del self._generations[next(iter(self._generations))]
                self._generations[windows] = next(self._numbers)
            return self._generations[windows]


def _as_seen(info: WindowInfo, visit: Visit) -> WindowInfo:
    """Return a window with what it showed."""
    return replace(info, address=visit.address, page=visit.page, covered=visit.covered, barred=visit.barred)


def _parts(info: WindowInfo) -> Annotated:
    """Return a window, its page on top of it where that is known, and on top of that what covers it.

    The browser around a page, and what it puts over it, is of no site.
    """
    if info.address is None:
        return (info,)
    around = replace(info, address="", page=None)
    if not info.address or info.page is None or info.barred:
        return (around,)
    over = (replace(around, rect=rect.clip(info.rect), solid=None) for rect in info.covered)
    return (around, replace(info, rect=info.page.clip(info.rect)), *over)


class SitedScreen:
    """A screen that lets sites be looked at closely whenever something is drawn."""

    def __init__(self, screen: Screen, sites: Sites) -> None:
        self._screen = screen
        self._sites = sites

    def monitors(self) -> tuple[Monitor, ...]:
        """Return the monitors."""
        return self._screen.monitors()

    def damage(self, timeout_s: float) -> tuple[Damage, ...]:
        """Wait for something to be drawn."""
        damages = self._screen.damage(timeout_s)
        if damages:
            self._sites.stir()
        return damages

    def wake(self) -> None:
        """End the wait."""
        self._screen.wake()

    def grab(self, monitor: int, part: Rect | None = None) -> Grab | None:
        """Take a picture; what it shows has to be known soon after it."""
        grabbed = self._screen.grab(monitor, part)
        self._sites.stir()
        return grabbed

    def close(self) -> None:
        """Let go of the desktop."""
        self._screen.close()


def with_sites(desktop: Desktop, scope: Scope) -> Desktop:
    """Return a desktop on which browsers' windows say what they show, as far as a scope needs to know."""
    windows = SitedWindows(
        desktop.windows, desktop.sites, desktop.clock_ms, scope.chooses, by_site=bool(scope.urls)
    )
    screen = SitedScreen(desktop.screen, desktop.sites) if scope.urls else desktop.screen
    return replace(desktop, windows=windows, screen=screen)

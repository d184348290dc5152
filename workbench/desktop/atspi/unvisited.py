"""Password fields into which nobody has come yet: filled in by the browser, or asked about in a bubble of it.

Applications find them by themselves, by role alone, in one question. A long answer means a large window, and
a longer pause before the next question. Those that cannot answer are looked through, which is done seldom.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence

from workbench.desktop.atspi.answers import PASSWORD_ROLE, read_refs
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.password_walk import find_passwords
from workbench.desktop.atspi.questions import Outcome, Ref, objects_of_role
from workbench.desktop.atspi.registered import Registered
from workbench.desktop.atspi.roles import WEB_PAGE

OFTEN_S = 0.25
"""A picture waits longer than this, so that a field that is found shows in none."""
SELDOM_S = 1.0
BUSY_S = 5.0
"""So long after something happened in an application it is asked often."""
SHARE = 20
"""An application rests this many times as long as its answer took,"""
MOST_REST_S = 1.0
"""but no longer than this: a password field that goes again before the next search is not found by it."""
REFUSED_S = 10.0
"""One that cannot answer is not asked again for so long."""
ABSENT_S = 3.0
"""One that is not on the bus may still be starting: it is looked for again after so long."""
ANSWER_S = 2.0
ANNOUNCE_EACH_CHANGE = frozenset({"gtk", "Qt"})
"""Toolkits that announce each change of focus: GTK 3 and Qt, measured within 31 ms where they are not busy.
Browsers announce changes together, and some not at all."""
MOST = 100


class Unvisited:
    """Asks every application whose windows can be seen, beside everything else, on the bus's loop."""

    def __init__(
        self,
        bus: Bus,
        registered: Registered,
        found: Callable[[int, Ref, int], None],
        shows: Callable[[int, bool, bool], None],
        clock_ms: Callable[[], int],
    ) -> None:
        self._bus = bus
        self._registered = registered
        self._found = found
        self._shows = shows
        self._clock_ms = clock_ms
        self._stirred: dict[int, asyncio.Event] = {}
        self._stirred_s: dict[int, float] = {}
        self._refused_s: dict[int, float] = {}
        self._answered: set[int] = set()
        self._unable: set[int] = set()
        self._searched_ms: dict[int, int] = {}
        self._listed: dict[int, frozenset[Ref]] = {}
        self._browsers: set[int] = set()
        self._with_pages: set[int] = set()

    def answered(self, pid: int) -> bool:
        """Return whether an application has said once what it shows, or that it cannot; from any thread."""
        return pid in self._answered

    def searched_since(self, pid: int, at_ms: int) -> bool:
        """Return whether a search began then or later and was answered, or the application cannot search."""
        return pid in self._unable or self._searched_ms.get(pid, -1) >= at_ms

    def shows_pages(self, pid: int) -> bool:
        """Return whether a browser exposes the tree of a page, as far as it was searched; from any thread.

        One that is not on the bus exposes none; Chromium may be there and still keep its pages back.
        """
        self._browsers.add(pid)
        return pid in self._with_pages

    def rests(self, pid: int) -> bool:
        """Return whether an application is not asked just now, and may be; from any thread."""
        return pid not in self._stirred and time.monotonic() >= self._refused_s.get(pid, 0.0)

    def clear(self) -> None:
        """Ask everybody anew: the bus is another one."""
        self._refused_s.clear()
        self._answered.clear()
        self._unable.clear()
        self._searched_ms.clear()
        self._listed.clear()
        self._with_pages.clear()

    def stir(self, pid: int) -> None:
        """Note that something happened in an application, so that it may show other fields soon."""
        now_s = time.monotonic()
        self._stirred_s[pid] = now_s
        if pid in self._stirred:
            self._stirred[pid].set()
        elif self._bus.alive and self.rests(pid):
            self._stirred[pid] = asyncio.Event()
            self._bus.spawn(self._search(pid))

    def heard(self, pid: int) -> None:
        """Note that an application announced something; one that is not asked so far is not asked for that."""
        if pid in self._stirred:
            self.stir(pid)

    async def _search(self, pid: int) -> None:
        """Look again and again, until the application has gone or cannot answer."""
        try:
            while self._bus.alive:
                began_s = time.monotonic()
                pause_s = await self._look(pid)
                if pause_s:
                    self._refused_s[pid] = time.monotonic() + pause_s
                    return
                await self._rest(pid, min(MOST_REST_S, SHARE * (time.monotonic() - began_s)))
        finally:
            del self._stirred[pid]

    async def _look(self, pid: int) -> float:
        """Look once; return for how many seconds looking again would make no sense."""
        try:
            root = await self._registered.root(pid)
        except TimeoutError:
            return 0.0
        if root is None:
            self._answered.add(pid)
            self._unable.add(pid)
            self._with_pages.discard(pid)
            return ABSENT_S
        began_ms = self._clock_ms()
        reply = await self._bus.ask(objects_of_role(root, PASSWORD_ROLE, MOST, ANSWER_S))
        refs = read_refs(reply)
        if refs is not None:
            self._note_fields(pid, refs, began_ms)
            self._shows(pid, bool(refs), await self._bus.toolkit(root.bus) in ANNOUNCE_EACH_CHANGE)
        if pid in self._browsers - self._with_pages:
            await self._look_for_pages(pid, root)
        pause_s = await self._walk(pid, root) if reply.outcome is Outcome.REFUSED else 0.0
        if reply.outcome in {Outcome.ANSWERED, Outcome.REFUSED}:
            self._answered.add(pid)
        return pause_s

    def _note_fields(self, pid: int, refs: Sequence[Ref], began_ms: int) -> None:
        """Note what a search found; a field that is new may be there since the search before it began."""
        known, before_ms = self._listed.get(pid, frozenset()), self._searched_ms.get(pid, 0)
        for ref in refs:
            self._found(pid, ref, began_ms if ref in known else before_ms)
        self._listed[pid] = frozenset(refs)
        self._searched_ms[pid] = began_ms
        self._unable.discard(pid)

    async def _walk(self, pid: int, root: Ref) -> float:
        """Look through an application that cannot search by itself; return how long not to do so again."""
        self._unable.add(pid)
        began_s = time.monotonic()
        began_ms = self._clock_ms()
        for ref in await find_passwords(self._bus.ask_all, root):
            self._found(pid, ref, began_ms)
        return max(REFUSED_S, SHARE * (time.monotonic() - began_s))

    async def _look_for_pages(self, pid: int, root: Ref) -> None:
        """Note whether a browser exposes a page; one that cannot search its tree has one all the same."""
        reply = await self._bus.ask(objects_of_role(root, WEB_PAGE, 1, ANSWER_S))
        if read_refs(reply) or reply.outcome is Outcome.REFUSED:
            self._with_pages.add(pid)

    async def _rest(self, pid: int, least_s: float) -> None:
        """Wait as long as the application needs, and longer while nothing happens in it."""
        stirred = self._stirred[pid]
        await asyncio.sleep(max(OFTEN_S, least_s))
        if time.monotonic() - self._stirred_s[pid] > BUSY_S:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SELDOM_S - OFTEN_S):
                    await stirred.wait()
        stirred.clear()

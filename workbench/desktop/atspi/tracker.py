"""Keeps what is known of every application's focus: from what it announces, and by asking it after keys."""

import asyncio
import time
from collections.abc import Callable

from workbench.desktop.atspi.answers import PASSWORD_ROLE, read_caret, read_rect, read_role
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.finding import Found, Search, check_focus, find_focus
from workbench.desktop.atspi.inquiries import Inquiry
from workbench.desktop.atspi.passwords import PasswordAreas
from workbench.desktop.atspi.processes import Processes
from workbench.desktop.atspi.questions import Ref, caret_of, extents_of, role_of
from workbench.desktop.atspi.registered import Registered
from workbench.desktop.atspi.roles import FIELDS
from workbench.desktop.atspi.sightings import Arrival, Kind, Sighting
from workbench.desktop.atspi.topics import Signal
from workbench.desktop.atspi.tops import Tops
from workbench.desktop.atspi.unvisited import Unvisited
from workbench.model.geometry import Rect

LOOKS_S = (0.02, 0.04, 0.08, 0.16, 0.3, 0.5)
"""How long to wait before each look after the keyboard came: an announcement mostly comes before the first."""
WALK_EVERY_S = (0.25, 0.5, 1.0, 2.0, 4.0)
"""How long an application is left in peace after each search in vain."""

KINDS = {Search.NO_FIELDS: Kind.NO_FIELDS, Search.FOUND: Kind.PLAIN}


class Tracker:
    """Asks and listens on the bus's loop, and writes down in `Processes` what came of it."""

    def __init__(
        self,
        bus: Bus,
        processes: Processes,
        areas: PasswordAreas,
        tops: Tops,
        clock_ms: Callable[[], int],
    ) -> None:
        self._bus = bus
        self._processes = processes
        self._areas = areas
        self._clock_ms = clock_ms
        self.registered = Registered(bus)
        self.tops = tops
        self.unvisited = Unvisited(bus, self.registered, self._seen, processes.shows_passwords, clock_ms)
        self._vain: dict[int, tuple[int, float]] = {}
        areas.found = self._seen

    def announced(self, signal: Signal) -> None:
        """Take an announcement; it counts from its arrival, whenever its role is known."""
        if not signal.on or signal.ref.null:
            return
        pid = self._bus.known_pid(signal.ref.bus)
        if pid is None:
            self._processes.unplaced(signal.at_ms)
            self._bus.spawn(self._place(signal))
            return
        self._note(pid, signal)

    def caret_moved(self, signal: Signal) -> None:
        """Take in that a caret moved; one of an application that is not known yet says nothing."""
        pid = self._bus.known_pid(signal.ref.bus)
        if pid is not None and len(signal.body) > 1 and isinstance(signal.body[1], int):
            self._processes.caret_moved(pid, signal.ref, signal.body[1], signal.at_ms)

    async def _place(self, signal: Signal) -> None:
        pid = await self._bus.pid(signal.ref.bus)
        if pid is not None:
            self._note(pid, signal)
            self._processes.placed(signal.at_ms)

    def _seen(self, pid: int, ref: Ref, since_ms: int | None = None) -> None:
        """Take in a password field that has not had the focus yet, and since when it may be there."""
        self._processes.seen_password(ref)
        self._areas.follow(pid, ref, since_ms)

    def _note(self, pid: int, signal: Signal) -> None:
        self._vain.pop(pid, None)
        self.unvisited.heard(pid)
        pending = self._processes.announced(pid, signal.ref, signal.at_ms)
        if pending is not None:
            self._bus.spawn(self._ask_role(pid, signal.ref, pending))

    async def _ask_role(self, pid: int, ref: Ref, pending: Sighting) -> None:
        answer, extents = await self._bus.ask_all([role_of(ref), extents_of(ref)])
        role = read_role(answer)
        if role is not None:
            kind = await self._kind(pid, ref, role, read_rect(extents))
            self._processes.resolve(pid, pending, kind)

    async def _kind(self, pid: int, ref: Ref, role: int, rect: Rect | None = None) -> Kind:
        """Return what a focused object is: a field at the place of a password field is one, too."""
        if role == PASSWORD_ROLE or self._processes.is_password(ref):
            self._areas.follow(pid, ref)
            return Kind.PASSWORD
        if role in FIELDS and await self._areas.replaces_password(pid, ref, rect):
            self._seen(pid, ref)
            return Kind.PASSWORD
        return Kind.PLAIN

    def begin_arrival(self, pid: int, arrival: Arrival) -> None:
        """Start to find out where the focus is."""
        if self._bus.alive:
            self._bus.spawn(self.arrived(pid, arrival))

    def begin_inquiry(self, pid: int, inquiry: Inquiry) -> None:
        """Start to ask after a key."""
        if self._bus.alive:
            self._bus.spawn(self.inquire(pid, inquiry))

    async def arrived(self, pid: int, arrival: Arrival) -> None:
        """Find out where the focus is after the keyboard came, unless the application announces it first."""
        self._vain.pop(pid, None)
        for wait_s in LOOKS_S:
            await asyncio.sleep(wait_s)
            if self._processes.settled(pid, arrival):
                return
            found = await self._look(pid, arrival.window)
            kind = await self._meaning(pid, found)
            if kind is not None:
                self._processes.confirm(pid, arrival, kind, found.ref)
            if kind is Kind.PLAIN and found.ref is not None:
                self._bus.spawn(self._ask_caret(pid, found.ref))

    async def _ask_caret(self, pid: int, ref: Ref) -> None:
        """Note where the caret of a field is that had the focus before anything was announced of it."""
        offset = read_caret(await self._bus.ask(caret_of(ref)))
        if offset is not None:
            self._processes.caret_moved(pid, ref, offset, self._clock_ms())

    async def _meaning(self, pid: int, found: Found) -> Kind | None:
        if found.ref is not None and found.role is not None:
            return await self._kind(pid, found.ref, found.role)
        return KINDS.get(found.search)

    async def _look(self, pid: int, window: int | None) -> Found:
        late = False
        for ref in self._processes.candidates(pid, window):
            found = await self._check(ref)
            if found.search is Search.FOUND:
                return found
            late = late or found.search is Search.NO_ANSWER
        return Found(Search.NO_ANSWER) if late else await self._walk(pid)

    async def _check(self, ref: Ref) -> Found:
        top = await self.tops.of(ref)
        if top is None:
            return Found(Search.NOTHING)
        found = await check_focus(self._bus.ask_all, ref, top)
        if found.search is Search.FOUND and await self.tops.left(ref):
            return Found(Search.NOTHING)
        return found

    async def _walk(self, pid: int) -> Found:
        tried, after_s = self._vain.get(pid, (0, 0.0))
        if time.monotonic() < after_s:
            return Found(Search.NOTHING)
        try:
            application = await self.registered.root(pid)
        except TimeoutError:
            return Found(Search.NO_ANSWER)
        if application is None:
            return Found(Search.NO_FIELDS)
        found = await find_focus(self._bus.ask_all, application)
        if found.search is Search.NOTHING:
            pause_s = WALK_EVERY_S[min(tried, len(WALK_EVERY_S) - 1)]
            self._vain[pid] = (tried + 1, time.monotonic() + pause_s)
        return found

    async def inquire(self, pid: int, inquiry: Inquiry) -> None:
        """Ask an application, after a key, where its focus is."""
        await asyncio.sleep(max(0, inquiry.due_ms - self._clock_ms()) / 1000)
        self._processes.inquiry_sent(inquiry)
        sent_ms = self._clock_ms()
        if await self._vouch(pid, inquiry.first_ms, sent_ms):
            self._processes.inquiry_answered(inquiry)

    async def _vouch(self, pid: int, key_ms: int, sent_ms: int) -> bool:
        """Return whether the application answered; what it says of its focus is noted from the key on."""
        arrival, newest = self._processes.in_force(pid)
        if newest is not None and newest.kind is Kind.NO_FIELDS:
            return await self._look_again(pid, arrival, self._processes.note(pid, key_ms, Kind.PENDING))
        if newest is None or newest.ref is None or newest.kind is Kind.PENDING:
            return await self._look_again(pid, arrival, newest)
        found = await self._check(newest.ref)
        if found.search is Search.NO_ANSWER:
            return False
        if found.search is Search.FOUND and await self._meaning(pid, found) is Kind.PASSWORD:
            self._processes.note(pid, max(key_ms, newest.at_ms), Kind.PASSWORD, newest.ref)
            return True
        return await self._vouch_plain(pid, newest, found, (key_ms, sent_ms))

    async def _vouch_plain(self, pid: int, newest: Sighting, found: Found, times: tuple[int, int]) -> bool:
        key_ms, sent_ms = times
        password = self._processes.password_of(pid)
        if password is not None and password != newest.ref:
            other = await self._check(password)
            if other.search is Search.NO_ANSWER:
                return False
            if other.search is Search.FOUND and not await self._beside_the_page(found, password):
                self._processes.note(pid, max(key_ms, newest.at_ms), Kind.PASSWORD, password)
                return True
        if found.search is Search.FOUND:
            return True
        _, now = self._processes.in_force(pid)
        if now is None or now.at_ms < sent_ms:
            lost = self._processes.note(pid, max(key_ms, newest.at_ms), Kind.PENDING)
            return await self._look_again(pid, None, lost)
        return True

    async def _beside_the_page(self, found: Found, password: Ref) -> bool:
        """Return whether the browser's own bars have the focus: the page's field claims it all the same."""
        if found.search is not Search.FOUND or found.ref is None:
            return False
        place = await self.tops.place(found.ref)
        other = await self.tops.place(password)
        if place is None or other is None:
            return False
        return not place.pages and bool(other.pages) and place.top == other.top

    async def _look_again(self, pid: int, arrival: Arrival | None, pending: Sighting | None) -> bool:
        """Look for a focus of which nothing is known, and fill it in where it was lost."""
        found = await self._look(pid, arrival.window if arrival is not None else None)
        kind = await self._meaning(pid, found)
        if kind is not None and pending is not None:
            self._processes.resolve(pid, pending, kind, found.ref)
        elif kind is not None and arrival is not None:
            self._processes.confirm(pid, arrival, kind, found.ref)
        return found.search is not Search.NO_ANSWER

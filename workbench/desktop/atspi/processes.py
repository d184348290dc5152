"""What is known of each application's focus, shared by the input thread, the bus's loop and the guard."""

import threading
from dataclasses import dataclass, field

from workbench.desktop.accessibility import FieldState, FocusTrace
from workbench.desktop.atspi.carets import Carets
from workbench.desktop.atspi.inquiries import Inquiries, Inquiry
from workbench.desktop.atspi.questions import Ref
from workbench.desktop.atspi.sightings import NEAR_MS, Arrival, Kind, Sighting, Sightings

KEPT_UNPLACED = 200


@dataclass(slots=True)
class Process:
    """One application."""

    pid: int
    """Its process."""
    sightings: Sightings = field(default_factory=Sightings)
    """Where its focus was."""
    inquiries: Inquiries = field(default_factory=Inquiries)
    """Which keys it has vouched for."""
    last: dict[int, Ref] = field(default_factory=dict)
    """The object that last had the focus, by window."""
    password: Ref | None = None
    """The password field that last had the focus."""
    carets: Carets = field(default_factory=Carets)
    """Where carets moved."""
    shows_passwords: bool = False
    """Whether it shows a password field, as it said itself; what cannot say it announces each focus at once."""
    each_change: bool = False
    """Whether it announces each change of focus."""


class Processes:
    """Everything that was seen of every application; any thread may use it, and no method waits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._processes: dict[int, Process] = {}
        self._current: int | None = None
        self._unplaced: list[int] = []
        self._passwords: set[Ref] = set()
        self._up_ms: int | None = None
        self._tried = False

    def arrive(self, pid: int, window: int, at_ms: int) -> Arrival | None:
        """Note that the keyboard came to a window; return the arrival, or none where it was there already."""
        with self._lock:
            process = self._process(pid)
            newest = process.sightings.arrival
            if newest is not None and newest.window == window and self._current == pid:
                return None
            self._leave(pid, at_ms)
            known = process.last.get(window)
            process.sightings.arrived(window, at_ms, trusted=known not in self._passwords)
            return process.sightings.arrival

    def _leave(self, pid: int, at_ms: int) -> None:
        if self._current is not None and self._current != pid:
            self._process(self._current).sightings.arrived(None, at_ms)
        self._current = pid

    def key(self, pid: int, at_ms: int) -> Inquiry | None:
        """Note a key; return the inquiry that is to be asked for it, if no waiting one covers it."""
        with self._lock:
            return self._process(pid).inquiries.key(at_ms)

    def state(self, pid: int, window: int, at_ms: int) -> FieldState:
        """Return the strictest state near that moment."""
        with self._lock:
            process = self._process(pid)
            state = process.sightings.state(window, at_ms)
            if state is FieldState.PASSWORD:
                return state
            if self._up_ms is None or at_ms < self._up_ms:
                return FieldState.NO_FIELDS if self._tried else FieldState.NO_ANSWER
            unplaced = any(abs(noted - at_ms) <= NEAR_MS for noted in self._unplaced)
            if unplaced or process.inquiries.unanswered(at_ms):
                return FieldState.NO_ANSWER
            return state

    def trace(self, pid: int, since_ms: int, until_ms: int) -> FocusTrace:
        """Return what a process announced of its focus in an interval."""
        with self._lock:
            process = self._process(pid)
            moved = process.sightings.moved(since_ms, until_ms)
            plain = process.sightings.plain_fields() - self._passwords
            carets = process.carets.between(plain, since_ms, until_ms)
            shows, each = process.shows_passwords, process.each_change
            return FocusTrace(moved, carets, passwords=shows and not each, each_change=shows and each)

    def caret_moved(self, pid: int, ref: Ref, offset: int, at_ms: int) -> None:
        """Note that a caret moved."""
        with self._lock:
            self._process(pid).carets.note(ref, offset, at_ms)

    def shows_passwords(self, pid: int, shows: bool, each_change: bool) -> None:  # noqa: FBT001  (answers)
        """Note whether a process shows password fields, and whether it announces each change of focus."""
        with self._lock:
            process = self._process(pid)
            process.shows_passwords, process.each_change = shows, each_change

    def announced(self, pid: int, ref: Ref, at_ms: int) -> Sighting | None:
        """Note an announcement; return what its role must fill in, or none where nothing is left to ask."""
        with self._lock:
            process = self._process(pid)
            if ref in self._passwords:
                self._note(process, at_ms, Kind.PASSWORD, ref)
                return None
            newest = process.sightings.newest
            if newest is not None and newest.ref == ref and newest.kind is Kind.PENDING:
                return None
            return process.sightings.note(at_ms, Kind.PENDING, ref)

    def unplaced(self, at_ms: int) -> None:
        """Note an announcement of which nobody knows yet from which process it came."""
        with self._lock:
            self._unplaced = [*self._unplaced[-KEPT_UNPLACED:], at_ms]

    def placed(self, at_ms: int) -> None:
        """Note that such an announcement found its process."""
        with self._lock:
            if at_ms in self._unplaced:
                self._unplaced.remove(at_ms)

    def resolve(self, pid: int, pending: Sighting, kind: Kind, ref: Ref | None = None) -> None:
        """Fill in what a pending sighting meant."""
        with self._lock:
            process = self._process(pid)
            process.sightings.resolve(pending, kind, ref)
            self._remember(process, kind, ref or pending.ref)

    def note(self, pid: int, at_ms: int, kind: Kind, ref: Ref | None = None) -> Sighting:
        """Note a sighting."""
        with self._lock:
            return self._note(self._process(pid), at_ms, kind, ref)

    def _note(self, process: Process, at_ms: int, kind: Kind, ref: Ref | None) -> Sighting:
        self._remember(process, kind, ref)
        return process.sightings.note(at_ms, kind, ref)

    def _remember(self, process: Process, kind: Kind, ref: Ref | None) -> None:
        arrival = process.sightings.arrival
        if ref is None or kind not in {Kind.PLAIN, Kind.PASSWORD}:
            return
        if arrival is not None and arrival.window is not None:
            process.last[arrival.window] = ref
        if kind is Kind.PASSWORD:
            process.password = ref
            self._passwords.add(ref)

    def confirm(self, pid: int, arrival: Arrival, kind: Kind, ref: Ref | None) -> None:
        """Note what an application says of its focus since the keyboard came, unless it announced one."""
        with self._lock:
            process = self._process(pid)
            if process.sightings.arrival == arrival and process.sightings.since_arrival() is None:
                self._note(process, arrival.at_ms, kind, ref)

    def settled(self, pid: int, arrival: Arrival) -> bool:
        """Return whether nothing is left to find out: the focus is known, or the keyboard is elsewhere."""
        with self._lock:
            sightings = self._process(pid).sightings
            newest = sightings.since_arrival()
            return sightings.arrival != arrival or (newest is not None and newest.kind is not Kind.PENDING)

    def ready(self, pid: int | None) -> bool:
        """Return whether it is known that there is no bus, or else where the focus of a process is."""
        with self._lock:
            if not self._tried or self._up_ms is None or pid is None:
                return self._tried
            newest = self._process(pid).sightings.since_arrival()
            return newest is not None and newest.kind is not Kind.PENDING

    def in_force(self, pid: int) -> tuple[Arrival | None, Sighting | None]:
        """Return the newest arrival, and the newest sighting since then."""
        with self._lock:
            sightings = self._process(pid).sightings
            return sightings.arrival, sightings.since_arrival()

    def candidates(self, pid: int, window: int | None) -> list[Ref]:
        """Return the objects that most likely have the focus, the likeliest first."""
        with self._lock:
            process = self._process(pid)
            newest = process.sightings.newest
            likely = [process.last.get(window) if window is not None else None, newest.ref if newest else None]
            return list(dict.fromkeys(ref for ref in likely if ref is not None))

    def password_of(self, pid: int) -> Ref | None:
        """Return the password field that last had the focus there."""
        with self._lock:
            return self._process(pid).password

    def seen_password(self, ref: Ref) -> None:
        """Note that an object is a password field, wherever the focus is."""
        with self._lock:
            self._passwords.add(ref)

    def is_password(self, ref: Ref) -> bool:
        """Return whether an object was ever seen as a password field: one that shows its text stays one."""
        with self._lock:
            return ref in self._passwords

    def inquiry_sent(self, inquiry: Inquiry) -> None:
        """Note that keys from now on need another inquiry."""
        with self._lock:
            inquiry.sent = True

    def inquiry_answered(self, inquiry: Inquiry) -> None:
        """Note that the application answered."""
        with self._lock:
            inquiry.answered = True

    def gone(self, name: str) -> None:
        """Forget the objects of an application that left the bus."""
        with self._lock:
            self._passwords = {ref for ref in self._passwords if ref.bus != name}
            for process in self._processes.values():
                process.last = {window: ref for window, ref in process.last.items() if ref.bus != name}
                if process.password is not None and process.password.bus == name:
                    process.password = None

    def linked(self, at_ms: int, *, connected: bool) -> None:
        """Note that the bus came or went: what was known before another one came no longer counts."""
        with self._lock:
            self._tried = True
            self._current = None
            self._up_ms = at_ms if connected else None
            if connected:
                self._processes, self._passwords = {}, set()

    def _process(self, pid: int) -> Process:
        if pid not in self._processes:
            self._processes[pid] = Process(pid)
        return self._processes[pid]

"""What was seen of one application's focus over time: pure, with the strictest reading of what is unknown."""

from bisect import bisect_right, insort
from dataclasses import dataclass, field, replace
from enum import Enum

from workbench.desktop.accessibility import FieldState
from workbench.desktop.atspi.questions import Ref

NEAR_MS = 300
FILL_MS = 150
"""How long after the keyboard came an announcement still tells of the whole time since then."""
KEPT_MS = 5000


class Kind(Enum):
    """What a sighting says."""

    PENDING = "pending"
    PLAIN = "plain"
    PASSWORD = "password"  # noqa: S105  (a kind's name)
    NO_FIELDS = "no_fields"


@dataclass(frozen=True, slots=True, order=True)
class Sighting:
    """From this moment on, and until the next sighting, that is where the application's focus is."""

    at_ms: int
    """When it began to hold, on the desktop's clock."""
    number: int
    """Its number: sightings of one moment stay in the order in which they were noted."""
    kind: Kind = field(compare=False)
    """What it says."""
    ref: Ref | None = field(compare=False, default=None)
    """The object that has the focus, where one is known."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """The keyboard came to a window of the application, or left the application."""

    at_ms: int
    """When, on the desktop's clock."""
    window: int | None
    """The window; none = the keyboard went to another application."""
    trusted: bool = True
    """Whether the first announcement afterwards tells of the time before it, too."""


class Sightings:
    """The sightings and arrivals of one process. Not thread-safe: its owner holds a lock."""

    def __init__(self) -> None:
        self._sightings: list[Sighting] = []
        self._arrivals: list[Arrival] = []
        self._numbers = 0

    def arrived(self, window: int | None, at_ms: int, *, trusted: bool = True) -> None:
        """Note that the keyboard came to a window, or left the application."""
        insort(self._arrivals, Arrival(at_ms, window, trusted), key=lambda arrival: arrival.at_ms)
        self._prune(at_ms)

    def note(self, at_ms: int, kind: Kind, ref: Ref | None = None) -> Sighting:
        """Note a sighting."""
        self._numbers += 1
        sighting = Sighting(at_ms, self._numbers, kind, ref)
        insort(self._sightings, sighting)
        self._prune(at_ms)
        return sighting

    def resolve(self, pending: Sighting, kind: Kind, ref: Ref | None = None) -> None:
        """Fill in what a pending sighting meant; the first word counts."""
        for index, sighting in enumerate(self._sightings):
            if sighting.number == pending.number and sighting.kind is Kind.PENDING:
                self._sightings[index] = replace(sighting, kind=kind, ref=ref or sighting.ref)

    @property
    def arrival(self) -> Arrival | None:
        """The newest arrival."""
        return self._arrivals[-1] if self._arrivals else None

    @property
    def newest(self) -> Sighting | None:
        """The newest sighting."""
        return self._sightings[-1] if self._sightings else None

    def moved(self, since_ms: int, until_ms: int) -> tuple[int, ...]:
        """Return when it was announced in an interval that another object got the focus."""
        known = [sighting for sighting in self._sightings if sighting.ref is not None]
        pairs = zip([None, *known], known, strict=False)
        moved = [now.at_ms for before, now in pairs if before is None or before.ref != now.ref]
        return tuple(at_ms for at_ms in moved if since_ms <= at_ms <= until_ms)

    def plain_fields(self) -> frozenset[Ref]:
        """Return the objects that had the focus lately and are known to be no password fields."""
        plain = (sighting.ref for sighting in self._sightings if sighting.kind is Kind.PLAIN)
        return frozenset(ref for ref in plain if ref is not None)

    def since_arrival(self) -> Sighting | None:
        """Return the newest sighting since the keyboard came to where it is now; none without one."""
        arrival, newest = self.arrival, self.newest
        fresh = arrival is not None and newest is not None and newest.at_ms >= arrival.at_ms
        return newest if fresh else None

    def state(self, window: int, at_ms: int) -> FieldState:
        """Return the strictest state near that moment, for what was typed into that window."""
        if self._password_near(at_ms):
            return FieldState.PASSWORD
        arrival = self._arrival_at(at_ms)
        if arrival is None or arrival.window != window:
            return FieldState.NO_ANSWER
        match self._in_force(arrival, at_ms):
            case Kind.PLAIN:
                return FieldState.PLAIN
            case Kind.NO_FIELDS:
                return FieldState.NO_FIELDS
            case _:
                return FieldState.NO_ANSWER

    def _password_near(self, at_ms: int) -> bool:
        since_ms, until_ms = at_ms - NEAR_MS, at_ms + NEAR_MS
        for index, sighting in enumerate(self._sightings):
            if sighting.kind is Kind.PASSWORD and sighting.at_ms <= until_ms:
                end_ms = self._end_of(index)
                if end_ms is None or end_ms > since_ms:
                    return True
        return False

    def _end_of(self, index: int) -> int | None:
        """Return when a sighting ended: with the next one, or when the keyboard left the application."""
        began_ms = self._sightings[index].at_ms
        ends = [sighting.at_ms for sighting in self._sightings[index + 1 : index + 2]]
        ends += [a.at_ms for a in self._arrivals if a.window is None and a.at_ms > began_ms][:1]
        return min(ends, default=None)

    def _arrival_at(self, at_ms: int) -> Arrival | None:
        index = bisect_right(self._arrivals, at_ms, key=lambda arrival: arrival.at_ms)
        return self._arrivals[index - 1] if index else None

    def _in_force(self, arrival: Arrival, at_ms: int) -> Kind | None:
        index = bisect_right(self._sightings, at_ms, key=lambda sighting: sighting.at_ms)
        if index and self._sightings[index - 1].at_ms >= arrival.at_ms:
            return self._sightings[index - 1].kind
        following = self._sightings[index : index + 1]
        if arrival.trusted and following and following[0].at_ms <= arrival.at_ms + FILL_MS:
            return following[0].kind
        return None

    def _prune(self, now_ms: int) -> None:
        """Let go of what no question can reach any more."""
        old_ms = now_ms - KEPT_MS
        while len(self._sightings) > 1 and self._sightings[1].at_ms < old_ms:
            del self._sightings[0]
        while len(self._arrivals) > 1 and self._arrivals[1].at_ms < old_ms:
            del self._arrivals[0]

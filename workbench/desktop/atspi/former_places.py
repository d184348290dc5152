"""Places at which a password field was: a field that appears there instead is a password field, too.

Pages swap the object behind a field when it is to show its text: Firefox whenever a field's type changes, other
browsers where a page builds its form anew. The new object is an ordinary field at the place of the old one.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from workbench.desktop.atspi.answers import (
    DEFUNCT,
    has,
    read_rect,
    read_ref,
    read_refs,
    read_role,
    read_states,
)
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.questions import (
    Outcome,
    Ref,
    children_of,
    extents_of,
    object_at,
    role_of,
    states_of,
)
from workbench.desktop.atspi.roles import FIELDS
from workbench.model.geometry import Rect

MOST_PLACES = 40
MOST_HIDDEN = 6
"""Of fields that are hidden and not gone, so many places are looked at each time, and the others seldom."""
MOST_LEVELS = 20
MOST_CHILDREN = 60
HEIGHTS = 1.6
"""Two fields of which one is higher than the other by more than this factor are not at the same place."""


@dataclass(slots=True)
class FormerPlace:
    """Where a password field was."""

    pid: int
    """Its process."""
    holder: Ref
    """The page that holds the place, or the top-level object."""
    parent: Ref
    """What held the field itself."""
    rect: Rect
    """The place, in the application's own coordinates."""
    looked_ms: int
    """When no other field was at that place yet."""
    gone: bool = False
    """Whether the field is gone, and not only hidden."""

    @property
    def middle(self) -> tuple[int, int]:
        """The point in its middle."""
        return self.rect.x + self.rect.width // 2, self.rect.y + self.rect.height // 2


class FormerPlaces:
    """Asks which field is at each such place now. On the bus's loop only."""

    def __init__(self, bus: Bus, clock_ms: Callable[[], int]) -> None:
        self._bus = bus
        self._clock_ms = clock_ms
        self._places: dict[Ref, FormerPlace] = {}

    def note(self, ref: Ref, place: FormerPlace) -> None:
        """Note where a password field was that is gone or does not show.

        The newest places are kept, and longer those of fields that are gone: a hidden one is noted again.
        """
        if ref in self._places:
            self._places[ref].gone = place.gone
            return
        while len(self._places) >= MOST_PLACES:
            hidden = (other for other, known in self._places.items() if not known.gone)
            del self._places[next(hidden, next(iter(self._places)))]
        self._places[ref] = place

    def forget(self, ref: Ref) -> None:
        """Forget the place of a password field that shows again."""
        self._places.pop(ref, None)

    def clear(self) -> None:
        """Forget all: the bus is another one."""
        self._places.clear()

    def __len__(self) -> int:
        return len(self._places)

    def of(self, pid: int) -> list[FormerPlace]:
        """Return the places in the windows of a process."""
        return [place for place in self._places.values() if place.pid == pid]

    async def successors(self, *, anew: bool) -> list[tuple[int, Ref, int]]:
        """Return fields that appeared at such places: process, object, and since when they may be there.

        `anew`: ask also what the former parent holds, where an application does not tell what is at a point.
        """
        hidden = [ref for ref, place in self._places.items() if not place.gone]
        later = set() if anew else set(hidden[:-MOST_HIDDEN])
        places = [(ref, place) for ref, place in self._places.items() if ref not in later]
        found = await asyncio.gather(*(self._look(ref, place, anew=anew) for ref, place in places))
        return [each for each in found if each is not None]

    async def _look(self, ref: Ref, place: FormerPlace, *, anew: bool) -> tuple[int, Ref, int] | None:
        asked_ms, since_ms = self._clock_ms(), place.looked_ms
        states, hit = await self._bus.ask_all([states_of(place.holder), object_at(place.holder, *place.middle)])
        if states.outcome is Outcome.REFUSED or has(read_states(states), DEFUNCT):
            self._places.pop(ref, None)
            return None
        field = await self._innermost(read_ref(hit), place)
        if field is None and anew:
            field = await self._child(place)
        if field is not None and field != ref:
            self._places.pop(ref, None)
            return place.pid, field, since_ms
        if hit.outcome is Outcome.ANSWERED:
            place.looked_ms = asked_ms
        return None

    async def _innermost(self, ref: Ref | None, place: FormerPlace) -> Ref | None:
        """Return the field at a place, inside an object that is there: some tell of one level at a time."""
        for _ in range(MOST_LEVELS):
            if ref is None or await self._is_field_at(ref, place.rect):
                return ref
            inner = read_ref(await self._bus.ask(object_at(ref, *place.middle)))
            if inner == ref:
                return None
            ref = inner
        return None

    async def _child(self, place: FormerPlace) -> Ref | None:
        """Return the field at a place that is a child of the former parent."""
        children = read_refs(await self._bus.ask(children_of(place.parent))) or []
        for child in children[:MOST_CHILDREN]:
            if await self._is_field_at(child, place.rect):
                return child
        return None

    async def _is_field_at(self, ref: Ref, rect: Rect) -> bool:
        role, extents = await self._bus.ask_all([role_of(ref), extents_of(ref)])
        there = read_rect(extents)
        return read_role(role) in FIELDS and there is not None and same_place(there, rect)


def same_place(one: Rect, other: Rect) -> bool:
    """Return whether the middle of each of two fields lies in the other one and they are about as high."""
    low, high = sorted((one.height, other.height))
    return _middle_in(one, other) and _middle_in(other, one) and high <= HEIGHTS * low


def _middle_in(inner: Rect, outer: Rect) -> bool:
    return outer.contains(inner.x + inner.width // 2, inner.y + inner.height // 2)

"""What one accessible object says of itself: role, label, states, place and parent. Never what stands in it."""

import asyncio
import re
from dataclasses import dataclass
from typing import Any

from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.questions import (
    ACCESSIBLE,
    PROPERTIES,
    Outcome,
    Question,
    Ref,
    Reply,
    children_of,
    extents_of,
    role_of,
    states_of,
)
from workbench.desktop.atspi.roles import SHOWING, States
from workbench.model.geometry import Rect

LONGEST_LIST = 60
"""Objects with more children are not looked through."""
DOTS = re.compile("[•●∗*⚫✱✺]{2,}")
"""How toolkits draw the letters of a password: one for each."""


@dataclass(frozen=True, slots=True)
class Object:
    """An accessible object as it was when it was asked."""

    ref: Ref
    """Who it is."""
    role: int
    """Its role's number."""
    name: str
    """Its accessible name, to compare it with; what is kept is its label."""
    states: States
    """Its states."""
    rect: Rect | None
    """Where it is on the root window; none where it does not say."""

    @property
    def label(self) -> str:
        """What it is called, as far as that may be kept: a name with dots tells how long a password is.

        Chromium gives a button that is labelled by a password field the field's dots as its name.
        """
        return "" if DOTS.search(self.name) else self.name

    def covers(self, x: int, y: int) -> bool:
        """Return whether the point lies on it."""
        return self.rect is not None and self.rect.contains(x, y)


class Objects:
    """Asks applications about their objects; every method returns nothing where no answer comes in time."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def look(self, ref: Ref) -> Object | None:
        """Return an object; none where it is gone or does not answer."""
        if ref.null:
            return None
        questions = (role_of(ref), property_of(ref, "Name"), states_of(ref), extents_of(ref))
        role, name, states, extents = await self._bus.ask_all(questions)
        if role.outcome is not Outcome.ANSWERED or states.outcome is not Outcome.ANSWERED:
            return None
        return Object(ref, int(role.value), _text(name), States(states.value), rect_of(extents))

    async def look_at_all(self, refs: list[Ref]) -> list[Object]:
        """Return those of some objects that answer."""
        found = await asyncio.gather(*(self.look(ref) for ref in refs))
        return [each for each in found if each is not None]

    async def children(self, ref: Ref) -> list[Ref]:
        """Return an object's children, none where there are too many to look through."""
        refs = refs_in(await self._bus.ask(children_of(ref)))
        return refs if len(refs) <= LONGEST_LIST else []

    async def holder(self, ref: Ref) -> tuple[Object | None, Ref | None]:
        """Return an object without its place, and what holds it."""
        if ref.null:
            return None, None
        questions = (role_of(ref), property_of(ref, "Name"), states_of(ref), property_of(ref, "Parent"))
        role, name, states, parent = await self._bus.ask_all(questions)
        if role.outcome is not Outcome.ANSWERED or states.outcome is not Outcome.ANSWERED:
            return None, None
        return Object(ref, int(role.value), _text(name), States(states.value), None), ref_in(parent)

    async def parent(self, ref: Ref) -> Ref | None:
        """Return what holds an object."""
        return ref_in(await self._bus.ask(property_of(ref, "Parent")))

    async def rect(self, ref: Ref) -> Rect | None:
        """Return where an object is now."""
        return rect_of(await self._bus.ask(extents_of(ref)))

    async def showing_at(self, refs: list[Ref], x: int, y: int) -> list[Ref]:
        """Return those of some objects that are showing and cover a point."""
        extents = await self._bus.ask_all([extents_of(ref) for ref in refs])
        rects = zip(refs, map(rect_of, extents), strict=True)
        there = [ref for ref, rect in rects if rect is not None and rect.contains(x, y)]
        states = await self._bus.ask_all([states_of(ref) for ref in there])
        shown = zip(there, states, strict=True)
        return [ref for ref, reply in shown if _states(reply).has(SHOWING)]


def property_of(ref: Ref, name: str) -> Question:
    """Ask for a property that every accessible object has: its name, or its parent."""
    return Question(ref, PROPERTIES, "Get", "ss", (ACCESSIBLE, name))


def rect_of(reply: Reply) -> Rect | None:
    """Return the rectangle that an object sent; none where it has no place on the screen."""
    value: Any = reply.value
    if reply.outcome is not Outcome.ANSWERED or not isinstance(value, tuple):
        return None
    rect = Rect(*(int(side) for side in value))
    return None if rect.empty else rect


def refs_in(reply: Reply) -> list[Ref]:
    """Return the objects that a list names; none where there is no answer."""
    listed: Any = reply.value if reply.outcome is Outcome.ANSWERED else ()
    return [Ref(*each) for each in listed]


def ref_in(reply: Reply) -> Ref | None:
    """Return the object that a property names; none where it names no object."""
    value: Any = reply.value
    found = Ref(*value[1]) if isinstance(value, tuple) and isinstance(value[1], tuple) else None
    return None if found is None or found.null else found


def _states(reply: Reply) -> States:
    return States(reply.value) if reply.outcome is Outcome.ANSWERED else States()


def _text(reply: Reply) -> str:
    value: Any = reply.value
    said = value[1] if reply.outcome is Outcome.ANSWERED and isinstance(value, tuple) else ""
    return " ".join(said.split()) if isinstance(said, str) else ""

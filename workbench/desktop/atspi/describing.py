"""From an object to what is kept of it: its role, its label, its states, and what holds it."""

from itertools import pairwise
from typing import Any

from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.objects import Object, Objects
from workbench.desktop.atspi.questions import ACCESSIBLE, Outcome, Question, Ref
from workbench.desktop.atspi.roles import (
    ACTORS,
    COMBO_BOX,
    DOCUMENTS,
    EDITABLE,
    FIELDS,
    FILLER,
    HOLDERS,
    INSIDES,
    LABELS,
    LISTS,
    MENUS,
    PANEL,
    PASSWORD,
    TEXTS,
    WINDOWS,
    role_word,
)
from workbench.desktop.atspi.tops import Tops
from workbench.model.elements import LONGEST_NAME, MOST_ANCESTORS, Element, checked_element

CLIMBED = 8
LABELLED_BY = 2
BROWSERS = frozenset({"Chromium", "Gecko"})
"""Toolkits of browsers."""
SHOWS_VALUE = ("Qt", "")
"""Toolkits that call a combo box by what stands in it, and one that nobody knows."""


class Describing:
    """Turns objects into elements; used on the bus's loop."""

    def __init__(self, bus: Bus, objects: Objects) -> None:
        self._bus = bus
        self._objects = objects
        self._tops = Tops(bus.ask_all)
        bus.on_link.append(lambda _connected: self._tops.clear())

    async def element(self, target: Object) -> tuple[Object, Element | None]:
        """Return the object that an action aims at, and what is kept of it: none where that would say nothing.

        A page or a panel without a name says no more than the point that was clicked.
        """
        holders = await self._holders(target)
        if await self._suggested(target, holders):
            return target, None
        aimed, around = _aimed(target, holders)
        if aimed.role == PASSWORD:
            around = []
        name = await self._label(aimed)
        if not name and aimed.role not in ACTORS | FIELDS:
            return aimed, None
        rect = aimed.rect or await self._objects.rect(aimed.ref)
        made = checked_element(role_word(aimed.role), name, aimed.states.words(), rect)
        held = tuple(f"{role_word(each.role)} {each.label}".strip()[:LONGEST_NAME] for each in _named(around))
        return aimed, Element(made.role, made.name, made.states, made.rect, held[:MOST_ANCESTORS])

    async def _holders(self, target: Object) -> list[Object]:
        """Return what holds an object, innermost first, up to its window or its page."""
        found: list[Object] = []
        ref = await self._objects.parent(target.ref)
        while ref is not None and len(found) < CLIMBED:
            holder, ref = await self._objects.holder(ref)
            if holder is None or holder.role in WINDOWS | DOCUMENTS:
                break
            found.append(holder)
        return found

    async def _suggested(self, target: Object, holders: list[Object]) -> bool:
        """Return whether a browser suggests it: it lies in a list of the browser itself, and not in a page."""
        if not _listed((target, *holders)) or await self._bus.toolkit(target.ref.bus) not in BROWSERS:
            return False
        place = await self._tops.place(target.ref)
        return place is None or not place.pages

    async def _label(self, target: Object) -> str:
        """Return what an object is called; a title is not kept here, nor what stands in a combo box."""
        if target.role in WINDOWS | DOCUMENTS | {FILLER}:
            return ""
        if target.role == COMBO_BOX and await self._bus.toolkit(target.ref.bus) in SHOWS_VALUE:
            return await self._labelled_by(target.ref)
        return target.label or (await self._labelled_by(target.ref) if target.role in FIELDS else "")

    async def _labelled_by(self, ref: Ref) -> str:
        reply = await self._bus.ask(Question(ref, ACCESSIBLE, "GetRelationSet"))
        relations: Any = reply.value if reply.outcome is Outcome.ANSWERED else ()
        labels = [Ref(*found) for kind, refs in relations if kind == LABELLED_BY for found in refs]
        labelling = await self._objects.look(labels[0]) if labels else None
        return labelling.label if labelling else ""


def _aimed(target: Object, holders: list[Object]) -> tuple[Object, list[Object]]:
    """Return the object that is meant, and what is around it.

    Whatever lies inside something editable is its content, so the outermost editable object is meant. A picture
    or a text inside a button stands for the button.
    """
    editable = [at for at, each in enumerate((target, *holders)) if each.states.has(EDITABLE)]
    if editable:
        return _at(target, holders, editable[-1])
    if target.role in MENUS and holders and holders[0].role == COMBO_BOX:
        return _at(target, holders, 1)
    if target.role in TEXTS and holders and holders[0].role in LABELS:
        return _at(target, holders, 1)
    if target.role in INSIDES:
        actors = [at for at, each in enumerate(holders[:4], 1) if each.role in ACTORS]
        if actors:
            return _at(target, holders, actors[0])
    return target, holders


def _listed(way: tuple[Object, ...]) -> bool:
    """Return whether an object lies in a list of items, or in a menu in a panel as Firefox's suggestions."""
    in_panel = any(one.role in MENUS and above.role == PANEL for one, above in pairwise(way))
    return in_panel or any(each.role in LISTS for each in way)


def _at(target: Object, holders: list[Object], place: int) -> tuple[Object, list[Object]]:
    return (target, *holders)[place], holders[place:]


def _named(around: list[Object]) -> list[Object]:
    """Return those holders that say where something is, by their name or, for menus, by their role."""
    return [each for each in around if each.role in HOLDERS and (each.label or each.role in MENUS)]

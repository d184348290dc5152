"""What an application shows at a point: from its window down to the button, field or item there.

Applications answer a hit test in three ways: with the innermost object (Chromium), with the next one inside
(GTK, Qt), or with a container that knows no better (a list of tabs); there its children's places decide.
"""

import asyncio

from workbench.desktop.atspi.applications import Applications, matching
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.drop_downs import DropDowns
from workbench.desktop.atspi.objects import Object, Objects
from workbench.desktop.atspi.questions import COMPONENT, SCREEN_COORDINATES, Question, Ref
from workbench.desktop.atspi.roles import ACTORS, CONTAINERS, MENU_BAR, MENUS, SHOWING, TAB, TAB_LIST, WINDOWS
from workbench.model.windows import WindowInfo

ANSWERS_LATE = "Chromium"
WARMING_S = 0.03
DEEPEST = 30
MENUS_DEEP = 8


class Aim:
    """Finds objects under points; used on the bus's loop."""

    def __init__(self, bus: Bus, objects: Objects, applications: Applications) -> None:
        self._bus = bus
        self._objects = objects
        self._applications = applications
        self._drop_downs = DropDowns(bus, objects)

    async def at(self, window: WindowInfo, x: int, y: int) -> Object | None:
        """Return the innermost object of a window under a point of the root window; none where nobody says."""
        if window.pid is None:
            return None
        tops = await self._applications.tops(window.pid)
        for top in matching(window, tops):
            if top.covers(x, y):
                await self._warm(top.ref, x, y)
                found = await self._inside(top, x, y)
                if found is not None and found.role not in WINDOWS:
                    return found
                return await self._in_list(top, window, x, y) if window.popup else None
        return await self._in_menus(tops, x, y) if window.popup else None

    async def _in_list(self, top: Object, popup: WindowInfo, x: int, y: int) -> Object | None:
        """Return the item of a page's drop-down at a point: it lies in the page, and not in the popup."""
        root = await self._applications.root(popup.pid or 0)
        menu = await self._drop_downs.of_list(root, top, popup.rect) if root is not None else None
        return await self._drop_downs.item_at(menu, popup.rect, x, y) if menu is not None else None

    async def _inside(self, top: Object, x: int, y: int) -> Object | None:
        found: Object | None = top
        for _ in range(DEEPEST):
            if found is None or _final(found):
                break
            ref = await self._fall(found.ref, x, y)
            found = await self._objects.look(ref) if ref != found.ref else found
            within = await self._by_place(found, x, y) if found is not None else None
            if within is None:
                break
            found = await self._objects.look(within)
        return found if found is not None and found.covers(x, y) else None

    async def _warm(self, ref: Ref, x: int, y: int) -> None:
        """Let Chromium look: its first answer is the one before, if that object covers the point."""
        if await self._bus.toolkit(ref.bus) == ANSWERS_LATE:
            await self._fall(ref, x, y)
            await asyncio.sleep(WARMING_S)

    async def _fall(self, ref: Ref, x: int, y: int) -> Ref:
        """Follow hit tests inwards for as long as they find something new."""
        for _ in range(DEEPEST):
            question = Question(ref, COMPONENT, "GetAccessibleAtPoint", "iiu", (x, y, SCREEN_COORDINATES))
            value = (await self._bus.ask(question)).value
            inner = Ref(*value) if isinstance(value, tuple) else ref
            if inner.null or inner == ref:
                break
            ref = inner
        return ref

    async def _by_place(self, holder: Object, x: int, y: int) -> Ref | None:
        """Return the child that covers the point, the last of them, drawn on top; through tabs' pages too."""
        if holder.role not in CONTAINERS or _final(holder):
            return None
        children = await self._objects.children(holder.ref)
        there = await self._objects.showing_at(children, x, y)
        if there or holder.role != TAB_LIST:
            return there[-1] if there else None
        pages = [ref for child in children for ref in await self._objects.children(child)]
        there = await self._objects.showing_at(pages, x, y)
        return there[-1] if there else None

    async def _in_menus(self, tops: list[Object], x: int, y: int) -> Object | None:
        """Return the item of an open menu at a point: menus belong to their bar, not to the popup they open."""
        level = [top for top in tops if top.states.has(SHOWING)]
        for _ in range(MENUS_DEEP):
            refs = [ref for holder in level for ref in await self._objects.children(holder.ref)]
            there = await self._objects.showing_at(refs, x, y)
            items = [each for each in await self._objects.look_at_all(there) if each.role in ACTORS]
            if items:
                return items[-1]
            held = [each for each in await self._objects.look_at_all(refs) if each.states.has(SHOWING)]
            level = _towards_menus(held)
            if not level:
                break
        return None


def _final(found: Object) -> bool:
    """Return whether nothing inside an object says more than the object itself."""
    return found.role in ACTORS and found.role != TAB


def _towards_menus(held: list[Object]) -> list[Object]:
    """Return what may lead to an open menu: an open one first, a bar next, else whatever holds others."""
    menus = [each for each in held if each.role in MENUS]
    opened = [each for each in menus if "selected" in each.states.words()]
    bars = [each for each in held if each.role == MENU_BAR]
    return opened or menus or bars or [each for each in held if each.role in CONTAINERS]

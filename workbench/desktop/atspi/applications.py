"""Which application on the bus a process is, and which of its top-level objects a window is."""

from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.objects import Object, Objects, refs_in
from workbench.desktop.atspi.questions import REGISTRY, Ref, children_of
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo

MARGIN_PX = 64
"""Decorations and shadows by which a window may be larger than what accessibility calls it."""


class Applications:
    """Finds applications by their process; used on the bus's loop."""

    def __init__(self, bus: Bus, objects: Objects) -> None:
        self._bus = bus
        self._objects = objects
        self._roots: dict[int, Ref] = {}

    async def root(self, pid: int) -> Ref | None:
        """Return a process's application; none where it is not on the bus."""
        if pid not in self._roots:
            await self._refresh()
        return self._roots.get(pid)

    async def _refresh(self) -> None:
        reply = await self._bus.ask(children_of(REGISTRY))
        found: dict[int, Ref] = {}
        for ref in refs_in(reply):
            pid = await self._bus.pid(ref.bus)
            if pid is not None:
                found[pid] = ref
        self._roots = found

    async def tops(self, pid: int) -> list[Object]:
        """Return the top-level objects of a process."""
        root = await self.root(pid)
        if root is None:
            return []
        refs = await self._objects.children(root)
        if not refs:
            self._roots.pop(pid, None)
        return await self._objects.look_at_all(refs)


def matching(window: WindowInfo, tops: list[Object]) -> list[Object]:
    """Return the top-level objects that may be that window, the likeliest first.

    A popup is an object of exactly its rectangle. Another window's object lies inside it, but for decorations
    and shadows; among those, a name that begins as the title does tells which one it is.
    """
    if window.popup:
        return [top for top in tops if top.rect is not None and near(top.rect, window.rect, 2)]
    inside = [top for top in tops if top.rect is not None and near(top.rect, window.rect, MARGIN_PX)]
    named = [top for top in inside if named_as(top.name, window.title)]
    return sorted(named or inside, key=lambda top: _apart(top.rect, window.rect))


def named_as(name: str, title: str) -> bool:
    """Return whether an accessible name begins as a window's title does, without the application's own part."""
    wanted = title.rpartition(" - ")[0] or title
    return bool(wanted) and name.startswith(wanted)


def own_tops(window: WindowInfo, tops: list[Object], others: tuple[WindowInfo, ...]) -> list[Object]:
    """Return the objects that may be that window and are not nearer to another one of its process.

    Several are left where windows of one process lie on each other and have the same title.
    """
    rivals = [other.rect for other in others if other.pid == window.pid and other.id != window.id]
    found = [
        top
        for top in matching(window, tops)
        if all(_apart(top.rect, window.rect) <= _apart(top.rect, rival) for rival in rivals)
    ]
    return [top for top in found if _apart(top.rect, window.rect) <= _apart(found[0].rect, window.rect) + 1]


def near(one: Rect, other: Rect, most: int) -> bool:
    """Return whether no edge of two rectangles is further than that from its counterpart."""
    return _apart(one, other) <= most


def _apart(one: Rect | None, other: Rect) -> int:
    """Return how far the edges of two rectangles are from each other at most."""
    if one is None:
        return 1 << 30
    edges = (one.x - other.x, one.y - other.y, one.right - other.right, one.bottom - other.bottom)
    return max(map(abs, edges))

"""Drop-downs of pages and the lists that they open: items lie in the page, and the list's own window is bare.

Measured on Chromium: an item says where it stands as if the list was not scrolled, and nothing tells by how
much it is. So items are only told apart where all of them fit in.
"""

from workbench.desktop.atspi.answers import read_rect, read_refs
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.objects import Object, Objects
from workbench.desktop.atspi.questions import Ref, expanded_of_role, extents_of
from workbench.desktop.atspi.roles import COMBO_BOX, MENUS, SHOWING
from workbench.desktop.atspi.scaling import scale_of, scaled
from workbench.model.geometry import Rect

MOST_OPEN = 5
NEAR_PX = 3
"""How far a list may be from its drop-down."""


class DropDowns:
    """Finds open drop-downs; used on the bus's loop."""

    def __init__(self, bus: Bus, objects: Objects) -> None:
        self._bus = bus
        self._objects = objects

    async def of_list(self, holder: Ref, top: Object, place: Rect) -> Object | None:
        """Return the menu inside an open drop-down under some object whose list stands at that place.

        `top` is what accessibility calls the list's own window; none where no drop-down stands beside it.
        """
        scale = scale_of(top.rect or place, (place,)) or 1.0
        expanded = await self._bus.ask(expanded_of_role(holder, COMBO_BOX, MOST_OPEN))
        for ref in read_refs(expanded) or ():
            stands = read_rect(await self._bus.ask(extents_of(ref)))
            if stands is None or not any(_touch(each, place) for each in (stands, scaled(stands, scale))):
                continue
            inside = await self._objects.look_at_all(await self._objects.children(ref))
            menus = [each for each in inside if each.role in MENUS and each.states.has(SHOWING)]
            if menus:
                return menus[0]
        return None

    async def item_at(self, menu: Object, place: Rect, x: int, y: int) -> Object | None:
        """Return the item of a list at a point; none where the list may be scrolled, or has groups."""
        items = await self._objects.look_at_all(await self._objects.children(menu.ref))
        if not all(each.rect is not None and each.rect.clip(place) == each.rect for each in items):
            return None
        return next((each for each in items if each.covers(x, y)), None)


def _touch(one: Rect, other: Rect) -> bool:
    """Return whether two rectangles overlap, or lie right beside each other."""
    grown = Rect(one.x - NEAR_PX, one.y - NEAR_PX, one.width + 2 * NEAR_PX, one.height + 2 * NEAR_PX)
    return not grown.clip(other).empty

"""What a browser puts over its pages without a window of the desktop's: bubbles, cards of tabs, its search bar.

Measured on Chromium: bubbles and cards are top-level objects beside its windows' own, while they show. Its
windows, and the place of the address bar with its suggestions, are frames; those stay when nothing of them
shows. The bar in which one looks for something in a page is known once the keyboard was in it.
"""

from collections.abc import Sequence

from workbench.desktop.atspi.answers import (
    SHOWING,
    has,
    read_parent,
    read_rect,
    read_refs,
    read_role,
    read_states,
)
from workbench.desktop.atspi.applications import Applications
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.questions import (
    Outcome,
    Ref,
    children_of,
    extents_of,
    parent_of,
    role_of,
    states_of,
)
from workbench.desktop.atspi.roles import FRAME
from workbench.model.geometry import Rect

KEPT = 256
MOST_BARS = 4
HOLDERS = 4


class Covers:
    """Asks an application for them; used on the bus's loop."""

    def __init__(self, bus: Bus, applications: Applications) -> None:
        self._bus = bus
        self._applications = applications
        self._roles: dict[Ref, int] = {}
        self._bars: dict[int, list[Ref]] = {}
        bus.on_link.append(self._linked)

    def _linked(self, connected: bool) -> None:  # noqa: ARG002, FBT001  (the bus's own call)
        """Forget all: the bus is another one, where the same names stand for others."""
        self._roles.clear()
        self._bars.clear()

    def came(self, pid: int, ref: Ref) -> None:
        """Note that the keyboard came to something of the browser itself; on the loop."""
        bars = self._bars.setdefault(pid, [])
        self._bars[pid] = [*(bar for bar in bars if bar != ref), ref][-MOST_BARS:]

    async def of(self, pid: int, pages: Sequence[Rect]) -> tuple[Rect, ...]:
        """Return where a process shows such things over its pages now, on the root window."""
        root = await self._applications.root(pid)
        if root is None:
            return ()
        tops = read_refs(await self._bus.ask(children_of(root))) or ()
        others = [top for top in tops if await self._role(top) != FRAME]
        places = await self._bus.ask_all([extents_of(top) for top in others])
        bubbles = [rect for rect in map(read_rect, places) if rect is not None]
        return (*bubbles, *await self._open_bars(pid, pages))

    async def _open_bars(self, pid: int, pages: Sequence[Rect]) -> list[Rect]:
        """Return where bars lie over pages, and forget those that do not, or show no more."""
        found, left = list[Rect](), list[Ref]()
        for bar in self._bars.get(pid, []):
            states, extents = await self._bus.ask_all([states_of(bar), extents_of(bar)])
            rect = read_rect(extents) if has(read_states(states), SHOWING) else None
            page = next((page for page in pages if rect is not None and not page.clip(rect).empty), None)
            if rect is not None and page is not None:
                found.append(await self._whole(bar, rect, page))
                left.append(bar)
            elif Outcome.LATE in {states.outcome, extents.outcome}:
                found += pages
                left.append(bar)
        self._bars[pid] = left
        return found

    async def _whole(self, ref: Ref, rect: Rect, page: Rect) -> Rect:
        """Return the place of all that belongs to a field: the largest holder that is no half of a page."""
        for _ in range(HOLDERS):
            parent = read_parent(await self._bus.ask(parent_of(ref)))
            around = read_rect(await self._bus.ask(extents_of(parent))) if parent is not None else None
            if parent is None or around is None or 2 * _area(around) > _area(page):
                break
            ref, rect = parent, around
        return rect

    async def _role(self, top: Ref) -> int | None:
        """Return what kind of object it is, asked once."""
        if top not in self._roles:
            reply = await self._bus.ask(role_of(top))
            number = read_role(reply) if reply.outcome is Outcome.ANSWERED else None
            if number is None:
                return None
            while len(self._roles) >= KEPT:
                del self._roles[next(iter(self._roles))]
            self._roles[top] = number
        return self._roles[top]


def _area(rect: Rect) -> int:
    return rect.width * rect.height

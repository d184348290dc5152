"""Where an object is: which top-level object holds it, and in which pages it lies.

A browser's fields claim the focus in windows behind others, too, and so do those of a page that was left: it is
kept for the way back, answers as if it showed, and still names what once held it. Only its holder, asked for
its children, no longer names the page.
"""

from dataclasses import dataclass
from itertools import pairwise

from workbench.desktop.atspi.answers import read_parent, read_refs, read_role
from workbench.desktop.atspi.finding import MAX_DEPTH, AskAll
from workbench.desktop.atspi.questions import ROOT_PATH, Outcome, Ref, children_of, parent_of, role_of
from workbench.desktop.atspi.roles import DOCUMENTS, TAB_LIST, TOOL_BAR

KEPT = 1000


@dataclass(frozen=True, slots=True)
class ToolBarField:
    """A field of a browser's tool bar with everything that is drawn together with it, as its suggestions."""

    holder: Ref
    """The object in the tool bar that contains the field and its suggestions."""
    tool_bar: Ref
    """The tool bar."""
    top: Ref
    """The top-level object of the window."""


@dataclass(frozen=True, slots=True)
class Place:
    """The way up from an object."""

    top: Ref
    """The top-level object that holds it."""
    pages: tuple[tuple[Ref, Ref], ...]
    """Every page that it lies in, the innermost first, each with the object that held the page."""
    above: tuple[Ref, ...] = ()
    """Every object that holds it, the innermost first, the top-level one included."""
    detached: bool = False
    """Whether its page is in no window, as that of a tab in the background: nothing holds it."""
    field: ToolBarField | None = None
    """The field of a tool bar that it belongs to; none in a page, and for what lies directly in a tool bar."""

    @property
    def holder(self) -> Ref:
        """The innermost page that it lies in; where it lies in none, the top-level object."""
        return self.pages[0][0] if self.pages else self.top


class Tops:
    """Climbs to the top-level object once for each object. On the bus's loop only."""

    def __init__(self, ask_all: AskAll) -> None:
        self._ask_all = ask_all
        self._known: dict[Ref, Place] = {}

    async def of(self, ref: Ref) -> Ref | None:
        """Return the top-level object that holds this one; none where the way up is not told."""
        place = await self.place(ref)
        return None if place is None else place.top

    async def place(self, ref: Ref) -> Place | None:
        """Return the way up from an object; none where it is not told, or ends in a page of no window."""
        place = await self._way_up(ref)
        return None if place is None or place.detached else place

    async def _way_up(self, ref: Ref) -> Place | None:
        if ref not in self._known:
            place = await self._climb(ref)
            if place is None or place.detached:
                return place
            while len(self._known) >= KEPT:
                del self._known[next(iter(self._known))]
            self._known[ref] = place
        return self._known[ref]

    async def left(self, ref: Ref) -> bool:
        """Return whether an object is sure to lie in a page that was left; asks the way up anew for that."""
        if not await self.seems_left(ref):
            return False
        self._known.pop(ref, None)  # a page may have been put elsewhere
        return await self.seems_left(ref)

    async def seems_left(self, ref: Ref) -> bool:
        """Return the same, by the way up as it was once told; a page of which nobody tells was not left."""
        place = await self._way_up(ref)
        if place is None or place.detached:
            return place is not None
        replies = await self._ask_all([children_of(holder) for _, holder in place.pages])
        held = [read_refs(reply) for reply in replies]
        return any(
            refs is not None and page not in refs for (page, _), refs in zip(place.pages, held, strict=True)
        )

    def forget(self, name: str) -> None:
        """Forget the objects of an application that left the bus."""
        self._known = {ref: place for ref, place in self._known.items() if ref.bus != name}

    def clear(self) -> None:
        """Forget all: the bus is another one, where the same names stand for others."""
        self._known.clear()

    async def _climb(self, ref: Ref) -> Place | None:
        pages: list[tuple[Ref, Ref]] = []
        way: list[tuple[Ref, int | None]] = []
        for _ in range(MAX_DEPTH):
            above, answer = await self._ask_all([parent_of(ref), role_of(ref)])
            parent, role = read_parent(above), read_role(answer)
            holders = (*(each for each, _ in way[1:]), ref) if way else ()
            if parent is None:
                detached = role in DOCUMENTS and above.outcome is Outcome.ANSWERED
                return Place(ref, tuple(pages), holders, detached=True) if detached else None
            if parent.path == ROOT_PATH:
                field = None if pages else _tool_bar_field(way, ref)
                return Place(ref, tuple(pages), holders, field=field)
            if role in DOCUMENTS:
                pages.append((ref, parent))
            way.append((ref, role))
            ref = parent
        return None


def _tool_bar_field(way: list[tuple[Ref, int | None]], top: Ref) -> ToolBarField | None:
    """Return the field that the first object of a way up belongs to; none where it is no part of one."""
    for (holder, role), (above, role_above) in pairwise(way):
        if role_above == TOOL_BAR:
            alone = holder == way[0][0] or role == TAB_LIST
            return None if alone else ToolBarField(holder, above, top)
    return None

"""Which page a browser's window shows: asked of the window, which names the document that it embeds."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from workbench.desktop.accessibility import Visit
from workbench.desktop.atspi.applications import Applications, named_as, own_tops
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.covers import Covers
from workbench.desktop.atspi.objects import Objects, property_of
from workbench.desktop.atspi.questions import ACCESSIBLE, DOCUMENT, Outcome, Question, Ref, Reply, extents_of
from workbench.desktop.atspi.visits import Reading
from workbench.model.geometry import Rect
from workbench.model.sites import kept_address
from workbench.model.windows import WindowInfo

EMBEDS = 13
"""The relation of a browser's window to the document in sight."""
ADDRESSES = ("URI", "DocURL")
"""What Chromium and Firefox call a document's address."""
TITLE_COMPARED = 40
MARKED = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]\s*$")
"""What a browser adds behind the accessible name of a private window, in its own language."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a window says of itself."""

    reading: Reading
    """Its pages."""
    private: bool | None
    """Whether it keeps no history; none where it did not say."""
    sure: bool
    """Whether it cannot have been another window of the same place and title that said so."""
    frames: tuple[Ref, ...] = ()
    """The top-level objects that may be that window."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that a window embeds."""

    ref: Ref
    """Its document."""
    visit: Visit
    """What it shows."""


class Documents:
    """Asks windows for their pages; used on the bus's loop."""

    def __init__(
        self, bus: Bus, objects: Objects, applications: Applications, clock_ms: Callable[[], int]
    ) -> None:
        self._bus = bus
        self._objects = objects
        self._applications = applications
        self._clock_ms = clock_ms
        self.covers = Covers(bus, applications)
        """What lies over the pages."""
        self._frames: dict[int, tuple[tuple[WindowInfo, tuple[WindowInfo, ...]], tuple[Ref, ...]]] = {}

    async def root(self, pid: int) -> Ref | None:
        """Return a process's application; none where it cannot be asked at all."""
        return await self._applications.root(pid)

    async def look(self, window: WindowInfo, others: tuple[WindowInfo, ...]) -> Look:
        """Return what one of several windows shows; a page that does not fit its name is one on its way."""
        asked_ms = self._clock_ms()
        frames = await self._known_frames(window, others)
        pages: list[Page] = []
        private: list[bool | None] = []
        for frame in frames:
            name, embedded = await self._frame(frame)
            private.append(is_private(name or "", window.title))
            pages += embedded
        if not frames or not pages:
            self._frames.pop(window.id, None)
        places = [page.visit.page for page in pages if page.visit.page is not None]
        covered = await self.covers.of(window.pid or 0, places) if places else ()
        found = tuple(replace(page.visit, covered=covered) for page in pages) or (Visit(""),)
        said = True if True in private else None if not private or None in private else False
        reading = Reading(asked_ms, self._clock_ms(), found, frozenset(page.ref for page in pages))
        return Look(reading, said, sure=len(frames) == 1, frames=frames)

    async def pages(self, window: WindowInfo, others: tuple[WindowInfo, ...]) -> list[Page]:
        """Return the pages that one of several windows embeds."""
        frames = await self._known_frames(window, others)
        return [page for frame in frames for page in (await self._frame(frame))[1]]

    async def _known_frames(self, window: WindowInfo, others: tuple[WindowInfo, ...]) -> tuple[Ref, ...]:
        known = self._frames.get(window.id)
        if known is None or known[0] != (window, others):
            tops = own_tops(window, await self._applications.tops(window.pid or 0), others)
            known = ((window, others), tuple(top.ref for top in tops))
            self._frames[window.id] = known
        return known[1]

    async def _frame(self, frame: Ref) -> tuple[str | None, list[Page]]:
        """Return a window's accessible name, and the pages that it embeds."""
        relations, name = await self._bus.ask_all(
            (Question(frame, ACCESSIBLE, "GetRelationSet"), property_of(frame, "Name"))
        )
        listed: Any = relations.value if relations.outcome is Outcome.ANSWERED else ()
        pages = [Ref(*ref) for kind, refs in listed if kind == EMBEDS for ref in refs]
        said = _said(name)
        return said, [Page(page, await self._page(page, said or "")) for page in pages]

    async def _page(self, page: Ref, window_name: str) -> Visit:
        attributes, title, extents = await self._bus.ask_all(
            (Question(page, DOCUMENT, "GetAttributes"), property_of(page, "Name"), extents_of(page))
        )
        told: Any = attributes.value if attributes.outcome is Outcome.ANSWERED else {}
        address = next((str(told[name]) for name in ADDRESSES if told.get(name)), "")
        value: Any = extents.value
        placed = extents.outcome is Outcome.ANSWERED and isinstance(value, tuple)
        rect = Rect(*(int(side) for side in value)) if placed else None
        fits = belongs(_said(title) or "", address, window_name)
        return Visit(kept_address(address), rect) if fits and rect and not rect.empty else Visit("")


def belongs(title: str, address: str, window_name: str) -> bool:
    """Return whether a page's own title is that of its window: until it is, the window shows another page."""
    wanted, shown = " ".join(title.split())[:TITLE_COMPARED], " ".join(window_name.split())
    if wanted:
        return shown.startswith(wanted)
    bare = kept_address(address).partition("://")[2].removeprefix("www.").rstrip("/")
    return bool(bare) and shown.removeprefix("www.").startswith(bare[:TITLE_COMPARED])


def is_private(name: str, title: str) -> bool | None:
    """Return whether a browser marks a window as private, behind its accessible name and not in its title.

    Nobody knows while name and title are those of different pages: warnings that a browser shows instead of a
    page have names without the mark.
    """
    mark = MARKED.search(name)
    if mark is not None and not title.rstrip().endswith(mark.group().strip()):
        return True
    return False if named_as(name, title) else None


def _said(reply: Reply) -> str | None:
    value: Any = reply.value
    return str(value[1]) if reply.outcome is Outcome.ANSWERED and isinstance(value, tuple) else None

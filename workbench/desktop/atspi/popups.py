"""Popups of browsers: which are menus, and which the opened list of a drop-down in a page.

What else a browser puts up shows what it remembers: other addresses, what was typed into other pages, names
and dots of stored passwords. Measured on Chromium: the window of a menu holds a menu bar, that of a drop-down's
list holds nothing, because its items lie in the page, and that of suggestions holds a list box.
"""

from dataclasses import dataclass

from workbench.desktop.atspi.answers import read_refs
from workbench.desktop.atspi.applications import Applications, matching
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.documents import Documents
from workbench.desktop.atspi.drop_downs import DropDowns
from workbench.desktop.atspi.objects import Object, Objects
from workbench.desktop.atspi.questions import children_of
from workbench.desktop.atspi.roles import MENU_BAR
from workbench.model.windows import WindowInfo

KEPT = 64


@dataclass(frozen=True, slots=True)
class Popup:
    """A popup of which it is known what it is."""

    window: int | None = None
    """The window in whose page the drop-down stands; none for a menu, which may be any window's."""
    address: str = ""
    """The page's address; empty for a menu, which is of no site, and where it is not known."""


MENU = Popup()
"""A menu; also any popup of a browser that nobody can ask."""


class Popups:
    """Asks on the bus's loop until it is known what a popup is; that then holds for as long as it lives."""

    def __init__(self, bus: Bus, objects: Objects, applications: Applications, documents: Documents) -> None:
        self._bus = bus
        self._objects = objects
        self._applications = applications
        self._documents = documents
        self._drop_downs = DropDowns(bus, objects)
        self._known: dict[int, Popup] = {}

    def known(self, window: WindowInfo) -> Popup | None:
        """Return what a popup is; none where that is not known. From any thread."""
        return self._known.get(window.id)

    async def look(self, popup: WindowInfo, windows: tuple[WindowInfo, ...]) -> None:
        """Find out what a popup is, among a browser's windows; what is no menu and no list stays unknown."""
        if popup.id in self._known:
            return
        found = await self._ask(popup, windows)
        if found is not None:
            while len(self._known) >= KEPT:
                del self._known[next(iter(self._known))]
            self._known[popup.id] = found

    async def _ask(self, popup: WindowInfo, windows: tuple[WindowInfo, ...]) -> Popup | None:
        if await self._applications.root(popup.pid or 0) is None:
            return MENU
        for top in matching(popup, await self._applications.tops(popup.pid or 0)):
            inside = read_refs(await self._bus.ask(children_of(top.ref)))
            if inside is None:
                continue
            if not inside:
                return await self._list(top, popup, windows)
            held = await self._objects.look_at_all(inside)
            if [each.role for each in held] == [MENU_BAR]:
                return MENU
        return None

    async def _list(self, top: Object, popup: WindowInfo, windows: tuple[WindowInfo, ...]) -> Popup | None:
        """Return the page of the drop-down whose list that is."""
        for window in windows:
            if window.pid != popup.pid:
                continue
            for page in await self._documents.pages(window, windows):
                if await self._drop_downs.of_list(page.ref, top, popup.rect):
                    return Popup(window.id, page.visit.address)
        return None

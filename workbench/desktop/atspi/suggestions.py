"""What browsers suggest inside their own windows: lists below a tool bar's field, sidebars, previews in fields.

Measured on Firefox 153: the list of the address bar belongs to the same part of the tool bar as its field, and
a history sidebar is an internal frame directly in the window's frame. Measured on Chromium: the list of the
address bar is a document in a top-level object of its own, without a window of the desktop's; while a popup
with suggestions is open, fields of the page show the highlighted one although it was not chosen.
"""

from collections.abc import Sequence

from workbench.desktop.atspi.answers import SHOWING, has, read_rect, read_refs, read_role, read_states
from workbench.desktop.atspi.applications import Applications, near
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.keyboard_places import KeyboardPlace
from workbench.desktop.atspi.questions import (
    ANSWER_S,
    Outcome,
    Question,
    Ref,
    Reply,
    children_of,
    extents_of,
    objects_of_roles,
    role_of,
    states_of,
)
from workbench.desktop.atspi.roles import FIELDS, FRAME, INTERNAL_FRAME, LISTS, WEB_DOCUMENT
from workbench.desktop.atspi.scaling import scale_of, scaled
from workbench.desktop.atspi.suggestion_areas import NONE, SuggestionAreas
from workbench.desktop.atspi.tops import ToolBarField
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo

MOST_FIELDS = 64
"""In a page with more fields than these the whole page counts as one."""
MOST_DOCUMENTS = 4
KEPT = 1000
REMEMBERED = 4
"""So many fields of tool bars are looked at again after they lost the keyboard."""
POPUP_NEAR_PX = 40
"""How far a popup with suggestions may be from its field."""


class Suggestions:
    """Asks browsers for them, on the bus's loop. `TimeoutError` is raised where one does not answer in time."""

    def __init__(self, bus: Bus, applications: Applications) -> None:
        self._bus = bus
        self._applications = applications
        self._fields: dict[int | None, list[ToolBarField]] = {}
        self._roles: dict[Ref, int] = {}
        bus.on_link.append(self._linked)

    def _linked(self, connected: bool) -> None:  # noqa: ARG002, FBT001  (the bus's own call)
        """Forget all: the bus is another one, where the same names stand for others."""
        self._fields.clear()
        self._roles.clear()

    async def of(
        self,
        window: WindowInfo,
        frames: Sequence[Ref],
        pages: Sequence[Ref],
        keyboard: KeyboardPlace | None,
        popups: Sequence[WindowInfo],
    ) -> SuggestionAreas:
        """Return where one of a browser's windows shows suggestions now.

        `popups` are those of its process that may hold suggestions.
        """
        field = keyboard.field if keyboard is not None else None
        found = await self._tool_bars(window.pid, frames, field)
        if self._fields.get(window.pid):
            found += await self._lists_apart(window, frames, popups, typing=field is not None)
        for frame in frames:
            found += await self._sidebars(frame)
        if any(_may_belong(popup, keyboard) for popup in popups):
            found += await self._previews(pages, keyboard)
        return await self._in_pixels(found, window, frames)

    async def _tool_bars(
        self, pid: int | None, frames: Sequence[Ref], typing: ToolBarField | None
    ) -> SuggestionAreas:
        """Return the field of a tool bar that has the keyboard, and every list that opened below one."""
        known = self._fields.get(pid, [])
        if typing is not None and typing not in known:
            known = self._fields[pid] = [*known, typing][-REMEMBERED:]
        found = NONE
        for field in known:
            if field.top not in frames:
                continue
            holder, bar = await self._rects((field.holder, field.tool_bar))
            if holder is None or bar is None:
                continue
            below = Rect(holder.x, bar.bottom, holder.width, max(0, holder.bottom - bar.bottom))
            shown = () if below.empty else (below,)
            found += SuggestionAreas(shown, (holder,) if field == typing or shown else ())
        return found

    async def _lists_apart(
        self, window: WindowInfo, frames: Sequence[Ref], popups: Sequence[WindowInfo], *, typing: bool
    ) -> SuggestionAreas:
        """Return lists in top-level objects that have neither a name nor a window of the desktop's."""
        found = NONE
        for top in await self._applications.tops(window.pid or 0):
            apart = top.role == FRAME and not top.name and top.ref not in frames and top.rect is not None
            if not apart or top.rect is None or any(near(top.rect, popup.rect, 2) for popup in popups):
                continue
            question = objects_of_roles(top.ref, (WEB_DOCUMENT,), MOST_DOCUMENTS, ANSWER_S)
            documents = _in_time(await self._bus.ask(question))
            rects = await self._rects(read_refs(documents) or ())
            lists = tuple(rect for rect in rects if rect is not None)
            found += SuggestionAreas(lists, (top.rect,) if lists or typing else ())
        return found

    async def _sidebars(self, frame: Ref) -> SuggestionAreas:
        """Return the sidebars of a window that list something."""
        found = NONE
        for child in read_refs(_in_time(await self._bus.ask(children_of(frame)))) or ():
            if await self._role(child) != INTERNAL_FRAME:
                continue
            states, place = await self._ask((states_of(child), extents_of(child)))
            rect = read_rect(place)
            if rect is None or not has(read_states(states), SHOWING):
                continue
            listed = await self._bus.ask(objects_of_roles(child, LISTS, 1, ANSWER_S))
            if read_refs(_in_time(listed)) != []:
                found += SuggestionAreas((rect,))
        return found

    async def _previews(self, pages: Sequence[Ref], keyboard: KeyboardPlace | None) -> SuggestionAreas:
        """Return the fields of pages: one with the keyboard, and all that may be filled in together with it."""
        refs = _field_of_page(keyboard)
        for page in pages:
            reply = _in_time(await self._bus.ask(objects_of_roles(page, FIELDS, MOST_FIELDS, ANSWER_S)))
            fields = read_refs(reply)
            refs += [page] if fields is None or len(fields) >= MOST_FIELDS else fields
        rects = await self._rects(refs)
        return SuggestionAreas((), tuple(rect for rect in rects if rect is not None))

    async def _in_pixels(
        self, found: SuggestionAreas, window: WindowInfo, frames: Sequence[Ref]
    ) -> SuggestionAreas:
        """Return the same on the root window; where an application scales, both places count."""
        if found == NONE:
            return found
        (frame,) = await self._rects(frames[:1])
        scale = scale_of(frame, (window.rect,)) if frame is not None else None
        if scale is None:
            raise TimeoutError
        lists = [place for rect in found.lists for place in (rect, scaled(rect, scale))]
        return found + SuggestionAreas(tuple(lists), tuple(scaled(rect, scale) for rect in found.fields))

    async def _role(self, ref: Ref) -> int | None:
        """Return an object's role, asked once."""
        if ref not in self._roles:
            role = read_role(_in_time(await self._bus.ask(role_of(ref))))
            if role is None:
                return None
            while len(self._roles) >= KEPT:
                del self._roles[next(iter(self._roles))]
            self._roles[ref] = role
        return self._roles[ref]

    async def _rects(self, refs: Sequence[Ref]) -> list[Rect | None]:
        return [read_rect(reply) for reply in await self._ask([extents_of(ref) for ref in refs])]

    async def _ask(self, questions: Sequence[Question]) -> list[Reply]:
        return [_in_time(reply) for reply in await self._bus.ask_all(questions)]


def _in_time(reply: Reply) -> Reply:
    if reply.outcome is Outcome.LATE:
        raise TimeoutError
    return reply


def _field_of_page(keyboard: KeyboardPlace | None) -> list[Ref]:
    """Return the object in a page that has the keyboard, unless that is the page itself."""
    if keyboard is None or keyboard.ref is None or not keyboard.pages or keyboard.ref in keyboard.pages:
        return []
    return [keyboard.ref]


def _may_belong(popup: WindowInfo, keyboard: KeyboardPlace | None) -> bool:
    """Return whether a popup may hold suggestions for the field with the keyboard: it is close to it."""
    if keyboard is None or keyboard.rect is None:
        return True
    rect = popup.rect
    grown = Rect(
        rect.x - POPUP_NEAR_PX,
        rect.y - POPUP_NEAR_PX,
        rect.width + 2 * POPUP_NEAR_PX,
        rect.height + 2 * POPUP_NEAR_PX,
    )
    return not grown.clip(keyboard.rect).empty

"""Where one password field is now, by what its application says of it and of what holds it.

An application is believed that a field does not show only where its toolkit is known to tell that; of any
other one, and wherever an answer is missing, the place is unknown.
"""

from collections.abc import Callable
from enum import Enum

from workbench.desktop.atspi.answers import (
    DEFUNCT,
    SHOWING,
    VISIBLE,
    has,
    read_rect,
    read_states,
)
from workbench.desktop.atspi.areas import Sample, Track
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.questions import Outcome, Ref, Reply, extents_of, states_of
from workbench.desktop.atspi.scaling import scale_of, scaled
from workbench.desktop.atspi.tops import Tops
from workbench.desktop.atspi.window_places import places_in_windows
from workbench.desktop.port import Windows
from workbench.model.geometry import Rect

GTK4 = "GTK"
"""GTK 2 and 3 call themselves `gtk`."""
TELL_WHAT_SHOWS = frozenset(
    {"gtk", "gail", "Qt", "Chromium", "Gecko", "VCL", "WebKitGTK", "WebKitGtk", "J2SE-access-bridge"}
)
"""Toolkits whose objects have the state SHOWING exactly while they show."""
WITHOUT_POPUPS = 3
"""A field that showed this often in a row while no popup was open is in no popup."""


class Gone(Enum):
    """The field does not exist any more."""

    GONE = "gone"


class FieldPlaces:
    """Asks for the places of password fields. On the bus's loop only."""

    def __init__(self, bus: Bus, windows: Windows, tops: Tops, clock_ms: Callable[[], int]) -> None:
        self._bus = bus
        self._windows = windows
        self._tops = tops
        self._clock_ms = clock_ms

    async def look(self, ref: Ref, track: Track, *, anew: bool) -> Sample | Gone:
        """Return where a field is; asks for what is likely to have changed, `anew` for everything."""
        toolkit = await self._bus.toolkit(ref.bus)
        if toolkit == GTK4:
            return await self._in_window(ref, track)
        if toolkit not in TELL_WHAT_SHOWS:
            reply = await self._bus.ask(states_of(ref))
            return Gone.GONE if _is_gone(reply) else self._unknown()
        return await self._on_screen(ref, track, anew=anew)

    async def _on_screen(self, ref: Ref, track: Track, *, anew: bool) -> Sample | Gone:
        """Ask for a field's place while it shows, else whether it shows."""
        if anew or not track.showing:
            states = await self._bus.ask(states_of(ref))
            if _is_gone(states):
                return Gone.GONE
            if not has(read_states(states), SHOWING):
                return Sample(self._clock_ms(), (), known=states.outcome is Outcome.ANSWERED)
            track.scale = await self._scale(ref, track.pid) if anew or track.scale is None else track.scale
        extents = await self._bus.ask(extents_of(ref))
        rect = read_rect(extents)
        if rect is None and (_is_gone(extents) or _is_gone(await self._bus.ask(states_of(ref)))):
            return Gone.GONE
        track.told = rect or track.told
        return self._sample(rect, track)

    async def _scale(self, ref: Ref, pid: int) -> float | None:
        """Return by how much the application scales its coordinates; none where they fit no window of it."""
        top = await self._tops.of(ref)
        rect = read_rect(await self._bus.ask(extents_of(top))) if top is not None else None
        return scale_of(rect, self._windows_now(pid)) if rect is not None else None

    def _sample(self, rect: Rect | None, track: Track) -> Sample:
        """Return a sample of that place; one outside all windows of the application is not believed.

        Where an application scales, both places count: Chromium scales its windows and not what is in pages.
        """
        now_ms = self._clock_ms()
        if rect is None or track.scale is None:
            return self._unknown()
        places = dict.fromkeys((rect, scaled(rect, track.scale)))
        windows = self._windows_now(track.pid)
        inside = tuple(place for place in places if any(not each.clip(place).empty for each in windows))
        return Sample(now_ms, inside, known=bool(inside))

    async def _in_window(self, ref: Ref, track: Track) -> Sample | Gone:
        """Return where a field of GTK 4 is: from its place in its window and from where that window is."""
        place = await self._tops.place(ref)
        holders = place.above if place is not None else ()
        states, extents, *above = await self._bus.ask_all(
            [states_of(ref), extents_of(ref), *map(states_of, holders)]
        )
        if _is_gone(states):
            return Gone.GONE
        if place is None or any(reply.outcome is not Outcome.ANSWERED for reply in (states, *above)):
            return self._unknown()
        if not all(has(read_states(reply), VISIBLE) for reply in (states, *above)):
            return Sample(self._clock_ms(), ())
        if self._may_be_in_a_popup(track):
            return self._unknown()
        track.told = read_rect(extents) or track.told
        top = read_rect(await self._bus.ask(extents_of(place.top)))
        return self._sample_in_windows(track.pid, read_rect(extents), top)

    def _may_be_in_a_popup(self, track: Track) -> bool:
        """Return whether a popup of the application is open that may hold the field.

        GTK 4 places what is in a popup as if it were in the window, and wrongly.
        """
        stack = self._windows.stack()
        if any(window.popup and window.pid == track.pid for window in stack.windows):
            return track.without_popups < WITHOUT_POPUPS
        track.without_popups += 1
        return False

    def _sample_in_windows(self, pid: int, field: Rect | None, top: Rect | None) -> Sample:
        if field is None or top is None:
            return self._unknown()
        own = [window for window in self._windows.stack().windows if window.pid == pid and not window.popup]
        contents = [rect for window in own if (rect := self._windows.content(window.id)) is not None]
        places = places_in_windows(field, top, contents)
        return self._unknown() if places is None else Sample(self._clock_ms(), places)

    def _unknown(self) -> Sample:
        """Return a sample that says nothing of the place."""
        return Sample(self._clock_ms(), (), known=False)

    def _windows_now(self, pid: int) -> list[Rect]:
        return [window.rect for window in self._windows.stack().windows if window.pid == pid]


def _is_gone(reply: Reply) -> bool:
    """Return whether an answer says that its object is gone: some refuse, some say that it is defunct."""
    if reply.outcome is Outcome.REFUSED:
        return True
    return has(read_states(reply), DEFUNCT)

"""Where a browser's window showed suggestions, over time. Pure; between two looks both of them count."""

from bisect import bisect_right
from collections import deque
from dataclasses import dataclass

from workbench.desktop.atspi.visits import STALE_MS
from workbench.model.geometry import Rect

KEPT = 400


@dataclass(frozen=True, slots=True)
class SuggestionAreas:
    """Where a browser shows what it suggests, inside its own window, on the root window."""

    lists: tuple[Rect, ...] = ()
    """Lists of suggestions."""
    fields: tuple[Rect, ...] = ()
    """Fields that may show a suggestion which was not chosen."""

    def __add__(self, other: "SuggestionAreas") -> "SuggestionAreas":
        """Return the areas of both, each rectangle once."""
        lists = tuple(dict.fromkeys((*self.lists, *other.lists)))
        return SuggestionAreas(lists, tuple(dict.fromkeys((*self.fields, *other.fields))))


NONE = SuggestionAreas()


@dataclass(frozen=True, slots=True)
class SuggestionLook:
    """One look at a window."""

    asked_ms: int
    """When it was asked."""
    answered_ms: int
    """When it was answered."""
    areas: SuggestionAreas | None
    """Where it shows suggestions; none if the browser did not answer in time."""
    popups: bool = False
    """Whether it was known then that popups with suggestions may be open, so that previews were looked for."""


class SuggestionHistory:
    """The looks at one window, in order. Not thread-safe: its owner holds a lock."""

    def __init__(self) -> None:
        self._looks: deque[SuggestionLook] = deque(maxlen=KEPT)

    def note(self, look: SuggestionLook) -> None:
        """Keep a look."""
        self._looks.append(look)

    def lists_at(self, at_ms: int) -> tuple[Rect, ...]:
        """Return the lists that may have been shown at a moment, by the looks around it that were answered."""
        areas = (look.areas for look in self._around(at_ms, at_ms)[1])
        return tuple(rect for each in areas if each is not None for rect in each.lists)

    def between(self, since_ms: int, until_ms: int, *, typing: bool, popups: bool) -> SuggestionAreas | None:
        """Return where suggestions may have been shown in an interval; none where that is not known.

        The last look before the interval counts, all looks in it, and the first after it. Where somebody typed
        into the browser's own field, or popups may have held suggestions, looks must reach from before the
        interval until close to its end, and one of them must have looked for what belongs to the popups.
        """
        first, held = self._around(since_ms, until_ms)
        if (typing or popups) and (first < 0 or held[-1].asked_ms < until_ms - STALE_MS):
            return None
        if popups and not any(look.popups for look in held):
            return None
        found = NONE
        for look in held:
            if look.areas is None:
                return None
            found += look.areas
        return found

    def _around(self, since_ms: int, until_ms: int) -> tuple[int, list[SuggestionLook]]:
        """Return the number of the last look before an interval, -1 without one, and all that count for it."""
        looks = list(self._looks)
        first = bisect_right(looks, since_ms, key=lambda look: look.answered_ms) - 1
        last = bisect_right(looks, until_ms, key=lambda look: look.asked_ms)
        return first, looks[max(0, first) : last + 1]

"""Whether the recording is blind: the screen's pointer or keys change, and nothing arrives in the stream."""

from collections.abc import Callable
from dataclasses import dataclass

LOOKS = 2
"""So many changes in a row without an arrival: a single one may still be on its way."""


@dataclass(frozen=True, slots=True)
class Blind:
    """A stretch in which nothing arrived."""

    since_ms: int
    """The last look before the first change, on the desktop's clock."""


class Blindness:
    """Compares, at every look, how pointer and keys stand with how much has arrived."""

    def __init__(self, signs: Callable[[], bytes]) -> None:
        self._signs = signs
        self._known = b""
        self._arrived = 0
        self._looked_ms = 0
        self._silent = 0
        self._first_ms = 0
        self.now: Blind | None = None
        """The stretch that goes on; none while inputs arrive."""

    def look(self, arrived: int, now_ms: int) -> bool:
        """Look once; return whether a stretch has just begun."""
        signs = self._signs()
        changed = bool(signs and self._known) and signs != self._known
        if arrived != self._arrived:
            self._silent = 0
        elif changed:
            self._first_ms = self._first_ms if self._silent else self._looked_ms
            self._silent += 1
        self._known, self._arrived, self._looked_ms = signs, arrived, now_ms
        if self._silent < LOOKS or self.now is not None:
            return False
        self.now = Blind(self._first_ms)
        return True

    def over(self) -> None:
        """Note that something arrived."""
        self.now, self._silent = None, 0

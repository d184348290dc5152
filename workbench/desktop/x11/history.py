"""Values with the moment from which they held, so that an interval can be asked."""

from collections import deque
from typing import Generic, TypeVar

Value = TypeVar("Value")
KEPT_MS = 10_000
"""How long the past is remembered; judging needs two seconds."""
BEGINNING = -(1 << 62)


class History(Generic[Value]):
    """One value that changes; the first one counts as having held for ever."""

    def __init__(self) -> None:
        self._entries: deque[tuple[int, Value]] = deque()

    @property
    def newest(self) -> Value | None:
        """The value that holds now."""
        return self._entries[-1][1] if self._entries else None

    def add(self, at_ms: int, value: Value) -> None:
        """Note that this value holds from that moment on; the same value again is no change."""
        if not self._entries:
            self._entries.append((BEGINNING, value))
        elif self._entries[-1][1] != value:
            self._entries.append((at_ms, value))
        self._forget(at_ms - KEPT_MS)

    def between(self, since_ms: int, until_ms: int) -> tuple[Value, ...]:
        """Return every value that held in that interval, both ends included, oldest first."""
        entries = list(self._entries)
        held = []
        for index, (began, value) in enumerate(entries):
            ended = entries[index + 1][0] if index + 1 < len(entries) else None
            if began <= until_ms and (ended is None or ended >= since_ms):
                held.append(value)
        return tuple(held)

    def _forget(self, before_ms: int) -> None:
        while len(self._entries) > 1 and self._entries[1][0] < before_ms:
            self._entries.popleft()

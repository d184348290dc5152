"""Which keys an application has vouched for: after every key it is asked where its focus is. Pure."""

from collections import deque
from dataclasses import dataclass

EVERY_MS = 50
KEPT = 200


@dataclass(slots=True)
class Inquiry:
    """One round of questions, for all keys since the one before it."""

    first_ms: int
    """The first key it stands for."""
    last_ms: int
    """The last key it stands for."""
    due_ms: int
    """When it may be asked."""
    sent: bool = False
    """Whether it was asked: keys that come later need another one."""
    answered: bool = False
    """Whether the application answered."""


class Inquiries:
    """The inquiries of one process. Not thread-safe: its owner holds a lock."""

    def __init__(self) -> None:
        self._inquiries: deque[Inquiry] = deque(maxlen=KEPT)

    def key(self, at_ms: int) -> Inquiry | None:
        """Note a key; return the inquiry that must be asked for it, if no waiting one covers it."""
        newest = self._inquiries[-1] if self._inquiries else None
        if newest is not None and not newest.sent:
            newest.first_ms = min(newest.first_ms, at_ms)
            newest.last_ms = max(newest.last_ms, at_ms)
            return None
        due_ms = at_ms if newest is None else max(at_ms, newest.due_ms + EVERY_MS)
        inquiry = Inquiry(at_ms, at_ms, due_ms)
        self._inquiries.append(inquiry)
        return inquiry

    def unanswered(self, at_ms: int) -> bool:
        """Return whether a key was pressed then for which the application has not answered."""
        return any(i.first_ms <= at_ms <= i.last_ms and not i.answered for i in self._inquiries)

"""Contexts: in which window, under which title, something happened."""

from dataclasses import dataclass
from typing import Any

from workbench.model.geometry import Rect


@dataclass(frozen=True, slots=True)
class Context:
    """An in-scope window as it stood; a new one is stored whenever title, place or monitor changes."""

    id: int
    """Number within the session, from 1."""
    app: str
    """The application's name."""
    title: str
    """The window's title."""
    url: str | None
    """The document's address, for browsers whose sites are in scope."""
    pid: int | None
    """The process that owned the window."""
    rect: Rect
    """Where the window was, in pixels of the frame."""
    monitor: int
    """The monitor it was on, from 1."""

    def to_json(self) -> dict[str, Any]:
        """Return the short public shape."""
        return {"app": self.app, "title": self.title}

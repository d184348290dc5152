"""The root's children, bottom to top, as structure events tell them: pure, asked for nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workbench.model.geometry import Rect


@dataclass(frozen=True, slots=True)
class TopLevel:
    """One child of the root window: a window manager's frame, a bare client or a popup."""

    id: int
    """Its number."""
    rect: Rect
    """Where it is, its border included."""
    mapped: bool = False
    """Whether it is on the screen."""
    override: bool = False
    """Whether the window manager leaves it alone."""
    client: int | None = None
    """The application's window inside it, where it is a frame."""

    @property
    def subject(self) -> int:
        """The window by which others know it: the client, else itself."""
        return self.id if self.client is None else self.client


class StackModel:
    """Which windows there are, where, and in which order; kept by whoever sees the events."""

    def __init__(self, root: int) -> None:
        self.root = root
        self._tops: dict[int, TopLevel] = {}
        self._order: list[int] = []
        self._frames: dict[int, int] = {}

    def load(self, tops: Iterable[TopLevel]) -> None:
        """Start over from a snapshot, bottom to top."""
        self._tops = {top.id: top for top in tops}
        self._order = list(self._tops)
        self._frames = {top.client: top.id for top in self._tops.values() if top.client is not None}

    def tops(self) -> tuple[TopLevel, ...]:
        """Return all children of the root, bottom to top."""
        return tuple(self._tops[window] for window in self._order)

    def top_of(self, window: int) -> TopLevel | None:
        """Return the top-level that is this window or whose client it is."""
        return self._tops.get(self._frames.get(window, window))

    def subject_of(self, window: int) -> int | None:
        """Return the client (or the top-level itself) for a known window; none for others."""
        top = self.top_of(window)
        return top.subject if top else None

    def at(self, x: int, y: int) -> int | None:
        """Return the subject of the topmost mapped window that covers that pixel."""
        tops = self._tops
        for window in reversed(self._order):
            top = tops[window]
            if top.mapped:
                rect = top.rect
                if rect.x <= x < rect.x + rect.width and rect.y <= y < rect.y + rect.height:
                    return top.subject
        return None

    def created(self, window: int, rect: Rect, *, override: bool) -> None:
        """Take in a new child of the root; it is on top and not mapped."""
        if window in self._tops:
            return
        self._release(window)
        self._tops[window] = TopLevel(window, rect, override=override)
        self._order.append(window)

    def destroyed(self, window: int) -> None:
        """Forget a window that is gone."""
        top = self._tops.pop(window, None)
        if top is None:
            self._release(window)
            return
        self._order.remove(window)
        if top.client is not None:
            self._frames.pop(top.client, None)

    def mapped(self, window: int, *, shown: bool) -> None:
        """Note that a window came to the screen, or left it."""
        top = self._tops.get(window)
        if top is not None:
            self._tops[window] = replace(top, mapped=shown)

    def reparented(self, window: int, parent: int, rect: Rect, *, override: bool) -> None:
        """Move a window into a frame, or out of one to the root; `rect` matters at the root alone.

        Window managers fill a frame before they show it. What moves into a window that is already on the
        screen is embedded there (a tray icon, a plug-in) and does not lend it its name.
        """
        if parent == self.root:
            self._release(window)
            self.created(window, rect, override=override)
            return
        self.destroyed(window)
        frame = self._tops.get(parent)
        if frame is not None and not frame.mapped:
            self.adopt(parent, window)

    def configured(self, window: int, rect: Rect, above: int) -> None:
        """Place a window, directly above that sibling (0 = at the bottom)."""
        top = self._tops.get(window)
        if top is None:
            return
        self._tops[window] = replace(top, rect=rect)
        self._order.remove(window)
        self._order.insert(self._order.index(above) + 1 if above in self._order else 0, window)

    def moved(self, window: int, x: int, y: int) -> None:
        """Note that a window moved because its parent was resized."""
        top = self._tops.get(window)
        if top is not None:
            self._tops[window] = replace(top, rect=Rect(x, y, top.rect.width, top.rect.height))

    def circulated(self, window: int, *, to_top: bool) -> None:
        """Put a window on top of all others, or beneath them."""
        if window in self._tops:
            self._order.remove(window)
            self._order.insert(len(self._order) if to_top else 0, window)

    def adopt(self, frame: int, client: int) -> None:
        """Learn which client a frame holds; the one before it is none any more."""
        top = self._tops.get(frame)
        if top is not None and client != frame:
            if top.client is not None:
                self._release(top.client)
            self._tops[frame] = replace(top, client=client)
            self._frames[client] = frame

    def _release(self, client: int) -> None:
        frame = self._frames.pop(client, None)
        if frame is not None and frame in self._tops:
            self._tops[frame] = replace(self._tops[frame], client=None)

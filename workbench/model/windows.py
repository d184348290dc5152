"""What is known of a window, as far as a scope needs to know it."""

from dataclasses import dataclass

from workbench.model.geometry import Rect


@dataclass(frozen=True, slots=True)
class WindowInfo:
    """One top-level window at one moment, its decorations included."""

    id: int
    """The desktop's own number for it (X11: the client window, else the top-level itself)."""
    names: tuple[str, ...]
    """What a scope may call it: WM_CLASS instance, WM_CLASS class, executable base name; empty = unknown."""
    title: str
    """Its title as it stood at that moment; for a popup, its owner's."""
    pid: int | None
    """The process that owns it, where that is known."""
    rect: Rect
    """Where it is on the root window, decorations included."""
    popup: bool = False
    """Whether it is a menu, a tooltip or another override-redirect window."""
    own: bool = False
    """Whether it belongs to the workbench or to the terminal that hosts it."""
    address: str | None = None
    """For a browser's window, the address that it shows; empty = not known, none = not a browser's."""
    page: Rect | None = None
    """For a browser's window of which the address is known, where its page is."""
    covered: tuple[Rect, ...] = ()
    """For a browser's window, where something of the browser itself lies over its page."""
    barred: bool = False
    """Whether the keyboard is in the browser itself, which may then show suggestions anywhere over its page."""
    private: bool = False
    """Whether a browser opened it so that nothing of it is remembered, as far as that can be told."""
    solid: tuple[Rect, ...] | None = None
    """Where it hides what lies below it, on the root window; none = all over its rectangle."""

    @property
    def app(self) -> str:
        """The one name that is shown and stored: the first that another confirms, else the class.

        An instance that nothing confirms may be a page's address, as with a browser's application windows.
        """
        if len(self.names) < 2:
            return self.names[0] if self.names else ""
        first, *others = self.names
        return first if first.casefold() in {name.casefold() for name in others} else others[0]


@dataclass(frozen=True, slots=True)
class WindowStack:
    """All windows that were mapped at one moment, bottom to top."""

    generation: int
    """Grows by at least one with every change of order, place, title or identity."""
    at_ms: int
    """When this stack became known, on the desktop's clock."""
    windows: tuple[WindowInfo, ...]
    """Bottom to top."""

    def at(self, x: int, y: int) -> WindowInfo | None:
        """Return the topmost window that covers that pixel of the root window."""
        return next((window for window in reversed(self.windows) if window.rect.contains(x, y)), None)

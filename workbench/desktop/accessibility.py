"""What applications tell of themselves: the field with the keyboard, what is under a point, the open site.

Times are milliseconds of the desktop's clock, coordinates physical pixels of the root window. No method asks
for a field's content, and none that the input thread calls waits for an answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from workbench.model.elements import Element
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo


class FieldState(StrEnum):
    """What is known of the field that has the keyboard."""

    PLAIN = "plain"
    NO_FIELDS = "no_fields"
    NO_ANSWER = "no_answer"
    PASSWORD = "password"  # noqa: S105  (a state's name)


FIELD_STRICTNESS = (FieldState.PLAIN, FieldState.NO_FIELDS, FieldState.NO_ANSWER, FieldState.PASSWORD)


@dataclass(frozen=True, slots=True)
class CaretMove:
    """A caret moved in a plain field."""

    at_ms: int
    """When that was announced, on the desktop's clock."""
    field: str
    """Which field it is: its address on the accessibility bus."""
    offset: int
    """Before which character it is now."""


@dataclass(frozen=True, slots=True)
class FocusTrace:
    """What an application announced of its focus in an interval."""

    moved_ms: tuple[int, ...] = ()
    """When it was announced that another field got the focus."""
    carets: tuple[CaretMove, ...] = ()
    """Carets that moved in plain fields."""
    passwords: bool = False
    """Whether the application shows a password field now, and may leave changes of focus unannounced."""
    each_change: bool = False
    """Whether the application shows a password field now, and announces each change, late when busy."""


class Fields(Protocol):
    """Which field of an application has the keyboard, kept from what applications announce."""

    def start(self) -> None:
        """Begin to listen; where there is nobody to listen to, every state is `NO_FIELDS`."""

    def focus_moved(self, window: WindowInfo, at_ms: int) -> None:
        """Note that the keyboard's focus came to that window: what was known of another no longer counts."""

    def key_pressed(self, window: WindowInfo, at_ms: int) -> None:
        """Note that a key went there: the application is asked once more, and must answer to be believed."""

    def state(self, window: WindowInfo, at_ms: int) -> FieldState:
        """Return the strictest state from 300 ms before to 300 ms after."""

    def trace(self, window: WindowInfo, since_ms: int, until_ms: int) -> FocusTrace:
        """Return what the application of that window announced of its focus in an interval."""

    def secret_areas(self, since_ms: int, until_ms: int) -> tuple[Rect, ...]:
        """Return every rectangle in which a known password field stood in that interval, on the root window."""

    def watch(self, pids: frozenset[int], drawn: frozenset[int]) -> None:
        """Look for password fields in processes whose windows can be seen; some of them were just drawn in."""

    def searched(self, pid: int) -> bool:
        """Return whether it is known which password fields a process shows, or that it cannot tell."""

    def searched_since(self, pid: int, at_ms: int) -> bool:
        """Return whether a process was searched for password fields since then, or cannot be searched."""

    def shows_pages(self, pid: int) -> bool:
        """Return whether a browser exposes the accessibility tree of a page: without one nothing is found."""

    def unplaced(self, since_ms: int, until_ms: int) -> frozenset[int]:
        """Return the processes with a password field of which the place was not known in that interval."""

    def timeouts(self) -> int:
        """Return how many questions were not answered in time."""

    def listening(self) -> bool:
        """Return whether there is anybody to listen to; if not, every application's state is `NO_FIELDS`."""

    def ready(self) -> bool:
        """Return whether it is known who there is to listen to, and what has the keyboard now."""

    def stop(self) -> None:
        """End within half a second."""


class Elements(Protocol):
    """What stands under a point, and what has the keyboard."""

    def look(self, window: WindowInfo, x: int, y: int, at_ms: int) -> None:
        """Note that something is about to be done, or was just done, at that point of the root window."""

    def found(self, window: WindowInfo, x: int, y: int, at_ms: int) -> Element | None:
        """Return what stood there just before that moment; none where nobody said so in time."""

    def look_at_focus(self, window: WindowInfo) -> None:
        """Note that something is about to be typed, or was just typed, into that window."""

    def focused(self, window: WindowInfo, at_ms: int) -> Element | None:
        """Return the field of that window that had the keyboard then; none where nobody said so in time."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a browser's window showed at one moment."""

    address: str
    """The address of its page; empty = not known."""
    page: Rect | None = None
    """Where the page was on the root window; none = not known."""
    covered: tuple[Rect, ...] = ()
    """Where something of the browser itself lay over the page: a bubble, a card that tells of a tab."""
    barred: bool = False
    """Whether the keyboard was in the browser itself, which may then show suggestions over the page."""


class Sites(Protocol):
    """Which documents browsers show."""

    def watch(self, windows: tuple[WindowInfo, ...]) -> None:
        """Keep what these windows and popups show from now on, and of no others."""

    def stir(self) -> None:
        """Note that something is being done or drawn: what is shown must be known closely from now on."""

    def visits(self, window: WindowInfo, since_ms: int, until_ms: int) -> tuple[Visit, ...]:
        """Return everything that was shown in that interval; an empty address stands for what is not known."""

    def typing(self, window: WindowInfo, at_ms: int) -> bool:
        """Return whether the keyboard was certainly in the page then, and not in the browser around it."""

    def shows(self, popup: WindowInfo) -> bool:
        """Return whether a browser's popup is known to tell of no other page: a menu or a page's list."""

    def suggestions(
        self, window: WindowInfo, popups: Iterable[WindowInfo], since_ms: int, until_ms: int
    ) -> tuple[Rect, ...]:
        """Return where a browser's window may have shown suggestions in that interval, on the root window.

        `popups` are those that were open in the interval, or shortly before it.
        """

    def suggests(self, window: WindowInfo, x: int, y: int, at_ms: int) -> bool:
        """Return whether a list of suggestions may have been at that point of the root window then."""

    def private(self, window: WindowInfo) -> bool:
        """Return whether a browser's window keeps no history, or nobody can tell yet."""

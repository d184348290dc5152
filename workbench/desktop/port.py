"""What a desktop offers to the recorder. Times are milliseconds of the desktop's monotonic clock.

Coordinates are physical pixels of the root window, over all monitors.
Events come in the order in which the desktop itself handled them, focus changes among them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from workbench.desktop.accessibility import Elements, Fields, Sites
from workbench.desktop.seats import SeatInput, SeatState, one_seat
from workbench.model.events import Button, Modifiers
from workbench.model.geometry import Rect
from workbench.model.session import Monitor, Platform
from workbench.model.windows import WindowInfo, WindowStack

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class KeyInput:
    """A key went down, went up, or repeated."""

    at_ms: int
    """The desktop's time."""
    down: bool
    """Whether it went down (or repeated)."""
    key: str
    """Canonical key name; the same for press and release of one key."""
    text: str
    """What it writes, compose included; empty for releases."""
    mods: Modifiers
    """Modifiers held before the event."""
    window: int | None
    """The window that had the focus in the desktop's own order; none = not known."""
    repeat: bool = False
    """Whether it is an automatic repeat of a key that is still down."""
    grabbed: bool = False
    """Whether some client had grabbed the keyboard, so that the focus does not tell who got the key."""
    late: bool = False
    """Whether it arrived so late that nobody knows what was around it when it happened."""
    latin: str = ""
    """Its name in another layout that writes ASCII with it, where the one in force does not: for chords."""


@dataclass(frozen=True, slots=True)
class ButtonInput:
    """A pointer button went down or up."""

    at_ms: int
    """The desktop's time."""
    down: bool
    """Whether it went down."""
    button: Button
    """Which button."""
    x: int
    """Column on the root window."""
    y: int
    """Row on the root window."""
    mods: Modifiers
    """Modifiers held."""
    window: int | None
    """The top-level window under the pointer in the desktop's own order; none = not known."""


@dataclass(frozen=True, slots=True)
class ScrollInput:
    """One notch of the wheel."""

    at_ms: int
    """The desktop's time."""
    x: int
    """Column on the root window."""
    y: int
    """Row on the root window."""
    dx: int
    """Notches to the right."""
    dy: int
    """Notches up."""
    mods: Modifiers
    """Modifiers held."""
    window: int | None
    """The top-level window under the pointer; none = not known."""


@dataclass(frozen=True, slots=True)
class MotionInput:
    """The pointer moved."""

    at_ms: int
    """The desktop's time."""
    x: int
    """Column on the root window."""
    y: int
    """Row on the root window."""
    window: int | None
    """The top-level window under the pointer; none = not known."""


@dataclass(frozen=True, slots=True)
class FocusInput:
    """The keyboard's focus went to a window, or left every known one."""

    at_ms: int
    """The time of the input before it in the stream, or of its arrival."""
    window: int | None
    """The window that has it now; none = not known."""


@dataclass(frozen=True, slots=True)
class MissedInput:
    """Inputs got lost inside the desktop; what comes after it was looked at anew."""

    at_ms: int
    """The desktop's time of the last input before."""
    until_ms: int
    """From when on everything arrives again."""
    count: int
    """How many are missing, at least."""


Input = KeyInput | ButtonInput | ScrollInput | MotionInput | FocusInput
Told = Input | MissedInput | SeatInput
"""Whatever a stream may tell."""
Sink = Callable[[Told], None]


class InputStream(Protocol):
    """Keyboard, pointer and focus, in order. One owner starts and stops it."""

    def start(self, sink: Sink) -> None:
        """Begin to call `sink` from a thread of its own; raises `DesktopError` where that cannot be."""

    def stop(self) -> None:
        """End within 100 ms; every event that the desktop handled before the call has reached the sink."""

    def alive(self) -> bool:
        """Return whether events would still arrive: false after the server or the thread is gone."""


class Windows(Protocol):
    """The windows of the desktop, kept from events and never asked for one by one."""

    def describe(self, window: int, since_ms: int, until_ms: int) -> tuple[WindowInfo, ...]:
        """Return every description of the top-level that holds `window` in that interval, oldest first.

        `window` may be a child of a top-level. Empty means: not known, so withhold.
        """

    def stack(self) -> WindowStack:
        """Return the newest stack."""

    def stacks(self, since_ms: int, until_ms: int) -> tuple[WindowStack, ...]:
        """Return every stack that held in that interval, the one in force at its start included."""

    def content(self, window: int) -> Rect | None:
        """Return where a window's content is now, without decorations: asked, not kept; none if unknown."""

    def settle(self) -> int:
        """Take in everything that the desktop has sent up to now, and return the newest generation."""


@dataclass(frozen=True, slots=True, eq=False)
class Grab:
    """A picture of one monitor, or of a part of it, that is known to belong to one window stack."""

    monitor: int
    """Which monitor, from 1."""
    started_ms: int
    """When the capture began."""
    ended_ms: int
    """When it ended."""
    rect: Rect
    """Which part of the monitor, counted from its own corner."""
    pixels: "NDArray[np.uint8]"
    """That part, height × width × 4, BGRX, without the cursor; valid until the next grab of that monitor."""
    stack: WindowStack
    """The windows that are on it."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something was drawn."""

    at_ms: int
    """When that became known."""
    rect: Rect
    """Where, on the root window."""


class Screen(Protocol):
    """The monitors' pixels."""

    def monitors(self) -> tuple[Monitor, ...]:
        """Return the monitors, counted from 1."""

    def damage(self, timeout_s: float) -> tuple[Damage, ...]:
        """Wait at most that long for something to be drawn; empty where nothing was."""

    def wake(self) -> None:
        """End the wait for something to be drawn, or the next one; may be called from any thread."""

    def grab(self, monitor: int, part: Rect | None = None) -> Grab | None:
        """Take a picture of a monitor, or of a part of it, counted from its own corner.

        None where the windows changed meanwhile, so that nobody knows what is on it.
        """

    def close(self) -> None:
        """Let go of the desktop."""


class EchoState(StrEnum):
    """Whether what is typed at a window's terminal would show.

    `LINE` is the tamest way to show it: a shell edits its own line and has read everything typed so far.
    """

    NO_TERMINAL = "no_terminal"
    LINE = "line"
    ECHO = "echo"
    SECRET = "secret"  # noqa: S105  (a state's name)
    UNKNOWN = "unknown"


class Terminals(Protocol):
    """Terminals behind windows."""

    def echo(self, pid: int) -> EchoState:
        """Return the strictest state of all terminals under that process; at most a millisecond."""


class Hotkeys(Protocol):
    """Chords that the workbench hears wherever the focus is, and that no other program gets."""

    def take(self, chords: tuple[str, ...]) -> tuple[str, ...]:
        """Take these chords, as `ctrl+alt+p`; return those that cannot be had, as another program has them."""

    def give_up(self) -> None:
        """Let go of all of them."""


class Presence(Protocol):
    """Whether somebody is there."""

    def locked(self) -> bool:
        """Return whether the screen is locked, at most a millisecond after it is asked."""


@dataclass(frozen=True, slots=True)
class Desktop:
    """A desktop that can be recorded."""

    input: InputStream
    """Keyboard, pointer and focus."""
    windows: Windows
    """The windows."""
    screen: Screen
    """The pixels."""
    terminals: Terminals
    """The terminals behind windows."""
    fields: Fields
    """The fields that have the keyboard."""
    elements: Elements
    """What stands under a point."""
    sites: Sites
    """What browsers show."""
    hotkeys: Hotkeys
    """Chords that the workbench hears everywhere."""
    presence: Presence
    """Whether somebody is there."""
    notify: Callable[[str, str], bool]
    """Show a notice with a title and a body; false where there is no service for it."""
    platform: Platform
    """What to note down of this desktop."""
    clock_ms: Callable[[], int]
    """The clock that stamps the events, in whole milliseconds."""
    close: Callable[[], None]
    """Let go of everything."""
    signs: Callable[[], bytes] = bytes
    """How pointer and keys stand: differs once they have moved, and is empty where nobody can tell."""
    seats: Callable[[], SeatState] = one_seat
    """Which seats there are besides the volunteer's."""

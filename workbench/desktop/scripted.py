"""A desktop that plays a script: what a test types, clicks and paints happens at once, on a clock set by hand.

desktop = ScriptedDesktop()
desktop.open_window(WindowInfo(1, ("mousepad",), "Untitled 1", 100, Rect(0, 0, 640, 480)))
desktop.focus(1)
desktop.type("Hello", gap_ms=80)
"""

from collections.abc import Sequence

from workbench.desktop.port import (
    ButtonInput,
    Desktop,
    EchoState,
    FocusInput,
    Input,
    KeyInput,
    MotionInput,
    ScrollInput,
    Sink,
)
from workbench.desktop.scripted_accessibility import (
    ScriptedElements,
    ScriptedFields,
    ScriptedHotkeys,
    ScriptedPresence,
    ScriptedSites,
)
from workbench.desktop.scripted_screen import WINDOW, Colour, ScriptedScreen
from workbench.desktop.scripted_windows import ScriptedWindows
from workbench.desktop.seats import one_seat
from workbench.model.events import Button, Modifier, Modifiers
from workbench.model.geometry import Rect
from workbench.model.key_names import KeyName
from workbench.model.session import Monitor, Platform
from workbench.model.windows import WindowInfo

ONE_MONITOR = (Monitor(1, Rect(0, 0, 1280, 800)),)
START_MS = 1_000_000
NAMED: dict[str, str] = {" ": KeyName.SPACE, "\n": KeyName.ENTER, "\t": KeyName.TAB}
SHIFTED = dict(zip('~!@#$%^&*()_+{}|:"<>?', "`1234567890-=[]\\;',./", strict=True))


class ScriptedInput:
    """Hands inputs to the sink as the script makes them, in the script's own thread."""

    def __init__(self) -> None:
        self._sink: Sink | None = None
        self._alive = True

    def start(self, sink: Sink) -> None:
        """Begin to call `sink`."""
        self._sink = sink

    def stop(self) -> None:
        """Call it no more."""
        self._sink = None

    def alive(self) -> bool:
        """Return whether the script has not broken the stream."""
        return self._alive

    def fail(self) -> None:
        """Break the stream, as when the server goes away."""
        self._alive = False
        self._sink = None

    def push(self, item: Input) -> None:
        """Hand one input on, if anybody listens."""
        if self._sink is not None:
            self._sink(item)


class ScriptedTerminals:
    """The echo state that the script gave each process; others have no terminal."""

    def __init__(self) -> None:
        self._states: dict[int, EchoState] = {}

    def echo(self, pid: int) -> EchoState:
        """Return the state as it is now."""
        return self._states.get(pid, EchoState.NO_TERMINAL)

    def set(self, pid: int, state: EchoState) -> None:
        """Change it."""
        self._states[pid] = state


class ScriptedDesktop:
    """The hands on a desktop that is not there. Every method takes effect before it returns."""

    def __init__(self, monitors: Sequence[Monitor] = ONE_MONITOR, *, start_ms: int = START_MS) -> None:
        self.now_ms = start_ms
        """The desktop's clock; it moves only when the script moves it."""
        self.grabbed = False
        """Whether some client has grabbed the keyboard."""
        self.focused: int | None = None
        """The window that has the focus."""
        self.pointer = (0, 0)
        """Where the pointer is, on the root window."""
        self.closed = False
        """Whether the recorder let go of the desktop."""
        self.seats = one_seat()
        """What is known of other seats."""
        self.signs = b""
        """How pointer and keys stand by the desktop's own word; empty where it does not say."""
        self.input = ScriptedInput()
        self.windows = ScriptedWindows(self.clock_ms)
        self.screen = ScriptedScreen(monitors, self.windows.stack, self.clock_ms)
        self.terminals = ScriptedTerminals()
        self.fields = ScriptedFields()
        self.elements = ScriptedElements()
        self.sites = ScriptedSites()
        self.hotkeys = ScriptedHotkeys()
        self.presence = ScriptedPresence()
        self.notices: list[tuple[str, str]] = []
        """What was shown on the desktop."""
        self._platform = Platform("scripted", tuple(monitors), 1.0, "us")
        self._held: list[Modifier] = []

    @property
    def desktop(self) -> Desktop:
        """Return what a recorder sees of it."""
        return Desktop(
            self.input,
            self.windows,
            self.screen,
            self.terminals,
            self.fields,
            self.elements,
            self.sites,
            self.hotkeys,
            self.presence,
            self._notify,
            self._platform,
            self.clock_ms,
            self._close,
            lambda: self.signs,
            lambda: self.seats,
        )

    def _notify(self, title: str, body: str) -> bool:
        self.notices.append((title, body))
        return True

    def _close(self) -> None:
        self.closed = True

    def clock_ms(self) -> int:
        """Return the desktop's time."""
        return self.now_ms

    def advance(self, ms: int) -> None:
        """Let time pass."""
        self.now_ms += ms

    def open_window(self, window: WindowInfo, colour: Colour = WINDOW) -> None:
        """Put a new window of one colour on top."""
        self.windows.open(window)
        self.screen.show(window, colour)

    def close_window(self, window: int) -> None:
        """Take a window away; if it had the focus, nobody has it then."""
        rect = self.windows.info(window).rect
        self.windows.close(window)
        self.screen.touch(rect)
        if self.focused == window:
            self.focus(None)

    def raise_window(self, window: int) -> None:
        """Put a window above all others."""
        self.windows.raise_to_top(window)
        self.screen.touch(self.windows.info(window).rect)

    def retitle_window(self, window: int, title: str) -> None:
        """Give a window another title."""
        self.windows.retitle(window, title)

    def place_window(self, window: int, rect: Rect) -> None:
        """Move or resize a window; what it uncovers is drawn anew too."""
        before = self.windows.info(window).rect
        self.windows.place(window, rect)
        self.screen.touch(before)
        self.screen.resize(self.windows.info(window))

    def focus(self, window: int | None) -> None:
        """Bring the keyboard's focus to a window."""
        self.focused = window
        self.input.push(FocusInput(self.now_ms, window))

    def set_echo(self, pid: int, state: EchoState) -> None:
        """Change what the terminal of a process shows of typing."""
        self.terminals.set(pid, state)

    def paint(self, rect: Rect, rgb: Colour) -> None:
        """Draw a rectangle on the topmost window at its top left; raises `KeyError` where there is none."""
        window = self.windows.stack().at(rect.x, rect.y)
        if window is None:
            raise KeyError(rect)
        self.screen.paint(window, rect, rgb)

    def key_down(self, key: str, text: str = "", *, repeat: bool = False) -> None:
        """Press a key, or let it repeat, at the window that has the focus."""
        self._key(key, text, down=True, repeat=repeat)
        if key in set(Modifier) and not repeat:
            self._held.append(Modifier(key))

    def key_up(self, key: str) -> None:
        """Let a key go."""
        self._key(key, "", down=False)
        if key in self._held:
            self._held.remove(Modifier(key))

    def _key(self, key: str, text: str, *, down: bool, repeat: bool = False) -> None:
        mods = self._mods()
        self.input.push(KeyInput(self.now_ms, down, key, text, mods, self.focused, repeat, self.grabbed))

    def _mods(self) -> Modifiers:
        return tuple(mod for mod in Modifier if mod in self._held)

    def type(self, text: str, *, gap_ms: int = 80) -> None:
        """Type on an English keyboard; `gap_ms` from one character to the next."""
        for character in text:
            key = SHIFTED.get(character, NAMED.get(character, character.lower()))
            mods = (Modifier.SHIFT,) if character in SHIFTED or character.isupper() else ()
            self._stroke(key, "" if character in "\n\t" else character, mods, gap_ms)

    def press(self, key: str, *mods: Modifier, gap_ms: int = 80) -> None:
        """Press a key or a chord and let it go."""
        self._stroke(key, "", mods, gap_ms)

    def _stroke(self, key: str, text: str, mods: tuple[Modifier, ...], gap_ms: int) -> None:
        """Press and let go, modifiers around it; half of the gap passes in between."""
        for mod in mods:
            self.key_down(mod.value)
        self.key_down(key, text)
        self.advance(gap_ms // 2)
        self.key_up(key)
        for mod in reversed(mods):
            self.key_up(mod.value)
        self.advance(gap_ms - gap_ms // 2)

    def move(self, x: int, y: int) -> None:
        """Move the pointer to a point of the root window."""
        self.pointer = (x, y)
        self.input.push(MotionInput(self.now_ms, x, y, self._under_pointer()))

    def button_down(self, button: Button = Button.LEFT) -> None:
        """Press a button where the pointer is."""
        self._button(button, down=True)

    def button_up(self, button: Button = Button.LEFT) -> None:
        """Let a button go where the pointer is."""
        self._button(button, down=False)

    def _button(self, button: Button, *, down: bool) -> None:
        self.input.push(
            ButtonInput(self.now_ms, down, button, *self.pointer, self._mods(), self._under_pointer())
        )

    def click(
        self, x: int, y: int, button: Button = Button.LEFT, *, clicks: int = 1, gap_ms: int = 100
    ) -> None:
        """Move there and click; `gap_ms` from one press to the next."""
        self.move(x, y)
        for _ in range(clicks):
            self.button_down(button)
            self.advance(gap_ms // 2)
            self.button_up(button)
            self.advance(gap_ms - gap_ms // 2)

    def drag(
        self, start: tuple[int, int], end: tuple[int, int], button: Button = Button.LEFT, *, moves: int = 8
    ) -> None:
        """Press at one point, move in a line with 20 ms a step, and let go at the other."""
        self.move(*start)
        self.button_down(button)
        for step in range(1, moves + 1):
            self.advance(20)
            x, y = (a + (b - a) * step // moves for a, b in zip(start, end, strict=True))
            self.move(x, y)
        self.button_up(button)
        self.advance(20)

    def scroll(self, dy: int = -1, dx: int = 0, *, notches: int = 1, gap_ms: int = 50) -> None:
        """Turn the wheel where the pointer is."""
        for _ in range(notches):
            under = self._under_pointer()
            self.input.push(ScrollInput(self.now_ms, *self.pointer, dx, dy, self._mods(), under))
            self.advance(gap_ms)

    def _under_pointer(self) -> int | None:
        """Return the topmost window under the pointer."""
        window = self.windows.stack().at(*self.pointer)
        return window.id if window else None

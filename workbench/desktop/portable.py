"""pynput where the ordered X stream cannot be had: the same inputs, attributed when they arrive.

Which window a key went to is then a guess of the moment (79 of 1,200 keys were wrong, measured), so this is
for displays without XKB, and for replay; everything else takes the ordered stream.
"""

import threading
import time
from dataclasses import replace
from typing import Any

from workbench.desktop.port import ButtonInput, Desktop, KeyInput, MotionInput, ScrollInput, Sink
from workbench.desktop.seats import SeatInput, SeatState, one_seat
from workbench.desktop.x11.connection import Connection, close, connect, read_property
from workbench.desktop.x11.desktop import assemble
from workbench.desktop.x11.keynames import key_name
from workbench.desktop.x11.seat_watch import SeatWatch
from workbench.desktop.x11.windows import X11Windows
from workbench.errors import DesktopError
from workbench.model.events import Button, Modifier
from workbench.model.key_names import KeyName

JOIN_S = 1.0
SPECIAL = {
    "cmd": KeyName.META,
    "cmd_l": KeyName.META,
    "cmd_r": KeyName.META,
    "ctrl_l": KeyName.CTRL,
    "ctrl_r": KeyName.CTRL,
    "alt_l": KeyName.ALT,
    "alt_r": KeyName.ALT,
    "alt_gr": KeyName.ALTGR,
    "shift_l": KeyName.SHIFT,
    "shift_r": KeyName.SHIFT,
    "page_up": KeyName.PAGE_UP,
    "page_down": KeyName.PAGE_DOWN,
    "caps_lock": KeyName.CAPS_LOCK,
    "num_lock": KeyName.NUM_LOCK,
    "scroll_lock": KeyName.SCROLL_LOCK,
    "print_screen": KeyName.PRINT_SCREEN,
    "media_volume_up": KeyName.VOLUME_UP,
    "media_volume_down": KeyName.VOLUME_DOWN,
    "media_volume_mute": KeyName.VOLUME_MUTE,
    "media_play_pause": KeyName.PLAY_PAUSE,
    "media_next": KeyName.NEXT_TRACK,
    "media_previous": KeyName.PREVIOUS_TRACK,
    "media_stop": KeyName.STOP_PLAYING,
    "media_eject": KeyName.EJECT,
}
"""pynput's names that are not the canonical ones."""
BUTTONS = {
    "left": Button.LEFT, "right": Button.RIGHT, "middle": Button.MIDDLE, "button8": Button.X1,
    "button9": Button.X2, "x1": Button.X1, "x2": Button.X2,
}  # fmt: skip


def open_portable(display: str | None, own_pids: frozenset[int]) -> Desktop:
    """Open a desktop whose input comes from pynput; raises `DesktopError`."""
    windows = X11Windows(display, own_pids)
    return assemble(display, windows, PortableInput(display, windows))


class PortableInput:
    """Two pynput listeners behind one sink, called under a lock."""

    def __init__(self, display: str | None, windows: X11Windows) -> None:
        self._display, self._windows = display, windows
        self._lock = threading.Lock()
        self._down: dict[str, str] = {}
        self._listeners: list[Any] = []
        self._asked: Connection = None
        self._seats: SeatWatch | None = None
        self._known = True

    def start(self, sink: Sink) -> None:
        """Begin to call `sink`."""
        self._asked = connect(self._display)
        if not self._asked.has_extension("RECORD"):
            close(self._asked)
            text = "The display has no RECORD extension, which pynput needs too, so nothing was recorded."
            raise DesktopError(text)
        self._seats = SeatWatch(self._display, (self._windows.marker.window,))
        from pynput import keyboard, mouse

        self._sink = sink
        self._listeners = [
            keyboard.Listener(
                on_press=lambda key, *_: self._key(key, down=True),
                on_release=lambda key, *_: self._key(key, down=False),
            ),
            mouse.Listener(
                on_move=lambda x, y, *_: self._move(x, y),
                on_click=lambda x, y, button, down, *_: self._click((x, y), button.name, down=down),
                on_scroll=lambda x, y, dx, dy, *_: self._scroll((x, y), dx, dy),
            ),
        ]
        for listener in self._listeners:
            listener.start()
            listener.wait()

    def seats(self) -> SeatState:
        """Return what is known of other seats: pynput does not tell from which one an input comes."""
        state = self._seats.state if self._seats is not None else one_seat()
        return replace(state, known=state.known and not state.others)

    def _is_own(self) -> bool:
        """Return whether an input is the volunteer's for certain; tell where that changes."""
        if self._seats is not None:
            self._seats.told()
        known = self.seats().known
        if known != self._known:
            self._known = known
            self._down.clear()
            self._sink(SeatInput(_now(), known))
        return known

    def _key(self, key: Any, *, down: bool) -> None:
        with self._lock:
            if not self._is_own():
                return
            name, text = _named(key)
            mods = self._modifiers()
            repeat = down and name in self._down
            if down:
                self._down[name] = name
            else:
                name = self._released(name)
            chord = set(mods) - {Modifier.SHIFT}
            window = self._active()
            self._sink(KeyInput(_now(), down, name, text if down and not chord else "", mods, window, repeat))

    def _released(self, name: str) -> str:
        """Return the name under which a key went down: pynput calls Shift+1 `!` going down and `1` going up."""
        if name not in self._down:
            plain = [each for each in self._down if each not in set(Modifier)]
            name = plain[0] if len(plain) == 1 else name
        self._down.pop(name, None)
        return name

    def _modifiers(self) -> tuple[Modifier, ...]:
        return tuple(modifier for modifier in Modifier if modifier.value in self._down)

    def _active(self) -> int | None:
        value = read_property(self._asked, int(self._asked.screen().root.id), "_NET_ACTIVE_WINDOW")
        return int(value[0]) if value is not None and len(value) and value[0] else None

    def _under(self, x: int, y: int) -> int | None:
        window = self._windows.stack().at(x, y)
        return window.id if window else None

    def _move(self, x: int, y: int) -> None:
        with self._lock:
            if self._is_own():
                self._sink(MotionInput(_now(), x, y, self._under(x, y)))

    def _click(self, place: tuple[int, int], name: str, *, down: bool) -> None:
        with self._lock:
            if self._is_own() and name in BUTTONS:
                window = self._under(*place)
                self._sink(ButtonInput(_now(), down, BUTTONS[name], *place, self._modifiers(), window))

    def _scroll(self, place: tuple[int, int], dx: int, dy: int) -> None:
        with self._lock:
            if self._is_own():
                self._sink(ScrollInput(_now(), *place, dx, dy, self._modifiers(), self._under(*place)))

    def stop(self) -> None:
        """Ask the listeners to end; pynput's threads may wait for one more event, and are left to it."""
        for listener in self._listeners:
            listener.stop()
        for listener in self._listeners:
            listener.join(JOIN_S)
        self._listeners = []
        if self._asked is not None:
            close(self._asked)
            self._asked = None
        if self._seats is not None:
            self._seats.close()
            self._seats = None

    def alive(self) -> bool:
        """Return whether both listeners still run."""
        return bool(self._listeners) and all(listener.is_alive() for listener in self._listeners)


def _named(key: Any) -> tuple[str, str]:
    """Return a pynput key's canonical name and text."""
    special = getattr(key, "name", None)
    if special == KeyName.SPACE:
        return special, " "
    if special:
        return str(SPECIAL.get(special, special)), ""
    char = getattr(key, "char", None) or ""
    if char.isprintable() and char:
        return key_name(char, char), char
    return f"keysym_{getattr(key, 'vk', 0)}", ""


def _now() -> int:
    return time.monotonic_ns() // 1_000_000

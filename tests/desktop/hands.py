"""A pair of hands and eyes on an X display, through XTEST and plain Xlib: none of the code under test."""

import time
from contextlib import suppress
from typing import Any

from Xlib import XK, X, display, error
from Xlib.ext import xtest
from Xlib.protocol import event as protocol_event
from Xlib.protocol.rq import DictWrapper

MODIFIER_NAMES = {
    "ctrl": "Control_L",
    "shift": "Shift_L",
    "alt": "Alt_L",
    "meta": "Super_L",
    "altgr": "ISO_Level3_Shift",
}
XK.load_keysym_group("xkb")
EURO_SIGN = 0x20AC
CONTROL_KEYS = {"\n": "Return", "\t": "Tab", "\b": "BackSpace", "\x1b": "Escape"}


class Hands:
    """Types, clicks and looks; one connection, used by one thread."""

    def __init__(self, name: str) -> None:
        self._display = display.Display(name)
        self._display.set_error_handler(lambda *_: None)
        self._root = self._display.screen().root

    def close(self) -> None:
        try:
            self._display.close()
        except error.ConnectionClosedError:
            return

    def _fake(self, kind: int, detail: int = 0, x: int = 0, y: int = 0) -> None:
        xtest.fake_input(self._display, kind, detail, x=x, y=y)
        self._display.flush()

    def _keysyms(self) -> dict[int, tuple[int, int]]:
        """Map each keysym of the first group to (keycode, level)."""
        first = self._display.display.info.min_keycode
        count = self._display.display.info.max_keycode - first + 1
        rows = self._display.get_keyboard_mapping(first, count)
        known: dict[int, tuple[int, int]] = {}
        for column, level in ((0, 0), (1, 1), (4, 2), (5, 3)):
            for offset, row in enumerate(rows):
                if column < len(row) and row[column]:
                    known.setdefault(row[column], (first + offset, level))
        return known

    def keycode(self, name: str) -> int:
        """Return the keycode of a keysym name in the mapping of this moment."""
        keysym = XK.string_to_keysym(name) or _keysym_of(name)
        return self._keysyms()[keysym][0]

    def type(self, text: str, gap_ms: float = 0) -> None:
        known = self._keysyms()
        shift, third = self.keycode("Shift_L"), known.get(XK.string_to_keysym("ISO_Level3_Shift"), (0, 0))[0]
        for char in text:
            keycode, level = known[_keysym_of(char)]
            held = [code for code, wanted in ((shift, level & 1), (third, level & 2)) if wanted]
            self.tap_codes(keycode, held)
            if gap_ms:
                time.sleep(gap_ms / 1000)
        self._display.sync()

    def tap_codes(self, keycode: int, held: list[int]) -> None:
        """Press and let go of one keycode while others are held."""
        for code in held:
            self._fake(X.KeyPress, code)
        self._fake(X.KeyPress, keycode)
        self._fake(X.KeyRelease, keycode)
        for code in reversed(held):
            self._fake(X.KeyRelease, code)

    def key_down(self, name: str) -> None:
        self._fake(X.KeyPress, self.keycode(name))

    def key_up(self, name: str) -> None:
        self._fake(X.KeyRelease, self.keycode(name))

    def up_code(self, keycode: int) -> None:
        self._fake(X.KeyRelease, keycode)

    def press(self, chord: str) -> None:
        *held, key = chord.split("+") if chord != "+" else ["plus"]
        self.tap_codes(self.keycode(key), [self.keycode(MODIFIER_NAMES[name]) for name in held])
        self._display.sync()

    def move(self, x: int, y: int) -> None:
        self._fake(X.MotionNotify, 0, x, y)

    def stay(self) -> None:
        """Go to where the pointer is, which is an event all the same."""
        at = self._root.query_pointer()
        self.move(at.root_x, at.root_y)
        self._display.sync()

    def button(self, number: int, *, down: bool) -> None:
        self._fake(X.ButtonPress if down else X.ButtonRelease, number)

    def click(self, x: int, y: int, *, button: int = 1, times: int = 1) -> None:
        self.move(x, y)
        for _ in range(times):
            self.button(button, down=True)
            self.button(button, down=False)
        self._display.sync()

    def drag(self, start: tuple[int, int], end: tuple[int, int], *, steps: int = 10) -> None:
        self.move(*start)
        self.button(1, down=True)
        for step in range(1, steps + 1):
            x = start[0] + (end[0] - start[0]) * step // steps
            y = start[1] + (end[1] - start[1]) * step // steps
            self.move(x, y)
            time.sleep(0.01)
        self.button(1, down=False)
        self._display.sync()

    def scroll(self, notches: int) -> None:
        for _ in range(abs(notches)):
            self.button(4 if notches > 0 else 5, down=True)
            self.button(4 if notches > 0 else 5, down=False)
        self._display.sync()

    def sync(self) -> None:
        self._display.sync()

    def pixel(self, x: int, y: int) -> tuple[int, int, int]:
        image = self._root.get_image(x, y, 1, 1, X.ZPixmap, 0xFFFFFFFF)
        blue, green, red = image.data[:3]
        return red, green, blue

    def window_manager_runs(self) -> bool:
        """Return whether a window manager announces itself and manages a window that is opened to see."""
        if self._property(self._root, "_NET_SUPPORTING_WM_CHECK") is None:
            return False
        probe = self._root.create_window(0, 0, 9, 9, 0, X.CopyFromParent)
        probe.map()
        for _ in range(20):
            managed = self._property(probe, "WM_STATE") is not None
            if managed:
                break
            time.sleep(0.02)
        probe.destroy()
        self._display.sync()
        return managed

    def _property(self, window: Any, name: str) -> Any:
        found = window.get_full_property(self._display.intern_atom(name), X.AnyPropertyType)
        return found.value if found else None

    def windows(self) -> list[int]:
        """Return all client windows, newest last; without a window manager the root's children."""
        listed = self._property(self._root, "_NET_CLIENT_LIST")
        if listed is not None:
            return [int(window) for window in listed]
        return [child.id for child in self._root.query_tree().children]

    def popups(self) -> list[int]:
        """Return the windows that show and that no window manager manages."""
        found = []
        for child in self._root.query_tree().children:
            with suppress(error.XError):
                held = child.get_attributes()
                if held.override_redirect and held.map_state == X.IsViewable and child.get_geometry().width > 1:
                    found.append(child.id)
        return found

    def names_of(self, window: int) -> tuple[str, ...]:
        """Return a window's class, instance and title in lower case; empty when it is gone."""
        resource = self._display.create_resource_object("window", window)
        try:
            names = [*(resource.get_wm_class() or ()), resource.get_wm_name() or ""]
            title = self._property(resource, "_NET_WM_NAME")
        except error.XError:
            return ()
        if isinstance(title, bytes):
            names.append(title.decode())
        return tuple(str(name).lower() for name in names)

    def is_mapped(self, window: int) -> bool:
        try:
            attributes = self._display.create_resource_object("window", window).get_attributes()
        except error.XError:
            return False
        return bool(attributes.map_state == X.IsViewable)

    def find_window(self, name: str) -> int | None:
        """Return the newest viewable window of that class, instance or title."""
        wanted = name.lower()
        for window in reversed(self.windows()):
            if wanted in self.names_of(window) and self.is_mapped(window):
                return window
        return None

    def place_of(self, window: int) -> tuple[int, int, int, int]:
        """Return a window's place on the root, without decorations."""
        resource = self._display.create_resource_object("window", window)
        size: DictWrapper = resource.get_geometry()
        at = resource.translate_coords(self._root, 0, 0)
        return -at.x, -at.y, size.width, size.height

    def pid_of(self, window: int) -> int | None:
        resource = self._display.create_resource_object("window", window)
        pid = self._property(resource, "_NET_WM_PID")
        return int(pid[0]) if pid is not None and len(pid) else None

    def focus(self, window: int) -> None:
        """Ask the window manager to raise and focus a window, as a task bar would."""
        resource = self._display.create_resource_object("window", window)
        self._root.send_event(
            _client_message(resource, self._display.intern_atom("_NET_ACTIVE_WINDOW")),
            event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask,
        )
        self._display.sync()

    def has_focus(self, window: int) -> bool:
        """Return whether the server gives keys to a window or to something inside it."""
        holder = self._display.get_input_focus().focus
        try:
            while isinstance(getattr(holder, "id", None), int) and holder.id != window:
                holder = holder.query_tree().parent
        except error.XError:
            return False
        return getattr(holder, "id", None) == window


def _client_message(window: Any, kind: int) -> Any:

    return protocol_event.ClientMessage(window=window, client_type=kind, data=(32, [2, X.CurrentTime, 0, 0, 0]))


def _keysym_of(char: str) -> int:
    if char in CONTROL_KEYS:
        return int(XK.string_to_keysym(CONTROL_KEYS[char]))
    if char == "€":
        return EURO_SIGN
    code = ord(char)
    return code if 0x20 <= code < 0x100 else 0x01000000 | code

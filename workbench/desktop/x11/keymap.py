"""What keys are called and what they write, in the layout in force, compose included."""

import ctypes
import os
from dataclasses import dataclass

from workbench.desktop.x11.connection import Connection
from workbench.desktop.x11.keynames import key_name
from workbench.desktop.x11.xkb import CANCELLED, COMPOSED, COMPOSING, text_of, xkb_library
from workbench.errors import DesktopError
from workbench.model.events import Modifier, Modifiers
from workbench.model.key_names import KeyName

SHIFT_BIT, CONTROL_BIT, FIRST_MOD_BIT = 0, 2, 3
KEYPAD = range(0xFF80, 0xFFBF)
"""Keysyms of the keypad: there NumLock decides which key it is."""
LOCALES = ("LC_ALL", "LC_CTYPE", "LANG")


@dataclass(frozen=True, slots=True)
class KeyMeaning:
    """What one key is in one state of the modifiers."""

    name: str
    """Its canonical name."""
    text: str
    """What it writes by itself."""
    keysym: int
    """The symbol that compose sequences are made of."""
    latin: str = ""
    """What it is called in a layout that writes ASCII with it, where the one in force does not."""


class Keymap:
    """The server's keymap on a connection of its own; used by one thread."""

    def __init__(self, name: str | None) -> None:
        self._xkb = xkb_library()
        self._server = self._xkb.xcb_connect(name.encode() if name else None, None)
        self._device = self._find_keyboard()
        self._context = self._xkb.xkb_context_new(0)
        self._compose = self._open_compose()
        self._keymap: int | None = None
        self._state: int | None = None
        self._meanings: dict[tuple[int, int], KeyMeaning] = {}
        self._held: dict[int, Modifiers] = {}
        self._modifier_bits: dict[Modifier, int] = {}

    def _find_keyboard(self) -> int:
        numbers = [ctypes.c_uint16(), ctypes.c_uint16(), ctypes.c_uint8(), ctypes.c_uint8()]
        pointers = [ctypes.byref(number) for number in numbers]
        ready = not self._xkb.xcb_connection_has_error(self._server)
        ready = ready and self._xkb.xkb_x11_setup_xkb_extension(self._server, 1, 0, 0, *pointers)
        device = self._xkb.xkb_x11_get_core_keyboard_device_id(self._server) if ready else -1
        if device < 0:
            self._xkb.xcb_disconnect(self._server)
            text = (
                "The display has no XKB keyboard, so keys cannot be told apart and nothing was recorded: "
                "record with --input pynput."
            )
            raise DesktopError(text)
        return int(device)

    def _open_compose(self) -> int | None:
        named = next((os.environ[name] for name in LOCALES if os.environ.get(name)), "C")
        for locale in (named, "en_US.UTF-8"):
            table = self._xkb.xkb_compose_table_new_from_locale(self._context, locale.encode(), 0)
            if table:
                state = self._xkb.xkb_compose_state_new(table, 0)
                self._xkb.xkb_compose_table_unref(table)
                return int(state)
        return None

    def reload(self, connection: Connection) -> None:
        """Fetch the layout that is in force now."""
        keymap = self._xkb.xkb_x11_keymap_new_from_device(self._context, self._server, self._device, 0)
        state = self._xkb.xkb_x11_state_new_from_device(keymap, self._server, self._device) if keymap else None
        if not state:
            text = "The keyboard layout cannot be read, so nothing more was recorded: start again."
            raise DesktopError(text)
        self._release()
        self._keymap, self._state = keymap, state
        self._meanings.clear()
        self._held.clear()
        self._modifier_bits = self._find_modifiers(connection)

    def _find_modifiers(self, connection: Connection) -> dict[Modifier, int]:
        """Tell which bits of an event's state are Alt and Meta: servers assign them freely."""
        bits = {Modifier.CTRL: 1 << CONTROL_BIT, Modifier.SHIFT: 1 << SHIFT_BIT}
        wanted = {KeyName.ALT.value: Modifier.ALT, KeyName.META.value: Modifier.META}
        rows = connection.get_modifier_mapping()
        for bit, keycodes in enumerate(rows[FIRST_MOD_BIT:], FIRST_MOD_BIT):
            for keycode in keycodes:
                modifier = wanted.get(self._unshifted(keycode, 0)[0]) if keycode else None
                if modifier:
                    bits.setdefault(modifier, 1 << bit)
        return bits

    def modifiers(self, state: int) -> Modifiers:
        """Return the modifiers that an event's state holds, locks and AltGr left out."""
        known = self._held.get(state & 0xFF)
        if known is None:
            bits = self._modifier_bits
            known = tuple(modifier for modifier in Modifier if state & 0xFF & bits.get(modifier, 0))
            self._held[state & 0xFF] = known
        return known

    def mask(self, mods: Modifiers) -> int | None:
        """Return the bits of an event's state for these modifiers; none where the keyboard lacks one."""
        bits = [self._modifier_bits.get(modifier) for modifier in mods]
        return sum(bit for bit in bits if bit) if all(bits) else None

    def meaning(self, keycode: int, state: int) -> KeyMeaning:
        """Return what a key is and writes under an event's state: modifiers in 8 bits, group in bits 13–14."""
        key = (keycode, state & 0x60FF)
        known = self._meanings.get(key)
        if known is None:
            known = self._meanings[key] = self._look_up(keycode, state & 0xFF, (state >> 13) & 3)
        return known

    def _look_up(self, keycode: int, held: int, group: int) -> KeyMeaning:
        self._xkb.xkb_state_update_mask(self._state, held, 0, 0, 0, 0, group)
        keysym = int(self._xkb.xkb_state_key_get_one_sym(self._state, keycode))
        text = text_of(self._xkb.xkb_state_key_get_utf8, self._state, keycode)
        name, first = self._unshifted(keycode, group)
        if first in KEYPAD:
            name = self._name(keysym)
        writes = text.isprintable() and not set(self.modifiers(held)) - {Modifier.SHIFT}
        return KeyMeaning(name, text if writes else "", keysym, self._latin(keycode, name))

    def _latin(self, keycode: int, name: str) -> str:
        """Return the first ASCII name that a layout has for a key whose name in force is none."""
        if name.isascii():
            return ""
        layouts = range(self._xkb.xkb_keymap_num_layouts_for_key(self._keymap, keycode))
        names = (self._unshifted(keycode, group)[0] for group in layouts)
        return next((other for other in names if other.isascii()), "")

    def keycodes(self, key: str, group: int) -> tuple[int, ...]:
        """Return the keys that give that key in a chord while a group is in force."""
        first = self._xkb.xkb_keymap_min_keycode(self._keymap)
        last = self._xkb.xkb_keymap_max_keycode(self._keymap)
        meanings = ((keycode, self.meaning(keycode, group << 13)) for keycode in range(first, last + 1))
        return tuple(keycode for keycode, meaning in meanings if key in (meaning.name, meaning.latin))

    def _unshifted(self, keycode: int, group: int) -> tuple[str, int]:
        """Return the name and keysym of a key's first level in a group."""
        self._xkb.xkb_state_update_mask(self._state, 0, 0, 0, 0, 0, group)
        layout = self._xkb.xkb_state_key_get_layout(self._state, keycode)
        symbols = ctypes.POINTER(ctypes.c_uint32)()
        count = self._xkb.xkb_keymap_key_get_syms_by_level(
            self._keymap, keycode, layout, 0, ctypes.byref(symbols)
        )
        keysym = int(symbols[0]) if count > 0 else 0
        return (self._name(keysym) if keysym else f"keycode_{keycode}"), keysym

    def _name(self, keysym: int) -> str:
        name = text_of(self._xkb.xkb_keysym_get_name, keysym)
        return key_name(name, text_of(self._xkb.xkb_keysym_to_utf8, keysym))

    def composed(self, meaning: KeyMeaning) -> str:
        """Feed one key press to the compose sequence, and return what comes to stand on the screen."""
        if self._compose is None or not self._xkb.xkb_compose_state_feed(self._compose, meaning.keysym):
            return meaning.text
        status = self._xkb.xkb_compose_state_get_status(self._compose)
        if status == COMPOSED:
            return text_of(self._xkb.xkb_compose_state_get_utf8, self._compose)
        return "" if status in (COMPOSING, CANCELLED) else meaning.text

    def forget_composing(self) -> None:
        """Drop a sequence that was begun: the window it was begun in has lost the keyboard."""
        if self._compose is not None:
            self._xkb.xkb_compose_state_reset(self._compose)

    def _release(self) -> None:
        if self._state is not None:
            self._xkb.xkb_state_unref(self._state)
            self._xkb.xkb_keymap_unref(self._keymap)
            self._state = self._keymap = None

    def close(self) -> None:
        """Let go of the libraries' memory and of the connection."""
        self._release()
        if self._compose is not None:
            self._xkb.xkb_compose_state_unref(self._compose)
            self._compose = None
        if self._context is not None:
            self._xkb.xkb_context_unref(self._context)
            self._context = None
            self._xkb.xcb_disconnect(self._server)

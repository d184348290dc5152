"""Hotkeys in the ordered stream: heard as they arrive, their keys and what was held for them never kept.

A modifier that might yet turn out to be held for a hotkey waits like every input. If nobody knows by the time
it is due, it leaves the queue and comes back, dated by the key or click that it was held for, once there is
one. So nothing behind it waits longer, and a hotkey whose modifiers were held for minutes leaves no trace.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from workbench.capture.protocol import Command
from workbench.desktop.port import ButtonInput, Input, KeyInput, ScrollInput
from workbench.model.chords import Chord
from workbench.model.events import Modifiers
from workbench.model.key_names import KeyName
from workbench.model.key_roles import is_modifier


class Fate(Enum):
    """What became of a modifier's press."""

    OPEN = auto()
    """Not known yet: it is still down, and nothing else was pressed."""
    LATE = auto()
    """The same, and it was due meanwhile, so that it has left the queue."""
    KEPT = auto()
    """It was held for something that the applications got."""
    STRIPPED = auto()
    """It was held for a hotkey."""


@dataclass(slots=True, eq=False)
class ModifierPress:
    """A modifier that went down, and may have been held for a hotkey."""

    item: KeyInput
    """The press."""
    fate: Fate = Fate.OPEN
    """What became of it; changed under the watch's lock."""

    @property
    def at_ms(self) -> int:
        """When it went down."""
        return self.item.at_ms


class ChordWatch:
    """Stands before the queue: `take` belongs to the input thread, `due` to the recorder's loop."""

    def __init__(self, add: Callable[[Input | ModifierPress], None]) -> None:
        self._add = add
        self._heard: Callable[[Command, int], None] | None = None
        self._lock = threading.Lock()
        self._chords: dict[tuple[Modifiers, str], Command] = {}
        self._modifiers: frozenset[str] = frozenset()
        self._open: dict[str, ModifierPress] = {}
        self._swallowed: set[str] = set()
        self._holding: str | None = None
        self._third_level = False
        self._over = False

    def listen_for(self, chords: Mapping[Command, Chord], heard: Callable[[Command, int], None]) -> None:
        """Call `heard` for these chords from now on; to be done before the first input."""
        self._heard = heard
        self._chords = {(chord.mods, chord.key): command for command, chord in chords.items()}
        self._modifiers = frozenset(str(mod) for chord in chords.values() for mod in chord.mods)

    def take(self, item: Input) -> None:
        """Hand an input on, unless it is part of a hotkey; act on the hotkey at once."""
        if self._over:
            return
        if isinstance(item, KeyInput):
            self._take_key(item)
            return
        if isinstance(item, ScrollInput) or (isinstance(item, ButtonInput) and item.down):
            self._use_modifiers(item.at_ms)
        self._add(item)

    def due(self, press: ModifierPress) -> KeyInput | None:
        """Return the press if it is to be kept; one that nobody knows about comes again once it is used."""
        with self._lock:
            if press.fate is Fate.OPEN:
                press.fate = Fate.LATE
            return press.item if press.fate is Fate.KEPT else None

    def _take_key(self, item: KeyInput) -> None:
        if item.key == KeyName.ALTGR:
            self._third_level = item.down
        if not item.down:
            self._release(item)
        elif item.repeat and (item.key in self._swallowed or item.key in self._open):
            return
        else:
            self._swallowed.discard(item.key)
            self._press(item)

    def _press(self, item: KeyInput) -> None:
        command = self._command(item)
        if command is not None:
            self._fire(command, item)
        elif self._holding is not None:
            self._swallowed.add(item.key)  # while the hotkey is down, the keyboard is ours: nobody got this key
        elif item.key in self._modifiers and not item.repeat:
            press = self._open[item.key] = ModifierPress(item)
            self._add(press)
        else:
            if not is_modifier(item.key):
                self._use_modifiers(item.at_ms)
            self._add(item)

    def _command(self, item: KeyInput) -> Command | None:
        if item.repeat or self._third_level:
            return None
        return self._chords.get((item.mods, item.key)) or self._chords.get((item.mods, item.latin))

    def _fire(self, command: Command, item: KeyInput) -> None:
        with self._lock:
            for press in self._open.values():
                press.fate = Fate.STRIPPED
        self._swallowed |= {*self._open, item.key}
        self._open.clear()
        self._holding = item.key
        self._over = command is Command.STOP
        if self._heard is not None:
            self._heard(command, item.at_ms)

    def _release(self, item: KeyInput) -> None:
        if self._holding == item.key:
            self._holding = None
        if item.key in self._swallowed:
            self._swallowed.discard(item.key)
            return
        press = self._open.pop(item.key, None)
        if press is not None:
            self._keep(press, item.at_ms)
        self._add(item)

    def _use_modifiers(self, at_ms: int) -> None:
        """Note that what is held was held for an input that is no hotkey."""
        used, self._open = self._open, {}
        for press in used.values():
            self._keep(press, at_ms)

    def _keep(self, press: ModifierPress, at_ms: int) -> None:
        with self._lock:
            late = press.fate is Fate.LATE
            press.fate = Fate.KEPT
        if late:
            self._add(replace(press.item, at_ms=at_ms))

"""Chords taken from the whole display, so that no other program gets them: passive grabs on the root window.

What a chord does is decided in the ordered stream of inputs. Here it is only kept from everybody else, whatever
locks are on, and taken anew when the keyboard's layout or group changes.
"""

import logging
import os
import select
import threading
from collections.abc import Iterator
from itertools import combinations

from Xlib import XK, X, error

from workbench.desktop.x11.connection import Connection, close, connect, note_error
from workbench.desktop.x11.keyboard_changes import group_in_force, tell_of_changes
from workbench.desktop.x11.keymap import Keymap
from workbench.errors import DesktopError
from workbench.model.chords import Chord, read_chord

LOG = logging.getLogger(__name__)
LOCKS = ("Num_Lock", "Scroll_Lock")
THIRD_LEVEL = "ISO_Level3_Shift"
STOP_S = 1.0
Grab = tuple[int, int]
"""A keycode and the bits of the modifiers."""


class X11Hotkeys:
    """Holds the grabs on a connection and a thread of its own, from `take` to `give_up`."""

    def __init__(self, name: str | None) -> None:
        self._name = name
        self._thread: threading.Thread | None = None
        self._grabs: dict[Chord, frozenset[Grab]] = {}
        self._stop = -1

    def take(self, chords: tuple[str, ...]) -> tuple[str, ...]:
        """Take these chords; return those that another program has, or that no key of this layout gives."""
        self.give_up()
        wanted = {text: chord for text in chords if (chord := read_chord(text)) is not None}
        if not wanted:
            return chords
        self._connection = connect(self._name)
        try:
            self._keymap = Keymap(self._name)
        except DesktopError:
            close(self._connection)
            return chords
        tell_of_changes(self._connection)
        self._grabs = dict.fromkeys(wanted.values(), frozenset())
        try:
            had = self._grab_all()
        except error.XError as problem:
            note_error(problem)
            had = set()
        self._grabs = {chord: grabs for chord, grabs in self._grabs.items() if chord in had}
        wake, self._stop = os.pipe()
        self._thread = threading.Thread(target=self._run, args=(wake,), name="x11-hotkeys", daemon=True)
        self._thread.start()
        return tuple(text for text in chords if wanted.get(text) not in had)

    def give_up(self) -> None:
        """Let go of all of them."""
        thread, self._thread = self._thread, None
        if thread is not None:
            os.close(self._stop)
            thread.join(STOP_S)

    def _grab_all(self) -> set[Chord]:
        """Take every chord in the layout and group in force; return those that could be had."""
        self._keymap.reload(self._connection)
        group = group_in_force(self._connection)
        locks = lock_bits(self._connection, group)
        wanted = {chord: self._wanted(chord, group, locks) for chord in self._grabs}
        changed = [chord for chord, grabs in wanted.items() if grabs != self._grabs[chord]]
        for chord in changed:  # all before any: a key may go from one chord to another
            self._let_go(chord)
        for chord in changed:
            if wanted[chord] and self._try(wanted[chord]):
                self._grabs[chord] = wanted[chord]
        return {chord for chord, grabs in self._grabs.items() if grabs}

    def _wanted(self, chord: Chord, group: int, locks: tuple[int, ...]) -> frozenset[Grab]:
        """Return what stands for a chord in a group; nothing where its keys are missing."""
        mask = self._keymap.mask(chord.mods)
        if mask is None:
            return frozenset()
        keycodes = self._keymap.keycodes(chord.key, group)
        return frozenset((keycode, mask | lock) for keycode in keycodes for lock in sums_of(locks))

    def _try(self, grabs: frozenset[Grab]) -> bool:
        root = self._connection.screen().root
        catches = []
        for keycode, modifiers in grabs:
            catch = error.CatchError(error.BadAccess)
            root.grab_key(keycode, modifiers, False, X.GrabModeAsync, X.GrabModeAsync, onerror=catch)  # noqa: FBT003  (the library's order)
            catches.append(catch)
        self._connection.sync()
        if not any(catch.get_error() for catch in catches):
            return True
        self._ungrab(grabs)
        return False

    def _let_go(self, chord: Chord) -> None:
        self._ungrab(self._grabs[chord])
        self._grabs[chord] = frozenset()

    def _ungrab(self, grabs: frozenset[Grab]) -> None:
        root = self._connection.screen().root
        for keycode, modifiers in grabs:
            root.ungrab_key(keycode, modifiers)
        self._connection.sync()

    def _run(self, wake: int) -> None:
        """Wait for changes of the keyboard; the chords' own events are read and left alone."""
        try:
            while self._wait(wake):
                self._follow_keyboard()
            for chord in self._grabs:
                self._let_go(chord)
        except (OSError, error.ConnectionClosedError, DesktopError) as problem:
            LOG.debug("the chords are gone: %s", type(problem).__name__)
        finally:
            os.close(wake)
            self._keymap.close()
            close(self._connection)

    def _follow_keyboard(self) -> None:
        """Take the chords anew where the keyboard has changed."""
        try:
            if self._changed() and len(self._grab_all()) < len(self._grabs):
                LOG.debug("a chord cannot be had in the new layout")
        except error.XError as problem:
            note_error(problem)

    def _wait(self, wake: int) -> bool:
        """Wait until there is something to read; false where it is time to stop."""
        if self._connection.pending_events():
            return True
        ready, _, _ = select.select([self._connection.fileno(), wake], [], [])
        return wake not in ready

    def _changed(self) -> bool:
        """Read what has come; return whether any of it is about the keyboard itself."""
        changed = False
        while self._connection.pending_events():
            changed |= self._connection.next_event().type not in (X.KeyPress, X.KeyRelease)
        return changed


def lock_bits(connection: Connection, group: int) -> tuple[int, ...]:
    """Return the modifier bits that say nothing about a chord: those of locks, and what a group itself sets."""
    names = (*LOCKS, THIRD_LEVEL) if group else LOCKS
    bits = {X.LockMask}
    rows = connection.get_modifier_mapping()
    for name in names:
        keycodes = {code for code, _ in connection.keysym_to_keycodes(keysym_of(name))}
        bits |= {1 << bit for bit, row in enumerate(rows) if keycodes.intersection(row)}
    return tuple(sorted(bits))


def keysym_of(name: str) -> int:
    """Return a keysym's number, those of the XKB group included."""
    XK.load_keysym_group("xkb")
    return int(XK.string_to_keysym(name))


def sums_of(bits: tuple[int, ...]) -> Iterator[int]:
    """Yield every combination of these bits."""
    for count in range(len(bits) + 1):
        yield from (sum(chosen) for chosen in combinations(bits, count))

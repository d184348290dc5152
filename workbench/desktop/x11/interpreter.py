"""From the wire to inputs: keys with names and text, pointer with windows, focus; called by one thread.

Event layout: X Window System Protocol, appendix B; all events of devices share one layout.
"""

import struct
import threading

from workbench.desktop.port import (
    ButtonInput,
    FocusInput,
    KeyInput,
    MissedInput,
    MotionInput,
    ScrollInput,
    Sink,
)
from workbench.desktop.x11.clock import ServerClock
from workbench.desktop.x11.connection import Connection
from workbench.desktop.x11.focus import FocusModel
from workbench.desktop.x11.keymap import Keymap
from workbench.desktop.x11.marks import (
    ATOM,
    CLIENT_MESSAGE,
    FOCUS_ANSWERED,
    FOCUS_ASKED,
    READY,
    Mark,
    read_mark,
)
from workbench.desktop.x11.record_stream import Batch
from workbench.desktop.x11.snapshot import Snapshot
from workbench.desktop.x11.stack import StackModel
from workbench.desktop.x11.structure import DESTROY, READERS, apply_structure
from workbench.model.events import Button

KEY_PRESS, KEY_RELEASE, BUTTON_PRESS, BUTTON_RELEASE, MOTION = range(2, 7)
FOCUS_IN, FOCUS_OUT, MAPPING = 9, 10, 34
SENT = 0x80
BUTTONS = {1: Button.LEFT, 2: Button.MIDDLE, 3: Button.RIGHT, 8: Button.X1, 9: Button.X2}
NOTCHES = {4: (0, 1), 5: (0, -1), 6: (-1, 0), 7: (1, 0)}

_DEVICE = struct.Struct("=BB2xI12xhh4xH2x")
_FOCUS = struct.Struct("=BB2xIB")


class Interpreter:
    """Keeps the stack, the focus and the held keys, and calls the sink; silent until it is synchronised."""

    def __init__(
        self,
        control: Connection,
        keymap: Keymap,
        clock: ServerClock,
        sink: Sink,
        markers: frozenset[int] = frozenset(),
    ) -> None:
        self._control, self._keymap, self._clock, self._sink = control, keymap, clock, sink
        self._markers = markers
        self._atom = control.intern_atom(ATOM)
        self._stack = StackModel(int(control.screen().root.id))
        self._focus = FocusModel(self._stack)
        self._down: dict[int, str] = {}
        self._stale_keymap = False
        self._told_focus: int | None = None
        self._changes_when_asked = -1
        self.snapshot = Snapshot((), None, follows_pointer=False)
        """How the windows stood when the first mark was sent."""
        self.synchronised = threading.Event()
        """Set when the first mark has been read, so that stack and focus are known."""
        self._missing: tuple[int, int] | None = None
        self.trusted_client = 0
        """The connection whose structure events count: others get copies of the same."""

    def take(self, batch: Batch) -> None:
        """Interpret one batch."""
        data, live = batch.data, self.synchronised.is_set()
        at_ms, window_at, sink = self._clock.at_ms, self._stack.at, self._sink
        for index, (kind, detail, moment, x, y, state) in enumerate(_DEVICE.iter_unpack(data)):
            if kind <= MOTION and not live:
                self._miss(1)
            elif kind == MOTION:
                sink(MotionInput(at_ms(moment), x, y, window_at(x, y)))
            elif kind > MOTION:
                self._take_delivered(kind, bytes(data[32 * index : 32 * index + 32]), batch)
                live = self.synchronised.is_set()
            elif kind <= KEY_RELEASE:
                self._take_key(kind == KEY_PRESS, detail, at_ms(moment), (x, y), state)
            else:
                self._take_button(kind == BUTTON_PRESS, detail, at_ms(moment), (x, y), state)

    def lose(self, server_time: int) -> None:
        """Note that events are missing: nothing is told until windows and focus have been looked at anew."""
        if self.synchronised.is_set():
            self.synchronised.clear()
            self._missing = (self._clock.at_ms(server_time), 1)
            self._down.clear()

    def _miss(self, count: int) -> None:
        if self._missing is not None:
            self._missing = (self._missing[0], self._missing[1] + count)

    def tell_missing(self, until_ms: int) -> None:
        """Tell of what is missing, if anything is."""
        missing, self._missing = self._missing, None
        if missing is not None:
            self._sink(MissedInput(missing[0], max(until_ms, missing[0]), missing[1]))

    def _take_key(self, down: bool, keycode: int, at_ms: int, place: tuple[int, int], state: int) -> None:  # noqa: FBT001  (one bit of the wire)
        if self._stale_keymap:
            self._keymap.reload(self._control)
            self._stale_keymap = False
        meaning = self._keymap.meaning(keycode, state)
        repeat = down and keycode in self._down
        if down:
            name, text = self._down.setdefault(keycode, meaning.name), self._keymap.composed(meaning)
        else:
            name, text = self._down.pop(keycode, meaning.name), ""
        window, grabbed = self._receiver(place)
        mods = self._keymap.modifiers(state)
        self._sink(KeyInput(at_ms, down, name, text, mods, window, repeat, grabbed, latin=meaning.latin))

    def _receiver(self, place: tuple[int, int]) -> tuple[int | None, bool]:
        """Return who gets a key now, and whether a grab keeps that from being known."""
        focus = self._focus
        if focus.grabbed:
            return (focus.holder, True) if focus.grab is None else (focus.grab, False)
        return (self._stack.at(*place) if focus.follows_pointer else focus.holder), False

    def _take_button(self, down: bool, number: int, at_ms: int, place: tuple[int, int], state: int) -> None:  # noqa: FBT001  (one bit of the wire)
        x, y = place
        mods, window = self._keymap.modifiers(state), self._stack.at(x, y)
        if number in NOTCHES:
            if down:
                self._sink(ScrollInput(at_ms, x, y, *NOTCHES[number], mods, window))
        elif number in BUTTONS:
            self._sink(ButtonInput(at_ms, down, BUTTONS[number], x, y, mods, window))

    def _take_delivered(self, kind: int, data: bytes, batch: Batch) -> None:
        """Take in what the server told its clients: focus, structure, mapping, marks."""
        if kind in (FOCUS_IN, FOCUS_OUT):
            _, detail, window, mode = _FOCUS.unpack_from(data)
            (self._focus.entered if kind == FOCUS_IN else self._focus.left)(window, detail, mode)
        elif kind & ~SENT == CLIENT_MESSAGE:
            self._take_mark(read_mark(data, self._atom), batch.server_time)
        elif batch.client == self.trusted_client:
            self._take_structure(kind, data)
        self._tell_focus(batch.server_time)

    def _take_structure(self, kind: int, data: bytes) -> None:
        if kind == MAPPING:
            self._stale_keymap = True
        elif kind in READERS and self.synchronised.is_set():
            window = apply_structure(self._stack, data)
            if kind == DESTROY and window is not None:
                self._focus.gone(window)

    def _take_mark(self, mark: Mark | None, server_time: int) -> None:
        if mark is None or mark.window not in self._markers:
            return
        if mark.kind == READY:
            self._stack.load(self.snapshot.tops)
            self._focus.load(self.snapshot.focus, follows_pointer=self.snapshot.follows_pointer)
            if self._missing is not None:
                self._focus.doubt()
                self._told_focus = None
                self.tell_missing(self._clock.at_ms(server_time))
            self.synchronised.set()
        elif mark.kind == FOCUS_ASKED:
            self._changes_when_asked = self._focus.changes
        elif mark.kind == FOCUS_ANSWERED and self._changes_when_asked == self._focus.changes:
            self._focus.answer(mark.value)

    def _tell_focus(self, server_time: int) -> None:
        holder = self._focus.holder
        if holder != self._told_focus and self.synchronised.is_set():
            self._told_focus = holder
            self._keymap.forget_composing()
            self._sink(FocusInput(self._clock.at_ms(server_time), holder))

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
from workbench.desktop.seats import SeatInput
from workbench.desktop.x11.clock import ServerClock
from workbench.desktop.x11.connection import Connection
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
from workbench.desktop.x11.seat_focus import FOCUS_IN, FOCUS_OUT, SeatFocus
from workbench.desktop.x11.seat_watch import SeatWatch
from workbench.desktop.x11.snapshot import Snapshot
from workbench.desktop.x11.stack import StackModel
from workbench.desktop.x11.structure import DESTROY, READERS, apply_structure
from workbench.model.events import Button

KEY_PRESS, KEY_RELEASE, BUTTON_PRESS, BUTTON_RELEASE, MOTION = range(2, 7)
MAPPING, GENERIC = 34, 35
SENT = 0x80
BUTTONS = {1: Button.LEFT, 2: Button.MIDDLE, 3: Button.RIGHT, 8: Button.X1, 9: Button.X2}
NOTCHES = {4: (0, 1), 5: (0, -1), 6: (-1, 0), 7: (1, 0)}

_DEVICE = struct.Struct("=BB2xI12xhh4xH2x")
_FOCUS = struct.Struct("=BB2xIB")
_SEAT_FOCUS = struct.Struct("=8xHH6xBB4xI")
"""Kind, keyboard, mode, detail, window."""


class Interpreter:
    """Keeps the stack, the focus and the held keys, and calls the sink; silent until it is synchronised."""

    def __init__(
        self,
        control: Connection,
        keymap: Keymap,
        clock: ServerClock,
        sink: Sink,
        seats: SeatWatch,
    ) -> None:
        self._control, self._keymap, self._clock, self._sink = control, keymap, clock, sink
        self.seats = seats
        self.markers: frozenset[int] = frozenset()
        """The windows to which our own marks are sent."""
        self._atom = control.intern_atom(ATOM)
        self._stack = StackModel(int(control.screen().root.id))
        self._focus = SeatFocus(self._stack)
        self._seat_unknown = False
        self._down: dict[int, str] = {}
        self._stale_keymap = False
        self._told_focus: int | None = None
        self.snapshot = Snapshot((), None, follows_pointer=False)
        """How the windows stood when the first mark was sent."""
        self.synchronised = threading.Event()
        """Set when the first mark has been read, so that stack and focus are known."""
        self._missing: tuple[int, int] | None = None
        self.trusted_client = 0
        """The connection whose structure events count: others get copies of the same."""

    def take(self, batch: Batch) -> None:
        """Interpret one batch."""
        if batch.requested:
            self.seats.client_pointer_set()
            return
        data, live = batch.data, self.synchronised.is_set()
        if self.seats.several and not batch.client:
            data = self._sort_seats(data)
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

    def _sort_seats(self, data: memoryview) -> memoryview:
        """Return the volunteer's events; none of a batch in which an event's device is not known."""
        found = self.seats.sort(data)
        if found.unknown_at is not None:
            self._tell_seat(found.unknown_at, known=False)
            return data[:0]
        if found.own and self._seat_unknown:
            self._tell_seat(_DEVICE.unpack_from(found.own)[2], known=True)
        return memoryview(found.own)

    def _tell_seat(self, server_time: int, *, known: bool) -> None:
        """Tell once that it is not known whose input comes, and that it is known again."""
        if self.synchronised.is_set() and self._seat_unknown == known:
            self._seat_unknown = not known
            self._down.clear()
            self._sink(SeatInput(self._clock.at_ms(server_time), known))

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
        focus = self._focus.now
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
            self._focus.core_event(kind, window, detail, mode)
        elif kind == GENERIC:
            self._take_xinput(data, batch.client, batch.server_time)
        elif kind & ~SENT == CLIENT_MESSAGE:
            self._take_mark(read_mark(data, self._atom), batch.server_time)
        elif batch.client == self.trusted_client:
            self._take_structure(kind, data)
        self._tell_focus(batch.server_time)

    def _take_xinput(self, data: bytes, client: int, server_time: int) -> None:
        """Take in an event of XInput 2: a seat came or went, or the focus of the volunteer's keyboard moved."""
        if client == self.seats.client:
            self.seats.changed(data)
            if self.seats.several:
                self._focus.follow_device()
            else:
                self._tell_seat(server_time, known=True)
            return
        kind, keyboard, mode, detail, window = _SEAT_FOCUS.unpack_from(data)
        if keyboard == self.seats.keyboard:
            self._focus.device_event(kind, window, detail, mode)

    def _take_structure(self, kind: int, data: bytes) -> None:
        if kind == MAPPING:
            self._stale_keymap = True
        elif kind in READERS and self.synchronised.is_set():
            window = apply_structure(self._stack, data)
            if kind == DESTROY and window is not None:
                self._focus.gone(window)

    def _take_mark(self, mark: Mark | None, server_time: int) -> None:
        if mark is None or mark.window not in self.markers:
            return
        if mark.kind == READY:
            self._stack.load(self.snapshot.tops)
            self._focus.load(self.snapshot.focus, follows_pointer=self.snapshot.follows_pointer)
            if self.seats.several:
                self._focus.follow_device()
            if self._missing is not None:
                self._focus.doubt()
                self._told_focus = None
                self.tell_missing(self._clock.at_ms(server_time))
            self.synchronised.set()
        elif mark.kind == FOCUS_ASKED:
            self._focus.asked()
        elif mark.kind == FOCUS_ANSWERED:
            self._focus.answered(mark.value)

    def _tell_focus(self, server_time: int) -> None:
        holder = self._focus.now.holder
        if holder != self._told_focus and self.synchronised.is_set():
            self._told_focus = holder
            self._keymap.forget_composing()
            self._sink(FocusInput(self._clock.at_ms(server_time), holder))

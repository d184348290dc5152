"""Which seats there are and which one is the volunteer's, asked whenever the recorded stream tells of a change.

The volunteer's seat is the recorder's client pointer, and the keyboard paired with it, when the recording
starts. From the first other seat on, the server is asked to name the device of every event.
"""

import logging
import struct
from collections.abc import Iterable
from dataclasses import replace

from Xlib.error import XError
from Xlib.ext import xinput

from workbench.desktop.seats import SeatState
from workbench.desktop.x11.connection import client_of, close, connect, note_error
from workbench.desktop.x11.devices import (
    OWN_CLIENT,
    Seat,
    own_seat,
    read_seats,
    select_events,
    use_xinput,
)
from workbench.desktop.x11.record_stream import WITH_XINPUT, record_range
from workbench.desktop.x11.seat_events import SeatEvents, Sorted, named_kinds

LOG = logging.getLogger(__name__)
_EVENT = struct.Struct("=8xHH4xI")
"""Kind, device, flags."""


class SeatWatch:
    """A connection of its own, used by one thread; any thread may read `state`."""

    def __init__(self, name: str | None, windows: Iterable[int]) -> None:
        """Find the volunteer's seat; `windows` are of those connections whose client pointer matters too."""
        self._connection = connect(name)
        self._windows = (OWN_CLIENT, *windows)
        self._context = 0
        self._usable = use_xinput(self._connection)
        self._own: Seat | None = None
        self._first = 0
        self.client = client_of(self._connection)
        """The connection's resource base, for RECORD."""
        self.several = False
        """Whether there are other seats at that moment of the stream that was read last."""
        self.state = SeatState()
        if self._usable:
            self._find()

    def _find(self) -> None:
        connection = self._connection
        root = int(connection.screen().root.id)
        select_events(connection, root, xinput.AllDevices, xinput.HierarchyChangedMask)
        self._own = own_seat(connection, read_seats(connection))
        self._first = int(connection.query_extension(xinput.extname).first_event)
        pointer, keyboard = (self._own.pointer, self._own.keyboard) if self._own else (0, 0)
        self._events = SeatEvents(self._first, pointer, keyboard)
        self._look()

    @property
    def keyboard(self) -> int:
        """The device number of the volunteer's keyboard; 0 where there is no XInput 2."""
        return self._own.keyboard if self._own else 0

    def begin(self, context: int) -> None:
        """Let a RECORD context record what this connection is told of its devices."""
        self._context = context
        if self._usable:
            self._name_devices(wanted=False)

    def look_anew(self) -> None:
        """Look at all seats where the stream did not tell of them: at its start, and after a loss."""
        if self._usable:
            self._look()
            self.several = self._needs_names()
            self._name_devices(wanted=self.several)

    def changed(self, event: bytes) -> None:
        """Take in an event of this connection, as the stream shows it."""
        kind, _, flags = _EVENT.unpack_from(event)
        if kind != xinput.HierarchyChanged or not flags & (xinput.MasterAdded | xinput.MasterRemoved):
            return
        added = bool(flags & xinput.MasterAdded)
        self.several = self.several or added
        self._look()
        if not added:
            self.several = self._needs_names()
        self._name_devices(wanted=self.several)

    def _needs_names(self) -> bool:
        return bool(self.state.others) or not self.state.known

    def client_pointer_set(self) -> None:
        """Look whether a client pointer that somebody has just set is one of the recorder's."""
        if self.several:
            self._look()

    def told(self) -> SeatState:
        """Take in what the server has told this connection up to now, where no stream tells of changes."""
        if self._usable:
            self._connection.sync()
            if self._connection.pending_events():
                self._look()
        return self.state

    def _look(self) -> None:
        """Ask for all seats and for the recorder's client pointers."""
        try:
            seats = read_seats(self._connection)
        except XError as problem:
            note_error(problem)
            self.state = replace(self.state, known=False)
            return
        for _ in range(self._connection.pending_events()):
            self._connection.next_event()  # each is in the stream too
        others = tuple(seat.name for seat in seats if seat != self._own)
        state = SeatState(others, self._is_known(seats))
        if state != self.state:
            LOG.info("seats: %d others, the volunteer's known: %s", len(others), state.known)
        self.state = state

    def _is_known(self, seats: tuple[Seat, ...]) -> bool:
        """Return whether the volunteer's seat is there and all client pointers are its pointer."""
        try:
            found = {own_seat(self._connection, seats, window) for window in self._windows}
        except XError as problem:
            note_error(problem)
            return False
        return found == {self._own}

    def _name_devices(self, *, wanted: bool) -> None:
        """Let the server record events in the form of XInput 1 too, or no more."""
        recorded = {"delivered_events": WITH_XINPUT}
        if wanted:
            recorded["device_events"] = named_kinds(self._first)
        self._connection.record_register_clients(self._context, 0, [self.client], [record_range(**recorded)])
        self._connection.sync()

    def sort(self, data: memoryview) -> Sorted:
        """Return the volunteer's events among those of all devices; none while the seat is not known."""
        return self._events.sort(data, known=self.state.known)

    def close(self) -> None:
        """Close the connection."""
        close(self._connection)

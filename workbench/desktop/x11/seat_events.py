"""The volunteer's own events among those of all seats: pure.

Core events do not name their device. While there are several seats, the server also records each event in
the form of XInput 1, which does: directly before the core event, from the same call in the server
(RecordADeviceEvent in record/record.c). Layouts: X Window System Protocol, appendix B, and XI1proto,
“DeviceKeyPress”.
"""

import struct
from dataclasses import dataclass

SIZE = 32
FIRST_CORE, LAST_CORE = 2, 6
"""KeyPress to MotionNotify."""
KEY_RELEASE = 3
ONE_BEHIND = 1
"""XInput 1 counts its events from DeviceValuator; DeviceKeyPress is the next one."""
DEVICE_BITS = 0x7F

_EVENT = struct.Struct("=BB2xI12xhh4xHxB")
"""Kind, detail, time, root x, root y, state, and for XInput 1 the device."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """The events of one batch."""

    own: bytes
    """The core events of the volunteer's seat."""
    unknown_at: int | None = None
    """The server's time of the first event whose device is not known."""


def named_kinds(first_event: int) -> tuple[int, int]:
    """Return the first and last event in the form of XInput 1 that are wanted."""
    first = first_event + ONE_BEHIND
    return first, first + LAST_CORE - FIRST_CORE


class SeatEvents:
    """Remembers the device of the event that was named last, also across batches."""

    def __init__(self, first_event: int, pointer: int, keyboard: int) -> None:
        self._first, self._last = named_kinds(first_event)
        self._pointer, self._keyboard = pointer, keyboard
        self._named: tuple[int, ...] = ()
        self._device = 0

    def sort(self, data: memoryview, *, known: bool = True) -> Sorted:
        """Return the volunteer's events; where it is not `known` which seat is theirs, none."""
        own, unknown_at = bytearray(), None
        for at in range(0, len(data) - SIZE + 1, SIZE):
            *fields, device = _EVENT.unpack_from(data, at)
            kind, *rest = fields
            if FIRST_CORE <= kind <= LAST_CORE:
                named, self._named = self._named, ()
                if not known or named != tuple(fields):
                    unknown_at = fields[2] if unknown_at is None else unknown_at
                elif self._device == (self._keyboard if kind <= KEY_RELEASE else self._pointer):
                    own += data[at : at + SIZE]
            elif self._first <= kind <= self._last:
                self._named = (kind - self._first + FIRST_CORE, *rest)
                self._device = device & DEVICE_BITS
        return Sorted(bytes(own), unknown_at)

"""Master pointers and keyboards of an X server, read through XInput 2.

Layouts: XI2proto, “XIGetClientPointer”, “XIQueryDevice”; python-xlib does not know the first one, and parses
more of the second than is needed here.
"""

import struct
from dataclasses import dataclass
from typing import Any

from Xlib.ext import xinput
from Xlib.protocol import rq

from workbench.desktop.x11.connection import Connection, window_of

OWN_CLIENT = 0
"""In place of a window: the client that asks."""
KEYBOARD_KEPT = (xinput.NotifyNormal, xinput.NotifyWhileGrabbed)
"""Modes of a FocusIn that is no grab's; the same numbers in core events."""
FOCUS_EVENTS = xinput.FocusInMask | xinput.FocusOutMask

_DEVICE = struct.Struct("=HHHHHBx")
_FOCUS = struct.Struct("=H6xBx4xI")
"""Device, mode and window, from where python-xlib leaves the event packed."""
_CLASS = struct.Struct("=HH")


class GetClientPointer(rq.ReplyRequest):  # type: ignore[misc]  # the library has no types
    """Asks which master pointer belongs to the client that owns a window."""

    _request = rq.Struct(
        rq.Card8("opcode"), rq.Opcode(45), rq.RequestLength(), rq.Card32("window"),
    )  # fmt: skip
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Pad(1),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Bool("set"),
        rq.Pad(1),
        rq.Card16("device"),
        rq.Pad(20),
    )


class QueryDevice(rq.ReplyRequest):  # type: ignore[misc]  # the library has no types
    """Asks for devices; what the server says of them stays packed."""

    _request = rq.Struct(
        rq.Card8("opcode"), rq.Opcode(48), rq.RequestLength(), rq.Card16("device"), rq.Pad(2),
    )  # fmt: skip
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Pad(1),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Card16("count"),
        rq.Pad(22),
        rq.Binary("devices"),
    )


@dataclass(frozen=True, slots=True)
class Seat:
    """A master pointer and the master keyboard that is paired with it."""

    pointer: int
    """The pointer's device number."""
    keyboard: int
    """The keyboard's device number."""
    name: str
    """The name that both devices share."""


def use_xinput(connection: Connection) -> bool:
    """Tell the server that this connection knows XInput 2.2; return whether the server has it."""
    if not connection.has_extension(xinput.extname):
        return False
    version = _ask(connection, xinput.XIQueryVersion, major_version=2, minor_version=2)
    return bool(version.major_version >= 2)


def read_seats(connection: Connection) -> tuple[Seat, ...]:
    """Return all seats; the first one is the server's own, which cannot be removed."""
    reply = _ask(connection, QueryDevice, device=xinput.AllMasterDevices)
    return parse_seats(reply.count, bytes(reply.devices))


def parse_seats(count: int, data: bytes) -> tuple[Seat, ...]:
    """Return the seats in the packed answer to `QueryDevice`."""
    found, at = [], 0
    for _ in range(count):
        device, use, attachment, classes, length, _ = _DEVICE.unpack_from(data, at)
        at += _DEVICE.size
        name = data[at : at + length].decode("utf-8", "replace")
        at += (length + 3) // 4 * 4
        for _ in range(classes):
            at += 4 * _CLASS.unpack_from(data, at)[1]
        if use == xinput.MasterPointer:
            found.append(Seat(device, attachment, name.removesuffix(" pointer")))
    return tuple(found)


def client_pointer(connection: Connection, window: int = OWN_CLIENT) -> int | None:
    """Return the client pointer of the client that owns a window; none where it is the server's choice.

    The server's choice is the first seat. Raises `XError` where there is no such window.
    """
    reply = _ask(connection, GetClientPointer, window=window)
    return int(reply.device) if reply.set else None


def own_seat(connection: Connection, seats: tuple[Seat, ...], window: int = OWN_CLIENT) -> Seat | None:
    """Return the seat whose pointer is a client's; none where it is not among these."""
    pointer = client_pointer(connection, window)
    if pointer is None:
        return seats[0] if seats else None
    return next((seat for seat in seats if seat.pointer == pointer), None)


def own_keyboard(connection: Connection) -> int:
    """Return the device number of the keyboard in this client's seat; 0 where there is no XInput 2."""
    seat = own_seat(connection, read_seats(connection)) if use_xinput(connection) else None
    return seat.keyboard if seat else 0


def focused_window(event: Any, keyboard: int) -> int | None:
    """Return which window a keyboard's focus came to, by an event of XInput 2; none where it tells no such."""
    if event.evtype != xinput.FocusIn or not isinstance(event.data, bytes):
        return None
    device, mode, window = _FOCUS.unpack_from(event.data)
    return int(window) if device == keyboard and mode in KEYBOARD_KEPT else None


def select_events(connection: Connection, window: int, device: int, mask: int) -> None:
    """Ask for events of a device on a window."""
    wire = connection.display
    opcode = wire.get_extension_major(xinput.extname)
    resource = window_of(connection, window)
    xinput.XISelectEvents(display=wire, opcode=opcode, window=resource, masks=[(device, mask)])


def _ask(connection: Connection, kind: Any, **values: Any) -> Any:
    wire = connection.display
    return kind(display=wire, opcode=wire.get_extension_major(xinput.extname), **values)

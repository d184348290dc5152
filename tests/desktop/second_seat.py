"""A second master pointer and keyboard on a test's X server, as agents and multi-seat set-ups make them.

Requests: X Input Device Extension Library, version 2, XI2proto, sections 7.1 to 7.4.
"""

import struct
from typing import Any

from Xlib import X, display, error
from Xlib.ext import xinput, xtest
from Xlib.protocol import rq

from tests.desktop.hands import Hands

ADD_MASTER, REMOVE_MASTER, ATTACH_SLAVE, DETACH_SLAVE = 1, 2, 3, 4
FLOATING = 2


class ChangeHierarchy(rq.Request):  # type: ignore[misc]  # the library has no types
    """XIChangeHierarchy with changes that are packed already."""

    _request = rq.Struct(
        rq.Card8("opcode"),
        rq.Opcode(43),
        rq.RequestLength(),
        rq.Card8("count"),
        rq.Pad(3),
        rq.Binary("changes"),
    )


class SetClientPointer(rq.Request):  # type: ignore[misc]  # the library has no types
    """XISetClientPointer: which master pointer belongs to the client that owns a window; 0 = this one."""

    _request = rq.Struct(
        rq.Card8("opcode"),
        rq.Opcode(44),
        rq.RequestLength(),
        rq.Card32("window"),
        rq.Card16("device"),
        rq.Pad(2),
    )


class SetFocus(rq.Request):  # type: ignore[misc]  # the library has no types
    """XISetFocus: the window to which a master keyboard's keys go."""

    _request = rq.Struct(
        rq.Card8("opcode"),
        rq.Opcode(49),
        rq.RequestLength(),
        rq.Card32("window"),
        rq.Card32("time"),
        rq.Card16("device"),
        rq.Pad(2),
    )


class FakeDeviceInput(rq.Request):  # type: ignore[misc]  # the library has no types
    """XTestFakeInput with an event that is packed already."""

    _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(2), rq.RequestLength(), rq.Binary("event"))


class Masters:
    """Makes, removes and rearranges devices, on a connection of its own."""

    def __init__(self, name: str) -> None:
        self._display = display.Display(name)
        self._display.set_error_handler(lambda *_: None)
        _announce(self._display)

    def add(self, name: str) -> None:
        """Make a master pointer and a master keyboard, each with an XTEST device."""
        text = name.encode()
        padded = text + bytes(-len(text) % 4)
        self._change(struct.pack("=HHHBB", ADD_MASTER, 2 + len(padded) // 4, len(text), 1, 1) + padded)

    def remove(self, name: str) -> None:
        """Remove a master pointer and its keyboard; their devices float then."""
        pointer = self.devices()[f"{name} pointer"]
        self._change(struct.pack("=HHHBxHH", REMOVE_MASTER, 3, pointer, FLOATING, 0, 0))

    def attach(self, slave: str, master: str) -> None:
        """Let a device belong to a master."""
        known = self.devices()
        self._change(struct.pack("=HHHH", ATTACH_SLAVE, 2, known[slave], known[master]))

    def float(self, slave: str) -> None:
        """Let a device belong to no master."""
        self._change(struct.pack("=HHHxx", DETACH_SLAVE, 2, self.devices()[slave]))

    def set_client_pointer(self, window: int, pointer: str) -> None:
        """Change the client pointer of the client that owns a window."""
        self.ask(SetClientPointer, window=window, device=self.devices()[pointer])

    def devices(self) -> dict[str, int]:
        """Return all devices' numbers by their names."""
        return {_text(each.name): int(each.deviceid) for each in self._display.xinput_query_device(0).devices}

    def tap_device(self, device: str, keycode: int) -> None:
        """Press and let go of a key of one device, by XTEST's form of XInput 1."""
        first = self._display.query_extension(xinput.extname).first_event
        number = self.devices()[device]
        for kind in (first + 1, first + 2):
            packed = struct.pack("=BB29xB", kind, keycode, number)
            opcode = self._display.display.get_extension_major(xtest.extname)
            FakeDeviceInput(display=self._display.display, opcode=opcode, event=packed)
        self._display.sync()

    def _change(self, change: bytes) -> None:
        self.ask(ChangeHierarchy, count=1, changes=change)

    def ask(self, kind: Any, **values: Any) -> None:
        """Make a request, and wait until the server has done it."""
        request(self._display, kind, **values)
        self._display.sync()

    def close(self) -> None:
        """Close the connection; raises nothing where the server is gone."""
        try:
            self._display.close()
        except error.ConnectionClosedError:
            return


class SeatHands(Hands):
    """Hands whose XTEST events come from the devices of one master pair."""

    def __init__(self, display_name: str, masters: Masters, seat: str) -> None:
        super().__init__(display_name)
        _announce(self._display)
        known = masters.devices()
        self.pointer, self.keyboard = known[f"{seat} pointer"], known[f"{seat} keyboard"]
        request(self._display, SetClientPointer, window=0, device=self.pointer)
        self._display.sync()

    def focus(self, window: int) -> None:
        """Give this seat's keyboard to a window."""
        request(self._display, SetFocus, window=window, time=X.CurrentTime, device=self.keyboard)
        self._display.sync()


def request(connection: Any, kind: Any, **values: Any) -> None:
    """Send a request of the extension."""
    wire = connection.display
    kind(display=wire, opcode=wire.get_extension_major(xinput.extname), **values)


def _announce(connection: Any) -> None:
    connection.xinput_query_version()


def _text(name: Any) -> str:
    return name if isinstance(name, str) else bytes(name).decode()

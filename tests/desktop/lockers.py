"""Lockers for tests: services that say that the screen is locked, and a window that looks like one."""

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

LOGIN_SESSION = "/org/freedesktop/login1/session/c7"

LOCKER_WINDOW = """
import sys, time
from Xlib import X, display
names, width, height = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
server = display.Display()
screen = server.screen()
window = screen.root.create_window(0, 0, width, height, 0, screen.root_depth, X.CopyFromParent,
                                   X.CopyFromParent, background_pixel=0x102030, override_redirect=True)
window.set_wm_class(names, names.capitalize())
window.map()
window.raise_window()
server.sync()
time.sleep(600)
"""


class Service:
    """A service on a bus, in a thread of its own."""

    def __init__(self, address: str, name: str) -> None:
        self._name = name
        self._connection = open_dbus_connection(bus=address)
        self._connection.send_and_get_reply(message_bus.RequestName(name))
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()

    def leave(self) -> None:
        """Leave the bus, as a service that ends."""
        with suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(2)
        self._connection.close()

    def send(self, path: str, interface: str, member: str, signature: str, body: tuple[object, ...]) -> None:
        """Announce something."""
        self._connection.send(new_signal(DBusAddress(path, interface=interface), member, signature, body))

    def answer(self, message: Message) -> Message:
        """Return what is answered to a call."""
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")

    def _serve(self) -> None:
        with suppress(OSError, ValueError):
            while True:
                message = self._connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self._connection.send(self.answer(message))


class Locker(Service):
    """A screen saver of a desktop environment."""

    def __init__(self, address: str, name: str = "org.gnome.ScreenSaver", *, active: bool = False) -> None:
        self.active = active
        super().__init__(address, name)

    def answer(self, message: Message) -> Message:
        """Answer `GetActive`."""
        return new_method_return(message, "b", (self.active,))

    def announce(self, *, active: bool) -> None:
        """Say that the screen is locked now, or no more."""
        path = "/" + self._name.replace(".", "/")
        self.send(path, self._name, "ActiveChanged", "b", (active,))


class Login(Service):
    """A login manager with one session."""

    def __init__(self, address: str, *, locked: bool = False) -> None:
        self.locked = locked
        super().__init__(address, "org.freedesktop.login1")

    def answer(self, message: Message) -> Message:
        """Answer which session it is, and whether it is locked."""
        if message.header.fields[HeaderFields.member] == "GetSessionByPID":
            return new_method_return(message, "o", (LOGIN_SESSION,))
        return new_method_return(message, "v", (("b", self.locked),))

    def announce(self, *, locked: bool, path: str = LOGIN_SESSION) -> None:
        """Say that a session's hint has changed."""
        changed: tuple[object, ...] = ("org.freedesktop.login1.Session", {"LockedHint": ("b", locked)}, [])
        self.send(path, "org.freedesktop.DBus.Properties", "PropertiesChanged", "sa{sv}as", changed)

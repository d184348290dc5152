"""What screen lockers announce over D-Bus. A thread for each bus waits for it, and costs nothing meanwhile."""

import logging
import os
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from workbench.desktop.atspi.addresses import session_address

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

LOG = logging.getLogger(__name__)
ASK_S = 0.5
STOP_S = 0.5
LOCKERS = {
    "org.freedesktop.ScreenSaver": "/org/freedesktop/ScreenSaver",
    "org.gnome.ScreenSaver": "/org/gnome/ScreenSaver",
    "org.mate.ScreenSaver": "/org/mate/ScreenSaver",
    "org.cinnamon.ScreenSaver": "/org/cinnamon/ScreenSaver",
    "org.xfce.ScreenSaver": "/org/xfce/ScreenSaver",
}
"""Interfaces that tell with `ActiveChanged` whether the screen is locked; each is a bus name as well."""
LOGIN, LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
LOGIN_SESSION = "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
SYSTEM_BUS = "unix:path=/var/run/dbus/system_bus_socket"
FAILURES = (OSError, RuntimeError, ValueError, EOFError)


class BusThread:
    """One bus: says what it wants to hear, asks how things stand now, and then listens until it is stopped."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._connection: DBusConnection | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="lock signals", daemon=True)

    def start(self) -> None:
        """Begin, and return at once."""
        self._thread.start()

    def stop(self) -> None:
        """End; at most half a second."""
        self._stopping.set()
        connection = self._connection
        if connection is not None:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(STOP_S)

    def begin(self, connection: "DBusConnection") -> None:
        """Say what is to be heard and ask how it stands."""
        raise NotImplementedError

    def heard(self, message: "Message") -> None:
        """Take a message that came by itself."""
        raise NotImplementedError

    def ended(self) -> None:
        """Note that the bus is gone: nothing is known any more."""
        raise NotImplementedError

    def _run(self) -> None:
        from jeepney.io.blocking import open_dbus_connection

        try:
            with open_dbus_connection(bus=self._address) as connection:
                self._connection = connection
                self.begin(connection)
                while not self._stopping.is_set():
                    self.heard(connection.receive())
        except FAILURES as problem:
            LOG.debug("lock signals ended: %s", type(problem).__name__)
        finally:
            self._connection = None
            self.ended()

    def ask(self, connection: "DBusConnection", call: "Message") -> Any:
        """Return the first value of an answer; none where nobody answers in time. Signals meanwhile count."""
        from jeepney import HeaderFields, MessageType

        serial = next(connection.outgoing_serial)
        connection.send(call, serial=serial)
        try:
            while True:
                message = connection.receive(timeout=ASK_S)
                if message.header.fields.get(HeaderFields.reply_serial) == serial:
                    break
                self.heard(message)
        except TimeoutError:
            return None
        answered = message.header.message_type is MessageType.method_return
        return message.body[0] if answered and message.body else None


class SessionLocks(BusThread):
    """The session bus: screen savers and lockers of desktop environments."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self._active: frozenset[str] = frozenset()

    @property
    def locked(self) -> bool:
        """Whether any of them is active."""
        return bool(self._active)

    def begin(self, connection: "DBusConnection") -> None:
        """Hear what lockers announce and who leaves the bus; ask those that are there already."""
        from jeepney import DBusAddress, MatchRule, message_bus, new_method_call

        for interface in LOCKERS:
            rule = MatchRule(type="signal", interface=interface, member="ActiveChanged")
            self.ask(connection, message_bus.AddMatch(rule))
            gone = MatchRule(type="signal", sender="org.freedesktop.DBus", member="NameOwnerChanged")
            gone.add_arg_condition(0, interface)
            self.ask(connection, message_bus.AddMatch(gone))
        for interface, path in LOCKERS.items():
            if self.ask(connection, message_bus.NameHasOwner(interface)):
                call = new_method_call(DBusAddress(path, interface, interface), "GetActive")
                self._note(interface, active=bool(self.ask(connection, call)))

    def heard(self, message: "Message") -> None:
        """Take what a locker announced, or that it left."""
        from jeepney import HeaderFields

        fields, body = message.header.fields, message.body
        interface, member = fields.get(HeaderFields.interface), fields.get(HeaderFields.member)
        if member == "ActiveChanged" and interface in LOCKERS and body:
            self._note(interface, active=bool(body[0]))
        elif member == "NameOwnerChanged" and len(body) == 3 and not body[2]:
            self._note(body[0], active=False)

    def ended(self) -> None:
        """Forget what was said."""
        self._active = frozenset()

    def _note(self, interface: str, *, active: bool) -> None:
        others = self._active - {interface}
        self._active = others | {interface} if active else others


class LoginLocks(BusThread):
    """The system bus: whether the login session counts as locked."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.locked = False
        self._path = ""

    def begin(self, connection: "DBusConnection") -> None:
        """Find this process's login session, hear its changes, ask how it stands."""
        from jeepney import DBusAddress, MatchRule, message_bus, new_method_call

        manager = DBusAddress(LOGIN_PATH, LOGIN, f"{LOGIN}.Manager")
        self._path = (
            self.ask(connection, new_method_call(manager, "GetSessionByPID", "u", (os.getpid(),))) or ""
        )
        if not self._path:
            return
        rule = MatchRule(type="signal", interface=PROPERTIES, member="PropertiesChanged", path=self._path)
        self.ask(connection, message_bus.AddMatch(rule))
        session = DBusAddress(self._path, LOGIN, PROPERTIES)
        hint = self.ask(connection, new_method_call(session, "Get", "ss", (LOGIN_SESSION, "LockedHint")))
        self.locked = bool(hint and hint[1])

    def heard(self, message: "Message") -> None:
        """Take a change of the session's hint."""
        from jeepney import HeaderFields

        fields, body = message.header.fields, message.body
        if (
            fields.get(HeaderFields.path) != self._path
            or fields.get(HeaderFields.member) != "PropertiesChanged"
        ):
            return
        hint = body[1].get("LockedHint") if len(body) > 1 and body[0] == LOGIN_SESSION else None
        if hint is not None:
            self.locked = bool(hint[1])

    def ended(self) -> None:
        """Forget what was said."""
        self.locked = False


class LockSignals:
    """Both buses, where there are any."""

    def __init__(self, session: str | None = None, system: str | None = None) -> None:
        said = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", SYSTEM_BUS)
        self._session = SessionLocks(session or session_address() or "")
        self._login = LoginLocks(system or said)

    def start(self) -> None:
        """Begin to listen; where there is nobody to listen to, nothing is ever locked."""
        self._session.start()
        self._login.start()

    def locked(self) -> bool:
        """Return whether anybody says that the screen is locked."""
        return self._session.locked or self._login.locked

    def stop(self) -> None:
        """End; at most a second."""
        self._session.stop()
        self._login.stop()

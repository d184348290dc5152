"""Where the accessibility bus can be reached."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from workbench.desktop.atspi.questions import DBUS, MESSAGE_BUS, Question, Ref
from workbench.errors import DesktopError

OPENING_S = 1.0
ACTIVATION_S = 2.0
BUS_NAME = "org.a11y.Bus"
BUS_PATH = "/org/a11y/bus"


def accessibility_addresses(display: str | None) -> Iterator[str]:
    """Return every address to try, in the order in which the toolkits look (libatspi, at-spi2-core 2.46).

    The display's own property comes before the session bus, which may belong to another display.
    """
    own = os.environ.get("AT_SPI_BUS_ADDRESS", "")
    for address in (own, _from_display(display), _from_session()):
        if address:
            yield address


def session_address() -> str | None:
    """Return the address of the session bus, where the session has one."""
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    if address:
        return address
    socket = Path(os.environ.get("XDG_RUNTIME_DIR", f"/run/user/{os.getuid()}")) / "bus"
    return f"unix:path={socket}" if socket.is_socket() else None


def _from_display(display: str | None) -> str:
    from workbench.desktop.x11.connection import asking, read_property

    try:
        with asking(display) as connection:
            value = read_property(connection, connection.screen().root.id, "AT_SPI_BUS")
    except DesktopError:
        return ""
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes) else ""


def _from_session() -> str:
    reply = ask_session("GetAddress")
    return str(reply[0]) if reply else ""


def ask_session(
    method: str,
    signature: str | None = None,
    body: tuple[Any, ...] = (),
    interface: str = BUS_NAME,
    target: tuple[str, str] = (BUS_NAME, BUS_PATH),
) -> tuple[Any, ...] | None:
    """Ask the accessibility service on the session bus, which starts it; none where nobody answers.

    `target` is another service's name and path, as the bus's own, which is always there.
    """
    address = session_address()
    if address is None:
        return None
    question = Question(Ref(*target), interface, method, signature, body)
    try:
        return _ask_once(address, question)
    except (OSError, RuntimeError, ValueError):
        return None


def _ask_once(address: str, question: Question) -> tuple[Any, ...] | None:
    """Connect, say hello and ask: nothing of it longer than two seconds, which jeepney's own hello may be."""
    from jeepney import HeaderFields, MessageType, Parser
    from jeepney.bus import get_connectable_addresses
    from jeepney.io.blocking import prep_socket

    from workbench.desktop.atspi.link import message_of

    parser = Parser()
    hello = Question(MESSAGE_BUS, DBUS, "Hello")
    with closing(prep_socket(next(get_connectable_addresses(address)), timeout=OPENING_S)) as socket:
        socket.settimeout(ACTIVATION_S)
        for serial, asked in enumerate((hello, question), start=1):
            socket.sendall(message_of(asked).serialise(serial=serial))
        while data := socket.recv(4096):
            for message in parser.feed(data):
                if message.header.fields.get(HeaderFields.reply_serial) == 2:
                    answered = message.header.message_type is MessageType.method_return
                    return tuple(message.body) if answered else None
    return None

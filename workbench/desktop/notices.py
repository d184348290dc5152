"""Notices on the desktop, over D-Bus: recording must be visible to whoever sits there."""

import logging

LOG = logging.getLogger(__name__)
TIMEOUT_S = 1.0
NAME = "Recording workbench"
SHOWN_MS = 5000


def notify(title: str, body: str) -> bool:
    """Show a notice; false where there is no service that shows them, or none that answers in time."""
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    address = DBusAddress(
        "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "org.freedesktop.Notifications"
    )
    values: tuple[object, ...] = (NAME, 0, "", title, body, [], {}, SHOWN_MS)
    message = new_method_call(address, "Notify", "susssasa{sv}i", values)
    try:
        with open_dbus_connection(bus="SESSION") as connection:
            reply = connection.send_and_get_reply(message, timeout=TIMEOUT_S)
    except (OSError, KeyError, ValueError, TimeoutError) as problem:
        LOG.debug("no notice was shown: %s", type(problem).__name__)
        return False
    return bool(reply.header.message_type.name == "method_return")

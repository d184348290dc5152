"""A desktop's service for notices, as small as can be: it writes down what it is asked to show."""

import sys
from pathlib import Path

from jeepney import HeaderFields, MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.Notifications"


def serve(file: Path) -> None:
    """Own the service's name and append one line for each notice, as `title|body`."""
    connection = open_dbus_connection(bus="SESSION")
    connection.send_and_get_reply(message_bus.RequestName(NAME))
    file.touch()
    number = 0
    while True:
        message = connection.receive()
        fields = message.header.fields
        if message.header.message_type is MessageType.method_call and fields[HeaderFields.member] == "Notify":
            number += 1
            with file.open("a", encoding="utf-8") as lines:
                lines.write("|".join(message.body[3:5]) + "\n")
            connection.send(new_method_return(message, "u", (number,)))


if __name__ == "__main__":
    serve(Path(sys.argv[1]))

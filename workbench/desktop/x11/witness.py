"""How pointer and keys stand by the server's own word: a second witness beside the recorded stream."""

import threading

from Xlib.error import ConnectionClosedError, XError

from workbench.desktop.x11.connection import close, connect, note_error


class DeviceWitness:
    """Asks the server on a connection of its own; empty once the server is gone."""

    def __init__(self, name: str | None) -> None:
        self._connection = connect(name)
        self._lock = threading.Lock()
        self._gone = False

    def signs(self) -> bytes:
        """Return pointer, buttons and keys as they stand; two round trips, about 0.2 ms.

        Empty also where the server answers with an error: then it tells the next time.
        """
        with self._lock:
            return b"" if self._gone else self._ask()

    def _ask(self) -> bytes:
        try:
            pointer = self._connection.screen().root.query_pointer()
            keys = bytes(self._connection.query_keymap())
        except XError as problem:
            note_error(problem)
            return b""
        except (ConnectionClosedError, OSError):
            self._gone = True
            return b""
        place = f"{pointer.root_x} {pointer.root_y} {pointer.mask} "
        return place.encode() + keys

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            self._gone = True
            close(self._connection)

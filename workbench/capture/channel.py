"""The recorder's end of the pipe: commands in, lines out. A parent that hangs never holds up the recorder."""

import os
import select
import time
from collections.abc import Callable, Iterable, Iterator

from workbench.capture.protocol import Command, Message

LAST_WORD_S = 2.0


class Outlet:
    """Writes lines to a pipe without ever waiting; statuses that do not fit are left out."""

    def __init__(self, descriptor: int) -> None:
        os.set_blocking(descriptor, False)
        self._descriptor = descriptor
        self._rest = b""
        self.gone = False

    def offer(self, message: Message) -> None:
        """Send a message if the reader keeps up, else leave it out."""
        if not self._push():
            return
        self._rest = message.line().encode()
        self._push()

    def insist(self, message: Message) -> None:
        """Send a message, waiting for the reader for two seconds at most."""
        self._rest += message.line().encode()
        end = time.monotonic() + LAST_WORD_S
        while not self._push() and time.monotonic() < end:
            select.select([], [self._descriptor], [], 0.1)

    def _push(self) -> bool:
        """Write what is left of the line before; return whether nothing is left."""
        try:
            while self._rest:
                written = os.write(self._descriptor, self._rest)
                self._rest = self._rest[written:]
        except BlockingIOError:
            return False
        except OSError:
            self._rest = b""
            self.gone = True
        return True


def lines_of(descriptor: int) -> Iterator[str]:
    """Yield the lines of a pipe as they come.

    It reads without Python's own buffer, whose lock would keep a finished process from ending.
    """
    rest = b""
    while chunk := os.read(descriptor, 65536):
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line.decode()


def read_commands(source: Iterable[str], obey: Callable[[Command], None], end: Callable[[], None]) -> None:
    """Hand on each command from the workbench; the end of the source, or a line that is none, means the end."""
    for line in source:
        try:
            command = Command(line.strip())
        except ValueError:
            break
        obey(command)
    end()

"""How much a local socket holds before its writer has to wait, measured on one of our own.

X servers write each recorded batch by itself, and the kernel charges some 700 bytes for the smallest: a
reader that sleeps for 278 of them leaves the socket full. Then servers (21.1) may lose what they record:
FlushClient() counts what there is to write before it lets RECORD add to it, and drops the difference.
"""

import socket
from bisect import bisect_left

SIZES = (64, 128, 256, 512, 1024, 2048)
FULL = 0.95
"""From this share on a socket counts as full: the sizes in between are rounded up."""


class SocketRoom:
    """Tells from what was read in one go whether the socket can have been full."""

    def __init__(self) -> None:
        self._shares = [1 / max(1, writes_that_fit(size)) for size in SIZES]

    def share(self, size: int) -> float:
        """Return which part of a socket one write of that many bytes takes."""
        index = bisect_left(SIZES, size)
        return self._shares[index] if index < len(SIZES) else self._shares[-1] * size / SIZES[-1]


def writes_that_fit(size: int) -> int:
    """Return how many writes of that size a socket takes while nobody reads."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    with ours, theirs:
        ours.settimeout(0)
        count = 0
        try:
            while ours.send(bytes(size)) == size:
                count += 1
        except BlockingIOError:
            pass
    return count

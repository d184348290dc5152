"""Whether a terminal was closed: what is written to it then goes nowhere, and nobody sees what runs in it."""

import errno
import termios


def hung_up(stream: int) -> bool:
    """Return whether a file descriptor is a terminal that was closed."""
    try:
        termios.tcgetattr(stream)
    except termios.error as refused:
        return bool(refused.args[0] == errno.EIO)
    return False

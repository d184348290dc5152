"""What the recorder's loop waits for: to be woken, by any thread and by a signal's handler alike."""

import queue


class Wake:
    """An event that may be set by a handler which interrupts the very thread that waits.

    `threading.Event` may not: its lock is not reentrant, so that a signal in the wrong microsecond would stop
    the loop for ever. Putting something into a `SimpleQueue` is reentrant.
    """

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[None] = queue.SimpleQueue()

    def set(self) -> None:
        """Wake whoever waits, or who waits next."""
        self._calls.put(None)

    def wait(self, timeout_s: float) -> None:
        """Wait until it is set, or for so long."""
        try:
            self._calls.get(timeout=timeout_s)
        except queue.Empty:
            return

    def clear(self) -> None:
        """Take what was set up to now as heard."""
        try:
            while True:
                self._calls.get_nowait()
        except queue.Empty:
            return

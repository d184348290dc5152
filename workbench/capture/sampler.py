"""A thread that looks again and again: at the focused window's terminal, or at the devices."""

import threading
from collections.abc import Callable

END_S = 0.5


class Sampler:
    """Repeats one call until it is told to stop; it owns the thread. A look that fails is not the last.

    How long it waits, in milliseconds, is asked before each wait.
    """

    def __init__(self, name: str, period_ms: Callable[[], int], look: Callable[[], None]) -> None:
        self._look = look
        self._period_ms = period_ms
        self._running = threading.Lock()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self.failures = 0
        """How many looks failed."""
        self.failing = False
        """Whether the newest one did."""

    def start(self) -> None:
        """Begin."""
        self._running.acquire()
        self._thread.start()

    def stop(self) -> None:
        """End; a look that hangs is left to the end of the process."""
        if self._running.locked():
            self._running.release()
        if self._thread.is_alive():
            self._thread.join(END_S)

    def _run(self) -> None:
        # waiting for a lock is one call, and costs half of waiting for an event
        while not self._running.acquire(timeout=self._period_ms() / 1000):
            try:
                self._look()
                self.failing = False
            except Exception:  # noqa: BLE001  (without samples typing is withheld, and the status says so)
                self.failures += 1
                self.failing = True

"""Whether the screen is locked: by a locker's own words, the server's screen saver, or a locker's window."""

import logging
import os
import select
import threading
from collections.abc import Callable

from Xlib import error
from Xlib.ext import screensaver

from workbench.desktop.lock_signals import LockSignals
from workbench.desktop.x11.connection import Connection, close, connect, note_error
from workbench.errors import DesktopError
from workbench.model.denied import is_lock_screen
from workbench.model.geometry import Rect
from workbench.model.session import Monitor
from workbench.model.windows import WindowStack

LOG = logging.getLogger(__name__)
STOP_S = 0.5


class ServerSaver:
    """The X server's own screen saver, heard through MIT-SCREEN-SAVER; servers without it never lock."""

    def __init__(self, display: str | None) -> None:
        self._display = display
        self._stopped, self._stop = os.pipe()
        self._thread = threading.Thread(target=self._run, name="screen saver", daemon=True)
        self.active = False

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """End; at most half a second."""
        os.close(self._stop)
        self._thread.join(STOP_S)
        os.close(self._stopped)

    def _run(self) -> None:
        try:
            connection = connect(self._display)
        except DesktopError:
            return
        try:
            if connection.has_extension(screensaver.extname):
                self._listen(connection)
        except (error.ConnectionClosedError, OSError) as problem:
            LOG.debug("the screen saver is not heard any more: %s", type(problem).__name__)
        finally:
            self.active = False
            close(connection)

    def _listen(self, connection: Connection) -> None:
        root = connection.screen().root
        root.screensaver_select_input(screensaver.NotifyMask)
        try:
            self.active = root.screensaver_query_info().state == screensaver.StateOn
        except error.XError as problem:
            note_error(problem)  # its next change is heard all the same
        announced = connection.extension_event.Notify  # the library names it so
        waiting = select.poll()
        waiting.register(connection.fileno(), select.POLLIN)
        waiting.register(self._stopped, select.POLLIN)
        while True:
            while connection.pending_events():
                event = connection.next_event()
                if event.type == announced:
                    self.active = event.state != screensaver.StateOff
            if any(file == self._stopped for file, _ in waiting.poll()):
                return


class LockerWindows:
    """A known locker's window over a whole monitor, looked for only when the windows have changed."""

    def __init__(self, stack: Callable[[], WindowStack], monitors: tuple[Monitor, ...]) -> None:
        self._stack = stack
        self._monitors = monitors
        self._generation: int | None = None
        self._locked = False

    def locked(self) -> bool:
        """Return whether there is one."""
        stack = self._stack()
        if stack.generation != self._generation:
            self._generation = stack.generation
            self._locked = any(is_lock_screen(window) and self._covers(window.rect) for window in stack.windows)
        return self._locked

    def _covers(self, rect: Rect) -> bool:
        return any(rect.clip(monitor.rect) == monitor.rect for monitor in self._monitors)


class X11Presence:
    """All three together. Its owner starts it once and stops it."""

    def __init__(
        self, display: str | None, stack: Callable[[], WindowStack], monitors: tuple[Monitor, ...]
    ) -> None:
        self._saver = ServerSaver(display)
        self._signals = LockSignals()
        self._windows = LockerWindows(stack, monitors)

    def start(self) -> None:
        """Begin to listen, and return at once."""
        self._saver.start()
        self._signals.start()

    def locked(self) -> bool:
        """Return whether the screen is locked."""
        return self._signals.locked() or self._saver.active or self._windows.locked()

    def stop(self) -> None:
        """End."""
        self._saver.stop()
        self._signals.stop()

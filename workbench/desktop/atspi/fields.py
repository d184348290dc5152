"""Which field has the keyboard, by what applications announce over AT-SPI and vouch for after every key."""

import threading
from collections.abc import Callable

from workbench.desktop.accessibility import FieldState, FocusTrace
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.passwords import PasswordAreas
from workbench.desktop.atspi.processes import Processes
from workbench.desktop.atspi.topics import CARET_MOVED, FOCUSED, OWNER_CHANGED, Signal
from workbench.desktop.atspi.tops import Tops
from workbench.desktop.atspi.tracker import Tracker
from workbench.desktop.port import Windows
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo


class AtspiFields:
    """The field with the keyboard in every application. No method waits for an application."""

    def __init__(self, bus: Bus, windows: Windows, clock_ms: Callable[[], int]) -> None:
        self._bus = bus
        self._clock_ms = clock_ms
        self._processes = Processes()
        tops = Tops(bus.ask_all)
        self._areas = PasswordAreas(bus, windows, tops, clock_ms)
        self._tracker = Tracker(bus, self._processes, self._areas, tops, clock_ms)
        self._lock = threading.Lock()
        self._focused: WindowInfo | None = None
        bus.subscribe(FOCUSED, self._tracker.announced)
        bus.subscribe(CARET_MOVED, self._tracker.caret_moved)
        bus.subscribe(OWNER_CHANGED, self._owner_changed)
        bus.on_link.append(self._linked)

    def start(self) -> None:
        """Begin to connect to the bus, and return at once: until it is there or not, nobody knows anything."""
        self._bus.start()

    def focus_moved(self, window: WindowInfo, at_ms: int) -> None:
        """Note that the keyboard's focus came to that window."""
        with self._lock:
            self._focused = window
        if window.pid is not None:
            self._arrive(window.pid, window.id, at_ms)
            self._bus.post(self._tracker.unvisited.stir, window.pid)

    def key_pressed(self, window: WindowInfo, at_ms: int) -> None:
        """Note that a key went there: the application is asked once more, and must answer to be believed."""
        if window.pid is None:
            return
        self.focus_moved(window, at_ms)
        inquiry = self._processes.key(window.pid, at_ms)
        if inquiry is not None:
            self._bus.post(self._tracker.begin_inquiry, window.pid, inquiry)

    def state(self, window: WindowInfo, at_ms: int) -> FieldState:
        """Return the strictest state from 300 ms before to 300 ms after, where it is asked that much later."""
        if window.pid is None:
            return FieldState.NO_ANSWER
        return self._processes.state(window.pid, window.id, at_ms)

    def trace(self, window: WindowInfo, since_ms: int, until_ms: int) -> FocusTrace:
        """Return what the application of that window announced of its focus in an interval."""
        return FocusTrace() if window.pid is None else self._processes.trace(window.pid, since_ms, until_ms)

    def secret_areas(self, since_ms: int, until_ms: int) -> tuple[Rect, ...]:
        """Return every rectangle in which a known password field may have stood in that interval."""
        return self._areas.areas(since_ms, min(until_ms, self._clock_ms()))

    def watch(self, pids: frozenset[int], drawn: frozenset[int]) -> None:
        """Search them, whoever has the keyboard; what is drawn where it is comes with keys, which say so."""
        with self._lock:
            at_keyboard = self._focused.pid if self._focused is not None else None
        unvisited = self._tracker.unvisited
        for pid in pids:
            if unvisited.rests(pid) or (pid in drawn and pid != at_keyboard):
                self._bus.post(unvisited.stir, pid)

    def searched(self, pid: int) -> bool:
        """Return whether a process has answered once; without a bus nobody can be asked."""
        if not self._processes.ready(None):
            return False
        return not self._bus.alive or self._tracker.unvisited.answered(pid)

    def searched_since(self, pid: int, at_ms: int) -> bool:
        """Return whether a process was searched after that moment; without a bus nobody can be searched."""
        return not self._bus.alive or self._tracker.unvisited.searched_since(pid, at_ms)

    def shows_pages(self, pid: int) -> bool:
        """Return whether a browser exposes the tree of a page, as far as it was searched."""
        return self._bus.alive and self._tracker.unvisited.shows_pages(pid)

    def unplaced(self, since_ms: int, until_ms: int) -> frozenset[int]:
        """Return the processes of which a password field may have been anywhere in that interval."""
        return self._areas.unplaced(since_ms, min(until_ms, self._clock_ms()))

    def timeouts(self) -> int:
        """Return how many questions were not answered in time."""
        return self._bus.late

    def listening(self) -> bool:
        """Return whether there is an accessibility bus now."""
        return self._bus.alive

    def ready(self) -> bool:
        """Return whether there is no bus, or it is known what has the keyboard in the window told last."""
        with self._lock:
            focused = self._focused
        return self._processes.ready(focused.pid if focused is not None else None)

    def stop(self) -> None:
        """End the connection and its thread."""
        self._bus.stop()

    def _arrive(self, pid: int, window: int, at_ms: int) -> None:
        arrival = self._processes.arrive(pid, window, at_ms)
        if arrival is not None:
            self._bus.post(self._tracker.begin_arrival, pid, arrival)

    def _linked(self, connected: bool) -> None:  # noqa: FBT001  (what the bus tells its listeners)
        now_ms = self._clock_ms()
        self._processes.linked(now_ms, connected=connected)
        with self._lock:
            focused = self._focused
        if connected:
            self._areas.clear()
            self._tracker.unvisited.clear()
            self._tracker.registered.clear()
            self._tracker.tops.clear()
        if connected and focused is not None and focused.pid is not None:
            self._arrive(focused.pid, focused.id, now_ms)

    def _owner_changed(self, signal: Signal) -> None:
        name, _, owner = (*signal.body, "", "", "")[:3]
        if not owner:
            self._bus.forget(name)
            self._processes.gone(name)
            self._tracker.tops.forget(name)

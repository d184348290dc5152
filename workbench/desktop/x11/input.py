"""Keyboard, pointer and focus in the server's own order, on a thread of its own."""

import logging
import select
import threading
import time
from contextlib import ExitStack

from Xlib.error import ConnectionClosedError

from workbench.desktop.port import Sink
from workbench.desktop.seats import SeatState, one_seat
from workbench.desktop.x11.clock import ServerClock, monotonic_ms
from workbench.desktop.x11.connection import close, connect
from workbench.desktop.x11.interpreter import Interpreter
from workbench.desktop.x11.keymap import Keymap
from workbench.desktop.x11.kick import Kick
from workbench.desktop.x11.marks import READY, Marker
from workbench.desktop.x11.record_stream import RecordStream
from workbench.desktop.x11.seat_watch import SeatWatch
from workbench.desktop.x11.snapshot import take_snapshot
from workbench.errors import DesktopError

LOG = logging.getLogger(__name__)
START_S = 5.0
STOP_S = 2.0
AGAIN_MS = 250.0
"""How long to wait for a mark before another look: the mark may be lost like everything else."""


class X11Input:
    """One RECORD context, parsed into inputs. Callbacks run on the thread `x11-input`."""

    def __init__(self, name: str | None, clock: ServerClock, markers: tuple[Marker, ...] = ()) -> None:
        self._name, self._clock, self._markers = name, clock, markers
        self._thread: threading.Thread | None = None
        self._ready = threading.Event()
        self._looking = threading.Lock()
        self._failed = False
        self._lost = False
        self._asked_s: float | None = None
        self._seats: SeatWatch | None = None

    def start(self, sink: Sink) -> None:
        """Begin to call `sink`; what happened before this returns is not told."""
        self._ready.clear()
        self._failed = self._lost = False
        self._asked_s = None
        with ExitStack() as opened:
            self._marker = self._open(opened, sink)
            self._opened = opened.pop_all()
        self._thread = threading.Thread(target=self._run, name="x11-input", daemon=True)
        self._thread.start()
        if not self._ready.wait(START_S):
            self._refuse()
        self._look_at_windows()
        if not self._interpreter.synchronised.wait(START_S):
            self._refuse()

    def _open(self, opened: ExitStack, sink: Sink) -> Marker:
        """Open all connections, and return the one marker that is ours.

        The library's connections are for one thread at a time: one begins and ends the stream, one looks at
        the windows, and one belongs to the interpreter.
        """
        ender, self._control, asked = (connect(self._name) for _ in range(3))
        for connection in (ender, self._control, asked):
            opened.callback(close, connection)
        self._keymap = Keymap(self._name)
        opened.callback(self._keymap.close)
        self._keymap.reload(asked)
        self._kick = Kick(self._name)
        opened.callback(self._kick.close)
        marker = Marker(self._control)
        self._control.sync()  # its window is there before anybody asks about it
        markers = (*self._markers, marker)
        windows = frozenset(each.window for each in markers)
        seats = self._seats = SeatWatch(self._name, windows)
        opened.callback(seats.close)
        self._stream = RecordStream(self._name, ender, [self._kick.client], {each.client for each in markers})
        opened.callback(self._stream.close)
        seats.begin(self._stream.context)
        self._interpreter = Interpreter(asked, self._keymap, self._clock, sink, seats)
        self._interpreter.markers = windows
        self._interpreter.trusted_client = self._kick.client
        return marker

    def _refuse(self) -> None:
        self.stop()
        text = "The display's RECORD extension does not answer, so nothing was recorded: try once more."
        raise DesktopError(text)

    def _look_at_windows(self) -> None:
        """Look at all windows while the server listens to nobody else, and mark that moment in the stream."""
        with self._looking:
            self._control.grab_server()
            try:
                self._interpreter.snapshot = take_snapshot(self._control)
                self._marker.send(READY)
            finally:
                self._control.ungrab_server()
                self._control.sync()

    def _run(self) -> None:
        try:
            self._stream.enable()
            self._pump()
        except OSError:
            self._failed = True
            LOG.debug("the server is gone")
        except Exception:
            # whatever it is, a dead thread must be seen as one: alive() turns false and the recorder ends
            self._failed = True
            LOG.exception("the input thread ended")

    def _pump(self) -> None:
        stream, either = select.poll(), select.poll()
        stream.register(self._stream.fileno(), select.POLLIN)
        either.register(self._stream.fileno(), select.POLLIN)
        either.register(self._kick.fileno(), select.POLLIN)
        while not self._stream.ended:
            wait_ms = self._wait_ms()
            ready = dict(either.poll() if wait_ms is None else stream.poll(wait_ms))
            if self._kick.fileno() in ready:
                self._kick.answer()
            heard = self._stream.fileno() in ready
            if heard:
                self._read()
            self._kick.beat(heard=heard)
            self._recover()

    def _wait_ms(self) -> float | None:
        """Return how long to wait for the stream alone; none = until something comes, here or there."""
        wait_ms = self._kick.wait_ms
        return AGAIN_MS if self._lost and wait_ms is None else wait_ms

    def _recover(self) -> None:
        """Look at the windows anew where events were lost, until the mark of a look has arrived."""
        if not self._lost or self._stream.ended:
            return
        if self._interpreter.synchronised.is_set():
            self._lost, self._asked_s = False, None
        elif self._asked_s is None or time.monotonic() - self._asked_s > AGAIN_MS / 1000:
            self._interpreter.seats.look_anew()
            self._look_at_windows()
            self._asked_s = time.monotonic()

    def _read(self) -> None:
        for batch in self._stream.read():
            if self._stream.overran and self._interpreter.synchronised.is_set():
                LOG.warning("the server's socket ran over, so events may be missing")
                self._lost = True
                self._interpreter.lose(batch.server_time)
            if len(batch.data):
                self._interpreter.take(batch)
            else:
                self._interpreter.seats.look_anew()
                self._ready.set()

    def stop(self) -> None:
        """End; everything that the server handled before this call has reached the sink."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        began = time.monotonic()
        try:
            self._stream.disable()
        except (OSError, ConnectionClosedError) as problem:
            LOG.debug("the server was gone before the stream was ended: %s", type(problem).__name__)
        thread.join(STOP_S)
        if not thread.is_alive():
            self._interpreter.tell_missing(monotonic_ms())
        LOG.debug("input ended in %.1f ms", (time.monotonic() - began) * 1000)
        self._opened.close()

    def seats(self) -> SeatState:
        """Return what is known of other seats."""
        return self._seats.state if self._seats is not None else one_seat()

    def alive(self) -> bool:
        """Return whether events would still arrive."""
        return self._thread is not None and self._thread.is_alive() and not self._failed

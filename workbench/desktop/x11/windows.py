"""The windows of the desktop, kept from the server's events by one thread, and by whoever settles."""

import logging
import os
import select
import threading
from typing import Any

from Xlib import X, error
from Xlib.ext.ge import GenericEventCode

from workbench.desktop.x11.clock import monotonic_ms
from workbench.desktop.x11.connection import Connection, close, connect, note_error, server_gone, window_of
from workbench.desktop.x11.descriptions import Descriptions
from workbench.desktop.x11.devices import (
    FOCUS_EVENTS,
    KEYBOARD_KEPT,
    focused_window,
    own_keyboard,
    select_events,
)
from workbench.desktop.x11.identity import IdentityReader
from workbench.desktop.x11.marks import FOCUS_ANSWERED, FOCUS_ASKED, Marker
from workbench.desktop.x11.snapshot import find_client, focus_number, subject_of, take_snapshot
from workbench.desktop.x11.solidity import PROPERTIES, SolidityReader
from workbench.desktop.x11.stack import StackModel
from workbench.desktop.x11.structure import CREATE, DESTROY, MAP, REPARENT, apply_structure
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo, WindowStack

LOG = logging.getLogger(__name__)
STOP_S = 2.0
TITLES = ("_NET_WM_NAME", "WM_NAME")
IDENTITIES = ("WM_CLASS", "_NET_WM_PID", "WM_TRANSIENT_FOR", "WM_CLIENT_MACHINE")
EACH = 50
"""So many changes of one batch are kept one by one; a window that moves faster is kept as it ends up."""
ROUNDS = 3
"""How often one caller looks again after asking about new windows."""
WATCHED = X.PropertyChangeMask | X.FocusChangeMask


class X11Windows:
    """Keeps stack, places, titles and identities; every use of the connection is under one lock."""

    def __init__(self, name: str | None, own_pids: frozenset[int]) -> None:
        self._connection: Connection = connect(name)
        self._lock = threading.RLock()
        self._reader = IdentityReader(self._connection)
        self._solidity = SolidityReader(self._connection)
        self._composited = self._solidity.composited()
        self.marker = Marker(self._connection)
        """Tells the input stream who has the focus when a new window could not be watched in time."""
        self._root = int(self._connection.screen().root.id)
        self._stack = StackModel(self._root)
        self._keyboard = own_keyboard(self._connection)
        self._atoms = {self._connection.intern_atom(each): each for each in (*TITLES, *IDENTITIES, *PROPERTIES)}
        self._unresolved: set[int] = set()
        self._aliases: dict[int, int] = {}
        self._watched_more = False
        self.root_size = (0, 0)
        """Width and height of the root window; changes with the monitors."""
        self._descriptions = Descriptions(own_pids)
        self._ended = threading.Event()
        self._wake, self._woken = os.pipe()
        self._load()
        self._thread = threading.Thread(target=self._run, name="x11-windows", daemon=True)
        self._thread.start()

    def _load(self) -> None:
        """Start from one moment, while the server listens to nobody else."""
        connection, root = self._connection, self._connection.screen().root
        root.change_attributes(event_mask=X.SubstructureNotifyMask | X.StructureNotifyMask | X.FocusChangeMask)
        if self._keyboard:
            select_events(connection, int(root.id), self._keyboard, FOCUS_EVENTS)
        connection.grab_server()
        try:
            snapshot = take_snapshot(connection)
            place = root.get_geometry()
            while connection.pending_events():
                connection.next_event()
        finally:
            connection.ungrab_server()
            connection.flush()
        self.root_size = (place.width, place.height)
        self._stack.load(snapshot.tops)
        for top in snapshot.tops:
            self._watch(top.subject)
            self._solidity.watch(top.id)
            self._unresolved.add(top.subject)
        self._descriptions.own_window = self._host_window()
        self._resolve()  # first of all: nothing is known of a window that was open, and not whose it is
        self._drain()

    def _host_window(self) -> int | None:
        """Return the terminal's window that WINDOWID names; it may be inside the terminal's top-level."""
        named = os.environ.get("WINDOWID", "")
        return self._subject(int(named)) if named.isdigit() else None

    def _run(self) -> None:
        poll = select.poll()
        poll.register(self._connection.fileno(), select.POLLIN)
        poll.register(self._wake, select.POLLIN)
        try:
            while not self._ended.is_set():
                if self._wake in dict(poll.poll()):
                    os.read(self._wake, 4096)
                with self._lock:
                    self._drain()
        except (error.ConnectionClosedError, OSError):
            LOG.debug("the windows' connection is gone")

    def _drain(self) -> None:
        """Take in what has arrived; a question that the server answers with an error stays without answer."""
        try:
            self._take_in()
        except error.XError as problem:
            note_error(problem)
        if self._connection.display.event_queue or self._unresolved:
            os.write(self._woken, b"x")

    def _take_in(self) -> None:
        """Take in the events that have arrived, and ask about windows that are new.

        What arrives meanwhile is left to the thread: windows that never stand still must not keep a caller.
        """
        for _ in range(ROUNDS):
            for number in range(self._connection.pending_events()):
                if self._take(self._connection.next_event()) and number < EACH:
                    self._refresh()
            self._refresh()
            if not self._unresolved:
                break
            self._resolve()
        if self._watched_more:
            self._watched_more = False
            self._announce_focus()

    def _take(self, event: Any) -> bool:
        """Take in one event; return whether it may have changed what is known of windows."""
        if event.type == self._solidity.notify:
            self._unresolved.add(self._stack.subject_of(event.affected_window.id) or 0)
        elif event.type == X.PropertyNotify:
            return self._take_property(event.window.id, self._atoms.get(event.atom))
        if event.type == GenericEventCode:
            self._focused(focused_window(event, self._keyboard))
        elif event.type == X.FocusIn:
            if not self._keyboard and event.mode in KEYBOARD_KEPT:
                self._focused(event.window.id)
        elif event.type == X.ConfigureNotify and event.window.id == self._root:
            self.root_size = (event.width, event.height)
        else:
            return self._take_structure(event)
        return False

    def _focused(self, window: int | None) -> None:
        if window is not None:
            self._descriptions.focused(self._stack.subject_of(window))

    def _take_structure(self, event: Any) -> bool:
        window = apply_structure(self._stack, event._binary)  # the library keeps the bytes, and parses slowly
        if window is None:
            return False
        if event.type == CREATE:
            self._aliases.pop(window, None)
            self._solidity.watch(window)
            self._watch(window)
        elif event.type in (MAP, REPARENT):
            self._unresolved.add(self._stack.subject_of(window) or window)
        elif event.type == DESTROY:
            self._descriptions.gone(window)
        return True

    def _take_property(self, window: int, name: str | None) -> bool:
        subject = self._stack.subject_of(window)
        if subject is None or name is None or not self._descriptions.knows(subject):
            return False
        if name in TITLES:
            self._descriptions.retitled(subject, self._reader.title(subject))
            return True
        self._unresolved.add(subject)
        return False

    def _watch(self, window: int) -> None:
        window_of(self._connection, window).change_attributes(event_mask=WATCHED)
        if self._keyboard:
            select_events(self._connection, window, self._keyboard, FOCUS_EVENTS)
        self._watched_more = True

    def _resolve(self) -> None:
        for window in tuple(self._unresolved):
            self._unresolved.discard(window)
            subject = self._inside(window)
            identity = self._reader.identity(subject)
            if identity is not None:
                self._descriptions.identified(subject, identity, self._reader.title(subject))
            top = self._stack.top_of(subject)
            if top is not None:
                self._descriptions.solid(top.id, self._solidity.solid(top, composited=self._composited))
        self._refresh()

    def _inside(self, subject: int) -> int:
        """Return the client of a frame that was filled unseen, else the window itself."""
        top = self._stack.top_of(subject)
        if top is not None and top.client is None and not top.override:
            client = find_client(self._connection, top.id)
            if client is not None:
                self._stack.adopt(top.id, client)
                self._watch(client)
                return client
        return subject

    def _refresh(self) -> None:
        self._descriptions.refresh(monotonic_ms(), self._stack.tops())

    def _announce_focus(self) -> None:
        """Say who has the focus: it may have come to a new window before anybody asked to be told."""
        self.marker.send(FOCUS_ASKED)
        subject = self._subject(focus_number(self._connection))
        self.marker.send(FOCUS_ANSWERED, subject or 0)
        self._connection.flush()

    def _subject(self, window: int) -> int | None:
        """Return the known window that is or holds this one, asking the server once for inner windows."""
        subject = self._stack.subject_of(window) or self._aliases.get(window)
        if subject is None and window > 1 and window != self._root:
            subject = subject_of(self._connection, window, {top.id: top for top in self._stack.tops()})
            if subject is not None:
                self._aliases[window] = subject
        return subject

    def _look_up(self, window: int) -> int:
        try:
            return self._subject(window) or window
        except (error.ConnectionClosedError, OSError):
            return window

    def describe(self, window: int, since_ms: int, until_ms: int) -> tuple[WindowInfo, ...]:
        """Return every description that held in that interval; empty for windows nobody knows."""
        with self._lock:
            if not self._descriptions.knows(window):
                window = self._look_up(window)
            return self._descriptions.between(window, since_ms, until_ms)

    def stack(self) -> WindowStack:
        """Return the newest stack."""
        return self._descriptions.stack

    def stacks(self, since_ms: int, until_ms: int) -> tuple[WindowStack, ...]:
        """Return every stack that held in that interval."""
        with self._lock:
            return self._descriptions.stacks_between(since_ms, until_ms)

    def content(self, window: int) -> Rect | None:
        """Return where a window's content is now, without decorations; none where it is gone."""
        with self._lock:
            try:
                resource = window_of(self._connection, window)
                size = resource.get_geometry()
                at = self._connection.screen().root.translate_coords(resource, 0, 0)
            except (error.XError, error.ConnectionClosedError, OSError):
                return None
            if self._connection.display.event_queue:
                os.write(self._woken, b"x")
            return Rect(at.x, at.y, size.width, size.height)

    def settle(self) -> int:
        """Take in everything that the server has sent up to now; raises `DesktopError` when it is gone."""
        with self._lock:
            try:
                composited = self._solidity.composited()
                if composited != self._composited:
                    self._composited = composited
                    self._unresolved.update(top.subject for top in self._stack.tops())
                self._drain()
            except (error.ConnectionClosedError, OSError) as problem:
                raise server_gone() from problem
            return self._descriptions.stack.generation

    def close(self) -> None:
        """End the thread and let go of the connection."""
        self._ended.set()
        os.write(self._woken, b"x")
        self._thread.join(STOP_S)
        with self._lock:
            close(self._connection)
        os.close(self._wake)
        os.close(self._woken)

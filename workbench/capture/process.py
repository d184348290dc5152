"""The recorder process: takes its order, opens the desktop, records, says how it went.

`python -m workbench.capture` runs it, in a process group of its own. It ends cleanly when its stdin does.
"""

import os
import resource
import secrets
import signal
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench import __version__
from workbench.capture.admission import check_applications, check_area
from workbench.capture.channel import Outlet, lines_of, read_commands
from workbench.capture.protocol import Command, Ending, Message, RecorderStatus, RecordingOrder, RecordingResult
from workbench.capture.recorder import Recorder
from workbench.desktop.choose import open_desktop
from workbench.desktop.port import Desktop
from workbench.errors import ConsentError, DesktopError, UsageError, WorkbenchError
from workbench.model.session import Session, SessionState
from workbench.store.connection import connect
from workbench.store.journal import Journal
from workbench.store.lock import FileLock, display_lock
from workbench.store.records import gap_count
from workbench.store.steps_cache import cached_step_count
from workbench.store.tiles import SALT_BYTES, TilePacker

CLOSE_S = 3.0
UNREADABLE = (Ending.DISK_FULL, Ending.REMOVED, Ending.FAILED)
SENTENCES = {
    Ending.STOPPED: "The recording is saved.",
    Ending.LIMIT: "The time limit was reached, so the recording ended; it is saved.",
    Ending.DISK_FULL: "The disk took no more, so the recording stopped; what was stored until then is safe. "
    "Make room before you record again.",
    Ending.DESKTOP_GONE: "The desktop went away, so the recording ended; what was kept until then is saved.",
    Ending.PARENT_GONE: "The workbench went away, so the recording ended; it is saved.",
    Ending.REMOVED: "The session's file was removed, moved or replaced, so the recording stopped. "
    "If you moved it, put it back under its name; if it is gone, what it held is gone with it.",
    Ending.FAILED: "The recorder failed and stopped; what was stored until then is safe.",
}


def main() -> int:
    """Run one recording from stdin's order to the last line on stdout; return the exit code."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    lines = lines_of(sys.stdin.fileno())
    first = next(lines, None)
    if first is None:
        return UsageError.exit_code
    order = RecordingOrder.parse(first)
    parent = Parent(lines, Outlet(sys.stdout.fileno()))
    outlet = parent.outlet
    try:
        result = record(order, parent)
    except WorkbenchError as error:
        outlet.insist(Message("refused", {"error": type(error).__name__, "sentence": str(error)}))
        return error.exit_code
    outlet.insist(Message("result", result.to_json()))
    return 0


@dataclass(frozen=True, slots=True)
class Parent:
    """The workbench that started this process."""

    lines: Iterator[str]
    """Its commands."""
    outlet: Outlet
    """Where it listens."""


def record(order: RecordingOrder, parent: Parent) -> RecordingResult:
    """Record as ordered; raises `WorkbenchError` where nothing can be recorded, and then nothing was."""
    if not order.consent_id or not order.consent_hash:
        text = "Nobody has agreed to the notice, so nothing was recorded: read it and agree first."
        raise ConsentError(text)
    order.scope.check()
    lock = reserve_display()
    desktop = open_desktop(order.input)
    try:
        check_area(order.scope, desktop.platform.monitors)
        if not order.wait:
            check_applications(order.scope, desktop.windows.stack())
        return Run(order, desktop, parent).whole()
    finally:
        close_within(desktop, CLOSE_S)
        lock.release(remove=True)


def reserve_display() -> FileLock:
    """Return the display's lock, or raise `DesktopError` where another recorder has it."""
    lock = display_lock(os.environ.get("DISPLAY", ""))
    if not lock.acquire():
        text = (
            "Another recording runs on this display; stop it before you start a new one. Nothing was recorded."
        )
        raise DesktopError(text)
    return lock


def close_within(desktop: Desktop, seconds: float) -> None:
    """Let go of the desktop; where it does not answer, leave that to the end of the process."""
    closing = threading.Thread(target=desktop.close, name="closing the desktop", daemon=True)
    closing.start()
    closing.join(seconds)


class Run:
    """One recording, from its file to its result."""

    def __init__(self, order: RecordingOrder, desktop: Desktop, parent: Parent) -> None:
        self._order = order
        self._desktop = desktop
        self._parent = parent
        self._path = Path(order.path)
        self._key = bytes.fromhex(order.key)
        salt = secrets.token_bytes(SALT_BYTES)
        self._session = new_session(order, desktop)
        self._journal = Journal.create(self._path, self._key, self._session, salt)
        pack = TilePacker(salt).pack
        self._recorder = Recorder(desktop, self._session, self._path, self._journal, pack, order.chords)

    def whole(self) -> RecordingResult:
        """Record until it ends, and return what it came to."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self._recorder.stop(Ending.STOPPED))
        try:
            self._recorder.start()
            self._recorder.controls.began(self._order.scope)
            self._parent.outlet.insist(Message("ready", {"id": self._session.id}))
            self._listen()
            ending = self._recorder.run(self._order.limit_s, self._send, self._order.idle_limit_s)
        finally:
            self._journal.close()
        result = self._result(ending)
        self._recorder.controls.ended(result.sentence)
        return result

    def _listen(self) -> None:
        arguments = (self._parent.lines, self._obey, self._parent_left)
        threading.Thread(target=read_commands, args=arguments, name="commands", daemon=True).start()

    def _obey(self, command: Command) -> None:
        match command:
            case Command.PAUSE:
                self._recorder.pause()
            case Command.RESUME:
                self._recorder.resume()
            case Command.STOP:
                self._recorder.stop(Ending.STOPPED)
            case Command.FORGET:
                self._recorder.controls.forget()
            case Command.MARK:
                self._recorder.controls.mark()

    def _parent_left(self) -> None:
        self._recorder.stop(Ending.PARENT_GONE)

    def _send(self, status: RecorderStatus) -> None:
        self._parent.outlet.offer(Message("status", status.to_json()))
        if self._parent.outlet.gone:
            self._parent_left()

    def _result(self, ending: Ending) -> RecordingResult:
        duration_ms = self._recorder.duration_ms
        steps, gaps = (self._recorder.begun, self._recorder.gaps) if ending in UNREADABLE else self._counted()
        return RecordingResult(
            self._session.id,
            steps,
            self._recorder.events,
            gaps,
            duration_ms,
            ending,
            self._recorder.unforgotten or SENTENCES[ending],
        )

    def _counted(self) -> tuple[int, int]:
        """Return how many steps and withheld stretches the session will show."""
        connection = connect(self._path, self._key, readonly=True)
        try:
            return cached_step_count(connection) or 0, gap_count(connection)
        finally:
            connection.close()


def new_session(order: RecordingOrder, desktop: Desktop) -> Session:
    """Return the session's own row, as it stands at the start."""
    now = time.time()
    return Session(
        id=order.session_id,
        created_at=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now)),
        tool_version=__version__,
        title=order.task,
        state=SessionState.RECORDING,
        consent_id=order.consent_id,
        consent_hash=order.consent_hash,
        scope=order.scope,
        platform=desktop.platform,
        wall_ms=int(now * 1000),
        monotonic_ms=desktop.clock_ms(),
    )

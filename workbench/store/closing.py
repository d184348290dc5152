"""How a session file comes to rest: after its recording, and after a recorder that was killed."""

import contextlib
import time
from dataclasses import replace
from pathlib import Path

import apsw

from workbench.model.session import Session, SessionState
from workbench.store.connection import BUSY_MS
from workbench.store.forgetting import finish_forgetting
from workbench.store.lock import FileLock
from workbench.store.records import last_moment_ms
from workbench.store.session_paths import lock_path, remove_unfinished, reserve_path
from workbench.store.steps_cache import rebuild_steps

CLOSING_S = 0.3
LOCK_WAIT_S = 1.0
DISK_TAKES_NOTHING = (apsw.FullError, apsw.IOError, apsw.ReadOnlyError)
UNFINISHED = (SessionState.RECORDING, SessionState.PAUSED)


def leave_one_file(connection: apsw.Connection, patience_s: float = CLOSING_S) -> None:
    """Move everything into the file itself and leave WAL mode, once no reader is looking.

    A reader that stays is no failure: all rows are in the file, and the next who opens it tidies up.
    """
    connection.set_busy_timeout(int(patience_s * 1000))
    with contextlib.suppress(apsw.BusyError, apsw.LockedError):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    end = time.monotonic() + patience_s
    while not _left_wal_mode(connection) and time.monotonic() < end:
        time.sleep(0.02)
    connection.set_busy_timeout(BUSY_MS)


def _left_wal_mode(connection: apsw.Connection) -> bool:
    try:
        connection.pragma("journal_mode", "delete")
    except (apsw.BusyError, apsw.LockedError):
        return False
    return True


def recover(path: Path, connection: apsw.Connection) -> bool:
    """Close what a killed recorder left and mark it as cut off; false where a recorder is at work after all.

    What it was asked to forget and could not is forgotten first.
    """
    lock = FileLock(lock_path(path))
    if not lock.acquire(LOCK_WAIT_S):
        return False
    try:
        finish_forgetting(path, connection)
        if is_unfinished(connection):
            ending = "UPDATE session SET state = ?, duration_ms = ?, cut_off = 1"
            connection.execute(ending, (str(SessionState.RECORDED), last_moment_ms(connection)))
            rebuild_steps(connection)
        leave_one_file(connection)
        reserve_path(path).unlink(missing_ok=True)
        remove_unfinished(path)  # its second name, where the kill came right after it was found
    finally:
        lock.release(remove=True)
    return True


def at_rest(session: Session, connection: apsw.Connection) -> Session:
    """Return the session as it stands where no recorder is at work any more."""
    if session.state not in UNFINISHED:
        return session
    took = last_moment_ms(connection)
    return replace(session, state=SessionState.RECORDED, cut_off=True, duration_ms=took)


def is_unfinished(connection: apsw.Connection) -> bool:
    """Return whether the session says that it is being recorded."""
    return connection.execute("SELECT state FROM session LIMIT 1").get in UNFINISHED

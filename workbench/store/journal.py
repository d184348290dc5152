"""The journal: how a recording reaches the disk, row by row, in the recorder's own process.

Rows are only ever added: the connection refuses everything else but a change of the session's own state.
What was committed survives a kill at any moment; `finish` leaves one file.
"""

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import apsw

from workbench.errors import JournalError, SessionFileError
from workbench.model.contexts import Context
from workbench.model.elements import Element
from workbench.model.events import Event
from workbench.model.gaps import Gap
from workbench.model.session import Session, SessionState
from workbench.store import records
from workbench.store.changing import transaction
from workbench.store.closing import leave_one_file
from workbench.store.connection import connect
from workbench.store.forgetting import (
    Left,
    Remainder,
    Wish,
    ask,
    forget_rows,
    look,
    still_there,
    wipe,
    withdraw,
)
from workbench.store.lock import FileLock
from workbench.store.pending import Pending
from workbench.store.private_files import identity_of, publish
from workbench.store.records import PackedFrame
from workbench.store.reserve import Reserve
from workbench.store.session_paths import companions, lock_path, reserve_path, unfinished_path
from workbench.store.steps_cache import rebuild_steps

__all__ = ["Journal", "PackedFrame"]

CHANGEABLE = frozenset({"state", "duration_ms", "cut_off"})


class Journal:
    """One session being recorded. It holds the session's lock until it is closed; use it from one thread."""

    def __init__(self, path: Path, connection: apsw.Connection, lock: FileLock, reserve: Reserve) -> None:
        self._path = path
        self._connection = connection
        self._lock = lock
        self._reserve = reserve
        self._pending = Pending()
        self._open = True
        self._identity = identity_of(path)
        self._log_identity: tuple[int, int] | None = None
        self.unforgotten = ""
        """What was to be forgotten and is still there, as a sentence; empty where nothing is."""

    @classmethod
    def create(cls, path: Path, key: bytes | None, session: Session, tile_salt: bytes) -> "Journal":
        """Make the session file, complete with its own row, and take its lock; the key must be kept already."""
        lock = FileLock(lock_path(path))
        if path.exists() or not lock.acquire():
            message = f"Session {session.id} has a file already, which is safe; start a new recording instead."
            raise SessionFileError(message)
        reserve = Reserve(reserve_path(path))
        try:
            _make_session_file(path, key, session, tile_salt)
            reserve.take()
            connection = _open_for_writing(path, key)
        except BaseException as error:
            for leftover in (path, *companions(path)):
                leftover.unlink(missing_ok=True)
            lock.release()
            if isinstance(error, (apsw.Error, OSError)):
                raise _cannot_write(path, error) from error
            raise
        return cls(path, connection, lock, reserve)

    @property
    def waiting(self) -> bool:
        """Whether something was added since the last commit."""
        return not self._pending.empty

    def in_place(self) -> bool:
        """Return whether file and log still stand under their names: neither removed nor moved nor replaced."""
        log = identity_of(Path(f"{self._path}-wal"))
        self._log_identity = self._log_identity or log
        return identity_of(self._path) == self._identity and log == self._log_identity

    def add_context(self, context: Context) -> None:
        """Keep a context for the next commit."""
        self._pending.contexts.append(records.context_row(context))

    def add_event(self, event: Event) -> None:
        """Keep an event for the next commit."""
        self._pending.events.append(records.event_row(event))

    def add_element(self, seq: int, element: Element) -> None:
        """Keep the target of the action that began with that event, which was added before."""
        self._pending.elements.append(records.element_row(seq, element))

    def add_gap(self, gap: Gap) -> None:
        """Keep a gap for the next commit."""
        self._pending.gaps.append(records.gap_row(gap))

    def add_frame(self, packed: PackedFrame) -> None:
        """Keep a frame and its tiles for the next commit."""
        self._pending.tiles.extend(packed.tiles.items())
        self._pending.frames.append(records.frame_row(packed))

    def add_health(self, t_ms: int, counters: Mapping[str, Any]) -> None:
        """Keep a look at the recorder's health for the next commit."""
        self._pending.health.append(records.health_row(t_ms, counters))

    def commit(self) -> None:
        """Store what was added, all or nothing; raises `JournalError` where the disk does not take it."""
        if not self._pending.empty:
            self._write(self._pending.insert)
            self._pending = Pending()

    def set_state(self, state: SessionState) -> None:
        """Store what was added and whether the recording is paused or running."""
        self._write_with_pending("UPDATE session SET state = ?", (str(state),))

    def forget(self, since_ms: int, until_ms: int, secrets: tuple[int, ...] = ()) -> Remainder:
        """Take everything from a moment on out of the file, its log and what waits, and leave one gap instead.

        Raises `JournalError` where that cannot be done: it says what is still there, and nothing more may be
        recorded. What can be done later is done by whoever opens the file next.
        """
        wish = Wish(since_ms, until_ms, secrets)
        self._pending.forget(since_ms)
        self._connection.authorizer = None
        try:
            return self._forget(wish)
        except JournalError:
            self._reserve.give_up()
            rest = self._forget(wish)
            with contextlib.suppress(OSError):
                self._reserve.take()
            self.unforgotten = ""
            return rest
        finally:
            self._connection.authorizer = _insert_only

    def _forget(self, wish: Wish) -> Remainder:
        """Store the wish, take the rows out, wipe the pages; what was done before is done again."""
        left = Left.EVERYTHING
        try:
            with contextlib.suppress(OSError):
                ask(self._path, wish)
                left = Left.ROWS
            with transaction(self._connection):
                self._pending.insert(self._connection)
                numbers = forget_rows(self._connection, wish)
            self._pending, left = Pending(), Left.TRACES
            wipe(self._path, self._connection)
            withdraw(self._path)
            return look(self._connection, numbers)
        except (apsw.Error, OSError) as error:
            self.unforgotten = still_there(self._path, left, error)
            raise JournalError(self.unforgotten) from error

    def finish(
        self, duration_ms: int, state: SessionState = SessionState.RECORDED, *, cut_off: bool = False
    ) -> None:
        """Store the rest, close the session and leave one file; raises `JournalError` if that cannot be.

        Rows that do not fit on a full disk, even with the reserve given up, are let go and the session says
        that it was cut off.
        """
        ending = "UPDATE session SET state = ?, duration_ms = ?, cut_off = ?"
        try:
            self._end(ending, (str(state), duration_ms, int(cut_off)))
            self._connection.authorizer = None
            with contextlib.suppress(apsw.Error):  # all rows are stored: whoever opens the file tidies up
                rebuild_steps(self._connection)
                leave_one_file(self._connection)
        finally:
            self.close()

    def _end(self, ending: str, values: tuple[str, int, int]) -> None:
        try:
            self._write_with_pending(ending, values)
        except JournalError:
            self._pending = Pending()
            self._write_with_pending(ending, (*values[:2], 1))

    def close(self) -> None:
        """Let go of the file and its lock as they are; what was not committed is gone."""
        if self._open:
            self._open = False
            self._connection.close()
            self._reserve.give_up()
            self._lock.release(remove=True)

    def _write_with_pending(self, statement: str, values: records.Row) -> None:
        def write(connection: apsw.Connection) -> None:
            self._pending.insert(connection)
            connection.execute(statement, values)

        self._write(write)
        self._pending = Pending()

    def _write(self, write: Callable[[apsw.Connection], None]) -> None:
        """Run it as one transaction; on failure nothing of it is stored and the reserve is given up."""
        try:
            with transaction(self._connection):
                write(self._connection)
        except apsw.Error as error:
            self._reserve.give_up()
            raise _cannot_write(self._path, error) from error


def _make_session_file(path: Path, key: bytes | None, session: Session, tile_salt: bytes) -> None:
    """Make a session file that holds its own row and nothing else; it has its name only once it is complete."""
    new = unfinished_path(path)
    new.unlink(missing_ok=True)
    connection = connect(new, key, create=True)
    try:
        connection.execute(records.INSERT_SESSION, records.session_row(session, tile_salt))
    finally:
        connection.close()
    publish(new, path)


def _open_for_writing(path: Path, key: bytes | None) -> apsw.Connection:
    connection = connect(path, key)
    try:
        connection.pragma("journal_mode", "wal")
    except BaseException:
        connection.close()
        raise
    connection.authorizer = _insert_only
    return connection


def _insert_only(
    action: int, table: str | None, column: str | None, _database: str | None, _trigger: str | None
) -> int:
    """Refuse every statement that would change or remove what a recording has stored."""
    if action in (apsw.SQLITE_DELETE, apsw.SQLITE_DROP_TABLE):
        return apsw.SQLITE_DENY
    if action == apsw.SQLITE_UPDATE and (table != "session" or column not in CHANGEABLE):
        return apsw.SQLITE_DENY
    return apsw.SQLITE_OK


def _cannot_write(path: Path, error: Exception) -> JournalError:
    full = isinstance(error, apsw.FullError) or "No space" in str(error)
    what = "the disk is full" if full else "the disk does not take any more"
    message = (
        f"Session {path.stem} cannot be written any further: {what}; everything stored until then is safe: "
        "free some space and start a new recording."
    )
    return JournalError(message)

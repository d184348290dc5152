"""Sessions from plain files of somewhere else: checked, copied row by row, encrypted under a key of their own.

Nothing of the file is ever run: a file with any other table, view, trigger or index than ours is refused
before a query touches one, and rows are copied into a file that this program made.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import apsw
import zstandard

from workbench.errors import SessionFileError
from workbench.model.session import Session, SessionState
from workbench.store import records
from workbench.store.checking import (
    check_frame_row,
    check_recording,
    check_session,
    check_structure,
    check_tile_row,
    is_session_file,
)
from workbench.store.closing import at_rest
from workbench.store.connection import connect, connect_untrusted, is_plain
from workbench.store.edit_checking import check_edits
from workbench.store.private_files import publish
from workbench.store.schema import SCHEMA_VERSION, stored_version
from workbench.store.session_paths import unfinished_path
from workbench.store.steps_cache import rebuild_steps

COPIED = ("contexts", "events", "elements", "frames", "tiles", "gaps", "edits", "findings", "health")
CHECKS: dict[str, Callable[[tuple[Any, ...]], None]] = {"frames": check_frame_row, "tiles": check_tile_row}
IMPOSSIBLE = (
    apsw.Error,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    OverflowError,
    RecursionError,
    zstandard.ZstdError,
)


def open_foreign(path: Path) -> tuple[apsw.Connection, Session]:
    """Open a plain session file that may be hostile, check how it is built, and return it with its own row."""
    _require_plain(path)
    connection = connect_untrusted(path)
    try:
        _require_known_version(path, connection)
        check_structure(connection)
        session = records.read_session(connection)
        check_session(session, records.read_tile_salt(connection))
    except IMPOSSIBLE as error:
        connection.close()
        raise _refused(path) from error
    except BaseException:
        connection.close()
        raise
    return connection, session


def copy_foreign(source: apsw.Connection, session: Session, target: Path, key: bytes) -> None:
    """Copy a foreign file's rows into a new encrypted file, as the given session; leaves nothing on failure."""
    new = unfinished_path(target)
    new.unlink(missing_ok=True)
    try:
        connection = connect(new, key, create=True)
        try:
            _copy_rows(source, connection, session)
        finally:
            connection.close()
        publish(new, target)
    except apsw.FullError as error:
        message = "The disk is full, so nothing was imported; free some space and import it again."
        raise SessionFileError(message) from error
    except IMPOSSIBLE as error:
        raise _refused(target) from error
    finally:
        new.unlink(missing_ok=True)


def _copy_rows(source: apsw.Connection, connection: apsw.Connection, session: Session) -> None:
    with connection:
        salt = records.read_tile_salt(source)
        connection.execute(records.INSERT_SESSION, records.session_row(_as_recorded(session, source), salt))
        for table in COPIED:
            _copy_table(source, connection, table)
    check_recording(records.read_recording(connection))
    check_edits(connection)
    rebuild_steps(connection)


def _as_recorded(session: Session, source: apsw.Connection) -> Session:
    """Return the session as it stands on a machine from which it was never submitted."""
    return replace(at_rest(session, source), state=SessionState.RECORDED)


def _copy_table(source: apsw.Connection, connection: apsw.Connection, table: str) -> None:
    check = CHECKS.get(table)
    columns = [name for (name,) in source.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    insert = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  (names of a released version)
    for row in source.execute(f"SELECT {names} FROM {table}"):  # noqa: S608  (names of a released version)
        if check is not None:
            check(row)
        connection.execute(insert, row)


def _require_plain(path: Path) -> None:
    try:
        plain = path.is_file() and is_plain(path)
    except OSError as error:
        message = f"{path} cannot be opened ({error.strerror}); nothing was imported: name a session file."
        raise SessionFileError(message) from error
    if not path.exists():
        message = f"There is no file {path}; nothing was imported: name a session file."
        raise SessionFileError(message)
    if not plain:
        message = (
            f"{path} is not a plain session file; nothing was imported: a session of another library "
            "is encrypted, export it there with `workbench sessions export` first."
        )
        raise SessionFileError(message)
    sides = [Path(f"{path}{side}") for side in ("-wal", "-journal")]
    if any(side.exists() and side.stat().st_size for side in sides):
        message = f"{path} is still open in another program; nothing was imported: close it there first."
        raise SessionFileError(message)


def _require_known_version(path: Path, connection: apsw.Connection) -> None:
    if not is_session_file(connection):
        message = f"{path} is not a session file of the workbench; nothing was imported."
        raise SessionFileError(message)
    version = stored_version(connection)
    if version > SCHEMA_VERSION:
        message = (
            f"{path} was written by a newer workbench (format {version}, this one knows {SCHEMA_VERSION}); "
            "nothing was imported: update the workbench."
        )
        raise SessionFileError(message)


def _refused(path: Path) -> SessionFileError:
    message = f"{path.name} is damaged or was not written by the workbench; nothing was imported from it."
    return SessionFileError(message)

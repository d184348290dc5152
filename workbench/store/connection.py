"""The one place that opens session files: encrypted ones with their key, plain ones without.

`raw:` followed by 64 hex digits hands SQLite3 Multiple Ciphers (ChaCha20-Poly1305) the key itself: opening and
a first read take 0.4 ms, where a passphrase of the same bytes takes 35 ms. A file is in WAL mode only while it
is being recorded; finished ones are one file that reading leaves alone.
"""

from pathlib import Path
from urllib.parse import quote

import apsw

from workbench.errors import SessionFileError
from workbench.store.private_files import create_private
from workbench.store.schema import SCHEMA_VERSION, migrate, stored_version

APPLICATION_ID = 0x5742534E  # "WBSN"
PLAIN_HEADER = b"SQLite format 3\x00"
BUSY_MS = 2000

__all__ = ["APPLICATION_ID", "SCHEMA_VERSION", "connect", "connect_untrusted", "file_uri", "is_plain"]


def connect(path: Path, key: bytes | None, *, create: bool = False, readonly: bool = False) -> apsw.Connection:
    """Open a session file, migrated to this version, or raise `SessionFileError` with one sentence.

    One that may only be read, or that the disk lets nobody write, keeps the version it has.
    """
    if create:
        create_private(path)
    else:
        _require_openable(path, key)
    flags = apsw.SQLITE_OPEN_READONLY if readonly else apsw.SQLITE_OPEN_READWRITE
    try:
        connection = apsw.Connection(file_uri(path), flags=flags | apsw.SQLITE_OPEN_URI)
    except apsw.Error as error:
        raise _unreadable(path, error) from error
    try:
        _prepare(connection, key)
        if create:
            connection.pragma("application_id", APPLICATION_ID)
        _require_session(connection, path)
        if not readonly and stored_version(connection) < SCHEMA_VERSION:
            _migrate_where_possible(connection, create=create)
    except apsw.Error as error:
        connection.close()
        raise _unreadable(path, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def connect_untrusted(path: Path) -> apsw.Connection:
    """Open somebody's plain file without writing to it, its folder, or running anything that it contains."""
    try:
        uri = file_uri(path) + "?mode=ro&immutable=1"
        connection = apsw.Connection(uri, flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
    except apsw.Error as error:
        raise _unreadable(path, error) from error
    connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
    connection.config(apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_VIEW, 0)
    connection.pragma("cell_size_check", 1)
    connection.pragma("mmap_size", 0)
    connection.pragma("temp_store", "memory")
    return connection


def is_plain(path: Path) -> bool:
    """Return whether the file is an SQLite file that is not encrypted."""
    with path.open("rb") as file:
        return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER


def file_uri(path: Path) -> str:
    """Return the path as SQLite wants it where names carry parameters."""
    return "file:" + quote(str(path.absolute()))


def _prepare(connection: apsw.Connection, key: bytes | None) -> None:
    if key is not None:
        connection.pragma("key", f"raw:{key.hex()}")
    connection.set_busy_timeout(BUSY_MS)
    connection.pragma("temp_store", "memory")
    connection.pragma("mmap_size", 0)
    connection.pragma("secure_delete", 1)
    connection.pragma("synchronous", "extra")  # FULL in WAL mode; without WAL the journal's end is durable too
    connection.pragma("foreign_keys", 1)
    connection.pragma("trusted_schema", 0)


def _migrate_where_possible(connection: apsw.Connection, *, create: bool) -> None:
    """Bring the file to this version; where the disk takes nothing, an old one is read as it is."""
    try:
        migrate(connection)
    except (apsw.FullError, apsw.IOError, apsw.ReadOnlyError):
        if create:
            raise


def _require_openable(path: Path, key: bytes | None) -> None:
    try:
        plain = is_plain(path)
    except OSError as error:
        message = f"The file of session {path.stem} cannot be opened ({error.strerror}); nothing was changed."
        raise SessionFileError(message) from error
    if path.stat().st_size < len(PLAIN_HEADER):
        raise _unreadable(path, apsw.CorruptError())
    if key is None and not plain:
        message = (
            f"The key of session {path.stem} is missing, so nobody can read it; "
            "put the key back into the keys folder, or remove the session."
        )
        raise SessionFileError(message)
    if key is not None and plain:
        message = f"The file of session {path.stem} is plain where an encrypted one belongs; import it instead."
        raise SessionFileError(message)


def _require_session(connection: apsw.Connection, path: Path) -> None:
    if connection.pragma("application_id") != APPLICATION_ID:
        message = f"{path.name} is not a session file of the workbench; nothing was changed."
        raise SessionFileError(message)
    version = stored_version(connection)
    if version > SCHEMA_VERSION:
        message = (
            f"Session {path.stem} was written by a newer workbench (format {version}, this one knows "
            f"{SCHEMA_VERSION}); it is safe: update the workbench to open it."
        )
        raise SessionFileError(message)


def _unreadable(path: Path, error: apsw.Error) -> SessionFileError:
    """Return the sentence for what SQLite said: damaged only where nothing else explains it."""
    reasons = (
        ((apsw.FullError,), "cannot be opened, because the disk is full; it is safe: free some space"),
        ((apsw.BusyError, apsw.LockedError), "is in use by another program; it is safe: close that one"),
        (
            (apsw.CantOpenError, apsw.PermissionsError, apsw.ReadOnlyError, apsw.IOError),
            "cannot be reached on the disk; nothing was changed: check the folder and its permissions",
        ),
    )
    for kinds, words in reasons:
        if isinstance(error, kinds):
            return SessionFileError(f"The file of session {path.stem} {words} and try again.")
    message = (
        f"The file of session {path.stem} is damaged and cannot be read; nothing was changed: "
        "put back a copy of it, or remove the session."
    )
    return SessionFileError(message)

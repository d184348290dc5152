"""Plain copies of session files, for looking at every byte with any SQLite tool."""

import os
from pathlib import Path

import apsw

from workbench.errors import SessionFileError, UsageError
from workbench.store.connection import file_uri
from workbench.store.private_files import create_private, publish


def export_plain(connection: apsw.Connection, target: Path) -> None:
    """Write everything that the file holds into a new plain file; never replaces one that is there."""
    if target.exists():
        message = f"{target} is there already and stays as it is; name another file."
        raise UsageError(message)
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        create_private(new)
        connection.execute("VACUUM INTO ?", (f"{file_uri(new)}?key=",))
        with new.open("rb") as written:
            os.fsync(written.fileno())
        publish(new, target)
    except (OSError, apsw.FullError, apsw.IOError, apsw.CantOpenError) as error:
        message = f"{target} could not be written ({_reason(error)}); the session is safe: name another place."
        raise SessionFileError(message) from error
    finally:
        new.unlink(missing_ok=True)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return "the disk is full" if isinstance(error, apsw.FullError) else "the disk does not take it"

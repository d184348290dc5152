"""Changing a session file at rest: one transaction, on the disk when it is over, or one clear sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from workbench.errors import SessionFileError


@contextmanager
def changing(path: Path, connection: apsw.Connection) -> Iterator[None]:
    """Run the block as one transaction; raises `SessionFileError` where the disk or a program is in the way.

    A file that was rewritten meanwhile has another place on the disk: SQLite refuses to write to the old one.
    """
    try:
        with transaction(connection):
            yield
    except apsw.Error as error:
        raise _refused(path, error) from error


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """Run the block as one transaction that writes: all of it, or nothing."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _refused(path: Path, error: apsw.Error) -> SessionFileError:
    """Return the sentence for what SQLite said."""
    reasons: tuple[tuple[type[apsw.Error] | tuple[type[apsw.Error], ...], str], ...] = (
        (apsw.FullError, "the disk is full; free some space and try again"),
        ((apsw.BusyError, apsw.LockedError), "another program is changing it; try again"),
        (
            (apsw.ReadOnlyError, apsw.CantOpenError),
            "it can only be read, or was rewritten meanwhile; open it again and check its permissions",
        ),
        (apsw.IOError, "the disk does not take it; check the disk and try again"),
    )
    reason = next((words for kinds, words in reasons if isinstance(error, kinds)), "a part of it is damaged")
    return SessionFileError(f"Session {path.stem} was not changed: {reason}.")

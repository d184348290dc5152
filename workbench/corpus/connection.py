"""The one place that opens a corpus, and the one way to write into it.

A corpus is an SQLite file through sqlite-utils over pysqlite3. `writing` is `BEGIN IMMEDIATE`, because a
deferred transaction of several writers loses most of them (50 of 200 rows were kept); outside it the connection
takes no write at all. Journals: WAL on a local disk with an SQLite from 3.51.3 on, whose checkpoints are safe
with several connections, else a rollback journal, which also holds on network disks.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from pysqlite3 import dbapi2 as sqlite3
from sqlite_utils import Database

from workbench.corpus.failures import told
from workbench.corpus.file_systems import is_local
from workbench.corpus.schema import MIGRATIONS, SCHEMA_VERSION, stored_version
from workbench.errors import NotFoundError, WorkbenchError

APPLICATION_ID = 0x57424350  # "WBCP"
BUSY_MS = 30_000
HEADER = b"SQLite format 3\x00"
SAFE_WAL = (3, 51, 3)
OLDEST = (3, 37, 0)  # STRICT tables
MOST_IN_MEMORY = 1 << 28
_NEEDS_A_LOG = frozenset({8, 14})  # READONLY, CANTOPEN: what a corpus with a log says on a read-only disk


@dataclass(frozen=True, slots=True)
class Corpus:
    """An open corpus; a context manager, used by one thread."""

    path: Path
    """Its file."""
    db: Database
    """Its connection; takes writes only inside `writing`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.db.close()


def connect(path: Path, *, busy_ms: int = BUSY_MS) -> Corpus:
    """Open the corpus at that path, migrated to this version, or raise one clear sentence."""
    _require_corpus(path)
    with told(path):
        corpus = _opened(path, busy_ms)
    try:
        with told(path):
            _choose_journal(corpus)
            _bring_up_to_date(corpus)
            finish_erasing(corpus)
    except BaseException:
        corpus.close()
        raise
    return corpus


@contextmanager
def writing(corpus: Corpus) -> Iterator[Database]:
    """Write in one transaction that has the corpus to itself from its first moment; all of it or nothing."""
    db = corpus.db
    with told(corpus.path):
        db.execute("PRAGMA query_only = 0")
        try:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")
        finally:
            db.rollback()
            db.execute("PRAGMA query_only = 1")


@contextmanager
def reading(corpus: Corpus) -> Iterator[Database]:
    """Read everything as it stood at one moment."""
    with told(corpus.path):
        corpus.db.execute("BEGIN")  # a reader's: the connection takes no write here
        try:
            yield corpus.db
        finally:
            corpus.db.rollback()


def make_file(path: Path) -> Corpus:
    """Make a corpus file with its tables and nothing in them."""
    path.touch(mode=0o600, exist_ok=False)
    with told(path):
        db = _database(sqlite3.connect(path, isolation_level=None), BUSY_MS)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        corpus = Corpus(path, db)
        if _may_use_wal(path):
            db.execute("PRAGMA journal_mode = wal")
        db.execute("PRAGMA query_only = 1")
        _bring_up_to_date(corpus)
    return corpus


def journal(corpus: Corpus) -> str:
    """Return how the corpus keeps its writes safe: `wal` or `delete`."""
    return str(corpus.db.execute("PRAGMA journal_mode").fetchone()[0])


def finish_erasing(corpus: Corpus) -> bool:
    """Where a withdrawal asks for it, leave no old byte in file and log; false while others are in it.

    Withdrawals that ask for it are counted: one that came meanwhile is not taken for done.
    """
    db = corpus.db
    asked = db.execute("SELECT max(erasing) FROM corpus").fetchone()[0]
    if not asked:
        return True
    try:
        db.execute("PRAGMA query_only = 0")
        if corpus.path.stat().st_size > MOST_IN_MEMORY:
            db.execute("PRAGMA temp_store = file")  # rewriting a large corpus must not take its size in memory
        db.execute("VACUUM")
        if not _log_is_empty(db):
            return False
    except sqlite3.OperationalError:  # in use, read-only or no room: the mark stays, and the next opening tries
        return False
    finally:
        db.execute("PRAGMA query_only = 1")
    with writing(corpus):
        done = db.execute("UPDATE corpus SET erasing = 0 WHERE erasing = ?", [asked]).rowcount
    return _log_is_empty(db) if done else finish_erasing(corpus)


def _log_is_empty(db: Database) -> bool:
    """Bring everything from the log into the file and empty it; false where a reader still needs it."""
    busy: int = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return busy == 0


def _require_corpus(path: Path) -> None:
    """Refuse what is missing or no corpus by its header, before SQLite touches it."""
    try:
        with path.open("rb") as file:
            header = file.read(72)
    except FileNotFoundError:
        message = (
            f"There is no corpus at {path}; make one with `workbench corpus init {path}`, or name another."
        )
        raise NotFoundError(message) from None
    except OSError as error:
        message = f"The corpus {path.name} cannot be opened ({error.strerror}); check its path and permissions."
        raise WorkbenchError(message) from error
    if not header.startswith(HEADER) or header[68:72] != APPLICATION_ID.to_bytes(4, "big"):
        message = f"{path.name} is not a corpus of the workbench, so it was left alone; name another file."
        raise WorkbenchError(message)


def _opened(path: Path, busy_ms: int) -> Corpus:
    """Connect; a disk that cannot be written to is read as it is, when no log lies beside the file."""
    uri = "file:" + quote(os.fsencode(path.absolute()))
    try:
        return _checked(path, uri + "?mode=rw", busy_ms)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _NEEDS_A_LOG or Path(f"{path}-wal").exists():
            raise
    return _checked(path, uri + "?mode=ro&immutable=1", busy_ms)


def _checked(path: Path, uri: str, busy_ms: int) -> Corpus:
    """Connect and refuse what a newer workbench wrote, before anything is changed."""
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    try:
        corpus = Corpus(path, _database(connection, busy_ms))
        version = stored_version(corpus.db)
        if version > SCHEMA_VERSION:
            message = (
                f"The corpus {path.name} was written by a newer workbench (format {version}, this one knows "
                f"{SCHEMA_VERSION}); it was left alone: update the workbench."
            )
            raise WorkbenchError(message)
        corpus.db.execute("PRAGMA query_only = 1")
    except BaseException:
        connection.close()
        raise
    return corpus


def _database(connection: Any, busy_ms: int) -> Database:
    """Return a connection that erases what it deletes and runs nothing that the file contains."""
    if sqlite3.sqlite_version_info < OLDEST:
        message = (
            f"The corpus needs SQLite 3.37 or newer and found {sqlite3.sqlite_version}; install pysqlite3."
        )
        raise WorkbenchError(message)
    db = Database(connection, recursive_triggers=False, execute_plugins=False)
    db.execute(f"PRAGMA busy_timeout = {busy_ms}")
    for pragma in ("secure_delete = 1", "foreign_keys = 1", "trusted_schema = 0", "cell_size_check = 1"):
        db.execute(f"PRAGMA {pragma}")
    for pragma in ("mmap_size = 0", "temp_store = memory", "synchronous = extra"):
        db.execute(
            f"PRAGMA {pragma}"
        )  # EXTRA is FULL with a log; with a rollback journal its end is durable too
    return db


def _may_use_wal(path: Path) -> bool:
    return sqlite3.sqlite_version_info >= SAFE_WAL and is_local(path)


def _choose_journal(corpus: Corpus) -> None:
    """Leave the log where it is not safe; a corpus without one stays so, for others may need it like that."""
    if journal(corpus) == "wal" and not _may_use_wal(corpus.path):
        corpus.db.execute("PRAGMA query_only = 0")
        corpus.db.execute("PRAGMA journal_mode = delete")
        corpus.db.execute("PRAGMA query_only = 1")


def _bring_up_to_date(corpus: Corpus) -> None:
    """Bring the tables to this version, each step in one transaction of its own."""
    while stored_version(corpus.db) < SCHEMA_VERSION:
        with writing(corpus) as db:
            version = stored_version(db)
            if version < SCHEMA_VERSION:  # nobody else was faster
                for statement in MIGRATIONS[version]:
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {version + 1}")

"""Drafts: labels that were typed and are neither sent nor saved yet; a program that is killed loses none.

One encrypted file for a home, its key kept with the session keys. Every change is one transaction of its own,
which a killed process cannot undo; after a power cut the last seconds may be missing.
"""

import json
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

import apsw

from workbench.errors import SessionFileError, WorkbenchError
from workbench.paths import Home
from workbench.settings import load_settings
from workbench.store.connection import file_uri
from workbench.store.keys import KeyStore
from workbench.store.lock import FileLock
from workbench.store.private_files import create_private

KEY_NAME = "label-drafts"
BUSY_MS = 2000
TASK_STEP = 0
"""Stands for the task in the column of the step, whose numbers begin at 1."""
_TABLE = """CREATE TABLE IF NOT EXISTS labels (
    corpus TEXT NOT NULL, annotator TEXT NOT NULL, session TEXT NOT NULL, step INTEGER NOT NULL,
    field TEXT NOT NULL, value TEXT NOT NULL, idempotency_key TEXT NOT NULL UNIQUE,
    PRIMARY KEY (corpus, annotator, session, step, field)
) STRICT, WITHOUT ROWID"""


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """Whose labels of which session."""

    session: str
    """The session's id."""
    corpus: str = ""
    """The id of the corpus that the labels are for; empty for labels of one's own session."""
    annotator: str = ""
    """The name that the labels stand under there; empty for labels of one's own session."""


@dataclass(frozen=True, slots=True)
class DraftLabel:
    """One label that was typed, unchecked."""

    step: int | None
    """The step's number; none for the task."""
    field: str
    """A field of the label schema."""
    value: Any
    """What was typed, as plain JSON; none clears the label."""
    idempotency_key: str
    """What tells this label from every other."""

    def to_json(self) -> dict[str, Any]:
        """Return the shape in which labels are sent."""
        shape = {"field": self.field, "value": self.value, "idempotency_key": self.idempotency_key}
        return shape if self.step is None else shape | {"step": self.step}


def new_key() -> str:
    """Return a random idempotency key."""
    return secrets.token_hex(16)


class LabelDrafts:
    """The drafts of one home."""

    def __init__(self, home: Home) -> None:
        self.path = home.drafts / "labels.db"
        self._turn = Lock()
        self._home = home
        self._connection: apsw.Connection | None = None

    def find(self, place: DraftPlace) -> tuple[DraftLabel, ...]:
        """Return what was typed of a session, the task first."""
        with self._in_use():
            if not self.path.exists():
                return ()
            rows = self._db().execute(
                """SELECT step, field, value, idempotency_key FROM labels
                WHERE corpus = ? AND annotator = ? AND session = ? ORDER BY step, field""",
                (place.corpus, place.annotator, place.session),
            )
            return tuple(
                DraftLabel(step or None, field, json.loads(value), key) for step, field, value, key in rows
            )

    def sessions(self, corpus: str, annotator: str) -> tuple[str, ...]:
        """Return the sessions of a corpus that an annotator has drafts of."""
        with self._in_use():
            if not self.path.exists():
                return ()
            query = "SELECT DISTINCT session FROM labels WHERE corpus = ? AND annotator = ? ORDER BY session"
            return tuple(str(session) for (session,) in self._db().execute(query, (corpus, annotator)))

    def keep(self, place: DraftPlace, labels: Iterable[DraftLabel]) -> None:
        """Keep labels, each in the place of the one of the same step and field."""
        with self._in_use():
            rows = [
                (
                    *(place.corpus, place.annotator, place.session, label.step or TASK_STEP, label.field),
                    *(json.dumps(label.value, ensure_ascii=False), label.idempotency_key),
                )
                for label in labels
            ]
            db = self._db()
            with db:
                db.executemany(
                    """INSERT OR REPLACE INTO labels
                    (corpus, annotator, session, step, field, value, idempotency_key)
                    VALUES (?, ?, ?, ?, ?, ?, ?)""",
                    rows,
                )

    def remove(self, labels: Iterable[DraftLabel]) -> None:
        """Erase labels that were sent, saved or discarded; one that was typed since in its place stays."""
        with self._in_use():
            self._erase("idempotency_key = ?", [(label.idempotency_key,) for label in labels])

    def remove_session(self, place: DraftPlace) -> None:
        """Erase all that was typed of a session."""
        with self._in_use():
            row = (place.corpus, place.annotator, place.session)
            self._erase("corpus = ? AND annotator = ? AND session = ?", [row])

    def close(self) -> None:
        """Close the file; it is opened again where it is needed."""
        with self._turn:
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    @contextmanager
    def _in_use(self) -> Iterator[None]:
        """Let one thread in at a time, and turn what the disk or SQLite says into one sentence."""
        try:
            with self._turn:
                yield
        except (apsw.Error, OSError, SessionFileError) as error:
            message = (
                f"The drafts of labels in {self.path.parent.name}/{self.path.name} cannot be used, so what you "
                "type is not kept there: send or save it before you leave."
            )
            raise WorkbenchError(message) from error

    def _erase(self, where: str, rows: list[tuple[str, ...]]) -> None:
        if not rows or not self.path.exists():
            return
        db = self._db()
        with db:
            db.executemany(f"DELETE FROM labels WHERE {where}", rows)  # noqa: S608  (words of our own)
        db.execute(
            "PRAGMA wal_checkpoint(TRUNCATE)"
        ).fetchall()  # the log keeps no older page; readers in it let this be for now

    def _db(self) -> apsw.Connection:
        if self._connection is None:
            self._connection = self._opened()
        return self._connection

    def _opened(self) -> apsw.Connection:
        """Open the file; the first time, make its folder, its key and its table."""
        self._home.ensure().drafts.mkdir(mode=0o700, exist_ok=True)
        lock = FileLock(self.path.with_suffix(".lock"))
        if not lock.acquire(wait_s=BUSY_MS / 1000):
            raise BlockingIOError(self.path)
        try:
            key = self._key()
            if not self.path.exists():
                create_private(self.path)
            flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
            connection = apsw.Connection(file_uri(self.path), flags=flags)
            try:
                connection.pragma("key", f"raw:{key.hex()}")
                connection.set_busy_timeout(BUSY_MS)
                for name, value in (("secure_delete", 1), ("temp_store", "memory"), ("mmap_size", 0)):
                    connection.pragma(name, value)
                connection.pragma("journal_mode", "wal")
                connection.pragma("synchronous", "normal")  # no wait for the disk at every key
                connection.execute(_TABLE)
            except BaseException:
                connection.close()
                raise
        finally:
            lock.release()
        return connection

    def _key(self) -> bytes:
        keys = KeyStore(self._home, load_settings(self._home).key_store)
        found = keys.find(KEY_NAME)
        if found is None and self.path.exists() and self.path.stat().st_size:
            raise FileNotFoundError(KEY_NAME)
        return found or keys.create(KEY_NAME)

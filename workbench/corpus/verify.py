"""Verifying a corpus: that it is whole, that references lead somewhere, and that it holds what was submitted.

A session's rows are put together into the bundle that they came from; its hash has to be the one on the
receipt, and the strict reader has to take it. What is wrong is told one sentence each; nothing is changed.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from pysqlite3 import dbapi2 as sqlite3
from sqlite_utils import Database

from workbench.bundle.read import Bundle, read_bundle
from workbench.corpus.annotations import problem_of, rows_of
from workbench.corpus.connection import Corpus, reading
from workbench.corpus.content import frame_tiles, row_of, stored_bytes
from workbench.corpus.schema import described, expected_schema
from workbench.corpus.sessions import SubmittedSession, all_sessions
from workbench.corpus.tombstones import session_hash
from workbench.errors import WorkbenchError


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a corpus that is not as it should be."""

    check: str
    """Which check failed."""
    session: str | None
    """The session that it is about; none where it is about the file."""
    sentence: str
    """What is wrong, in words."""

    def to_json(self) -> dict[str, Any]:
        """Return the public shape."""
        return asdict(self)


def verify(corpus: Corpus) -> tuple[Finding, ...]:
    """Return everything that is wrong with a corpus; nothing where it is whole."""
    with reading(corpus) as db:
        damaged = tuple(_damage(db))
        return damaged or tuple(_contents(db))


def _damage(db: Database) -> Iterator[Finding]:
    """Yield what is wrong with the file itself; where it is damaged, its rows mean nothing."""
    try:
        told = [str(row[0]) for row in db.execute("PRAGMA integrity_check").fetchall()]
    except sqlite3.DatabaseError:
        told = ["it cannot be read to its end"]
    if told != ["ok"]:
        yield Finding("integrity", None, f"The file is damaged: {told[0]}.")
    elif described(db) != expected_schema():
        yield Finding("schema", None, "The tables are not those that this version makes.")


def _contents(db: Database) -> Iterator[Finding]:
    for table, row, parent, _number in db.execute("PRAGMA foreign_key_check").fetchall():
        yield Finding("references", None, f"A row of {table} ({row}) refers to {parent}, where there is none.")
    for session in all_sessions(db):
        yield from _session(db, session)
    yield from _contributors(db)
    yield from _withdrawals(db)


def _session(db: Database, session: SubmittedSession) -> Iterator[Finding]:
    """Yield what is wrong with one session: the hash first, for it covers every member, line and tile."""
    data = stored_bytes(db, session.id)
    if hashlib.sha256(data).hexdigest() != session.sha256:
        sentence = f"What the corpus holds of session {session.id} is not what was submitted: its hash differs."
        yield Finding("hash", session.id, sentence)
    try:
        bundle = read_bundle(data)
    except WorkbenchError as error:
        check = str(getattr(error, "check", "bundle"))
        yield Finding(
            check, session.id, f"Session {session.id} is no bundle that the strict reader takes: {error}"
        )
        return
    yield from _row(db, session, bundle)
    for note in rows_of(db, session.id):
        problem = problem_of(note, bundle.steps, session.contributor)
        if problem:
            yield Finding("labels", session.id, f"Label {note.id} of session {session.id} {problem}")


def _row(db: Database, session: SubmittedSession, bundle: Bundle) -> Iterator[Finding]:
    """Yield where a session's row, or its list of tiles, says something else than its bundle."""
    expected = row_of(bundle)
    differing = [name for name, value in expected.items() if getattr(session, name) != value]
    if differing:
        sentence = f"The row of session {session.id} differs from its bundle in: {', '.join(differing)}."
        yield Finding("row", session.id, sentence)
    found = db.execute(
        "SELECT key_hash FROM contributors WHERE pseudonym = ?", (session.contributor,)
    ).fetchone()
    if found and found[0] != bundle.manifest.contributor.withdrawal_key_hash:
        yield Finding("key", session.id, f"Session {session.id} came with another withdrawal key than is kept.")
    query = "SELECT frame, position, tile FROM frame_tiles WHERE session = ? ORDER BY frame, position"
    stored = [tuple(row) for row in db.execute(query, (session.id,)).fetchall()]
    if stored != sorted(frame_tiles(bundle)):
        sentence = f"The tiles that frames of session {session.id} refer to are not those of its bundle."
        yield Finding("tiles", session.id, sentence)


def _contributors(db: Database) -> Iterator[Finding]:
    query = "SELECT count(*) FROM contributors WHERE pseudonym NOT IN (SELECT contributor FROM sessions)"
    (idle,) = db.execute(query).fetchone()
    if idle:
        yield Finding("contributors", None, f"{idle} contributors are kept without a session of theirs.")


def _withdrawals(db: Database) -> Iterator[Finding]:
    """Yield withdrawals that did not come to their end, and sessions of releases that are nowhere."""
    here = {session_hash(session.id): session.sha256 for session in all_sessions(db)}
    gone = {str(name) for (name,) in db.execute("SELECT session_hash FROM withdrawals").fetchall()}
    for name in sorted(here.keys() & gone):
        yield Finding("tombstones", None, f"A session is in the corpus and withdrawn at once ({name[:12]}).")
    if db.execute("SELECT max(erasing) FROM corpus").fetchone()[0]:
        yield Finding(
            "erasing", None, "The last bytes of a withdrawn session are not erased yet; withdraw it again."
        )
    released = db.execute("SELECT release, session_hash, sha256 FROM release_sessions").fetchall()
    for release, name, sha256 in released:
        if here.get(name) != sha256 and name not in gone:
            yield Finding(
                "releases", None, f"Release {release} had a session that is neither here nor withdrawn."
            )

"""What stays of a session that was taken back: the hash of its id, when, and which releases had it."""

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from sqlite_utils import Database

from workbench.corpus.connection import Corpus, reading


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A session that is no longer in the corpus."""

    session_hash: str
    """SHA-256 of the session's id, in hex: who has a release with it can tell which one it was."""
    withdrawn_at: str
    """UTC, ISO 8601, whole seconds."""
    releases: tuple[str, ...]
    """Releases that were made while it was in the corpus, by name."""

    def to_json(self) -> dict[str, Any]:
        """Return the public shape."""
        return asdict(self) | {"releases": list(self.releases)}


def session_hash(session_id: str) -> str:
    """Return what a withdrawn session is known by."""
    return hashlib.sha256(session_id.encode()).hexdigest()


def tombstones(corpus: Corpus) -> tuple[Tombstone, ...]:
    """Return every withdrawn session, the first withdrawn first."""
    with reading(corpus) as db:
        rows = db.execute(
            "SELECT session_hash, withdrawn_at FROM withdrawals ORDER BY withdrawn_at, session_hash"
        )
        return tuple(Tombstone(name, at, _releases(db, name)) for name, at in rows.fetchall())


def tombstone(db: Database, session_id: str) -> Tombstone | None:
    """Return the tombstone of a session, inside a transaction; none where it was never withdrawn."""
    name = session_hash(session_id)
    found = db.execute("SELECT withdrawn_at FROM withdrawals WHERE session_hash = ?", (name,)).fetchone()
    return Tombstone(name, found[0], _releases(db, name)) if found else None


def was_withdrawn(corpus: Corpus, session_id: str) -> bool:
    """Return whether a session was taken back from a corpus, which then takes it no second time."""
    with reading(corpus) as db:
        return tombstone(db, session_id) is not None


def _releases(db: Database, name: str) -> tuple[str, ...]:
    """Return the releases that a session was in, by the order in which they were made."""
    query = """SELECT name FROM releases JOIN release_sessions ON release = name
        WHERE session_hash = ? ORDER BY made_at, name"""
    return tuple(str(release) for (release,) in db.execute(query, (name,)))

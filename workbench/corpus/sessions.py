"""A submitted session in the corpus: its row, and the bundle that its rows are."""

from dataclasses import dataclass

from sqlite_utils import Database

from workbench.bundle.read import Bundle, read_bundle
from workbench.corpus.content import stored_bytes
from workbench.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class SubmittedSession:
    """The one row that the corpus has of a session; its content is in other tables."""

    id: str
    """UUIDv7."""
    sha256: str
    """The hash of the bundle it came in, in hex."""
    receipt: str
    """The receipt's id."""
    received_at: str
    """UTC, ISO 8601, whole seconds."""
    state: str
    """Where it stands in the corpus."""
    contributor: str
    """The pseudonym it was submitted under."""
    policy: str
    """The policy it was submitted under."""
    consent_id: str
    """Which agreement covers it."""
    consent_hash: str
    """SHA-256 of the text that was agreed to, in hex."""
    tool_version: str
    """The version of the program that built the bundle."""


def find_session(db: Database, reference: str) -> SubmittedSession | None:
    """Return a session by its id or by its receipt's, inside a transaction."""
    found = db.execute(
        """SELECT id, sha256, receipt, received_at, state, contributor, policy, consent_id, consent_hash,
        tool_version FROM sessions WHERE id = ? OR receipt = ?""",
        (reference, reference),
    ).fetchone()
    return SubmittedSession(*found) if found else None


def require_session(db: Database, reference: str) -> SubmittedSession:
    """Return a session as `find_session` does, or raise `NotFoundError`."""
    found = find_session(db, reference)
    if found:
        return found
    message = f"There is no session {reference} in this corpus; it may have been withdrawn."
    raise NotFoundError(message)


def all_sessions(db: Database) -> tuple[SubmittedSession, ...]:
    """Return every session in the order in which they came, inside a transaction."""
    ids = db.execute("SELECT id FROM sessions ORDER BY received_at, id").fetchall()
    return tuple(require_session(db, session_id) for (session_id,) in ids)


def stored_bundle(db: Database, session_id: str) -> Bundle:
    """Return a session's bundle, read as strictly as when it came, inside a transaction."""
    return read_bundle(stored_bytes(db, session_id))

"""Taking a session back: everything of it goes from the corpus, and a tombstone stays."""

import hashlib
import hmac

from sqlite_utils import Database

from workbench.corpus.connection import Corpus, finish_erasing, writing
from workbench.corpus.moments import now
from workbench.corpus.schema import LINE_TABLES
from workbench.corpus.sessions import SubmittedSession, find_session
from workbench.corpus.tombstones import Tombstone, session_hash, tombstone
from workbench.errors import NotFoundError, WorkbenchError

CONTENT = ("annotations", "frame_tiles", "tiles", *LINE_TABLES, "members")
"""Tables with rows of a session, in an order that breaks no reference."""


def withdraw(corpus: Corpus, reference: str, withdrawal_key: str) -> Tombstone:
    """Erase a session, named by its id or its receipt's, and return what stays of it.

    `withdrawal_key`, 32 bytes in hex, proves whose it is: only its hash is in the corpus, so whoever can read
    that cannot withdraw by it. Once this returns, no byte of the session is left in the file or its log;
    where a reader still holds an older state, it raises, and the next opening of the corpus finishes the work.
    Withdrawing by id what is withdrawn already changes nothing.
    """
    with writing(corpus) as db:
        found = find_session(db, reference)
        if found is None:
            stone = _already(db, reference)
        else:
            _require_owner(db, found, withdrawal_key)
            _erase(db, found)
            stone = _already(db, found.id)
    if not finish_erasing(corpus):
        message = (
            f"Session {reference} was withdrawn and nobody can see it any more, but its last bytes are still "
            f"in the log of the corpus {corpus.path.name}, because somebody reads: withdraw it again later."
        )
        raise WorkbenchError(message)
    return stone


def _already(db: Database, session_id: str) -> Tombstone:
    """Return the tombstone of a session that is not in the corpus."""
    stone = tombstone(db, session_id)
    if stone:
        return stone
    message = f"There is no session or receipt {session_id} in this corpus; `workbench mine` shows yours."
    raise NotFoundError(message)


def _require_owner(db: Database, session: SubmittedSession, withdrawal_key: str) -> None:
    """Raise where the key is not the one that came with the contributor's first submission."""
    query = "SELECT key_hash FROM contributors WHERE pseudonym = ?"
    (known,) = db.execute(query, (session.contributor,)).fetchone()
    if not hmac.compare_digest(known, _hash_of(withdrawal_key)):
        message = (
            f"Session {session.id} can be withdrawn only with the key of whoever submitted it, so it stays; "
            "withdraw it from the home it was submitted from."
        )
        raise WorkbenchError(message)


def _hash_of(withdrawal_key: str) -> str:
    """Return what a corpus knows of a key; empty, which no key's is, for what is no key."""
    try:
        return hashlib.sha256(bytes.fromhex(withdrawal_key)).hexdigest() if withdrawal_key else ""
    except ValueError:
        return ""


def _erase(db: Database, session: SubmittedSession) -> None:
    """Delete every row of a session, and its contributor where it was their last one."""
    for table in CONTENT:
        db.table(table).delete_where("session = ?", [session.id])
    db.table("sessions").delete_where("id = ?", [session.id])
    if not db.table("sessions").count_where("contributor = ?", [session.contributor]):
        db.table("contributors").delete_where("pseudonym = ?", [session.contributor])
    db.table("withdrawals").insert({"session_hash": session_hash(session.id), "withdrawn_at": now()})
    db.execute("UPDATE corpus SET erasing = erasing + 1")

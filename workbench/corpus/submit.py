"""Submitting: a bundle goes through the strict reader and into the corpus in one transaction, once."""

from dataclasses import asdict
from uuid import uuid4

from sqlite_utils import Database

from workbench.bundle.read import Bundle, read_bundle
from workbench.corpus.connection import Corpus, reading, writing
from workbench.corpus.content import add_content, row_of
from workbench.corpus.moments import now
from workbench.corpus.policy import policy_in_force, require_consent_to
from workbench.corpus.receipt import Receipt
from workbench.corpus.sessions import SubmittedSession, find_session
from workbench.corpus.tombstones import tombstone
from workbench.errors import WorkbenchError

__all__ = ["Receipt", "submit_bundle", "submitted_receipt"]


def submit_bundle(corpus: Corpus, data: bytes) -> Receipt:
    """Take a bundle and return its receipt; raises `BundleError` with the check that it failed."""
    bundle = read_bundle(data)
    with writing(corpus) as db:
        found = find_session(db, bundle.manifest.session)
        if found is None:
            _require_acceptable(db, bundle)
            found = _add(db, bundle)
        elif found.sha256 != bundle.sha256:
            message = (
                f"Session {found.id} is in the corpus {corpus.path.name} with other content, which stays as it "
                "is; withdraw it there and submit it under a new id."
            )
            raise WorkbenchError(message)
        return _receipt(db, found)


def submitted_receipt(corpus: Corpus, session_id: str) -> Receipt | None:
    """Return the receipt of a session that is in the corpus; none where it is not."""
    with reading(corpus) as db:
        found = find_session(db, session_id)
        return _receipt(db, found) if found else None


def _require_acceptable(db: Database, bundle: Bundle) -> None:
    """Raise where consent does not fit, the session was withdrawn, or somebody uses another's pseudonym."""
    row = row_of(bundle)
    require_consent_to(policy_in_force(db), row["policy"], row["consent_hash"])
    if tombstone(db, bundle.manifest.session):
        message = (
            f"Session {bundle.manifest.session} was withdrawn from this corpus and is not taken a second time; "
            "import it with --new-id to submit it again."
        )
        raise WorkbenchError(message)
    query = "SELECT key_hash FROM contributors WHERE pseudonym = ?"
    known = db.execute(query, (row["contributor"],)).fetchone()
    if known and known[0] != bundle.manifest.contributor.withdrawal_key_hash:
        message = (
            "The submission bears the pseudonym of somebody else with another withdrawal key, so nothing of it "
            "was taken; submit it from the home that the pseudonym was made in."
        )
        raise WorkbenchError(message)


def _add(db: Database, bundle: Bundle) -> SubmittedSession:
    """Write every row of a session and return the one that stands for it."""
    row, at = row_of(bundle), now()
    if not db.table("contributors").count_where("pseudonym = ?", [row["contributor"]]):
        key_hash = bundle.manifest.contributor.withdrawal_key_hash
        db.table("contributors").insert({"pseudonym": row["contributor"], "key_hash": key_hash, "since": at})
    known = {"sha256": bundle.sha256, "receipt": str(uuid4()), "received_at": at, "state": "submitted"}
    session = SubmittedSession(**row, **known)
    db.table("sessions").insert(asdict(session))
    add_content(db, bundle)
    return session


def _receipt(db: Database, session: SubmittedSession) -> Receipt:
    corpus_id, name = db.execute("SELECT id, name FROM corpus").fetchone()
    named = (session.receipt, session.id, session.sha256, corpus_id, name)
    return Receipt(*named, session.received_at, session.policy)

"""Which sessions went into which release: what a later withdrawal has to name."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlite_utils import Database

from workbench.corpus.connection import Corpus, reading, writing
from workbench.corpus.tombstones import session_hash
from workbench.errors import UsageError, WorkbenchError


@dataclass(frozen=True, slots=True)
class Release:
    """A release that was made of a corpus."""

    name: str
    """Its name, once in a corpus."""
    format: str
    """The training format, as `agentnet`."""
    included: str
    """Which sessions were taken, as `submitted`."""
    made_at: str
    """UTC, ISO 8601, whole seconds."""
    sha256: str
    """The hash that the release has of itself, in hex."""


def add_release(corpus: Corpus, release: Release, sessions: Iterable[tuple[str, str]]) -> None:
    """Note a release and what went into it, as pairs of session id and bundle hash.

    Raises `UsageError` for a name that is taken, and `WorkbenchError` where a session was withdrawn while the
    release was being made: such a release must not be given to anybody.
    """
    with writing(corpus) as db:
        _require_free(db, release.name)
        db.table("releases").insert(asdict(release))
        for session_id, sha256 in sessions:
            there = db.execute("SELECT 1 FROM sessions WHERE id = ? AND sha256 = ?", (session_id, sha256))
            if not there.fetchone():
                message = (
                    f"Release {release.name} does not count, because a session in it was withdrawn while it "
                    "was being made: remove its folder and make it again."
                )
                raise WorkbenchError(message)
            row = {"release": release.name, "session_hash": session_hash(session_id), "sha256": sha256}
            db.table("release_sessions").insert(row)


def require_free_name(corpus: Corpus, name: str) -> None:
    """Raise `UsageError` where the corpus has a release of that name."""
    with reading(corpus) as db:
        _require_free(db, name)


def releases(corpus: Corpus) -> tuple[Release, ...]:
    """Return every release, the oldest first."""
    with reading(corpus) as db:
        rows = db.execute("SELECT name, format, included, made_at, sha256 FROM releases ORDER BY made_at, name")
        return tuple(Release(*row) for row in rows.fetchall())


def _require_free(db: Database, name: str) -> None:
    if db.execute("SELECT 1 FROM releases WHERE name = ?", (name,)).fetchone():
        message = f"There is a release named {name} in this corpus already; choose another name."
        raise UsageError(message)

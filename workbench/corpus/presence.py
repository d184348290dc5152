"""Whether a corpus has a session, had it, or never did: what its contributor's home wants to know."""

from dataclasses import dataclass

from workbench.corpus.connection import Corpus, reading
from workbench.corpus.sessions import find_session
from workbench.corpus.tombstones import tombstone


@dataclass(frozen=True, slots=True)
class Presence:
    """What a corpus says of one session."""

    here: bool
    """Whether the session is in it."""
    withdrawn_at: str | None
    """When it was withdrawn: UTC, ISO 8601, whole seconds; none where it is here or never was."""
    erasing: bool
    """Whether bytes of some withdrawn session may still be in the corpus's file or log."""


def corpus_id(corpus: Corpus) -> str:
    """Return the corpus's own id, which stays when its file is moved or copied."""
    with reading(corpus) as db:
        return str(db.execute("SELECT id FROM corpus").fetchone()[0])


def presence(corpus: Corpus, session_id: str) -> Presence:
    """Return what a corpus says of a session."""
    with reading(corpus) as db:
        here = find_session(db, session_id) is not None
        stone = None if here else tombstone(db, session_id)
        erasing = bool(db.execute("SELECT max(erasing) FROM corpus").fetchone()[0])
    return Presence(here, stone.withdrawn_at if stone else None, erasing)

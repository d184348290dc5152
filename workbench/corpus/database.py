"""Opening and making a corpus, and what there is to know of one without looking at anybody's session."""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from workbench import __version__
from workbench.corpus.connection import BUSY_MS, Corpus, connect, journal, make_file, reading, writing
from workbench.corpus.moments import now
from workbench.corpus.policy import BUILT_IN, Policy, add_policy, policy_in_force
from workbench.corpus.schema import SCHEMA_VERSION, stored_version
from workbench.errors import NotFoundError, WorkbenchError

__all__ = [
    "BUSY_MS",
    "SCHEMA_VERSION",
    "Corpus",
    "CorpusInfo",
    "create_corpus",
    "info",
    "open_corpus",
    "writing",
]

COUNTED = {
    "sessions": "sessions",
    "contributors": "contributors",
    "annotations": "annotations",
    "withdrawn": "withdrawals",
    "releases": "releases",
}
"""What `info` counts, and in which table."""


@dataclass(frozen=True, slots=True)
class CorpusInfo:
    """What a corpus says of itself: counts, and nobody's content."""

    id: str
    """A random name of its own; contributors have one pseudonym for each corpus."""
    name: str
    """What people call it."""
    made_at: str
    """UTC, ISO 8601, whole seconds."""
    policy: str
    """The policy in force."""
    consent_hash: str
    """SHA-256 of the text that contributors agree to."""
    sessions: int
    """Sessions in it now."""
    contributors: int
    """Pseudonyms that they came from."""
    annotations: int
    """Labels by annotators and curators."""
    withdrawn: int
    """Sessions that were taken back."""
    releases: int
    """Releases made of it."""
    size_bytes: int
    """Room it takes on the disk."""
    schema_version: int
    """The format of its tables."""
    journal: str
    """`wal`, or `delete` where the disk or SQLite does not allow a write-ahead log."""


def open_corpus(path: Path, *, create: bool = False, busy_ms: int = BUSY_MS) -> Corpus:
    """Open a corpus, migrated to this version; `create` makes one where there is none."""
    try:
        return connect(path, busy_ms=busy_ms)
    except NotFoundError:
        if not create:
            raise
    with suppress(FileExistsError):  # somebody else made it at this very moment
        create_corpus(path).close()
    return connect(path, busy_ms=busy_ms)


def create_corpus(path: Path, policy: Policy = BUILT_IN) -> Corpus:
    """Make a corpus; it gets its name once it is whole. Raises `FileExistsError` rather than replace one."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with make_file(draft) as corpus, writing(corpus) as db:
            add_policy(db, policy)
            row = (str(uuid4()), path.stem, now(), __version__, policy.id)
            db.execute(
                "INSERT INTO corpus (id, name, made_at, tool_version, policy) VALUES (?, ?, ?, ?, ?)", row
            )
        _publish(draft, path)
    except FileExistsError:
        raise
    except OSError as error:
        message = (
            f"No corpus can be made at {path} ({error.strerror}): check the folder, or name another place."
        )
        raise WorkbenchError(message) from error
    finally:
        for leftover in path.parent.glob(f"{draft.name}*"):
            leftover.unlink(missing_ok=True)
    return connect(path)


def info(corpus: Corpus) -> CorpusInfo:
    """Return what a corpus says of itself."""
    with reading(corpus) as db:
        found = next(db.query("SELECT id, name, made_at, policy FROM corpus"))
        counts = {told: db.table(table).count for told, table in COUNTED.items()}
        version = stored_version(db)
        agreed = policy_in_force(db).consent_hash
    files = (corpus.path, Path(f"{corpus.path}-wal"))
    size = sum(file.stat().st_size for file in files if file.exists())
    known = found | counts | {"consent_hash": agreed}
    return CorpusInfo(size_bytes=size, schema_version=version, journal=journal(corpus), **known)


def _publish(draft: Path, path: Path) -> None:
    """Give a finished corpus its name; never in place of a file that is there."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # file systems without hard links
        if path.exists():
            raise FileExistsError(path) from None
        draft.rename(path)

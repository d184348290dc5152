"""Copies of a session in several corpora: what this home noted of each, brought in step with the corpora.

A copy is known by its corpus's id, not by the path of the corpus's file: that may move, and another corpus may
take its place. What a corpus says counts more than what was noted here.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import NotFoundError, SessionFileError, UsageError, WorkbenchError
from workbench.model.copies import SessionCopy, state_with_copies
from workbench.paths import Home
from workbench.store.library import Library
from workbench.workflow.corpora import corpus_path
from workbench.workflow.receipts import KeptReceipt, keep, readable_receipts

if TYPE_CHECKING:
    from workbench.corpus.connection import Corpus
    from workbench.corpus.presence import Presence

LOOK_MS = 500
"""How long a look into a corpus waits for another program's lock."""


@dataclass(frozen=True, slots=True)
class SeenReceipt:
    """A receipt, and whether its corpus could be asked just now."""

    kept: KeptReceipt
    """The receipt with what is known now."""
    reached: bool
    """Whether the corpus answered; otherwise the receipt says what was known before."""


def follow(home: Home) -> tuple[SeenReceipt, ...]:
    """Return every receipt that can be read, the newest first, as the corpora have the sessions now."""
    found, _problems = readable_receipts(home)
    return _followed(home, found)


def look(home: Home, kept: KeptReceipt) -> SeenReceipt:
    """Return a receipt as its corpus has the session now."""
    return _asked(home, kept.receipt.corpus_id, [kept])[0]


def meant_corpus_id(home: Home) -> str | None:
    """Return the id of the corpus that a submission would go to now; none where it cannot be opened."""
    with suppress(WorkbenchError):
        return corpus_id_at(corpus_path(home), LOOK_MS)
    return None


def corpus_id_at(path: Path, busy_ms: int) -> str:
    """Return the id of the corpus at a path; raises `WorkbenchError` where it cannot be opened."""
    from workbench.corpus.database import open_corpus
    from workbench.corpus.presence import corpus_id

    with open_corpus(path, busy_ms=busy_ms) as corpus:
        return corpus_id(corpus)


def copies_by_session(home: Home) -> dict[str, tuple[SessionCopy, ...]]:
    """Return the copies of every submitted session by its id, the newest first.

    Corpora are asked only where a withdrawal has not come to its end yet: asking takes half a second.
    """
    found, _problems = readable_receipts(home)
    followed = {seen.kept.receipt.id: seen.kept for seen in _followed(home, (k for k in found if k.unfinished))}
    copies: dict[str, tuple[SessionCopy, ...]] = {}
    for kept in found:
        now = followed.get(kept.receipt.id, kept)
        copies[now.receipt.session] = (*copies.get(now.receipt.session, ()), now.copy)
    return copies


def session_copies(home: Home, session_id: str) -> tuple[SessionCopy, ...]:
    """Return the copies of one session, the newest first."""
    return copies_by_session(home).get(session_id, ())


def places(home: Home, *kept: KeptReceipt) -> tuple[Path, ...]:
    """Return where a corpus may be: where it was, then the corpus that is meant now, in case it was moved."""
    found = [Path(each.corpus_path) for each in kept]
    with suppress(UsageError):  # an address, which cannot be used yet
        found.append(corpus_path(home).absolute())
    return tuple(dict.fromkeys(found))


def find_corpus(number: str, paths: Iterable[Path], busy_ms: int) -> "Corpus | None":
    """Open the first corpus with that id; none where none of the paths leads to it.

    A corpus that cannot be opened may be the one, and one behind it a copy: then `WorkbenchError` is raised.
    """
    for path in paths:
        with suppress(NotFoundError):
            opened = open_with_id(path, number, busy_ms)
            if opened:
                return opened
    return None


def open_with_id(path: Path, number: str, busy_ms: int) -> "Corpus | None":
    """Open the corpus at that path if it has that id; raises `WorkbenchError` where it cannot be opened."""
    from workbench.corpus.database import open_corpus  # late: lists are shown without half a second of imports
    from workbench.corpus.presence import corpus_id

    opened = open_corpus(path, busy_ms=busy_ms)
    try:
        if corpus_id(opened) == number:
            return opened
    except BaseException:
        opened.close()
        raise
    opened.close()
    return None


def is_elsewhere(kept: KeptReceipt, path: Path) -> bool:
    """Return whether another file than that, with the same corpus id, has the session at the noted place.

    A corpus there that cannot be opened may have it.
    """
    from workbench.corpus.presence import presence

    noted = Path(kept.corpus_path)
    try:
        other = None if noted.samefile(path) else open_with_id(noted, kept.receipt.corpus_id, LOOK_MS)
    except (FileNotFoundError, NotFoundError):
        return False
    except (OSError, WorkbenchError):
        return True
    if other is None:
        return False
    with other:
        return presence(other, kept.receipt.session).here


def note(home: Home, kept: KeptReceipt, found: "Presence", path: Path) -> KeptReceipt:
    """Note what a corpus says of a session, where that is news, and return the receipt as it is now."""
    withdrawn = found.withdrawn_at is not None
    now = replace(
        kept,
        corpus_path=str(path.absolute()),
        withdrawn_at=found.withdrawn_at,
        unfinished=withdrawn and found.erasing,
        missing=not found.here and not withdrawn,
    )
    if now != kept:
        keep(home, now)
        mark_session(home, kept.receipt.session)
    return now


def mark_session(home: Home, session_id: str) -> None:
    """Store in the session's own file whether a copy remains, where the file is here and can be read."""
    library = Library.of(home)
    found, _problems = readable_receipts(home)
    copies = tuple(kept.copy for kept in found if kept.receipt.session == session_id)
    if not library.path(session_id).exists():
        return
    with suppress(SessionFileError), library.open(session_id) as file:
        before = file.session.state
        after = state_with_copies(before, copies)
        if after is not None and after is not before:
            file.set_state(after)


def _followed(home: Home, found: Iterable[KeptReceipt]) -> tuple[SeenReceipt, ...]:
    """Ask the corpus of each receipt; every corpus is opened once."""
    own = tuple(found)
    seen: dict[str, SeenReceipt] = {}
    for number in dict.fromkeys(kept.receipt.corpus_id for kept in own):
        group = [kept for kept in own if kept.receipt.corpus_id == number]
        seen |= {each.kept.receipt.id: each for each in _asked(home, number, group)}
    return tuple(seen[kept.receipt.id] for kept in own)


def _asked(home: Home, number: str, group: list[KeptReceipt]) -> list[SeenReceipt]:
    """Ask one corpus for all sessions that went there."""
    from workbench.corpus.presence import presence

    try:
        corpus = find_corpus(number, places(home, *group), LOOK_MS)
    except WorkbenchError:
        corpus = None
    if corpus is None:
        return [SeenReceipt(kept, reached=False) for kept in group]
    seen: list[SeenReceipt] = []
    with corpus:
        for kept in group:
            try:
                now = note(home, kept, presence(corpus, kept.receipt.session), corpus.path)
                seen.append(SeenReceipt(now, reached=True))
            except WorkbenchError:
                seen.append(SeenReceipt(kept, reached=False))
    return seen

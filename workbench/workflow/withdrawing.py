"""Withdrawing a submission from one corpus: the corpus erases it, and this home notes when.

Which copy is meant is decided by the corpus's id. Before the corpus is asked, this home notes that a withdrawal
began, so that neither a kill nor a delayed erasure leaves a receipt that says something else than the corpus.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from workbench.corpus.connection import BUSY_MS, Corpus
from workbench.corpus.database import open_corpus
from workbench.corpus.presence import presence
from workbench.corpus.tombstones import Tombstone
from workbench.corpus.withdraw import withdraw as erase
from workbench.errors import NotFoundError, UsageError, WorkbenchError
from workbench.model.copies import CopyState, corpus_names, joined
from workbench.paths import Home
from workbench.workflow.contributor import find_contributor
from workbench.workflow.copies import LOOK_MS, corpus_id_at, find_corpus, is_elsewhere, note, places
from workbench.workflow.receipts import KeptReceipt, keep, matching_receipts


def withdraw(home: Home, reference: str, corpus: str | Path | None = None) -> tuple[KeptReceipt, Tombstone]:
    """Withdraw a submission, named by its receipt, its session, or an end of either; twice is harmless.

    The session's own file stays in this home, and so do copies in other corpora. `corpus` names the corpus by
    where its file is now; without it the only copy is withdrawn. Where a second file with the same corpus id
    still holds the session at the noted place, the receipt that comes back says so: it is not withdrawn.
    """
    kept = copy_to_withdraw(home, reference, corpus)
    session_id, number = kept.receipt.session, kept.receipt.corpus_id
    with _opened(home, kept, corpus) as opened:
        contributor = find_contributor(home, number)
        if contributor is None:
            message = (
                f"The key for withdrawing session {session_id} from {kept.receipt.corpus_name} is not in this "
                f"home, so it stays there: put back contributor-{number}.json into {home.keys}."
            )
            raise NotFoundError(message)
        began = keep(home, replace(kept, unfinished=True))
        try:
            stone = erase(opened, session_id, contributor.withdrawal_key)
        except WorkbenchError:
            with suppress(WorkbenchError):  # the first failure is the one to tell
                note(home, began, presence(opened, session_id), opened.path)
            raise
        if is_elsewhere(kept, opened.path):
            return keep(home, kept), stone
        for other in matching_receipts(home, session_id):  # a corpus that was restored may have given two
            if other.receipt.corpus_id == number and other.receipt.id != kept.receipt.id:
                note(home, other, presence(opened, session_id), opened.path)
        return note(home, began, presence(opened, session_id), opened.path), stone


def copy_to_withdraw(home: Home, reference: str, corpus: str | Path | None = None) -> KeptReceipt:
    """Return the receipt of the copy that is meant.

    Raises `NotFoundError` where there is none, `UsageError` where several corpora have one and none is named.
    """
    found = matching_receipts(home, reference)
    if corpus is not None:
        found = _in_corpus(found, Path(corpus))
    there = [kept for kept in reversed(found) if kept.state is CopyState.SUBMITTED]
    standing = {kept.receipt.corpus_id: kept for kept in there}
    if len(standing) > 1:
        message = (
            f"Session {found[0].receipt.session} is in {len(standing)} corpora, so nothing was withdrawn: name "
            f"one with --corpus PATH, or give its receipt; it is in {_listed(standing.values())}."
        )
        raise UsageError(message)
    unfinished = [kept for kept in found if kept.unfinished]
    return next(iter((*standing.values(), *unfinished, *found)))


def _in_corpus(found: tuple[KeptReceipt, ...], path: Path) -> tuple[KeptReceipt, ...]:
    """Return the receipts of the corpus at that path."""
    number = _id_at(path)
    own = tuple(kept for kept in found if kept.receipt.corpus_id == number)
    if own:
        return own
    session_id = found[0].receipt.session
    there = [kept for kept in found if Path(kept.corpus_path) == path.absolute()]
    if there:
        name = there[0].receipt.corpus_name
        message = (
            f"Another corpus is at {path} now than the one that session {session_id} was submitted to, so "
            f"nothing was withdrawn: say with --corpus PATH where the file of {name} is now."
        )
        raise NotFoundError(message)
    message = (
        f"The corpus {path.name} is not the one that session {session_id} was submitted to, so nothing was "
        f"withdrawn: it was submitted to {_listed(found)}."
    )
    raise NotFoundError(message)


def _id_at(path: Path) -> str:
    """Return the id of the corpus at a path, without waiting for an erasure that a reader delays."""
    try:
        return corpus_id_at(path, LOOK_MS)
    except NotFoundError:
        raise
    except WorkbenchError:  # locked, perhaps: patience helps
        return corpus_id_at(path, BUSY_MS)


def _opened(home: Home, kept: KeptReceipt, corpus: str | Path | None) -> Corpus:
    """Open the corpus that a copy is in: at the path that is named, else where it was or is now."""
    if corpus is not None:
        return open_corpus(Path(corpus))
    noted, *others = places(home, kept)
    found = find_corpus(kept.receipt.corpus_id, [noted], BUSY_MS)
    try:
        found = found or find_corpus(kept.receipt.corpus_id, others, BUSY_MS)
    except WorkbenchError as error:
        raise _not_there(kept) from error
    if found is None:
        raise _not_there(kept)
    return found


def _not_there(kept: KeptReceipt) -> WorkbenchError:
    """Return that a corpus is not where it was."""
    path, name = Path(kept.corpus_path), kept.receipt.corpus_name
    there = "another corpus is" if path.exists() else "no file is"
    return NotFoundError(
        f"Session {kept.receipt.session} was not withdrawn from {name}, because {there} at {path} now: say "
        f"where {name} is with --corpus PATH."
    )


def _listed(found: Iterable[KeptReceipt]) -> str:
    """Return the corpora of receipts as one reads them, each with its path."""
    own = tuple(kept.copy for kept in found)
    names = corpus_names(own)
    paths = {copy.corpus_id: copy.corpus_path for copy in own}
    return joined(sorted(name if paths[n] in name else f"{name} ({paths[n]})" for n, name in names.items()))

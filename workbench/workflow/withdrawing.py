"""Withdrawing a submission: the corpus erases it, and this home notes when."""

from pathlib import Path

from workbench.corpus.database import info, open_corpus
from workbench.corpus.tombstones import Tombstone
from workbench.corpus.withdraw import withdraw as erase
from workbench.errors import NotFoundError
from workbench.model.session import SessionState
from workbench.paths import Home
from workbench.store.library import Library
from workbench.workflow.contributor import find_contributor
from workbench.workflow.receipts import KeptReceipt, find_receipt, mark_withdrawn


def withdraw(home: Home, reference: str, corpus: str | Path | None = None) -> tuple[KeptReceipt, Tombstone]:
    """Take back a submission, named by its receipt, its session, or an end of either; twice is harmless.

    The session's own file stays in this home. `corpus` says where the corpus is now, where it has moved.
    """
    kept = find_receipt(home, reference)
    with open_corpus(Path(corpus or kept.corpus_path)) as opened:
        contributor = find_contributor(home, kept.receipt.corpus_id)
        if contributor is None or info(opened).id != kept.receipt.corpus_id:
            message = (
                f"The corpus {opened.path.name} is not the one that session {kept.receipt.session} was "
                "submitted to, or the key for withdrawing is not in this home; name the corpus with --corpus, "
                "or put the key back."
            )
            raise NotFoundError(message)
        stone = erase(opened, kept.receipt.session, contributor.withdrawal_key)
    _mark_session(home, kept.receipt.session)
    return mark_withdrawn(home, kept, stone.withdrawn_at), stone


def _mark_session(home: Home, session_id: str) -> None:
    """Store in the session's own file that it was withdrawn, where it is still here."""
    library = Library.of(home)
    if library.path(session_id).exists():
        with library.open(session_id) as file:
            file.set_state(SessionState.WITHDRAWN)

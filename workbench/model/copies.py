"""Where a submitted session is: its state in each corpus, and what follows for the session as a whole."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workbench.model.session import SessionState


class CopyState(StrEnum):
    """Where a session stands in one corpus, as far as this home knows."""

    SUBMITTED = "submitted"
    ERASING = "erasing"
    WITHDRAWN = "withdrawn"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class SessionCopy:
    """A session in one corpus."""

    receipt: str
    """The id of its receipt."""
    corpus: str
    """What people call the corpus."""
    corpus_id: str
    """The corpus's own id, which it keeps when its file is moved."""
    corpus_path: str
    """Where the corpus was seen last."""
    received_at: str
    """When it was submitted: UTC, ISO 8601, whole seconds."""
    withdrawn_at: str | None
    """When it was withdrawn; none while it is in the corpus."""
    state: CopyState
    """Where it stands there."""


_WHOLE = {SessionState.RECORDED, SessionState.SUBMITTED, SessionState.WITHDRAWN}
"""States that copies decide; the others say something that no receipt knows."""
_IN_WORDS = {
    CopyState.SUBMITTED: "in {}",
    CopyState.ERASING: "withdrawn from {}, last bytes not erased yet",
    CopyState.WITHDRAWN: "withdrawn from {}",
    CopyState.MISSING: "not in {} any more",
}


def remaining(copies: Iterable[SessionCopy]) -> tuple[SessionCopy, ...]:
    """Return the copies that are still in their corpus."""
    return tuple(copy for copy in copies if copy.state is CopyState.SUBMITTED)


def state_with_copies(state: SessionState | None, copies: tuple[SessionCopy, ...]) -> SessionState | None:
    """Return where a session stands: submitted while a copy remains, else withdrawn.

    A session that its only corpus lost, and did not withdraw, is as one that was never submitted.
    """
    if not copies or state not in _WHOLE:
        return state
    if remaining(copies):
        return SessionState.SUBMITTED
    lost = all(copy.state is CopyState.MISSING for copy in copies)
    return SessionState.RECORDED if lost else SessionState.WITHDRAWN


def corpus_names(copies: Iterable[SessionCopy]) -> dict[str, str]:
    """Return a name for each corpus by its id.

    Corpora of one name are told apart by their paths, and by the receipts where one took the other's place.
    """
    found = {copy.corpus_id: copy for copy in copies}
    names = Counter(copy.corpus for copy in found.values())
    places = Counter((copy.corpus, copy.corpus_path) for copy in found.values())
    return {
        number: copy.corpus
        if names[copy.corpus] == 1
        else f"{copy.corpus} ({copy.corpus_path})"
        if places[copy.corpus, copy.corpus_path] == 1
        else f"{copy.corpus} ({copy.corpus_path}, receipt {copy.receipt})"
        for number, copy in found.items()
    }


def copies_sentence(copies: tuple[SessionCopy, ...]) -> str:
    """Say where copies remain and where they do not: `in team and lab; withdrawn from first`."""
    names = corpus_names(copies)
    by_state = {
        state: sorted({names[copy.corpus_id] for copy in copies if copy.state is state}) for state in CopyState
    }
    return "; ".join(_IN_WORDS[state].format(joined(held)) for state, held in by_state.items() if held)


def joined(names: list[str]) -> str:
    """Return names as one reads them: `first, second and third`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))

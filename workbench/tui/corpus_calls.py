"""What goes from the screens to a corpus, and what comes back. Make the calls in thread workers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.corpus.database import Corpus
from workbench.corpus.policy import read_policy, require_consent_to
from workbench.errors import ConsentError, NotFoundError
from workbench.model.copies import SessionCopy
from workbench.model.labels import REQUIRED_TO_SUBMIT
from workbench.paths import Home
from workbench.store.library import Library
from workbench.workflow import submitting, withdrawing
from workbench.workflow.copies import SeenReceipt, look, session_copies
from workbench.workflow.corpora import use_corpus
from workbench.workflow.previewing import Preview, preview
from workbench.workflow.receipts import KeptReceipt, find_receipt


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is in the way of submitting."""

    sentence: str
    """What it is, in words of our own."""
    key: str
    """The key that mends it, and what it does."""


WITHDRAWN = Problem(
    "This session was withdrawn from this corpus and is not taken a second time.",
    "e at home writes a copy, and `workbench sessions import FILE --new-id` takes it in to be submitted",
)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What would leave this machine, and what is in the way."""

    preview: Preview
    """The bundle, byte for byte, and what is in it."""
    problems: tuple[Problem, ...]
    """What is in the way of submitting; nothing where it can go."""
    task_label: dict[str, Any]
    """What was said of the task."""


class CorpusCalls:
    """The way from one home to the corpus that is meant there."""

    def __init__(self, home: Home, corpus: str | Path | None = None) -> None:
        self._home = home
        self._corpus = corpus

    def leaving(self, session_id: str) -> Leaving:
        """Return what submitting would send; building it takes as long as the session is large."""
        with use_corpus(self._home, self._corpus) as corpus:
            shown = preview(self._home, session_id, corpus)
            with Library.of(self._home).open(session_id) as file:
                session, folded = file.session, file.folded()
            problems = [WITHDRAWN] if shown.withdrawn else []
            problems += [
                Problem(f"The task has no {name} yet.", "l writes it down")
                for name in REQUIRED_TO_SUBMIT
                if not folded.task_label.get(name)
            ]
            problems += [
                Problem(f"Edit {number} matches nothing any more.", "u takes back edits, the last one first")
                for number in folded.unmatched
            ]
            problems += _consent_problem(corpus, session.policy_id, session.consent_hash)
        return Leaving(shown, tuple(problems), folded.task_label)

    def submit(self, session_id: str, shown: str) -> KeptReceipt:
        """Submit what was shown, named by its hash, and nothing else."""
        return submitting.submit(self._home, session_id, self._corpus, shown=shown)

    def receipt(self, session_id: str) -> SeenReceipt | None:
        """Return the receipt of a session as its corpus has it now; none where it was never submitted."""
        try:
            return look(self._home, find_receipt(self._home, session_id))
        except NotFoundError:
            return None

    def others(self, kept: KeptReceipt) -> tuple[SessionCopy, ...]:
        """Return the copies of the same session in other corpora."""
        copies = session_copies(self._home, kept.receipt.session)
        return tuple(copy for copy in copies if copy.corpus_id != kept.receipt.corpus_id)

    def withdraw(self, reference: str) -> tuple[str, ...]:
        """Withdraw a submission, named by its receipt or its session, and return the releases that have it."""
        _, stone = withdrawing.withdraw(self._home, reference)
        return tuple(stone.releases)


def _consent_problem(corpus: Corpus, policy_id: str, text_hash: str) -> list[Problem]:
    try:
        require_consent_to(read_policy(corpus), policy_id, text_hash)
    except ConsentError:
        sentence = "This session was recorded under another notice than the corpus asks for."
        return [Problem(sentence, "Esc, then n at home: what you record from now on can go there")]
    return []

"""What an annotator's screen asks of the workflow. Make the calls in thread workers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.corpus.query import AnnotatorView
from workbench.paths import Home
from workbench.workflow import annotating
from workbench.workflow.annotating import AnnotationTask
from workbench.workflow.drafting import LabelDraft
from workbench.workflow.waiting import StillWaiting


@dataclass(frozen=True, slots=True)
class AnnotateCalls:
    """One person's way to the submitted sessions of others, blind to what anybody else said of them."""

    home: Home
    """Their own folder."""
    corpus: str | Path | None
    """The corpus; none means the one that is used where none is named."""
    author: str | None
    """The name that their labels stand under; none means their pseudonym."""

    def tasks(self) -> tuple[AnnotationTask, ...]:
        """Return the sessions that they can label, those they did not label yet first."""
        return annotating.annotation_tasks(self.home, self.corpus, self.author)

    def open(self, session_id: str) -> AnnotatorView:
        """Return a session with their own labels alone."""
        return annotating.open_to_annotate(self.home, session_id, self.corpus, self.author)

    def draft(self, session_id: str) -> LabelDraft:
        """Return what they typed of a session and did not send."""
        return annotating.draft_to_annotate(self.home, session_id, self.corpus, self.author)

    def drafted(self) -> tuple[tuple[str, ...], int]:
        """Return the sessions that they have unsent labels of, and of how many withdrawn ones these went."""
        return annotating.drafted_sessions(self.home, self.corpus, self.author)

    def submit(
        self,
        session_id: str,
        labels: Iterable[Mapping[str, Any]],
        still_waiting: StillWaiting | None = None,
    ) -> int:
        """Add labels, all of them or none, and return how many are new; a locked corpus is waited for."""
        added = annotating.submit_labels(self.home, session_id, labels, self.corpus, self.author, still_waiting)
        return len(added)

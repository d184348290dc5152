"""What was kept out of a session, for both front ends: every stretch with its reason, and totals."""

from dataclasses import dataclass

from workbench.model.withheld import Stretch, Total, stretches, totals
from workbench.store.library import Library
from workbench.workflow.reviewing import Review, load_review


@dataclass(frozen=True, slots=True)
class KeptOut:
    """The guard's work in one session."""

    stretches: tuple[Stretch, ...]
    """In the order of time."""
    totals: tuple[Total, ...]
    """By what withheld them."""


def kept_out(review: Review) -> KeptOut:
    """Return what was kept out of a session that is being looked at."""
    found = stretches(review.gaps, [step.start_ms for step in review.steps])
    return KeptOut(found, totals(found))


def load_withheld(library: Library, reference: str) -> KeptOut:
    """Return what was kept out of a session; raises `NotFoundError` or `SessionFileError`."""
    return kept_out(load_review(library, reference))

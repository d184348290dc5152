"""What was kept out of a session, for reading: gaps that follow each other are one stretch, with totals.

A secret has no length here: its gap spans from the last kept event to the next kept one, which tells only
the steps around it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.model.gaps import CAUSES_IN_WORDS, IN_WORDS, Gap, GapCause, GapReason

CURES = {
    GapCause.NO_FIELDS: "Start the application with `workbench launch` to have what you type in it recorded.",
    GapCause.NO_ANSWER: "An application that answers late is withheld; wait a moment after it opens.",
    GapCause.OTHER_TERMINAL: "Type in a terminal of this machine to have it recorded.",
    GapCause.OTHER_WINDOW: "If the task needs it and it asks for no password, name it with --app to record it.",
    GapCause.OTHER_SITE: "Name a site with --url to have it recorded; what you type into the bars is not.",
    GapCause.AWAY: "The idle limit is `idle_limit_s` in the settings.",
}
"""What a person can do where too much was kept out; secrets and what is never recorded have no cure."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Gaps of one kind that nothing kept comes between."""

    start_ms: int
    """When the first began, in session time."""
    end_ms: int
    """When the last ended."""
    reason: GapReason
    """Why."""
    cause: GapCause
    """What exactly withheld it, where that is known."""
    gaps: int
    """How many gaps it is made of."""
    length_ms: int | None
    """How long they are together, overlaps once; none for a secret."""

    @property
    def in_brief(self) -> str:
        """Say in a few words what withheld it."""
        return Gap(self.start_ms, self.end_ms, self.reason, self.cause).in_brief

    @property
    def why(self) -> str:
        """Say in a sentence's words what withheld it."""
        return CAUSES_IN_WORDS[self.cause] or IN_WORDS[self.reason]

    @property
    def cure(self) -> str:
        """Say what can be done where this was too much; empty where nothing can or should."""
        return CURES.get(self.cause, "")

    def to_json(self) -> dict[str, Any]:
        """Return the public shape."""
        when = {"start_ms": self.start_ms, "end_ms": self.end_ms, "length_ms": self.length_ms}
        said = {"gaps": self.gaps, "sentence": f"withheld: {self.in_brief}", "why": self.why, "cure": self.cure}
        return {"kind": "withheld", "reason": str(self.reason), "cause": str(self.cause)} | when | said


@dataclass(frozen=True, slots=True)
class Total:
    """Everything that was kept out for one reason."""

    in_brief: str
    """What withheld it, in a few words."""
    stretches: int
    """How often."""
    length_ms: int | None
    """How long in all; none for secrets."""


def stretches(gaps: Iterable[Gap], kept_ms: Sequence[int]) -> tuple[Stretch, ...]:
    """Return gaps as stretches in order; `kept_ms` are the moments, rising, at which steps began."""
    found: list[Stretch] = []
    newest: dict[tuple[GapReason, GapCause], int] = {}
    for gap in sorted(gaps, key=lambda gap: (gap.start_ms, gap.end_ms)):
        at = newest.get((gap.reason, gap.cause))
        if at is not None and _follows(found[at], gap, kept_ms):
            found[at] = _joined(found[at], gap)
        else:
            newest[gap.reason, gap.cause] = len(found)
            found.append(Stretch(gap.start_ms, gap.end_ms, gap.reason, gap.cause, 1, gap.length_ms))
    return tuple(found)


def totals(found: Iterable[Stretch]) -> tuple[Total, ...]:
    """Return what was kept out by reason, the longest first and secrets before all."""
    sums: dict[str, Total] = {}
    for stretch in found:
        known = sums.get(stretch.in_brief, Total(stretch.in_brief, 0, None if stretch.length_ms is None else 0))
        length_ms = None if known.length_ms is None else known.length_ms + (stretch.length_ms or 0)
        sums[stretch.in_brief] = replace(known, stretches=known.stretches + 1, length_ms=length_ms)
    return tuple(sorted(sums.values(), key=_by_weight))


def _by_weight(total: Total) -> tuple[bool, int, str]:
    return total.length_ms is not None, -(total.length_ms or 0), total.in_brief


def _follows(stretch: Stretch, gap: Gap, kept_ms: Sequence[int]) -> bool:
    """Return whether no step began between a stretch and the gap after it."""
    return bisect_right(kept_ms, stretch.end_ms - 1) == bisect_right(kept_ms, gap.start_ms - 1)


def _joined(stretch: Stretch, gap: Gap) -> Stretch:
    end_ms = max(stretch.end_ms, gap.end_ms)
    length_ms = stretch.length_ms
    if length_ms is not None:
        length_ms += max(0, end_ms - max(stretch.end_ms, gap.start_ms))
    return replace(stretch, end_ms=end_ms, gaps=stretch.gaps + 1, length_ms=length_ms)

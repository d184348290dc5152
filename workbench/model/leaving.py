"""The folded session as it leaves, and as it stays once it is applied: without holes that tell of what is gone.

The numbers of events would tell how many keys a redacted text had. So events are numbered anew, without holes;
a step without events of its own, as one with redacted text, takes one number.
"""

from bisect import bisect_left, bisect_right
from dataclasses import replace

from workbench.model.events import Event
from workbench.model.folded import Folded, Subgoal
from workbench.model.steps import Step


def leaving(folded: Folded) -> Folded:
    """Return the same session with kept steps alone and events numbered from 1; indexes of steps stay."""
    numbering = _Numbering(folded)
    return replace(
        folded,
        steps=tuple(step for step, _ in numbering.steps),
        events=tuple(numbering.events),
        subgoals=tuple(filter(None, map(numbering.subgoal, folded.subgoals))),
    )


class _Numbering:
    """Numbers events and steps anew, and knows what became of each kept step."""

    def __init__(self, folded: Folded) -> None:
        self.steps: list[tuple[Step, Step]] = []
        """Kept steps: as they are now, and as they were."""
        self.events: list[Event] = []
        """Events with their new numbers."""
        self._seqs = [event.seq for event in folded.events]
        self._next = 1
        for step in folded.kept_steps():
            self._number(step, folded.events)

    def _number(self, step: Step, events: tuple[Event, ...]) -> None:
        """Give the next numbers to a step's events, or one to the step itself where it has none."""
        own = events[bisect_left(self._seqs, step.first_seq) : bisect_right(self._seqs, step.last_seq)]
        first_seq = self._next
        for event in own:
            self.events.append(replace(event, seq=self._next))
            self._next += 1
        self._next += not own
        self.steps.append((replace(step, first_seq=first_seq, last_seq=self._next - 1), step))

    def subgoal(self, subgoal: Subgoal) -> Subgoal | None:
        """Return a subgoal by the new numbers; none where none of its steps is kept."""
        inside = [
            now
            for now, was in self.steps
            if was.last_seq >= subgoal.first_seq and was.first_seq <= subgoal.last_seq
        ]
        return replace(subgoal, first_seq=inside[0].first_seq, last_seq=inside[-1].last_seq) if inside else None

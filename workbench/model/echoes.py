"""What else in a session repeats what an edit takes out, so that it goes in the same edit."""

import re
from collections.abc import Iterator, Sequence

from workbench.model.edits import DropSpan, RedactText, RedactTitle, SingleEdit, Span
from workbench.model.searching import Search
from workbench.model.session import Recording
from workbench.model.steps import Step

SHORTEST_ECHO = 4


class _Within:
    """What stands in a text letter for letter and inside a match of a pattern."""

    def __init__(self, letters: re.Pattern[str], pattern: re.Pattern[str]) -> None:
        self._letters = letters
        self._pattern = pattern

    def finditer(self, string: str, /) -> Iterator[re.Match[str]]:
        """Yield it in order."""
        spans = [match.span() for match in self._pattern.finditer(string)]
        for match in self._letters.finditer(string):
            if any(start <= match.start() and match.end() <= end for start, end in spans):
                yield match


def echoes(
    search: Search, steps: Sequence[Step], edits: Sequence[SingleEdit], pattern: re.Pattern[str] | None = None
) -> list[SingleEdit]:
    """Return the edits that take removed texts out of titles, targets, the task and labels too.

    With the pattern that found them they go letter for letter, and only where it would reach them by itself;
    without one the case of letters does not count. Short texts and names of applications stand there for other
    reasons.
    """
    apps = {step.context.app.casefold() for step in steps}
    removed = _removed(steps, edits)
    texts = {text for text in removed if len(text) >= SHORTEST_ECHO and text.casefold() not in apps}
    if not texts:
        return []
    words = "|".join(sorted(map(re.escape, texts), key=len, reverse=True))
    if pattern is None:
        return search.around(re.compile(words, re.IGNORECASE))
    return search.around(_Within(re.compile(words), pattern))


def title_edits(recording: Recording, search: Search, steps: Sequence[Step], step: Step) -> list[SingleEdit]:
    """Return the edits that redact the titles of a step's window wherever the very same text stands."""
    seen = {event.context for event in recording.events if step.first_seq <= event.seq <= step.last_seq}
    seen.add(step.context.id)
    titles = {context.title for number, context in recording.contexts.items() if number in seen} - {""}
    made: list[SingleEdit] = [RedactTitle(step.first_seq, step.last_seq)]
    for span, number in _places(recording, steps):
        context = recording.contexts.get(number)
        if context and context.id not in seen and context.title in titles:
            seen.add(context.id)
            made.append(RedactTitle(*span))
    if titles:
        exact = re.compile(rf"\A(?:{'|'.join(map(re.escape, sorted(titles)))})\Z")
        made += [edit for edit in search.around(exact) if not isinstance(edit, RedactTitle)]
    return made


def _places(recording: Recording, steps: Sequence[Step]) -> Iterator[tuple[Span, int]]:
    """Yield where something stands in a context, and its number: events, and steps that have none any more."""
    for event in recording.events:
        yield (event.seq, event.seq), event.context or 0
    for step in steps:
        yield (step.first_seq, step.last_seq), step.context.id


def _removed(steps: Sequence[Step], edits: Sequence[SingleEdit]) -> set[str]:
    """Return the texts that edits take out."""
    texts: set[str] = set()
    for edit in edits:
        if not isinstance(edit, RedactText | DropSpan):
            continue
        for step in steps:
            if step.text and edit.first_seq <= step.first_seq and step.last_seq <= edit.last_seq:
                spans = edit.spans if isinstance(edit, RedactText) else ((0, len(step.text)),)
                texts.update(step.text[start:end].strip() for start, end in spans)
    return texts

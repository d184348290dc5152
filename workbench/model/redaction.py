"""How a step looks once characters, titles or pixels of it were redacted, and which events may still leave."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench.model.contexts import Context
from workbench.model.edits import Span
from workbench.model.elements import unnamed
from workbench.model.events import Event, KeyDown, KeyRepeat, KeyUp
from workbench.model.sentences import REDACTED, sentence
from workbench.model.session import Session
from workbench.model.steps import Step, TypeText


def without_spans(text: str, spans: Iterable[Span]) -> str:
    """Return the text with one mark for each stretch of redacted characters, however long it was."""
    kept: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start > at or not kept:
            kept += [text[at:start], REDACTED]
        at = max(at, end)
    return "".join([*kept, text[at:]])


def redacted_step(step: Step, spans: Iterable[Span]) -> Step:
    """Return a typed step without those characters, and without how long it took to type them."""
    if not isinstance(step.action, TypeText):
        return step
    action = TypeText(without_spans(step.action.text, spans), masked=True)
    said = sentence(action, None, step.context)
    return replace(step, action=action, sentence=said, end_ms=step.start_ms, element=None, redacted=True)


def redacted_target(step: Step) -> Step:
    """Return a step without what its target and whatever holds it are called."""
    element = unnamed(step.element)
    return replace(step, element=element, sentence=sentence(step.action, element, step.context), redacted=True)


def redacted_context(context: Context) -> Context:
    """Return a context without its title and address."""
    return replace(context, title="", url=None if context.url is None else "")


def redacted_session(session: Session, spans: Iterable[Span], *, hides_patterns: bool) -> Session:
    """Return the session's row without characters of its title, and without its scope's patterns."""
    spans = tuple(spans)
    title = without_spans(session.title, spans) if spans else session.title
    scope = replace(session.scope, windows=(), urls=()) if hides_patterns else session.scope
    return replace(session, title=title, scope=scope)


def leaving_events(events: Sequence[Event], ranges: Sequence[Span]) -> tuple[Event, ...]:
    """Return the events in those ranges, which are in order; a release or repeat leaves only with its press.

    A release in a neighbour's range would tell which key ended a text that was taken out.
    """
    ends = [last_seq for _, last_seq in ranges]
    stray: set[str] = set()
    kept: list[Event] = []
    for event in events:
        at = bisect_left(ends, event.seq)
        leaves = at < len(ranges) and ranges[at][0] <= event.seq
        if _goes_with_its_press(event, stray, leaves=leaves):
            kept.append(event)
    return tuple(kept)


def _goes_with_its_press(event: Event, stray: set[str], *, leaves: bool) -> bool:
    """Return whether an event leaves; `stray` are the keys that are down and whose press stays behind."""
    match event.body:
        case KeyDown(key=key) if leaves:
            stray.discard(key)
        case KeyDown(key=key):
            stray.add(key)
        case KeyUp(key=key) if key in stray:
            stray.discard(key)
            return False
        case KeyRepeat(key=key):
            return leaves and key not in stray
    return leaves

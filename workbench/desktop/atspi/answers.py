"""Answers of applications, read strictly: what has not the expected shape counts as no answer."""

from typing import Any

from workbench.desktop.atspi.questions import Outcome, Ref, Reply
from workbench.model.geometry import Rect

PASSWORD_ROLE = 40
ACTIVE = 1
DEFUNCT = 6
FOCUSED = 12
SHOWING = 25
VISIBLE = 30
MANAGES_DESCENDANTS = 31
WORDS = 2


def read_role(reply: Reply) -> int | None:
    """Return a role number."""
    value = reply.value
    return value if reply.outcome is Outcome.ANSWERED and isinstance(value, int) else None


def read_states(reply: Reply) -> int | None:
    """Return the states as one number, bit 12 for `focused`."""
    value = reply.value
    if reply.outcome is not Outcome.ANSWERED or not isinstance(value, list) or len(value) != WORDS:
        return None
    low, high = value
    return int(low) | int(high) << 32


def has(states: int | None, bit: int) -> bool:
    """Return whether a state holds."""
    return states is not None and bool(states >> bit & 1)


def read_refs(reply: Reply) -> list[Ref] | None:
    """Return a list of objects, without those that stand for nothing."""
    value = reply.value
    if reply.outcome is not Outcome.ANSWERED or not isinstance(value, list):
        return None
    refs = [_ref(entry) for entry in value]
    return [ref for ref in refs if ref is not None and not ref.null]


def _ref(entry: Any) -> Ref | None:
    if isinstance(entry, tuple) and len(entry) == WORDS:
        return Ref(str(entry[0]), str(entry[1]))
    return None


def read_ref(reply: Reply) -> Ref | None:
    """Return the one object that an answer names; none where it names no object."""
    ref = _ref(reply.value) if reply.outcome is Outcome.ANSWERED else None
    return None if ref is None or ref.null else ref


def read_text(reply: Reply) -> str | None:
    """Return the text of a property; none where there is no answer."""
    value = reply.value
    if reply.outcome is not Outcome.ANSWERED or not isinstance(value, tuple) or len(value) != WORDS:
        return None
    return str(value[1])


def read_caret(reply: Reply) -> int | None:
    """Return where a caret is; none where an object has none."""
    value = reply.value
    known = reply.outcome is Outcome.ANSWERED and isinstance(value, tuple) and len(value) == WORDS
    return value[1] if known and isinstance(value[1], int) and value[1] >= 0 else None


def read_number(reply: Reply) -> int | None:
    """Return the number of a property; none where there is no answer."""
    value = reply.value
    if reply.outcome is not Outcome.ANSWERED or not isinstance(value, tuple) or len(value) != WORDS:
        return None
    return value[1] if isinstance(value[1], int) else None


def read_parent(reply: Reply) -> Ref | None:
    """Return the object that holds another; none where nothing does, or nobody tells."""
    value = reply.value
    if reply.outcome is not Outcome.ANSWERED or not isinstance(value, tuple) or len(value) != WORDS:
        return None
    ref = _ref(value[1])
    return None if ref is None or ref.null else ref


def read_rect(reply: Reply) -> Rect | None:
    """Return a rectangle; none where it is empty."""
    value = reply.value
    if reply.outcome is not Outcome.ANSWERED or not isinstance(value, tuple) or len(value) != 4:
        return None
    x, y, width, height = (int(number) for number in value)
    return Rect(x, y, width, height) if width > 0 and height > 0 else None

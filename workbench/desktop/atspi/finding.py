"""Finding the field that has the focus by asking, where nobody announced it: bounded in objects and in time."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from workbench.desktop.atspi.answers import (
    ACTIVE,
    FOCUSED,
    MANAGES_DESCENDANTS,
    SHOWING,
    has,
    read_refs,
    read_role,
    read_states,
)
from workbench.desktop.atspi.questions import Outcome, Question, Ref, Reply, children_of, role_of, states_of

MAX_OBJECTS = 300
MAX_DEPTH = 40
MAX_S = 0.4

AskAll = Callable[[Sequence[Question]], Awaitable[list[Reply]]]


class Search(Enum):
    """How a search ended."""

    FOUND = "found"
    NOTHING = "nothing"
    NO_FIELDS = "no_fields"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought."""

    search: Search
    """`NO_FIELDS`: the active window is a bare frame; `NOTHING`: none has the focus, or there was too much."""
    ref: Ref | None = None
    """The object with the focus."""
    role: int | None = None
    """Its role number."""


async def check_focus(ask_all: AskAll, ref: Ref, top: Ref) -> Found:
    """Ask an object whether it has the focus and for its role, and its top-level one whether it is active."""
    role, states, above = await ask_all([role_of(ref), states_of(ref), states_of(top)])
    if Outcome.LATE in {role.outcome, states.outcome, above.outcome}:
        return Found(Search.NO_ANSWER)
    number = read_role(role)
    focused = has(read_states(states), FOCUSED) and has(read_states(above), ACTIVE)
    return Found(Search.FOUND, ref, number) if focused and number is not None else Found(Search.NOTHING)


async def find_focus(ask_all: AskAll, application: Ref) -> Found:
    """Look through the application's active windows, level by level, for the innermost focused object."""
    return await _Walk(ask_all).run(application)


class _Walk:
    def __init__(self, ask_all: AskAll) -> None:
        self._ask_all = ask_all
        self._until = time.monotonic() + MAX_S
        self._left = MAX_OBJECTS
        self._late = False

    async def run(self, application: Ref) -> Found:
        frames = await self._frames(application)
        inner = await self._children(frames)
        if self._late:
            return Found(Search.NO_ANSWER)
        if frames and not inner:
            return Found(Search.NO_FIELDS)
        best = await self._descend(inner)
        if best is None:
            return Found(Search.NO_ANSWER if self._late else Search.NOTHING)
        (role,) = await self._ask_all([role_of(best)])
        number = read_role(role)
        return Found(Search.NO_ANSWER) if number is None else Found(Search.FOUND, best, number)

    async def _descend(self, level: list[Ref]) -> Ref | None:
        best: Ref | None = None
        for _ in range(MAX_DEPTH):
            states = await self._states(level)
            focused = [ref for ref, held in states if has(held, FOCUSED)]
            if best is not None and not focused:
                return best
            best = focused[0] if focused else best
            level = await self._children(focused or [ref for ref, held in states if _open(held)])
            if not level or self._late:
                return best
        return best

    async def _frames(self, application: Ref) -> list[Ref]:
        states = await self._states(await self._children([application]))
        return [ref for ref, held in states if has(held, ACTIVE)]

    async def _children(self, refs: list[Ref]) -> list[Ref]:
        replies = await self._ask([children_of(ref) for ref in refs])
        return [child for reply in replies for child in read_refs(reply) or ()]

    async def _states(self, refs: list[Ref]) -> list[tuple[Ref, int | None]]:
        replies = await self._ask([states_of(ref) for ref in refs])
        return [(ref, read_states(reply)) for ref, reply in zip(refs, replies, strict=False)]

    async def _ask(self, questions: list[Question]) -> list[Reply]:
        self._left -= len(questions)
        if self._left < 0 or time.monotonic() > self._until:
            return []
        replies = await self._ask_all(questions)
        self._late = self._late or any(reply.outcome is Outcome.LATE for reply in replies)
        return replies


def _open(states: int | None) -> bool:
    return has(states, SHOWING) and not has(states, MANAGES_DESCENDANTS)

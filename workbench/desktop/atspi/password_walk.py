"""Finding password fields object by object, in applications that cannot search their own tree: Qt and GTK 4.

Bounded in objects and in time, and asked in small groups, between which the application can do its work.
"""

import time

from workbench.desktop.atspi.answers import PASSWORD_ROLE, read_number, read_refs, read_role
from workbench.desktop.atspi.finding import MAX_DEPTH, AskAll
from workbench.desktop.atspi.questions import Ref, child_count_of, children_of, role_of

MOST_OBJECTS = 1500
MOST_S = 3.0
GROUP = 10
MOST_CHILDREN = 100
"""What holds more, as a table of a thousand rows, is not looked through."""
WITHOUT_FIELDS = frozenset({7, 26, 27, 29, 31, 33, 34, 35, 41, 43, 44, 48, 50, 51, 55, 60, 61, 62, 65, 66, 98})
"""Roles in which no password field is: buttons, labels, menus, lists, tables, texts."""


async def find_passwords(ask_all: AskAll, application: Ref) -> list[Ref]:
    """Return the password fields of an application, level by level from its windows."""
    until, left = time.monotonic() + MOST_S, MOST_OBJECTS
    found: list[Ref] = []
    level = await _children(ask_all, [application])
    for _ in range(MAX_DEPTH):
        below: list[Ref] = []
        for first in range(0, len(level), GROUP):
            group = level[first : first + GROUP]
            left -= len(group)
            if left < 0 or time.monotonic() > until:
                return found
            passwords, holders = await _sort(ask_all, group)
            found += passwords
            below += await _children(ask_all, holders)
        if not below:
            break
        level = below
    return found


async def _sort(ask_all: AskAll, group: list[Ref]) -> tuple[list[Ref], list[Ref]]:
    """Return which of some objects are password fields, and which may hold some."""
    replies = await ask_all([*map(role_of, group), *map(child_count_of, group)])
    roles = [read_role(reply) for reply in replies[: len(group)]]
    counts = [read_number(reply) or 0 for reply in replies[len(group) :]]
    passwords = [ref for ref, role in zip(group, roles, strict=True) if role == PASSWORD_ROLE]
    holders = [
        ref
        for ref, role, number in zip(group, roles, counts, strict=True)
        if role not in WITHOUT_FIELDS | {PASSWORD_ROLE} and 0 < number <= MOST_CHILDREN
    ]
    return passwords, holders


async def _children(ask_all: AskAll, holders: list[Ref]) -> list[Ref]:
    replies = await ask_all([children_of(holder) for holder in holders])
    return [child for reply in replies for child in read_refs(reply) or ()]

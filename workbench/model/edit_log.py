"""The list of edits as one reads it: which of them count, and which one is undone or redone next."""

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.model.edits import Applied, Edit, EditGroup, Redo, SetLabel, SingleEdit, StoredEdit, Undo
from workbench.model.sentences import REDACTED


@dataclass(frozen=True, slots=True)
class EditLog:
    """What a list of edits comes to."""

    active: tuple[StoredEdit, ...]
    """Edits that count, in the order in which they were made; undos and redos are not among them."""
    undoable: tuple[int, ...]
    """Edits since the last apply that can be undone, the next one last."""
    redoable: tuple[int, ...]
    """Undone edits that can be redone, the next one last."""
    unmatched: tuple[int, ...]
    """Undos and redos of edits that are not there to be undone or redone."""


def read_log(edits: Iterable[StoredEdit]) -> EditLog:
    """Follow the edits in order; a fresh edit leaves nothing to redo, an apply nothing to undo."""
    made: dict[int, StoredEdit] = {}
    done: list[int] = []
    undone: list[int] = []
    off: set[int] = set()
    unmatched: list[int] = []
    for stored in edits:
        match stored.edit:
            case Undo(edit_id=target):
                unmatched += _move(stored, target, done, undone)
                off.update(undone)
            case Redo(edit_id=target):
                unmatched += _move(stored, target, undone, done)
                off.difference_update(done)
            case edit:
                made[stored.id] = stored
                undone.clear()
                done = [] if isinstance(edit, Applied) else [*done, stored.id]
    active = tuple(stored for stored in made.values() if stored.id not in off)
    return EditLog(active, tuple(done), tuple(undone), tuple(unmatched))


def _move(stored: StoredEdit, target: int, source: list[int], goal: list[int]) -> list[int]:
    """Move an edit from one list to the other; returns who asked for it where it is not in the first."""
    if target not in source:
        return [stored.id]
    source.remove(target)
    goal.append(target)
    return []


def parts(edit: Edit) -> tuple[SingleEdit, ...]:
    """Return the single edits that an edit is made of; none for undo, redo and apply."""
    if isinstance(edit, EditGroup):
        return edit.edits
    return () if isinstance(edit, Undo | Redo | Applied) else (edit,)


def last_applied(edits: Iterable[StoredEdit]) -> Applied | None:
    """Return the last apply, none where the file still holds what was recorded."""
    return next(
        (stored.edit for stored in reversed(tuple(edits)) if isinstance(stored.edit, Applied)),
        None,
    )


def still_held(edits: Iterable[StoredEdit]) -> bool:
    """Return whether the file still holds what was redacted or dropped: no apply has taken it out yet."""
    made = tuple(edits)
    pending = set(read_log(made).undoable)
    return any(
        not isinstance(part, SetLabel) or REDACTED in str(part.value)
        for stored in made
        if stored.id in pending
        for part in parts(stored.edit)
    )

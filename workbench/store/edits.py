"""Edits in a session file: appended, never changed, in the order in which they were made."""

import json
from datetime import UTC, datetime
from typing import Any

import apsw

from workbench.errors import UsageError
from workbench.model.edit_log import read_log
from workbench.model.edit_shape import NAMES, edit_from_json, edit_to_json
from workbench.model.edits import Applied, Edit, Redo, StoredEdit, Undo
from workbench.store.records import Row

INSERT_EDIT = "INSERT INTO edits (id, made_at, kind, data) VALUES (?, ?, ?, ?)"
APPLIED = NAMES[Applied]


def read_edits(connection: apsw.Connection) -> tuple[StoredEdit, ...]:
    """Return every edit in order; raises `ValueError`, `KeyError` or `TypeError` for what is none."""
    query = "SELECT id, made_at, kind, data FROM edits ORDER BY id"
    rows: list[tuple[Any, ...]] = connection.execute(query).fetchall()
    return tuple(
        StoredEdit(number, made_at, edit_from_json({"kind": kind} | json.loads(data)))
        for number, made_at, kind, data in rows
    )


def edit_row(stored: StoredEdit) -> Row:
    """Return the row of an edit; what its kind carries is JSON."""
    shape = edit_to_json(stored.edit)
    kind = shape.pop("kind")
    return (stored.id, stored.made_at, kind, json.dumps(shape, ensure_ascii=False, separators=(",", ":")))


def read_applied(connection: apsw.Connection) -> Applied | None:
    """Return the last apply, none where the file still holds what was recorded."""
    data = connection.execute("SELECT data FROM edits WHERE kind = ? ORDER BY id DESC LIMIT 1", (APPLIED,)).get
    if data is None:
        return None
    edit = edit_from_json({"kind": APPLIED} | json.loads(data))
    return edit if isinstance(edit, Applied) else None


def append_edit(connection: apsw.Connection, edit: Edit) -> StoredEdit:
    """Add an edit after all others, in the transaction that is open, and return it."""
    number = (connection.execute("SELECT max(id) FROM edits").get or 0) + 1
    stored = StoredEdit(number, now(), edit)
    connection.execute(INSERT_EDIT, edit_row(stored))
    return stored


def append_undo(connection: apsw.Connection) -> Edit:
    """Undo the last edit that counts and return it; raises `UsageError` where there is none since an apply."""
    edits = read_edits(connection)
    undoable = read_log(edits).undoable
    if not undoable:
        message = "There is nothing to undo: no edit was made since the recording or since the last apply."
        raise UsageError(message)
    append_edit(connection, Undo(undoable[-1]))
    return _edit(edits, undoable[-1])


def append_redo(connection: apsw.Connection) -> Edit:
    """Redo what was undone last and return it; raises `UsageError` where nothing was undone."""
    edits = read_edits(connection)
    redoable = read_log(edits).redoable
    if not redoable:
        message = "There is nothing to redo: no edit was undone since the last one was made."
        raise UsageError(message)
    append_edit(connection, Redo(redoable[-1]))
    return _edit(edits, redoable[-1])


def _edit(edits: tuple[StoredEdit, ...], number: int) -> Edit:
    return next(stored.edit for stored in edits if stored.id == number)


def now() -> str:
    """Return the moment: UTC, ISO 8601, whole seconds."""
    return datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""Edits in a session file."""

import json

import apsw
import pytest

from tests.model.edit_lists import STEPS
from workbench.errors import UsageError
from workbench.model.edits import TASK, Applied, DropSpan, RedactTitle, SetLabel
from workbench.store.edits import append_edit, append_redo, append_undo, edit_row, read_applied, read_edits
from workbench.store.schema import migrate

DROP, TITLE = DropSpan(1, 2), RedactTitle(1, 1)


@pytest.fixture
def connection() -> apsw.Connection:
    """Return an empty session file in memory."""
    made = apsw.Connection(":memory:")
    migrate(made)
    return made


def test_edits_come_back_in_the_order_in_which_they_were_made(connection: apsw.Connection) -> None:
    made = [append_edit(connection, edit) for edit in (DROP, SetLabel(TASK, "notes", "ä"), TITLE)]
    assert read_edits(connection) == tuple(made)
    assert [stored.id for stored in made] == [1, 2, 3]
    assert made[0].made_at.endswith("Z")


def test_undo_and_redo_are_edits_of_their_own(connection: apsw.Connection) -> None:
    append_edit(connection, DROP)
    append_edit(connection, TITLE)
    assert (append_undo(connection), append_undo(connection)) == (TITLE, DROP)
    assert append_redo(connection) == DROP
    assert len(read_edits(connection)) == 5


def test_nothing_to_undo_or_redo_is_told(connection: apsw.Connection) -> None:
    with pytest.raises(UsageError, match="nothing to undo"):
        append_undo(connection)
    append_edit(connection, DROP)
    with pytest.raises(UsageError, match="nothing to redo"):
        append_redo(connection)
    append_edit(connection, Applied(()))
    with pytest.raises(UsageError, match="nothing to undo"):
        append_undo(connection)


def test_the_last_apply_is_found(connection: apsw.Connection) -> None:
    assert read_applied(connection) is None
    append_edit(connection, Applied(()))
    append_edit(connection, Applied(STEPS, dropped=2))
    append_edit(connection, DROP)
    assert read_applied(connection) == Applied(STEPS, dropped=2)


def test_a_row_names_its_kind_once(connection: apsw.Connection) -> None:
    row = edit_row(append_edit(connection, DROP))
    assert row[2] == "drop_span"
    assert json.loads(str(row[3])) == {"first_seq": 1, "last_seq": 2}

"""Changing a session file at rest."""

from pathlib import Path

import apsw
import pytest

from tests.store.examples import Place
from workbench.errors import SessionFileError
from workbench.model.edits import TASK, DropSpan, SetLabel
from workbench.store.changing import changing
from workbench.store.connection import connect

NOTE = SetLabel(TASK, "notes", "x")


def test_what_fails_half_way_leaves_nothing(place: Place) -> None:
    session_id = place.recorded()
    path = place.library.path(session_id)
    connection = connect(path, place.keys.find(session_id))

    def change_half() -> None:
        with changing(path, connection):
            connection.execute("DELETE FROM gaps")
            connection.execute("SELECT nothing")

    with pytest.raises(SessionFileError, match="a part of it is damaged"):
        change_half()
    assert connection.execute("SELECT count(*) FROM gaps").get == 1
    connection.close()


def test_another_program_that_is_changing_it_is_told(place: Place) -> None:
    session_id = place.recorded()
    path = place.library.path(session_id)
    connection = connect(path, place.keys.find(session_id))
    connection.execute("BEGIN IMMEDIATE")
    with place.library.open(session_id) as file, pytest.raises(SessionFileError, match="another program"):
        file.add_edit(NOTE)
    connection.execute("ROLLBACK")
    connection.close()


def test_a_file_that_was_rewritten_meanwhile_takes_no_edit_at_its_old_place(place: Place) -> None:
    session_id = place.recorded()
    with place.library.open(session_id) as file:
        file.add_edit(DropSpan(1, 3))
        place.library.apply(session_id)
        with pytest.raises(SessionFileError, match="rewritten meanwhile; open it again"):
            file.add_edit(NOTE)
    with place.library.open(session_id) as file:
        assert file.add_edit(NOTE).edit == NOTE


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (apsw.FullError, "disk is full"),
        (apsw.IOError, "disk does not take it"),
        (apsw.LockedError, "another program"),
    ],
)
def test_what_the_disk_says_becomes_a_sentence(
    place: Place, tmp_path: Path, error: type[apsw.Error], words: str
) -> None:
    connection = apsw.Connection(":memory:")
    with (
        pytest.raises(SessionFileError, match=words) as told,
        changing(tmp_path / "abc.session", connection),
    ):
        raise error
    assert "Session abc was not changed" in str(told.value)
    assert not connection.in_transaction
    assert place.library.summaries() == ()

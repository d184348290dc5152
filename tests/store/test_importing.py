"""Sessions from plain files of somewhere else, friendly and hostile."""

import random
import sqlite3
from pathlib import Path

import pytest
import zstandard

from tests.store.examples import TITLE, Place, a_place, names_of
from workbench.errors import SessionFileError
from workbench.model.session import SessionState
from workbench.store.connection import is_plain
from workbench.store.library import Library

HOSTILE = {
    "a view in a table's place": "DROP TABLE gaps; CREATE VIEW gaps AS SELECT 1, 2, 3, 'paused'",
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM gaps; END",
    "another table": "CREATE TABLE extra (x)",
    "a virtual table": "CREATE VIRTUAL TABLE words USING fts5(x)",
    "an index on an expression": "CREATE INDEX i ON events (abs(t_ms))",
    "a generated column": "ALTER TABLE events ADD COLUMN g TEXT AS (hex(data))",
    "no session": "DELETE FROM session",
    "two sessions": "CREATE TEMP TABLE twin AS SELECT * FROM session; UPDATE twin SET id = 'x'; "
    "INSERT INTO session SELECT * FROM twin",
    "an id that is a path": "UPDATE session SET id = '../../keys/x'",
    "a date that is none": "UPDATE session SET created_at = 'yesterday'",
    "a state that is none": "UPDATE session SET state = 'gone'",
    "a scope that is none": "UPDATE session SET scope = '[1]'",
    "a scope of numbers": "UPDATE session SET scope = replace(scope, '\"mousepad\"', '7')",
    "a short salt": "UPDATE session SET tile_salt = x'00'",
    "an unknown kind": "UPDATE events SET kind = 'melt' WHERE seq = 2",
    "a missing field": "UPDATE events SET data = '{}' WHERE seq = 2",
    "a surplus field": "UPDATE events SET data = json_set(data, '$.more', 1) WHERE seq = 2",
    "a text that is a number": "UPDATE events SET data = json_set(data, '$.text', 7) WHERE kind = 'key_down'",
    "a place that is a text": "UPDATE events SET data = json_set(data, '$.x', '7') WHERE kind = 'button_down'",
    "a point that is a text": "UPDATE events SET data = json_set(data, '$.points[0][0]', 'x') WHERE seq = 1",
    "an immense number": "UPDATE events SET data = json_set(data, '$.x', 1e300) WHERE kind = 'button_down'",
    "half a character": 'UPDATE events SET data = replace(data, \'"text":"i"\', \'"text":"\\ud800"\')',
    "bottomless JSON": "UPDATE events SET data = replace(hex(zeroblob(50000)), '0', '[') WHERE seq = 2",
    "a time before the start": "UPDATE events SET t_ms = -5 WHERE seq = 2",
    "a gap for no reason": "UPDATE gaps SET reason = 'because'",
    "an immense frame": "UPDATE frames SET width = 1000000000",
    "a frame with too few tiles": "UPDATE frames SET tile_ids = x'00'",
    "an event in no window": "UPDATE events SET context = 99",
    "text that is no text": "UPDATE contexts SET title = CAST(x'ff41' AS TEXT)",
    "another format": "PRAGMA user_version = 0",
    "another program's file": "PRAGMA application_id = 7",
}


@pytest.fixture
def plain(place: Place, tmp_path: Path) -> Path:
    """Return the export of a session of somebody else's library."""
    place.library.export(place.recorded("Hi Ada"), tmp_path / "plain.session")
    return tmp_path / "plain.session"


@pytest.fixture
def mine(tmp_path: Path) -> Place:
    """Return an empty home of one's own."""
    return a_place(tmp_path / "mine")


def content(library: Library) -> object:
    """Return everything that the newest session holds, its own row aside."""
    with library.open("last") as file:
        recording = file.recording()
        pictures = [file.picture(frame.id) for frame in recording.frames]
        parts = (recording.contexts, recording.events, recording.frames, recording.gaps)
        return (*parts, pictures, file.steps(), file.health())


def test_an_export_comes_back_whole_and_encrypted(place: Place, plain: Path, mine: Place) -> None:
    session_id = mine.library.import_file(plain)
    assert session_id == place.library.resolve("last")
    assert content(mine.library) == content(place.library)
    assert not is_plain(mine.library.path(session_id))
    assert TITLE.encode() not in mine.library.path(session_id).read_bytes()
    assert mine.keys.find(session_id) != place.keys.find(session_id)
    assert mine.library.summaries()[0].steps == 2
    assert names_of(mine) == [".check", ".session"]


def test_a_session_that_is_here_already_stays_and_a_second_one_gets_an_id_of_its_own(
    place: Place, plain: Path
) -> None:
    first = place.library.resolve("last")
    with pytest.raises(SessionFileError, match="--new-id"):
        place.library.import_file(plain)
    second = place.library.import_file(plain, new_id=True)
    assert second != first
    with place.library.open(second) as file:
        assert file.session.id == second
    assert {summary.id for summary in place.library.summaries()} == {first, second}


def test_what_was_submitted_elsewhere_counts_as_recorded_here(plain: Path, mine: Place) -> None:
    run(plain, "UPDATE session SET state = 'submitted'")
    mine.library.import_file(plain)
    assert mine.library.summaries()[0].state is SessionState.RECORDED


def test_cached_steps_of_a_file_are_not_believed(plain: Path, mine: Place) -> None:
    run(plain, "UPDATE steps_cache SET record = replace(record, 'Hi Ada', 'Hi Eve')")
    mine.library.import_file(plain)
    with mine.library.open("last") as file:
        assert file.steps()[-1].text == "Hi Ada"


@pytest.mark.parametrize("statement", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_file_that_is_not_as_we_write_them_is_refused_and_leaves_nothing(
    plain: Path, mine: Place, statement: str
) -> None:
    run(plain, statement)
    before = plain.read_bytes()
    with pytest.raises(SessionFileError, match="imported"):
        mine.library.import_file(plain)
    assert plain.read_bytes() == before
    assert [path for path in mine.home.root.rglob("*") if path.is_file()] == []


def test_a_tile_that_unpacks_to_too_much_is_refused(plain: Path, mine: Place) -> None:
    bomb = zstandard.compress(bytes(50_000_000))
    connection = sqlite3.connect(plain)
    connection.execute("UPDATE tiles SET data = ?", (bomb,))
    connection.commit()
    connection.close()
    with pytest.raises(SessionFileError, match="imported"):
        mine.library.import_file(plain)


@pytest.mark.parametrize("seed", range(20))
def test_a_mutated_file_is_refused_or_read_but_never_crashes(plain: Path, mine: Place, seed: int) -> None:
    chance, mutated = random.Random(seed), bytearray(plain.read_bytes())
    for _ in range(chance.choice([1, 3, 30])):
        mutated[chance.randrange(100, min(len(mutated), 40_000))] = chance.randrange(256)
    plain.write_bytes(mutated)
    try:
        mine.library.import_file(plain)
    except SessionFileError:
        assert [path for path in mine.home.root.rglob("*") if path.is_file()] == []
    else:
        assert content(mine.library)


@pytest.mark.parametrize(
    "name", ["missing.session", "a folder", "picture.png", "empty.session", "encrypted.session"]
)
def test_what_is_no_plain_session_file_is_named(place: Place, tmp_path: Path, mine: Place, name: str) -> None:
    (tmp_path / "a folder").mkdir()
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "empty.session").touch()
    (tmp_path / "encrypted.session").write_bytes(place.library.path(place.recorded()).read_bytes())
    with pytest.raises(SessionFileError, match="nothing was imported"):
        mine.library.import_file(tmp_path / name)
    assert [path for path in mine.home.root.rglob("*") if path.is_file()] == []


def test_a_file_that_another_program_is_writing_is_left_alone(plain: Path, mine: Place) -> None:
    connection = sqlite3.connect(plain)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("UPDATE session SET title = 'half done'")
    connection.commit()
    with pytest.raises(SessionFileError, match="still open"):
        mine.library.import_file(plain)
    connection.close()


def test_a_file_from_a_newer_workbench_asks_for_an_update(plain: Path, mine: Place) -> None:
    run(plain, "PRAGMA user_version = 99")
    with pytest.raises(SessionFileError, match="newer workbench"):
        mine.library.import_file(plain)


def run(path: Path, statements: str) -> None:
    """Change a plain file with another program's SQLite."""
    connection = sqlite3.connect(path)
    connection.executescript(statements)
    connection.close()

"""Session files of the first format: migrated, only looked at, imported, and refused where tampered with."""

import hashlib
import sqlite3
from pathlib import Path

import apsw
import pytest

from tests.store.examples import Place, a_place
from tests.store.old_files import version_1_of
from workbench.errors import SessionFileError
from workbench.model.gaps import Gap, GapCause, GapReason
from workbench.store.connection import connect, connect_untrusted
from workbench.store.records import read_recording
from workbench.store.schema import MIGRATIONS, SCHEMA_VERSION, described, expected, stored_version

GAPS = (Gap(3200, 3600, GapReason.OUT_OF_SCOPE), Gap(3700, 3900, GapReason.SECRET))
RELEASED = ("fe83ffa0",)
KEY = bytes(range(32))


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def old(request: pytest.FixtureRequest, place: Place, tmp_path: Path) -> tuple[Path, bytes | None]:
    """Return a file of the first format with its key."""
    place.recorded("Hi Ada")
    version_1_of(place, tmp_path / "old.session", request.param)
    return tmp_path / "old.session", request.param


@pytest.fixture
def old_plain(place: Place, tmp_path: Path) -> Path:
    """Return a plain file of the first format."""
    place.recorded("Hi Ada")
    version_1_of(place, tmp_path / "old.session", None)
    return tmp_path / "old.session"


def test_a_released_format_is_never_edited() -> None:
    for statements, known in zip(MIGRATIONS, RELEASED, strict=False):
        assert hashlib.sha256("\n".join(statements).encode()).hexdigest()[:8] == known


def test_an_old_file_is_migrated_when_it_is_opened_and_loses_nothing(old: tuple[Path, bytes | None]) -> None:
    path, key = old
    before = connect(path, key, readonly=True)
    was = read_recording(before)
    before.close()
    opened = connect(path, key)
    assert stored_version(opened) == SCHEMA_VERSION
    assert described(opened) == expected(SCHEMA_VERSION)
    assert read_recording(opened) == was
    assert was.gaps == GAPS
    assert opened.pragma("integrity_check") == "ok"
    opened.close()


def test_an_old_file_that_is_only_looked_at_is_read_and_keeps_every_byte(
    old: tuple[Path, bytes | None],
) -> None:
    path, key = old
    bytes_before = path.read_bytes()
    connection = connect(path, key, readonly=True)
    assert stored_version(connection) == 1
    recording = read_recording(connection)
    connection.close()
    assert recording.gaps == GAPS
    assert {gap.cause for gap in recording.gaps} == {GapCause.NONE}
    assert path.read_bytes() == bytes_before


def test_an_old_file_on_a_disk_that_takes_nothing_is_read_all_the_same(
    old: tuple[Path, bytes | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: apsw.Connection) -> None:
        raise apsw.FullError

    monkeypatch.setattr("workbench.store.connection.migrate", full)
    connection = connect(*old)
    assert stored_version(connection) == 1
    assert read_recording(connection).gaps == GAPS
    connection.close()


def test_an_old_session_of_the_library_opens_with_its_steps(place: Place, tmp_path: Path) -> None:
    session_id = place.recorded("Hi Ada")
    path, key = place.library.path(session_id), place.keys.find(session_id)
    version_1_of(place, tmp_path / "old.session", key)
    path.unlink()
    (tmp_path / "old.session").rename(path)
    with place.library.open("last") as file:
        assert file.recording().gaps == GAPS
        assert file.steps()[-1].text == "Hi Ada"


def test_a_plain_old_file_is_imported_whole(place: Place, old_plain: Path, tmp_path: Path) -> None:
    mine = a_place(tmp_path / "mine")
    before = old_plain.read_bytes()
    session_id = mine.library.import_file(old_plain)
    assert session_id == place.library.resolve("last")
    with mine.library.open("last") as file, place.library.open("last") as source:
        assert file.recording().gaps == GAPS
        assert file.recording().events == source.recording().events
        assert [file.picture(frame.id) for frame in file.recording().frames] == [
            source.picture(frame.id) for frame in source.recording().frames
        ]
    assert old_plain.read_bytes() == before


def test_an_imported_cause_is_kept(old_plain: Path, tmp_path: Path) -> None:
    connect(old_plain, None).close()
    run(old_plain, "UPDATE gaps SET cause = 'other_window' WHERE reason = 'out_of_scope'")
    mine = a_place(tmp_path / "mine")
    mine.library.import_file(old_plain)
    with mine.library.open("last") as file:
        assert file.recording().gaps[0].cause is GapCause.OTHER_WINDOW


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE gaps ADD COLUMN cause TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE gaps ADD COLUMN title TEXT",
        "CREATE TRIGGER t AFTER INSERT ON gaps BEGIN DELETE FROM events; END",
        "PRAGMA user_version = 2",
        "UPDATE gaps SET reason = 'because'",
    ],
)
def test_a_tampered_old_file_is_refused_and_leaves_nothing(
    old_plain: Path, tmp_path: Path, statement: str
) -> None:
    run(old_plain, statement)
    mine = a_place(tmp_path / "mine")
    with pytest.raises(SessionFileError, match="imported"):
        mine.library.import_file(old_plain)
    assert [path for path in mine.home.root.rglob("*") if path.is_file()] == []


def test_a_cause_that_is_none_of_ours_is_refused(old_plain: Path, tmp_path: Path) -> None:
    connect(old_plain, None).close()
    run(old_plain, "UPDATE gaps SET cause = 'the diary of Ada Example'")
    with pytest.raises(SessionFileError, match="imported"):
        a_place(tmp_path / "mine").library.import_file(old_plain)


def test_a_foreign_old_file_is_looked_at_without_migrating_it(old_plain: Path) -> None:
    connection = connect_untrusted(old_plain)
    assert stored_version(connection) == 1
    assert described(connection) == expected(1)
    connection.close()


def run(path: Path, statement: str) -> None:
    """Change a plain file from outside."""
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()

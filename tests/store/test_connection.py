"""Opening session files: the right key, the wrong one, none, and files that are none."""

import sqlite3
import time
from pathlib import Path

import apsw
import pytest

from tests.store.examples import TITLE, Place, random_key
from workbench.errors import SessionFileError
from workbench.store.connection import APPLICATION_ID, SCHEMA_VERSION, connect, connect_untrusted, is_plain


@pytest.fixture
def recorded(place: Place) -> tuple[Path, bytes]:
    session_id = place.recorded()
    key = place.keys.find(session_id)
    assert key is not None
    return place.library.path(session_id), key


def test_a_fresh_file_is_private_and_encrypted_from_its_first_byte(tmp_path: Path) -> None:
    path, key = tmp_path / "a.session", random_key()
    connection = connect(path, key, create=True)
    assert path.stat().st_mode & 0o777 == 0o600
    assert connection.pragma("application_id") == APPLICATION_ID
    assert connection.pragma("user_version") == SCHEMA_VERSION
    connection.close()
    assert not is_plain(path)
    assert b"CREATE TABLE" not in path.read_bytes()


def test_every_connection_forgets_deleted_rows_and_keeps_temporary_ones_in_memory(
    recorded: tuple[Path, bytes],
) -> None:
    connection = connect(*recorded)
    wanted = {
        "secure_delete": 1,
        "foreign_keys": 1,
        "temp_store": 2,
        "mmap_size": 0,
        "trusted_schema": 0,
        "synchronous": 3,
    }
    found = {name: connection.pragma(name) for name in wanted}
    connection.close()
    assert found | {"mmap_size": found["mmap_size"] or 0} == wanted


def test_the_key_itself_is_used_and_not_stretched(recorded: tuple[Path, bytes]) -> None:
    def opened(count: int) -> float:
        before = time.thread_time()
        for _ in range(count):
            connect(*recorded).close()
        return (time.thread_time() - before) / count * 1000

    opened(5)
    assert min(opened(20) for _ in range(3)) < 3, "milliseconds; a stretched passphrase takes 35"


def test_a_wrong_key_and_a_broken_header_do_not_open(recorded: tuple[Path, bytes]) -> None:
    path, key = recorded
    with pytest.raises(SessionFileError, match="damaged"):
        connect(path, random_key())
    whole = bytearray(path.read_bytes())
    whole[100] ^= 1
    path.write_bytes(whole)
    with pytest.raises(SessionFileError, match="damaged"):
        connect(path, key)


def test_every_sentence_names_the_session_and_never_its_title(recorded: tuple[Path, bytes]) -> None:
    path, key = recorded
    sentences = []
    for wrong in (None, random_key()):
        with pytest.raises(SessionFileError) as caught:
            connect(path, wrong)
        sentences.append(str(caught.value))
    path.write_bytes(b"nonsense" * 1000)
    with pytest.raises(SessionFileError) as caught:
        connect(path, key)
    sentences.append(str(caught.value))
    assert all(
        path.stem in sentence and TITLE not in sentence and key.hex() not in sentence for sentence in sentences
    )
    assert "key of session" in sentences[0]
    assert "missing" in sentences[0]


def test_a_file_from_a_newer_workbench_is_refused_and_left_alone(recorded: tuple[Path, bytes]) -> None:
    path, key = recorded
    connection = connect(path, key)
    connection.pragma("user_version", SCHEMA_VERSION + 1)
    connection.close()
    before = path.read_bytes()
    with pytest.raises(SessionFileError, match="newer workbench"):
        connect(path, key)
    assert path.read_bytes() == before


def test_another_programs_database_is_not_a_session(tmp_path: Path) -> None:
    path = tmp_path / "notes.session"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text)")
    connection.close()
    with pytest.raises(SessionFileError, match="not a session file"):
        connect(path, None)


def test_an_empty_file_and_a_missing_one_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.session").touch()
    for name in ("empty.session", "missing.session"):
        with pytest.raises(SessionFileError):
            connect(tmp_path / name, None)
    with pytest.raises(SessionFileError):
        connect(tmp_path / "empty.session", random_key())
    with pytest.raises(SessionFileError):
        connect(tmp_path, None)


def test_an_untrusted_file_is_opened_without_a_trace_and_cannot_be_changed(
    place: Place, tmp_path: Path
) -> None:
    plain = tmp_path / "folder with ? and #" / "plain%20.session"
    plain.parent.mkdir()
    place.library.export(place.recorded(), plain)
    connection = connect_untrusted(plain)
    with pytest.raises(apsw.ReadOnlyError):
        connection.execute("DELETE FROM events")
    with pytest.raises(apsw.SQLError, match="not authorized"):
        connection.execute("SELECT load_extension('x')")
    connection.close()
    assert list(plain.parent.iterdir()) == [plain]

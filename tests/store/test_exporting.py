"""Plain copies, for looking at every byte with any SQLite tool."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.examples import TITLE, WINDOW, Place, fill
from workbench.errors import SessionFileError, UsageError


def test_any_sqlite_reads_an_export(place: Place, tmp_path: Path) -> None:
    place.library.export(place.recorded("Hi Ada"), tmp_path / "plain.session")
    connection = sqlite3.connect(tmp_path / "plain.session")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert connection.execute("SELECT title, state, duration_ms FROM session").fetchall() == [
        (TITLE, "recorded", 4000)
    ]
    assert connection.execute("SELECT title FROM contexts").fetchall() == [(WINDOW,)]
    kinds = [
        json.loads(data)["key"]
        for (data,) in connection.execute("SELECT data FROM events WHERE kind='key_down'")
    ]
    assert "".join(kinds) == "hi ada"
    connection.close()


def test_sqlite_utils_lists_the_tables_of_an_export(place: Place, tmp_path: Path) -> None:
    place.library.export(place.recorded(), tmp_path / "plain.session")
    command = [sys.executable, "-m", "sqlite_utils", "tables", "--counts", str(tmp_path / "plain.session")]
    listed = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    counts = {row["table"]: row["count"] for row in listed}
    assert counts["session"] == 1
    assert counts["events"] == 15
    assert set(counts) >= {"contexts", "elements", "frames", "tiles", "gaps", "edits", "findings", "health"}


def test_an_export_is_private_and_alone(place: Place, tmp_path: Path) -> None:
    target = tmp_path / "with ? # and % in it" / "plain.session"
    target.parent.mkdir()
    place.library.export(place.recorded(), target)
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(target.parent.iterdir()) == [target]


def test_no_file_is_ever_overwritten(place: Place, tmp_path: Path) -> None:
    target = tmp_path / "letter.txt"
    target.write_text("mine")
    with pytest.raises(UsageError, match="stays as it is"):
        place.library.export(place.recorded(), target)
    assert target.read_text() == "mine"


def test_a_place_that_cannot_be_written_is_named(place: Place, tmp_path: Path) -> None:
    place.recorded()
    with pytest.raises(SessionFileError, match="could not be written"):
        place.library.export("last", tmp_path / "nowhere" / "plain.session")
    assert place.library.summaries()[0].problem is None


def test_a_live_session_is_exported_as_far_as_it_is(place: Place, tmp_path: Path) -> None:
    journal = place.start()
    fill(journal)
    place.library.export("last", tmp_path / "live.session")
    journal.finish(4000)
    again = place.library.import_file(tmp_path / "live.session", new_id=True)
    with place.library.open(again) as file:
        assert file.session.cut_off
        assert len(file.recording().events) == 15

"""The journal: only adding, all or nothing, whole after a kill at any moment, one file at the end."""

import shutil
import tempfile
import time
from pathlib import Path

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.examples import (
    SALT,
    TITLE,
    WINDOW,
    Place,
    a_context,
    a_place,
    a_screen,
    a_session,
    bytes_below,
    fill,
    names_of,
    packed,
    typed,
)
from workbench.errors import JournalError, SessionFileError
from workbench.model.events import Event, Mark
from workbench.model.gaps import Gap, GapReason
from workbench.model.session import SessionState
from workbench.store.connection import connect
from workbench.store.identity import new_session_id
from workbench.store.journal import Journal
from workbench.store.library import Library
from workbench.store.records import read_recording

ACTIONS = st.lists(
    st.sampled_from(["event", "event", "event", "gap", "frame", "health", "commit", "pause", "go on"]),
    max_size=40,
)


def test_what_was_recorded_is_read_back_as_it_was(place: Place) -> None:
    session_id = place.recorded("Hi Ada")
    with place.library.open(session_id) as file:
        recording = file.recording()
        assert file.health() == [(3700, {"lag_ms": 3, "lost": 0})]
    assert recording.contexts == {1: a_context()}
    assert [event for event in recording.events if event.seq > 3] == list(typed("Hi Ada", 4, 1000))
    assert [frame.id for frame in recording.frames] == [1, 2]
    assert recording.gaps == (Gap(3200, 3600, GapReason.OUT_OF_SCOPE),)
    assert recording.session.state is SessionState.RECORDED
    assert recording.session.duration_ms == 4000
    assert not recording.session.cut_off


def test_finishing_leaves_one_file_and_its_key_check(place: Place) -> None:
    journal = place.start()
    fill(journal)
    assert names_of(place) == [".check", ".lock", ".reserve", ".session", ".session-shm", ".session-wal"]
    journal.finish(4000)
    journal.close()
    assert names_of(place) == [".check", ".session"]


def test_no_byte_of_the_home_tells_what_is_recorded_while_and_after_it_is(place: Place) -> None:
    journal = place.start()
    fill(journal, "CanaryTyped")
    while_recording = bytes_below(place.home.root)
    journal.finish(4000)
    after = bytes_below(place.home.root)
    for everything in (while_recording, after):
        for word in (TITLE, WINDOW, "mousepad", "key_down", "CREATE TABLE", "CanaryTyped", "consent-1"):
            assert word.encode() not in everything
            assert word.encode("utf-16-le") not in everything
        assert SALT not in everything


def test_files_of_a_running_recording_are_readable_by_their_owner_alone(place: Place) -> None:
    journal = place.start()
    fill(journal)
    modes = {path.name[36:]: path.stat().st_mode & 0o777 for path in place.home.sessions.iterdir()}
    assert set(modes.values()) == {0o600}
    journal.finish(1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET t_ms = 0",
        "DELETE FROM events",
        "DROP TABLE gaps",
        "UPDATE session SET title = 'other'",
        "UPDATE frames SET valid_ms = 0",
    ],
)
def test_a_recording_can_only_be_added_to(place: Place, statement: str) -> None:
    journal = place.start()
    fill(journal)
    with pytest.raises(apsw.AuthError):
        journal._connection.execute(statement)  # the connection is the journal's own: this is what it protects
    journal.finish(1)


def test_a_commit_is_all_or_nothing(place: Place) -> None:
    journal = place.start()
    journal.add_event(Event(1, 10, None, Mark()))
    journal.commit()
    journal.add_event(Event(2, 20, None, Mark()))
    journal.add_event(Event(1, 30, None, Mark()))
    with pytest.raises(JournalError):
        journal.commit()
    journal.finish(100)
    with place.library.open("last") as file:
        assert [event.seq for event in file.recording().events] == [1]
        assert file.session.cut_off


def test_what_could_not_be_written_is_kept_for_another_try(place: Place) -> None:
    journal = place.start()
    blocker = connect(journal._path, place.keys.find(journal._path.stem))
    blocker.execute("BEGIN IMMEDIATE")
    journal._connection.set_busy_timeout(10)
    journal.add_event(Event(1, 10, None, Mark()))
    with pytest.raises(JournalError):
        journal.commit()
    blocker.execute("ROLLBACK")
    blocker.close()
    journal.commit()
    journal.finish(100)
    with place.library.open("last") as file:
        assert [event.seq for event in file.recording().events] == [1]
        assert not file.session.cut_off


def test_a_reader_sees_committed_rows_while_the_recorder_writes(place: Place) -> None:
    journal = place.start()
    fill(journal)
    journal.add_event(Event(100, 3900, None, Mark()))
    with place.library.open("last") as file:
        assert file.live
        assert file.session.state is SessionState.RECORDING
        assert max(event.seq for event in file.recording().events) < 100
        journal.commit()
        assert max(event.seq for event in file.recording().events) == 100
        with pytest.raises(apsw.ReadOnlyError):
            file._connection.execute("DELETE FROM events")
    journal.finish(4000)


def test_a_pause_is_told_to_readers(place: Place) -> None:
    journal = place.start()
    journal.set_state(SessionState.PAUSED)
    assert [summary.state for summary in place.library.summaries()] == [SessionState.PAUSED]
    journal.set_state(SessionState.RECORDING)
    assert [summary.state for summary in place.library.summaries()] == [SessionState.RECORDING]
    journal.finish(1)


def test_a_reader_that_stays_does_not_keep_a_recording_from_ending(place: Place) -> None:
    journal = place.start()
    fill(journal)
    with place.library.open("last") as file:
        before = time.monotonic()
        journal.finish(4000)
        assert time.monotonic() - before < 20, "the reader stays for longer"
        assert file.recording().session.state is SessionState.RECORDED
    with place.library.open("last") as file:
        assert not file.live
        assert not file.session.cut_off
    assert names_of(place) == [".check", ".session"]


def test_no_second_recorder_writes_into_a_session(place: Place) -> None:
    journal = place.start()
    path = journal._path
    with pytest.raises(SessionFileError, match="has a file already"):
        Journal.create(path, place.keys.find(path.stem), a_session(path.stem), SALT)
    fill(journal)
    journal.finish(1)
    with pytest.raises(SessionFileError, match="has a file already"):
        Journal.create(path, place.keys.find(path.stem), a_session(path.stem), SALT)
    with place.library.open("last") as file:
        assert file.recording().events


def test_a_recording_that_cannot_start_leaves_nothing(place: Place) -> None:
    session = a_session(new_session_id())
    missing = place.home.sessions / "not there" / f"{session.id}.session"
    with pytest.raises((JournalError, FileNotFoundError)):
        Journal.create(missing, bytes(32), session, SALT)
    assert list(place.home.sessions.iterdir()) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTIONS, st.sampled_from(["kill", "close", "finish"]))
def test_whatever_happens_the_committed_rows_are_read_back(actions: list[str], end: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = a_place(Path(folder) / "home")
        journal = place.start()
        seen, kept, state = Recorded(), Recorded(), SessionState.RECORDING
        journal.add_context(a_context())
        for action in actions:
            if action in {"commit", "pause", "go on"}:
                state = commit(journal, action, state)
                kept = seen.copy()
            else:
                seen.add(journal, action)
        if end == "finish":
            journal.finish(9999)
            kept = seen
        survivor = image(place, Path(folder) / "after") if end == "kill" else place.library
        journal.close()
        with survivor.open("last") as file:
            recording = file.recording()
            assert [event.seq for event in recording.events] == list(range(1, kept.events + 1))
            assert (len(recording.gaps), len(recording.frames), len(file.health())) == kept.others
            assert recording.session.cut_off == (end != "finish")
            assert recording.session.state is SessionState.RECORDED
            assert recording.session.duration_ms == (9999 if end == "finish" else kept.last_ms)
            assert all(file.picture(frame.id).width == 140 for frame in recording.frames)
            assert file._connection.pragma("integrity_check") == "ok"


class Recorded:
    """How much of everything was added."""

    def __init__(self) -> None:
        self.events = 0
        self.others = (0, 0, 0)
        self.last_ms = 0

    def copy(self) -> "Recorded":
        twin = Recorded()
        twin.events, twin.others, twin.last_ms = self.events, self.others, self.last_ms
        return twin

    def add(self, journal: Journal, action: str) -> None:
        """Add one thing, ten milliseconds after the one before."""
        self.last_ms += 10
        gaps, frames, health = self.others
        if action == "event":
            self.events += 1
            journal.add_event(Event(self.events, self.last_ms, None, Mark()))
        elif action == "gap":
            gaps += 1
            journal.add_gap(Gap(self.last_ms - 5, self.last_ms, GapReason.PAUSED))
        elif action == "frame":
            frames += 1
            journal.add_frame(packed(frames, self.last_ms, a_screen(140, 130, frames % 3)))
        else:
            health += 1
            journal.add_health(self.last_ms, {"lag_ms": 1})
        self.others = (gaps, frames, health)


def commit(journal: Journal, action: str, state: SessionState) -> SessionState:
    """Commit, alone or with a change of state."""
    if action == "commit":
        journal.commit()
        return state
    state = SessionState.PAUSED if action == "pause" else SessionState.RECORDING
    journal.set_state(state)
    return state


def image(place: Place, root: Path) -> Library:
    """Return a library of what the disk holds at this moment, as a killed recorder would leave it."""
    shutil.copytree(place.home.root, root)
    return a_place(root).library


def test_a_recording_is_plain_where_it_is_asked_for_without_a_key(tmp_path: Path) -> None:
    path = tmp_path / "sample.session"
    journal = Journal.create(path, None, a_session(new_session_id()), SALT)
    fill(journal)
    journal.finish(4000)
    connection = connect(path, None, readonly=True)
    assert read_recording(connection).events
    connection.close()
    assert [file.name for file in tmp_path.iterdir()] == ["sample.session"]


def test_a_file_or_a_log_that_is_gone_is_noticed_and_ending_then_loses_nothing(place: Place) -> None:
    journal = place.start()
    assert journal.in_place()
    fill(journal)
    assert journal.in_place()
    log = Path(f"{journal._path}-wal")
    log.unlink()
    assert not journal.in_place()
    journal.finish(4000)
    with place.library.open("last") as file:
        assert len(file.recording().frames) == 2
    other = place.start()
    other._path.rename(other._path.with_name("elsewhere"))
    assert not other.in_place()
    other.close()

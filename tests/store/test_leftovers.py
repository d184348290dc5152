"""Leftovers: what a kill between two files left is swept with its key; what is alive or young stays."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store.examples import Place, fill, names_of
from workbench.store.identity import new_session_id
from workbench.store.leftovers import STARTING_S
from workbench.store.session_paths import unfinished_path

KILLED_WHILE_CREATING = """
import os, signal, sys
from pathlib import Path
from tests.store.examples import SALT, a_place, a_session
from workbench.store import journal
place = a_place(Path(sys.argv[1]))
key = place.keys.create(sys.argv[2])
journal.publish = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
journal.Journal.create(place.library.path(sys.argv[2]), key, a_session(sys.argv[2]), SALT)
"""


def let_it_age(place: Place) -> None:
    """Let a minute pass for every file."""
    then = time.time() - STARTING_S - 1
    for folder in (place.home.sessions, place.home.keys):
        for file in folder.iterdir():
            os.utime(file, (then, then))


@pytest.fixture
def cut_short(place: Place) -> str:
    """Return the id of a session whose recorder was killed before its file had its name."""
    session_id = new_session_id()
    command = [sys.executable, "-c", KILLED_WHILE_CREATING, str(place.home.root), session_id]
    assert subprocess.run(command, check=False).returncode == -9
    return session_id


def test_a_recording_that_never_began_is_swept_with_its_key(place: Place, cut_short: str) -> None:
    assert names_of(place) == [".check", ".lock", ".new"]
    assert place.library.summaries() == ()
    let_it_age(place)
    leftovers = place.library.leftovers()
    (found,) = leftovers.find()
    assert (found.id, found.what) == (cut_short, "a recording that never began, and its key")
    assert leftovers.sweep(found)
    assert names_of(place) == []
    assert list(place.home.keys.iterdir()) == []
    assert leftovers.find() == ()


def test_what_has_just_begun_stays(place: Place, cut_short: str) -> None:
    assert place.library.leftovers().find() == ()
    assert place.keys.find(cut_short)


def test_a_running_recording_and_finished_sessions_stay(place: Place) -> None:
    session_id = place.recorded()
    journal = place.start()
    let_it_age(place)
    assert place.library.leftovers().find() == ()
    fill(journal)
    journal.finish(4000)
    let_it_age(place)
    assert place.library.leftovers().find() == ()
    assert {summary.problem for summary in place.library.summaries()} == {None}
    assert place.keys.find(session_id)


def test_a_copy_that_was_never_finished_is_swept_and_its_session_stays(place: Place) -> None:
    session_id = place.recorded()
    unfinished_path(place.library.path(session_id)).write_bytes(b"half of it")
    let_it_age(place)
    leftovers = place.library.leftovers()
    (found,) = leftovers.find()
    assert found.what == "a copy that was never finished"
    assert leftovers.sweep(found)
    assert names_of(place) == [".check", ".session"]
    with place.library.open(session_id) as file:
        assert file.recording().events


def test_a_key_that_opens_nothing_here_is_swept(place: Place) -> None:
    session_id = place.recorded()
    place.library.path(session_id).unlink()
    let_it_age(place)
    (found,) = place.library.leftovers().find()
    assert found.what == "a key that opens nothing here"
    assert place.library.leftovers().sweep(found)
    assert place.keys.find(session_id) is None


def test_a_leftover_where_a_recorder_has_come_to_work_stays(place: Place, cut_short: str) -> None:
    let_it_age(place)
    (found,) = place.library.leftovers().find()
    (place.home.sessions / f"{cut_short}.check").unlink()
    (place.home.keys / cut_short).unlink()
    journal = place.start(cut_short)
    assert not place.library.leftovers().sweep(found)
    fill(journal)
    journal.finish(4000)
    with place.library.open(cut_short) as file:
        assert file.recording().events


def test_other_files_are_none_of_its_business(place: Place) -> None:
    for name in ("contributor-1.json", "notes.txt"):
        (place.home.keys / name).write_text("mine")
    let_it_age(place)
    assert place.library.leftovers().find() == ()
    assert sorted(path.name for path in Path(place.home.keys).iterdir()) == ["contributor-1.json", "notes.txt"]

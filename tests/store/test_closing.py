"""How sessions come to rest."""

import shutil
from pathlib import Path

import apsw

from tests.store.examples import Place, a_place, fill, names_of
from workbench.model.session import SessionState
from workbench.store.closing import at_rest, is_unfinished, leave_one_file, recover
from workbench.store.connection import connect
from workbench.store.lock import FileLock
from workbench.store.session_paths import lock_path


def killed(place: Place, root: Path) -> Place:
    """Return a home as a recorder that was killed in the middle of a recording leaves it."""
    journal = place.start()
    fill(journal)
    shutil.copytree(place.home.root, root)
    journal.finish(1)
    return a_place(root)


def opened(place: Place) -> apsw.Connection:
    """Open the only session of a home, as it stands."""
    session_id = place.library.resolve("last")
    return connect(place.library.path(session_id), place.keys.find(session_id))


def test_a_killed_recording_is_closed_marked_and_counted_to_its_last_moment(
    place: Place, tmp_path: Path
) -> None:
    after = killed(place, tmp_path / "after")
    connection = opened(after)
    assert is_unfinished(connection)
    assert recover(after.library.path(after.library.resolve("last")), connection)
    assert not is_unfinished(connection)
    connection.close()
    assert names_of(after) == [".check", ".session"]
    summary = after.library.summaries()[0]
    assert (summary.cut_off, summary.duration_ms, summary.steps, summary.live) == (True, 3700, 2, False)


def test_the_second_name_that_a_kill_right_after_the_making_leaves_is_taken_away(
    place: Place, tmp_path: Path
) -> None:
    after = killed(place, tmp_path / "after")
    path = after.library.path(after.library.resolve("last"))
    path.with_suffix(".new").hardlink_to(path)
    connection = opened(after)
    assert recover(path, connection)
    connection.close()
    assert names_of(after) == [".check", ".session"]


def test_a_session_whose_lock_is_held_is_left_alone(place: Place, tmp_path: Path) -> None:
    after = killed(place, tmp_path / "after")
    path = after.library.path(after.library.resolve("last"))
    lock = FileLock(lock_path(path))
    assert lock.acquire()
    connection = opened(after)
    assert not recover(path, connection)
    assert is_unfinished(connection)
    connection.close()
    with after.library.open("last") as file:
        assert file.live
        assert file.session.state is SessionState.RECORDING
    lock.release()
    with after.library.open("last") as file:
        assert file.session.cut_off


def test_recovering_twice_changes_nothing(place: Place, tmp_path: Path) -> None:
    after = killed(place, tmp_path / "after")
    first = after.library.summaries()
    content = after.library.path(first[0].id).read_bytes()
    assert after.library.summaries() == first
    assert after.library.path(first[0].id).read_bytes() == content


def test_a_session_killed_while_it_was_paused_is_closed_too(place: Place, tmp_path: Path) -> None:
    journal = place.start()
    fill(journal)
    journal.set_state(SessionState.PAUSED)
    shutil.copytree(place.home.root, tmp_path / "after")
    journal.finish(1)
    with a_place(tmp_path / "after").library.open("last") as file:
        assert file.session.state is SessionState.RECORDED
        assert file.session.cut_off


def test_a_finished_session_rests_as_it_is(place: Place) -> None:
    place.recorded()
    connection = opened(place)
    with place.library.open("last") as file:
        assert at_rest(file.session, connection) == file.session
    leave_one_file(connection)
    assert connection.pragma("journal_mode") == "delete"
    connection.close()

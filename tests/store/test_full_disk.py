"""Disks that take no more: the recording ends with a sentence, and everything committed stays whole."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.examples import Place, a_place, a_screen, packed, typed
from workbench.errors import JournalError, SessionFileError
from workbench.model.session import SessionState
from workbench.store.journal import Journal
from workbench.store.reserve import RESERVE_BYTES

LIMITED = """
import resource, sys
from pathlib import Path
from tests.store.examples import a_place
from tests.store.test_full_disk import record_until_refused
place = a_place(Path(sys.argv[1]))
journal = place.start()
resource.setrlimit(resource.RLIMIT_FSIZE, (1_200_000, 1_200_000))
committed, sentence = record_until_refused(journal)
print(committed, sentence, sep="|")
try:
    journal.finish(5000)
except Exception as error:
    print(type(error).__name__)
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 3 MB, or skip where that is not allowed."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this user may not mount a small disk; the test with a file limit stands in for it")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def record_until_refused(journal: Journal) -> tuple[int, str]:
    """Record until a commit fails; return how many were committed and what was said."""
    events = list(typed("some text of Ada's " * 2000, 1))
    for commit, at in enumerate(range(0, len(events), 50)):
        for event in events[at : at + 50]:
            journal.add_event(replace(event, context=None))
        journal.add_frame(packed(commit + 1, 10 * commit, a_screen(seed=commit)))
        try:
            journal.commit()
        except JournalError as error:
            return commit, str(error)
    return len(events), "the disk never filled up"


def check(place: Place, committed: int) -> SessionState:
    """Check that all committed rows are there and whole, and return the session's state."""
    with place.library.open("last") as file:
        recording = file.recording()
        assert len(recording.frames) in {committed, committed + 1}, "what waited may fit into the reserve"
        assert len(recording.events) == 50 * len(recording.frames)
        assert all(file.picture(frame.id).rgb for frame in recording.frames)
        assert file._connection.pragma("integrity_check") == "ok"
        return file.session.state


def test_a_full_disk_ends_the_recording_and_the_reserve_lets_it_close(small_disk: Path) -> None:
    place = a_place(small_disk / "home")
    journal = place.start()
    reserve = place.library.path(journal._path.stem).with_suffix(".reserve")
    assert reserve.stat().st_size == RESERVE_BYTES
    committed, sentence = record_until_refused(journal)
    assert committed > 3
    assert "the disk is full" in sentence
    assert not reserve.exists()
    journal.finish(5000)
    assert check(place, committed) is SessionState.RECORDED


def test_a_disk_too_full_to_begin_says_so_and_keeps_nothing(small_disk: Path) -> None:
    place = a_place(small_disk / "home")
    (small_disk / "filler").write_bytes(bytes(2_900_000))
    with pytest.raises((JournalError, SessionFileError), match="disk is full"):
        place.start()
    (small_disk / "filler").unlink()
    assert place.library.summaries() == ()


def test_an_import_for_which_there_is_no_room_says_so_and_leaves_nothing(
    tmp_path: Path, small_disk: Path
) -> None:
    here, there = a_place(tmp_path / "home"), a_place(small_disk / "home")
    here.recorded()
    here.library.export("last", tmp_path / "plain.session")
    (small_disk / "filler").write_bytes(bytes(2_900_000))
    with pytest.raises(SessionFileError, match="disk is full, so nothing was imported"):
        there.library.import_file(tmp_path / "plain.session")
    (small_disk / "filler").unlink()
    assert there.library.summaries() == ()


def test_a_cut_off_session_on_a_full_disk_is_safe_until_there_is_room(small_disk: Path) -> None:
    place = a_place(small_disk / "home")
    journal = place.start()
    committed, _ = record_until_refused(journal)
    journal.close()
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            pass
    summary = place.library.summaries()[0]
    assert summary.problem is None or "free some space" in summary.problem
    assert summary.problem is not None or (summary.cut_off and summary.state is SessionState.RECORDED)
    filler.unlink()
    assert check(place, committed) is SessionState.RECORDED


def test_a_file_limit_is_an_error_that_is_told_and_nothing_committed_is_lost(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "home")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    first, *rest = done.stdout.splitlines()
    committed, sentence = first.split("|")
    assert int(committed) > 3
    assert "cannot be written" in sentence
    assert "Ada" not in sentence
    assert rest in ([], ["JournalError"])
    assert check(a_place(tmp_path / "home"), int(committed)) is SessionState.RECORDED

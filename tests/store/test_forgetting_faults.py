"""Forgetting on a disk that fails, is full, or is read, and in a process that is killed: done, or said."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import apsw
import pytest

from tests.soak import rounds
from tests.store.examples import SALT, Place, a_place, a_session
from tests.store.faults_calls import FailingDisk
from tests.store.residue import residue
from tests.store.test_failing_disk import SESSION, Outcome, Recording, every_way, try_it
from tests.store.test_forgetting import BORDER_MS, CANARY, record_before, record_canary
from workbench.errors import JournalError, SessionFileError
from workbench.model.gaps import GapReason
from workbench.store.connection import connect
from workbench.store.journal import Journal
from workbench.store.session_paths import wish_path

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1800)]

FORGETFUL = """
import sys
from pathlib import Path
from tests.store.test_forgetting_faults import a_recording
journal = a_recording(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
print("asked", flush=True)
journal.forget(5000, 9000)
print("forgotten", flush=True)
sys.stdin.readline()
"""


def a_recording(home: Path) -> Journal:
    """Begin a plain recording in a home, with something to keep and something to forget."""
    place = a_place(home)
    journal = Journal.create(place.library.path(SESSION), None, a_session(SESSION), SALT)
    record_before(journal)
    record_canary(journal)
    journal.commit()
    return journal


def shown_late(place: Place) -> int:
    """Open the session and return how much of what lies behind the border it shows."""
    with place.library.open("last") as file:
        recording = file.recording()
        assert [event.seq for event in recording.events][:8] == list(range(1, 9))
        assert file._connection.pragma("integrity_check") == "ok"
        assert file.steps()
        return sum(event.t_ms >= BORDER_MS for event in recording.events)


@dataclass
class Forgetting(Recording):
    """Something is recorded, forgotten, and the recording goes on."""

    asked: bool = False
    """Whether forgetting was asked for."""
    forgotten: bool = False
    """Whether it said that it is done."""

    def prepare(self, place: Place) -> None:  # noqa: ARG002  (the scenario's)
        self.asked = self.forgotten = False

    def run(self, place: Place, told: Outcome) -> None:
        journal = a_recording(place.home.root)
        try:
            told.acknowledged = 1
            self.asked = True
            journal.forget(BORDER_MS, 9000)
            self.forgotten = True
            assert residue(CANARY, place.home.root) == []
            journal.finish(9500)
            told.done = True
        except JournalError:
            journal.close()
            self._look(place)
            raise
        finally:
            journal.close()

    def _look(self, place: Place) -> None:
        """Whoever opens it on the same disk is refused, or is shown nothing of it."""
        try:
            shown = shown_late(place)
        except (SessionFileError, apsw.Error):
            return
        assert shown == 0 or not self.asked

    def check(self, place: Place, told: Outcome) -> None:
        if not place.library.summaries():
            assert not told.acknowledged
            return
        if not self.asked:
            return
        if not self.forgotten:
            assert "to be forgotten" in told.refused
        assert shown_late(place) == 0
        assert residue(CANARY, place.home.root) == []
        assert not wish_path(place.library.path(SESSION)).exists()


def test_whatever_call_fails_it_is_forgotten_or_said_and_forgotten_before_it_is_shown(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    scenario = Forgetting()
    ways = every_way(scenario, tmp_path / "counted")
    chosen = random.Random(3).sample(ways, min(len(ways), rounds(1 << 20, reduced=25)))
    told = [
        try_it(scenario, tmp_path / str(number), FailingDisk(call, at, failure, lasting=lasting))
        for number, (call, at, failure, lasting) in enumerate(chosen)
    ]
    figure(
        f"forgetting, {len(chosen)} of {len(ways)} failing calls: {sum(bool(one.refused) for one in told)} told"
    )


@pytest.mark.parametrize("number", range(rounds(100, reduced=4)))
def test_a_kill_in_the_middle_leaves_all_or_nothing_and_nothing_once_it_is_opened(
    tmp_path: Path, number: int
) -> None:
    home = tmp_path / "home"
    after_s = random.Random(number).uniform(0, 0.03)
    command = [sys.executable, "-c", FORGETFUL, str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        child.stdin.write("go\n")
        child.stdin.flush()
        assert child.stdout.readline() == "asked\n"
        time.sleep(after_s)
        child.kill()
        told = child.stdout.read()
    place = a_place(home)
    path = place.library.path(place.library.resolve("last"))
    asked = wish_path(path).exists() and bool(wish_path(path).read_bytes())
    if told:
        assert residue(CANARY, home) == []
    late = shown_late(place)
    assert not late or not (asked or told)
    if not late:
        assert residue(CANARY, home) == []
    assert not wish_path(path).exists()


def test_a_program_that_reads_on_is_named_and_the_traces_go_once_it_is_closed(tmp_path: Path) -> None:
    journal = a_recording(tmp_path / "home")
    place = a_place(tmp_path / "home")
    path = place.library.path(SESSION)
    reader = connect(path, None, readonly=True)
    cursor = reader.execute("SELECT * FROM events")
    next(cursor)
    journal._connection.set_busy_timeout(10)  # the journal's own, to wait less for the reader
    with pytest.raises(
        JournalError, match=r"no longer holds .* another program is reading it: close that one and open"
    ):
        journal.forget(BORDER_MS, 9000)
    journal.close()
    assert residue(CANARY, tmp_path)
    assert shown_late(place) == 0
    cursor.close()
    reader.close()
    assert wish_path(path).exists()
    assert shown_late(place) == 0
    assert residue(CANARY, tmp_path) == []
    assert not wish_path(path).exists()


def test_a_session_that_still_holds_it_cannot_be_opened_on_a_disk_that_takes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise apsw.FullError

    journal = a_recording(tmp_path / "home")
    place = a_place(tmp_path / "home")
    with monkeypatch.context() as failing:
        failing.setattr("workbench.store.journal.forget_rows", refuse)
        failing.setattr("workbench.store.forgetting.forget_rows", refuse)
        with pytest.raises(JournalError, match=r"still holds .* the disk is full: free some space and open it"):
            journal.forget(BORDER_MS, 9000)
        journal.close()
        with pytest.raises(SessionFileError, match=r"still holds what was to be forgotten"):
            place.library.open(SESSION)
        assert "still holds" in (place.library.summaries()[0].problem or "")
    assert shown_late(place) == 0
    with place.library.open(SESSION) as file:
        assert [gap.reason for gap in file.recording().gaps][-1] is GapReason.FORGOTTEN


def test_where_not_even_the_wish_can_be_stored_it_is_forgotten_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    journal = a_recording(tmp_path / "home")
    monkeypatch.setattr("workbench.store.journal.ask", refuse)
    journal.forget(BORDER_MS, 9000)
    assert residue(CANARY, tmp_path) == []
    monkeypatch.setattr("workbench.store.journal.forget_rows", refuse)
    with pytest.raises(JournalError, match=r"still holds .*: remove it, or drop those steps in its review"):
        journal.forget(100, 9000)
    journal.close()

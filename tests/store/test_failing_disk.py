"""Every write, sync, open, truncate and delete fails once, or from then on: nothing is ever lost in silence.

Whatever a call acknowledged by returning is found afterwards; whatever it did not, it said so by raising one of
the workbench's own errors with its sentence. The file is whole either way.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.soak import rounds
from tests.store.examples import Place, a_context, a_place, a_screen, a_session, packed, typed
from tests.store.faults_calls import NEVER, Call, FailingDisk, Failure, failing
from tests.store.test_apply import FAREWELL, redact, written
from workbench.errors import JournalError, WorkbenchError
from workbench.model.edits import TASK, SetLabel
from workbench.model.session import Session, SessionState
from workbench.store.identity import new_session_id
from workbench.store.journal import Journal

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1800)]
Figure = Callable[[str], None]

EVENTS = tuple(typed("Ada's text " * 3, 1))
AT_ONCE = 11
SESSION = new_session_id()


@dataclass
class Outcome:
    """What a scenario was told."""

    acknowledged: int = 0
    """How much was acknowledged."""
    done: bool = False
    """Whether its last call returned."""
    refused: str = ""
    """The sentence of the error that ended it."""


class Recording:
    """A recording from its first file to its last commit, with a pause."""

    def prepare(self, place: Place) -> None:
        place.keys.create(SESSION)

    def run(self, place: Place, told: Outcome) -> None:
        key = place.keys.find(SESSION)
        journal = Journal.create(place.library.path(SESSION), key, _session(), bytes(16))
        try:
            journal.add_context(a_context())
            for at in range(0, len(EVENTS), AT_ONCE):
                for event in EVENTS[at : at + AT_ONCE]:
                    journal.add_event(event)
                journal.add_frame(packed(at + 1, at * 100, a_screen(140, 130, at)))
                journal.commit()
                told.acknowledged = min(at + AT_ONCE, len(EVENTS))
            journal.set_state(SessionState.PAUSED)
            journal.finish(5000)
            told.done = True
        finally:
            journal.close()

    def check(self, place: Place, told: Outcome) -> None:
        if not place.library.summaries():
            assert told.acknowledged == 0
            return
        with place.library.open(SESSION) as file:
            recording = file.recording()
            assert recording.events == EVENTS[: len(recording.events)]
            assert len(recording.events) >= told.acknowledged
            assert all(file.picture(frame.id).rgb for frame in recording.frames)
            assert file._connection.pragma("integrity_check") == "ok"
            assert file.session.state is SessionState.RECORDED
            assert not told.done or file.session.cut_off or len(recording.events) == len(EVENTS)


class GoingOn(Recording):
    """The same, by a recorder that tries once more after an error, as a full disk lets it."""

    def run(self, place: Place, told: Outcome) -> None:
        key = place.keys.find(SESSION)
        journal = Journal.create(place.library.path(SESSION), key, _session(), bytes(16))
        try:
            for at in range(0, len(EVENTS), AT_ONCE):
                for event in EVENTS[at : at + AT_ONCE]:
                    journal.add_event(event.__class__(event.seq, event.t_ms, None, event.body))
                self._commit(journal, told, min(at + AT_ONCE, len(EVENTS)))
            journal.finish(5000)
            told.done = True
        finally:
            journal.close()

    def check(self, place: Place, told: Outcome) -> None:
        if not place.library.summaries():
            assert told.acknowledged == 0
            return
        with place.library.open(SESSION) as file:
            stored = [event.seq for event in file.recording().events]
            assert stored == list(range(1, len(stored) + 1))
            assert len(stored) >= told.acknowledged
            assert file._connection.pragma("integrity_check") == "ok"
            assert not told.done or file.session.cut_off or len(stored) == len(EVENTS)

    def _commit(self, journal: Journal, told: Outcome, so_far: int) -> None:
        try:
            journal.commit()
            told.acknowledged = so_far
        except JournalError as error:
            told.refused = str(error)


class Recovery(Recording):
    """A session whose recorder was killed, opened for the first time."""

    def prepare(self, place: Place) -> None:
        super().prepare(place)
        key = place.keys.find(SESSION)
        journal = Journal.create(place.library.path(SESSION), key, _session(), bytes(16))
        journal.add_context(a_context())
        for event in EVENTS:
            journal.add_event(event)
        journal.commit()
        image = place.home.root.with_name("killed")
        image.mkdir()
        sides = [path for path in place.home.sessions.iterdir() if path.name.endswith((".session", "-wal"))]
        for path in sides:
            (image / path.name).write_bytes(path.read_bytes())
        journal.close()
        for path in sides:
            path.write_bytes((image / path.name).read_bytes())

    def run(self, place: Place, told: Outcome) -> None:
        told.acknowledged = len(EVENTS)
        with place.library.open(SESSION) as file:
            assert file.recording().events == EVENTS
            assert file.session.cut_off
            assert file.steps()
        told.done = True


class Editing:
    """Two labels, a redaction, and the apply that makes it final."""

    def prepare(self, place: Place) -> None:
        written(place)

    def run(self, place: Place, told: Outcome) -> None:
        for number in (1, 2):
            with place.library.open("last") as file:
                file.add_edit(SetLabel(TASK, "instruction", f"Greet {number}"))
            told.acknowledged = number
        redact(place, place.library.resolve("last"))
        told.acknowledged = 3
        place.library.apply("last")
        told.done = True

    def check(self, place: Place, told: Outcome) -> None:
        with place.library.open("last") as file:
            folded = file.folded()
            label = folded.task_label.get("instruction", "")
            assert file._connection.pragma("integrity_check") == "ok"
            assert all(file.picture(frame.id).rgb for frame in file.recording().frames)
            assert told.acknowledged == 0 or label.startswith(("Greet", "Say"))
            if told.acknowledged == 3:
                assert (label, folded.steps[1].text) == ("Greet Ada in a letter", "Hello █")
            if told.done:
                assert FAREWELL not in repr(file.recording())


class Moving:
    """A session is exported as a plain file and taken into another library."""

    def prepare(self, place: Place) -> None:
        written(place)

    def run(self, place: Place, told: Outcome) -> None:
        plain = place.home.root / "plain.session"
        place.library.export("last", plain)
        told.acknowledged = 1
        a_place(place.home.root / "other").library.import_file(plain)
        told.done = True

    def check(self, place: Place, told: Outcome) -> None:
        with place.library.open("last") as file:
            events = file.recording().events
        other = a_place(place.home.root / "other")
        copies = other.library.summaries()
        assert bool(copies) == told.done
        if copies:
            with other.library.open("last") as file:
                assert file.recording().events == events
                assert file._connection.pragma("integrity_check") == "ok"
        else:
            assert list(other.home.keys.iterdir()) == []
            assert (place.home.root / "plain.session").exists() == bool(told.acknowledged)


Scenario = Recording | Editing | Moving


def _session() -> Session:
    return a_session(SESSION)


def try_it(scenario: Scenario, folder: Path, disk: FailingDisk) -> Outcome:
    """Run a scenario on such a disk, and check what is left on a good one."""
    place, told = a_place(folder / "home"), Outcome()
    scenario.prepare(place)
    with failing(disk):
        try:
            scenario.run(place, told)
        except WorkbenchError as error:
            told.refused = str(error)
            assert told.refused.endswith((".", "..."))
    scenario.check(place, told)
    return told


def every_way(scenario: Scenario, folder: Path) -> list[tuple[Call, int, Failure, bool]]:
    """Return every single way in which this scenario can meet a failing disk."""
    counted = [FailingDisk(call, NEVER, Failure.FULL, lasting=False) for call in (Call.WRITE, Call.SYNC)]
    assert all(try_it(scenario, folder / disk.call, disk).done for disk in counted)
    return [
        (call, number, failure, lasting)
        for call, times in (counted[0].calls | counted[1].calls).items()
        for number in range(1, times + 1)
        for failure in Failure
        for lasting in (False, True)
        if call is Call.WRITE or failure is not Failure.SHORT
    ]


@pytest.mark.parametrize(
    "scenario", [Recording(), GoingOn(), Recovery(), Editing(), Moving()], ids=lambda s: type(s).__name__
)
def test_whatever_call_fails_nothing_acknowledged_is_lost_and_nothing_ends_in_silence(
    scenario: Scenario, memory: Path, figure: Figure
) -> None:
    ways = every_way(scenario, memory / "counted")
    chosen = random.Random(5).sample(ways, min(len(ways), rounds(1 << 20, reduced=20)))
    told = []
    for number, (call, at, failure, lasting) in enumerate(chosen):
        disk = FailingDisk(call, at, failure, lasting=lasting)
        outcome = try_it(scenario, memory / str(number), disk)
        assert disk.failed or lasting is False
        told.append(outcome)
    refused = sum(bool(each.refused) for each in told)
    figure(f"{len(chosen)} of {len(ways)} failing calls: {refused} told with a sentence, 0 lost in silence")

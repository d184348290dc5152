"""Power failures at any moment of a recording, of edits and of an apply: nothing acknowledged is lost or torn.

Real session files on a disk that forgets what was not synced. What is checked is what is found when the folder
is opened afterwards as always: the file is whole, and it holds everything up to the last acknowledged commit.
"""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.soak import rounds
from tests.store.examples import Place, a_context, a_place, a_screen, packed, typed
from tests.store.faults import WatchedFile, on
from tests.store.faults_power import Cut, LosingDisk
from tests.store.test_apply import FAREWELL, TEXT, edit, redact, written
from workbench.errors import SessionFileError
from workbench.model.edits import TASK, SetLabel
from workbench.model.events import Event
from workbench.model.gaps import Gap, GapReason
from workbench.model.session import SessionState
from workbench.store.identity import new_session_id
from workbench.store.journal import Journal

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1800)]
Figure = Callable[[str], None]

FAILURES = rounds(1000, reduced=40)
EDITED_FAILURES = rounds(500, reduced=15)
FOR_EACH_RECORDING = 25
AT_ONCE = 5
COMMIT_MS = 100
EVENTS = tuple(replace(event, t_ms=event.seq * COMMIT_MS // AT_ONCE) for event in typed("Ada's text " * 11, 1))


@dataclass(frozen=True)
class Known:
    """What a recorder had added and knew to be safe."""

    safe: int = 0
    """Events that a commit acknowledged."""
    added: int = 0
    """Events that were added."""
    frames: int = 0
    """Frames that a commit acknowledged."""
    created: bool = False
    """Whether the file was acknowledged."""
    finished: bool = False
    """Whether the end was acknowledged."""


@dataclass
class Recording:
    """A recording at 50 events a second that commits ten times a second, and what it knows at any moment."""

    place: Place
    """The home it is made in."""
    chance: random.Random
    """What decides what else is recorded."""
    known: Known = field(default_factory=Known)
    """What it knows."""
    frames: int = 0
    """Frames that were added."""

    def run(self) -> None:
        """Record, pause now and then, and finish."""
        journal = self.place.start(new_session_id())
        self.known = replace(self.known, created=True)
        journal.add_context(a_context())
        for at in range(0, len(EVENTS), AT_ONCE):
            self._add(journal, EVENTS[at : at + AT_ONCE])
            self._commit(journal)
        journal.finish(5000)
        self.known = replace(self.known, finished=True)

    def _add(self, journal: Journal, events: tuple[Event, ...]) -> None:
        for event in events:
            journal.add_event(event)
            self.known = replace(self.known, added=event.seq)
        if self.chance.random() < 1 / 3:
            self.frames += 1
            journal.add_frame(packed(self.frames, events[-1].t_ms, a_screen(140, 130, self.frames)))
        if self.chance.random() < 1 / 4:
            journal.add_gap(Gap(events[0].t_ms, events[0].t_ms + 5, GapReason.OUT_OF_SCOPE))
            journal.add_health(events[0].t_ms, {"lag_ms": 1})

    def _commit(self, journal: Journal) -> None:
        if self.chance.random() < 1 / 6:
            journal.set_state(SessionState.PAUSED)
            journal.set_state(SessionState.RECORDING)
        else:
            journal.commit()
        self.known = replace(self.known, safe=self.known.added, frames=self.frames)


def check(cut: Cut[Known]) -> int:
    """Open what is left; return how many milliseconds of what was added are missing."""
    place, known = a_place(cut.root), cut.known
    if not place.library.summaries():
        assert not known.created
        return 0
    with place.library.open("last") as file:
        recording = file.recording()
        stored = len(recording.events)
        assert recording.events == EVENTS[:stored]
        assert known.safe <= stored <= known.added
        assert len(recording.frames) >= known.frames
        assert all(file.picture(frame.id).width == 140 for frame in recording.frames)
        assert file.session.state is SessionState.RECORDED
        assert not (known.finished and file.session.cut_off)
        assert file._connection.pragma("integrity_check") == "ok"
        assert file._connection.pragma("journal_mode") == "delete"
    return (known.added - stored) * COMMIT_MS // AT_ONCE


def recorded_on(kind: type[LosingDisk[Known]], folder: Path, seed: int) -> LosingDisk[Known]:
    """Make one recording on such a disk; the power fails about fifty times."""
    chance = random.Random(seed)
    recording = Recording(a_place(folder / "home"), chance)
    disk = kind(recording.place.home.root, folder / "cuts", lambda: recording.known, chance)
    disk.often = 0.15
    with on(disk):
        recording.run()
        disk.cut()
    disk.close()
    return disk


def test_a_power_failure_while_recording_loses_at_most_what_was_not_committed_yet(
    memory: Path, figure: Figure
) -> None:
    worst_ms = done = seed = 0
    while done < FAILURES:
        folder = memory / str(seed)
        cuts = recorded_on(LosingDisk, folder, seed).cuts
        chosen = random.Random(seed).sample(cuts, min(FOR_EACH_RECORDING, len(cuts), FAILURES - done))
        worst_ms = max([worst_ms, *(check(cut) for cut in chosen)])
        done, seed = done + len(chosen), seed + 1
        shutil.rmtree(folder)
    figure(f"{done} power failures in {seed} encrypted recordings: 0 damaged, at most {worst_ms} ms missing")
    assert worst_ms <= COMMIT_MS


class LyingDisk(LosingDisk[Known]):
    """A disk that says it synced and did not."""

    def sync(self, file: WatchedFile, flags: int) -> None:  # noqa: ARG002  (the disk's arguments)
        self._perhaps()


def test_a_recorder_that_did_not_sync_would_be_found_out(memory: Path) -> None:
    cuts = recorded_on(LyingDisk, memory, 1).cuts
    with pytest.raises((AssertionError, SessionFileError)):
        max(map(check, cuts))


@dataclass
class Editing:
    """A volunteer at their edits, and how many of them were acknowledged."""

    place: Place
    """The home."""
    session_id: str
    """The session."""
    labels: int = 0
    """How many labels were acknowledged."""
    redacted: bool = False
    """Whether the redaction was."""
    applied: bool = False
    """Whether the apply was."""

    def run(self) -> None:
        """Label, redact, apply."""
        for number in range(1, 4):
            edit(self.place, self.session_id, SetLabel(TASK, "instruction", f"Greet Ada {number}"))
            self.labels = number
        redact(self.place, self.session_id)
        self.redacted = True
        self.place.library.apply(self.session_id)
        self.applied = True


def check_edited(cut: Cut[tuple[int, bool, bool]], session_id: str) -> None:
    """Open what is left: every acknowledged edit holds, applied or not."""
    labels, redacted, applied = cut.known
    with a_place(cut.root).library.open(session_id) as file:
        folded = file.folded()
        typed_step = folded.steps[1]
        assert file._connection.pragma("integrity_check") == "ok"
        assert all(file.picture(frame.id).rgb for frame in file.recording().frames)
        label = folded.task_label.get("instruction", "")
        if redacted:
            assert label == "Greet Ada in a letter"
            assert typed_step.text == "Hello █"
        elif labels and label.startswith("Greet Ada "):
            assert label == "Greet Ada in a letter" or int(label[-1]) >= labels
        if applied:
            assert FAREWELL not in repr(file.recording())
        elif not redacted:
            assert typed_step.text in {TEXT, "Hello █"}


def test_a_power_failure_among_edits_or_in_an_apply_loses_no_acknowledged_edit(
    memory: Path, figure: Figure
) -> None:
    done = seed = 0
    while done < EDITED_FAILURES:
        folder, chance = memory / str(seed), random.Random(seed)
        place = a_place(folder / "home")
        editing = Editing(place, written(place))
        disk = LosingDisk(
            place.home.root,
            folder / "cuts",
            lambda at=editing: (at.labels, at.redacted, at.applied),  # type: ignore[misc]  # bound to this turn
            chance,
        )
        disk.often = 0.15
        with on(disk):
            editing.run()
            disk.cut()
        disk.close()
        chosen = chance.sample(disk.cuts, min(FOR_EACH_RECORDING, len(disk.cuts), EDITED_FAILURES - done))
        for cut in chosen:
            check_edited(cut, editing.session_id)
        done, seed = done + len(chosen), seed + 1
        shutil.rmtree(folder)
    figure(f"{done} power failures among edits and in {seed} applies: 0 damaged, 0 acknowledged edits missing")

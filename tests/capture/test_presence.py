"""A recording pauses when nobody is there, and goes on only when somebody says so."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.capture.rehearsal import EDITOR, Rehearsal, keys_of
from tests.capture.test_recorder import Studio
from tests.desktop.stage import wait_for
from workbench.capture.presence import AWAY, LOCKED, Absence, Attendance
from workbench.capture.protocol import Ending
from workbench.desktop.scripted_accessibility import ScriptedPresence
from workbench.model.events import KeyUp
from workbench.model.gaps import Gap, GapCause, GapReason


@pytest.fixture
def presence() -> ScriptedPresence:
    """Return a screen that is not locked."""
    return ScriptedPresence()


def test_nothing_done_for_the_limit_is_an_absence_since_the_last_input(presence: ScriptedPresence) -> None:
    attendance = Attendance(presence, 300, 1000)
    assert attendance.look(300_999, 0, paused=False) is None
    assert attendance.look(310_000, 50_000, paused=False) is None
    assert attendance.look(350_000, 50_000, paused=False) == Absence(50_000, AWAY)


def test_who_begins_or_resumes_is_there_without_touching_anything(presence: ScriptedPresence) -> None:
    attendance = Attendance(presence, 300, 0)
    assert attendance.look(300_000, 0, paused=False) == Absence(0, AWAY)
    assert attendance.look(400_000, 0, paused=True) is None
    assert attendance.look(699_999, 0, paused=False) is None
    assert attendance.look(700_000, 0, paused=False) == Absence(400_000, AWAY)


def test_without_a_limit_nobody_is_ever_away(presence: ScriptedPresence) -> None:
    assert Attendance(presence, 0, 0).look(10**9, 0, paused=False) is None


def test_a_lock_counts_when_it_begins_and_not_again_while_it_is_said_to_last(
    presence: ScriptedPresence,
) -> None:
    attendance = Attendance(presence, 300, 0)
    presence.is_locked = True
    assert attendance.look(10, 5, paused=False) == Absence(10, LOCKED)
    assert attendance.look(20, 5, paused=True) is None
    assert attendance.look(30, 5, paused=False) is None, "somebody resumed, whatever the service says"
    presence.is_locked = False
    assert attendance.look(40, 5, paused=False) is None
    presence.is_locked = True
    assert attendance.look(50, 5, paused=False) == Absence(50, LOCKED)


def test_a_sleep_counts_from_the_moment_before_it_whatever_the_limit(presence: ScriptedPresence) -> None:
    slept_ms = [5000]
    attendance = Attendance(presence, 0, 1000, lambda: slept_ms[0])
    assert attendance.look(1040, 900, paused=False) is None
    slept_ms[0] += 3_600_000
    assert attendance.look(1080, 900, paused=False) == Absence(1040, AWAY)
    assert attendance.look(1120, 900, paused=True) is None
    assert attendance.look(1160, 900, paused=False) is None


def test_a_sleep_inside_a_pause_needs_no_other(presence: ScriptedPresence) -> None:
    slept_ms = [0]
    attendance = Attendance(presence, 0, 0, lambda: slept_ms[0])
    slept_ms[0] = 60_000
    assert attendance.look(40, 0, paused=True) is None
    assert attendance.look(80, 0, paused=False) is None


def test_a_screen_that_is_locked_from_the_start_counts(presence: ScriptedPresence) -> None:
    presence.is_locked = True
    assert Attendance(presence, 0, 0).look(1, 0, paused=False) == Absence(1, LOCKED)


def test_the_gap_of_an_absence_begins_at_the_last_input_and_holds_nothing(tmp_path: Path) -> None:
    desk = Rehearsal(tmp_path, "mousepad")
    desk.focus(EDITOR.id)
    desk.advance(700)
    desk.type("ab")
    desk.key_down("shift")
    last_ms = desk.pipeline.last_input_ms
    desk.advance(60_000)
    desk.pause(paused=True, absence=Absence(last_ms, AWAY))
    desk.advance(1000)
    desk.key_up("shift")
    desk.type("while away")
    desk.pause(paused=False)
    resumed_ms = desk.elapsed_ms()
    desk.advance(700)
    desk.type("cd")
    recording = desk.end()
    assert keys_of(recording) == "abcd"
    gap = next(gap for gap in recording.gaps if gap.reason is GapReason.PAUSED)
    assert (gap.cause, gap.end_ms) == (GapCause.AWAY, resumed_ms)
    assert last_ms - desk.started_ms <= gap.start_ms < last_ms - desk.started_ms + 3000
    assert not [event for event in recording.events if gap.start_ms < event.t_ms < gap.end_ms]
    assert not [frame for frame in recording.frames if gap.start_ms < frame.captured_ms < gap.end_ms]
    assert not [frame for frame in recording.frames if frame.captured_ms <= gap.start_ms < frame.valid_ms]
    released = [event for event in recording.events if isinstance(event.body, KeyUp) and event.synthetic]
    assert [event.body.key for event in released if isinstance(event.body, KeyUp)] == ["shift"]


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    """Return a recorder in a thread, on a desktop that the test plays."""
    made = Studio(tmp_path)
    yield made
    made.close()


def test_a_lock_pauses_a_recording_until_somebody_resumes_and_says_so(studio: Studio) -> None:
    studio.start()
    studio.desktop.presence.is_locked = True
    wait_for(lambda: studio.statuses and studio.statuses[-1].state == "paused", "the pause")
    assert any("The screen was locked" in warning for warning in studio.statuses[-1].warnings)
    wait_for(lambda: any("screen was locked" in body for _, body in studio.desktop.notices), "the notice")
    studio.desktop.presence.is_locked = False
    time.sleep(0.4)
    assert studio.statuses[-1].state == "paused", "the end of the lock alone records nothing"
    studio.recorder.resume()
    wait_for(lambda: studio.statuses[-1].state == "recording", "the recording to go on")
    assert not any("locked" in warning for warning in studio.statuses[-1].warnings)
    studio.recorder.stop(Ending.STOPPED)
    assert studio.join() is Ending.STOPPED
    assert reasons_of(studio) == [(GapReason.LOCKED, GapCause.NONE)]


def test_nobody_there_pauses_a_recording(studio: Studio) -> None:
    studio.start(idle_limit_s=1)
    wait_for(lambda: studio.statuses and studio.statuses[-1].state == "paused", "the pause")
    assert any("Nobody did anything" in warning for warning in studio.statuses[-1].warnings)
    studio.recorder.stop(Ending.STOPPED)
    studio.join()
    assert reasons_of(studio) == [(GapReason.PAUSED, GapCause.AWAY)]


def reasons_of(studio: Studio) -> list[tuple[GapReason, GapCause]]:
    """Return why things were kept out of the finished recording."""
    gaps: tuple[Gap, ...] = studio.read().gaps
    return [(gap.reason, gap.cause) for gap in gaps]

"""The recorder's health: counted in one place, stored with the session, loud when the recording is blind."""

from pathlib import Path

import pytest

from tests.capture.rehearsal import KEY, Rehearsal, keys_of
from workbench.capture.health import BLIND, LATE, LOST, SEAT_NOT_KNOWN, SEVERAL_SEATS
from workbench.desktop.port import MissedInput
from workbench.desktop.seats import SeatInput, SeatState
from workbench.model.gaps import Gap, GapCause, GapReason
from workbench.model.health import Health
from workbench.model.session import Recording
from workbench.store.connection import connect
from workbench.store.records import read_health


@pytest.fixture
def rehearsal(tmp_path: Path) -> Rehearsal:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(1)
    rehearsal.advance(400)
    return rehearsal


def gaps(recording: Recording) -> list[Gap]:
    return sorted(recording.gaps, key=lambda gap: gap.start_ms)


def last_look(rehearsal: Rehearsal) -> Health:
    """Return the newest look in the file."""
    connection = connect(rehearsal.path, KEY, readonly=True)
    try:
        return Health.read(read_health(connection)[-1][1])
    finally:
        connection.close()


def go_blind(rehearsal: Rehearsal, looks: int = 2) -> None:
    """Let pointer and keys move for that many looks while nothing arrives."""
    for number in range(looks + 1):
        rehearsal.signs = f"moved {number}".encode()
        rehearsal.pipeline.health.look()
        rehearsal.advance(1000)


def test_a_blind_stretch_is_a_gap_from_before_it_to_the_next_input(rehearsal: Rehearsal) -> None:
    rehearsal.type("ab")
    rehearsal.advance(500)
    began_ms = rehearsal.now_ms
    rehearsal.pipeline.health.look()
    go_blind(rehearsal)
    assert rehearsal.pipeline.health.blind
    assert rehearsal.pipeline.health.warnings() == (BLIND,)
    rehearsal.advance(3000)
    seen_ms = rehearsal.now_ms
    rehearsal.type("cd")
    assert not rehearsal.pipeline.health.blind
    assert rehearsal.pipeline.health.warnings() == ()
    recording = rehearsal.end()
    blind = [gap for gap in gaps(recording) if gap.reason is GapReason.OVERLOAD]
    assert [gap.cause for gap in blind] == [GapCause.BLIND]
    start_ms, end_ms = (each + rehearsal.started_ms for each in (blind[0].start_ms, blind[0].end_ms))
    assert began_ms <= start_ms <= began_ms + 1000
    assert end_ms == seen_ms
    assert keys_of(recording) == "abcd"


def test_a_recording_that_ends_blind_ends_with_a_gap_and_says_so_in_the_file(rehearsal: Rehearsal) -> None:
    go_blind(rehearsal)
    rehearsal.advance(2000)
    assert gaps(rehearsal.end())[-1].cause is GapCause.BLIND
    last = last_look(rehearsal)
    assert last.blind
    assert last.blind_ms >= 4000


def test_a_pause_is_not_broken_by_blindness(rehearsal: Rehearsal) -> None:
    rehearsal.pause(paused=True)
    go_blind(rehearsal)
    rehearsal.type("x")
    rehearsal.pause(paused=False)
    assert [gap.reason for gap in gaps(rehearsal.end())] == [GapReason.PAUSED]


def test_what_was_lost_before_it_came_here_is_counted_and_leaves_a_gap(rehearsal: Rehearsal) -> None:
    rehearsal.type("ab")
    rehearsal.pipeline.take(MissedInput(rehearsal.now_ms, rehearsal.now_ms + 40, 20))
    rehearsal.advance(40)
    rehearsal.type("cd")
    assert LOST in rehearsal.pipeline.health.warnings()
    recording = rehearsal.end()
    assert keys_of(recording) == "abcd"
    assert [gap.cause for gap in gaps(recording) if gap.reason is GapReason.OVERLOAD] == [GapCause.LOST]
    assert last_look(rehearsal).lost == 20


def test_the_latest_arrival_is_remembered(rehearsal: Rehearsal) -> None:
    rehearsal.pipeline.health.arrived(rehearsal.now_ms - 2500)
    assert LATE in rehearsal.pipeline.health.warnings()
    rehearsal.type("a")
    health = rehearsal.pipeline.health.now()
    assert (health.lag_ms, health.worst_lag_ms) == (0.0, 2500.0)
    assert rehearsal.pipeline.health.warnings() == ()


def test_what_comes_while_the_volunteers_seat_is_not_known_leaves_a_gap_and_is_no_blindness(
    rehearsal: Rehearsal,
) -> None:
    rehearsal.type("ab")
    rehearsal.advance(500)
    rehearsal.seats = SeatState(("agent",), known=False)
    rehearsal.pipeline.take(SeatInput(rehearsal.now_ms, known=False))
    go_blind(rehearsal, looks=3)
    assert not rehearsal.pipeline.health.blind
    assert rehearsal.pipeline.health.warnings() == (SEAT_NOT_KNOWN, SEVERAL_SEATS.format(names="“agent”"))
    rehearsal.seats = SeatState(("agent",))
    rehearsal.pipeline.take(SeatInput(rehearsal.now_ms, known=True))
    rehearsal.type("cd")
    assert rehearsal.pipeline.health.warnings() == (SEVERAL_SEATS.format(names="“agent”"),)
    recording = rehearsal.end()
    assert keys_of(recording) == "abcd"
    unknown = [gap for gap in gaps(recording) if gap.cause is GapCause.OTHER_SEAT]
    assert [gap.reason for gap in unknown] == [GapReason.UNKNOWN_TARGET]
    assert unknown[0].end_ms - unknown[0].start_ms >= 4000

"""A recording on a real desktop that is locked under it: nothing more is kept until somebody resumes."""

from pathlib import Path

import pytest

from tests.desktop.lockers import LOCKER_WINDOW, Locker
from tests.desktop.stage import Stage, wait_for
from tests.desktop.volunteer import Volunteer, plain_bytes, spellings

pytestmark = pytest.mark.display

SECRET = "okapi42"  # noqa: S105  (typed at a locker by nobody)


@pytest.fixture
def volunteer(stage: Stage, tmp_path: Path) -> Volunteer:
    return Volunteer(stage, tmp_path / "home")


def test_a_lock_pauses_and_only_the_volunteer_goes_on(
    stage: Stage, volunteer: Volunteer, tmp_path: Path
) -> None:
    terminal = stage.open_xterm("cat")
    with (
        Locker(stage.environment["DBUS_SESSION_BUS_ADDRESS"]) as locker,
        volunteer.recording("--app", "xterm"),
    ):
        stage.click_into(terminal)
        stage.type("before ", gap_ms=25)
        locker.active = True  # who asks only now hears of it, too
        locker.announce(active=True)
        wait_for(lambda: state(volunteer) == "paused", "the lock")
        stage.type(SECRET, gap_ms=15)
        locker.active = False
        locker.announce(active=False)
        stage.type(SECRET, gap_ms=15)
        assert state(volunteer) == "paused"
        resume(stage, volunteer)
        stage.click_into(terminal)
        stage.type("between ", gap_ms=25)
        window = stage.open_python(LOCKER_WINDOW, "i3lock", "1280", "800")
        wait_for(lambda: state(volunteer) == "paused", "the locker's window")
        stage.type(SECRET, gap_ms=15)
        stage.stop(window)
        resume(stage, volunteer)
        stage.click_into(terminal)
        stage.type("after", gap_ms=25)
    locks = [gap for gap in volunteer.gaps() if gap["reason"] == "locked"]
    assert len(locks) == 2
    assert all(gap["sentence"] == "withheld: screen locked" for gap in locks)
    stored = plain_bytes(volunteer.export(tmp_path / "plain.session"))
    assert not any(spelling in stored for spelling in spellings(SECRET))
    volunteer.require_typed("before between after")


def test_a_while_without_input_pauses(stage: Stage, volunteer: Volunteer) -> None:
    terminal = stage.open_xterm("cat")
    volunteer.home.mkdir()
    (volunteer.home / "settings.toml").write_text("idle_limit_s = 2")
    with volunteer.recording("--app", "xterm"):
        stage.click_into(terminal)
        stage.type("here", gap_ms=25)
        wait_for(lambda: state(volunteer) == "paused", "the pause")
    (gap,) = [gap for gap in volunteer.gaps() if gap["cause"] == "away"]
    assert gap["sentence"] == "withheld: paused, nobody was there"
    assert gap["end_ms"] - gap["start_ms"] >= 1900


def state(volunteer: Volunteer) -> object:
    """Return how the recording stands."""
    return next(line["state"] for line in volunteer.lines("sessions", "list") if line["live"])


def resume(stage: Stage, volunteer: Volunteer) -> None:
    """Go on by the chord."""
    stage.press("ctrl+alt+p")
    wait_for(lambda: state(volunteer) == "recording", "the recording to go on")

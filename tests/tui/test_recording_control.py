"""The one recording that may run, where the screens do not show it: failures and the way out."""

import asyncio
import threading
import time
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from tests.tui.conftest import Workplace, press, settle
from tests.tui.fakes import FakeRecorder, FakeRecording
from workbench.capture.protocol import RecordingResult
from workbench.errors import DesktopError
from workbench.model.scope import Scope
from workbench.tui.calls import RecordingPlan
from workbench.tui.dialogs.sentence import Sentence

PLAN = RecordingPlan("Write", Scope(apps=("mousepad",)), 60)


@dataclass
class MuteRecorder(FakeRecorder):
    """A recorder that fails when it is asked to stop or to pause."""

    def stop(self) -> RecordingResult:
        message = "The recorder does not answer; what it kept is safe."
        raise DesktopError(message)

    def pause(self) -> None:
        message = "The recorder does not answer; stop the recording."
        raise DesktopError(message)


async def test_only_one_recording_runs_at_a_time(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.control.start(PLAN)
        await settle(pilot)
        app.control.start(PLAN)
        await settle(pilot)
        assert len(workplace.recording.plans) == 1


@dataclass
class SlowRecording(FakeRecording):
    """A recorder that takes until it is let go to start."""

    go: threading.Event = field(default_factory=threading.Event)

    def start(self, plan: RecordingPlan) -> FakeRecorder:
        assert self.go.wait(20)
        return super().start(plan)


@pytest.mark.parametrize("refusal", ["", "There is no display."])
async def test_until_the_recorder_runs_or_refuses_it_says_that_it_starts(
    workplace: Workplace, refusal: str
) -> None:
    workplace.recording = SlowRecording(refusal=refusal)
    app = workplace.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.control.start(PLAN)
        await pilot.pause()
        assert [notice.message for notice in app._notifications] == ["Starting …"]
        workplace.recording.go.set()
        await settle(pilot)
        assert [notice.message for notice in app._notifications] == []
        assert app.control.running != bool(refusal)


async def test_a_recorder_that_fails_to_stop_says_so_and_is_let_go(workplace: Workplace) -> None:
    workplace.recording.recorder = MuteRecorder()
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.control.start(PLAN)
        await settle(pilot)
        app.control.stop()
        await settle(pilot)
        assert isinstance(app.screen, Sentence)
        assert not app.control.running
        assert app.live is None


async def test_a_pause_that_fails_is_said(workplace: Workplace) -> None:
    workplace.recording.recorder = MuteRecorder()
    app = workplace.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.control.start(PLAN)
        await settle(pilot)
        await press(pilot, "p")
        assert "The recorder does not answer; stop the recording." in [
            notice.message for notice in app._notifications
        ]


async def test_asking_twice_stops_once(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.control.start(PLAN)
        await settle(pilot)
        app.control.stop()
        app.control.stop()
        app.control.toggle_pause()
        await settle(pilot)
        assert workplace.recording.recorder.asked == ["stop"]


async def test_nothing_happens_to_a_recording_that_does_not_run(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)):
        app.control.stop()
        app.control.toggle_pause()
        app.control.poll()
        await app.control.stop_before_leaving()
        app.control.stop_now()
    assert workplace.recording.recorder.asked == []


async def test_the_status_is_read_about_four_times_a_second(workplace: Workplace) -> None:
    looks = list[float]()

    @dataclass
    class Counting(FakeRecorder):
        """A recorder that counts how often it is looked at."""

        def wait(self, timeout_s: float) -> RecordingResult | None:
            looks.append(time.monotonic())
            return super().wait(timeout_s)

    workplace.recording.recorder = Counting()
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.control.start(PLAN)
        await settle(pilot)
        begun = len(looks)
        while len(looks) < begun + 9:
            await asyncio.sleep(0.01)
    apart = [later - earlier for earlier, later in pairwise(looks[begun:])]
    assert sum(apart) >= 1.4, "not more often, however late one of them is"
    assert min(apart) <= 0.4

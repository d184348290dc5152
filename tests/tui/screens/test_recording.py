"""The recording screen: always visible, always stoppable."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.tui.conftest import Workplace, press, settle
from tests.tui.fakes import STATUS
from tests.tui.made_sessions import HOSTILE
from workbench.capture.health import SEAT_NOT_KNOWN, SEVERAL_SEATS
from workbench.capture.protocol import AFTER_FORGETTING, AFTER_PAUSE, Ending, RecentStep
from workbench.model.scope import Scope
from workbench.tui.calls import RecordingPlan
from workbench.tui.dialogs.ask import Ask
from workbench.tui.dialogs.confirm import Confirm
from workbench.tui.dialogs.countdown import Countdown
from workbench.tui.dialogs.saved import Saved
from workbench.tui.dialogs.sentence import Sentence
from workbench.tui.recording_control import Live
from workbench.tui.screens.home import HomeScreen
from workbench.tui.screens.recording import RecentSteps, RecordingScreen, facts
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.widgets.header_bar import HeaderBar

Compare = Callable[..., None]

START = ("n", "text:Write an invoice", "tab", "space", "f2", "enter")


def test_recording_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    looks_the_same(workplace.app(), *START)


def test_a_paused_recording_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    workplace.recording.recorder.current = replace(STATUS, state="paused")
    looks_the_same(workplace.app(), *START)


def test_a_recording_with_trouble_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    warning = "Chromium shows no fields: typed text there is withheld. Start it with: workbench launch chromium"
    workplace.recording.recorder.current = replace(
        STATUS, lost=3, now_in="", picture_age_ms=None, recent=(), warnings=(warning,)
    )
    looks_the_same(workplace.app(), *START)


def test_a_kept_out_stretch_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    workplace.recording.recorder.current = replace(STATUS, withheld_now="password field in chromium")
    looks_the_same(workplace.app(), *START)


def test_a_blind_recording_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    workplace.recording.recorder.current = replace(STATUS, blind=True)
    looks_the_same(workplace.app(), *START)


def test_a_recording_beside_another_seat_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    warnings = (SEAT_NOT_KNOWN, SEVERAL_SEATS.format(names="“agent”"))
    workplace.recording.recorder.current = replace(STATUS, warnings=warnings)
    looks_the_same(workplace.app(), *START)


def test_leaving_while_recording_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    looks_the_same(workplace.app(), *START, "q")


def test_a_hostile_recording_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    steps = tuple(RecentStep(1000 * at, "type", HOSTILE, HOSTILE) for at in range(12))
    workplace.recording.recorder.current = replace(
        STATUS, now_in=HOSTILE, last_reason=HOSTILE, withheld_now=HOSTILE, recent=steps, warnings=(HOSTILE,)
    )
    looks_the_same(workplace.app(), *START)


def test_a_saved_recording_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    looks_the_same(workplace.app(), *START, "s")


def test_home_while_recording_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    looks_the_same(workplace.app(), *START, "escape")


async def begin(pilot: Pilot[None]) -> None:
    """Go from home to a running recording."""
    await settle(pilot)
    await press(pilot, *START)
    assert isinstance(pilot.app.screen, RecordingScreen)


async def polled(pilot: Pilot[None]) -> None:
    """Wait for two looks at the status."""
    await asyncio.sleep(0.55)
    await settle(pilot)


async def test_three_seconds_are_counted_before_anything_is_recorded(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        began = time.monotonic()
        await press(pilot, *START[:-1])
        assert isinstance(app.screen, Countdown)
        assert workplace.recording.plans == []
        while isinstance(app.screen, Countdown):
            await asyncio.sleep(0.02)
        assert time.monotonic() - began >= 2.9
        await settle(pilot)
        assert isinstance(app.screen, RecordingScreen)
        assert workplace.recording.plans[0].task == "Write an invoice"


async def test_turning_away_from_the_countdown_records_nothing(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *START[:-1], "escape")
        await asyncio.sleep(3.3)
        await settle(pilot)
        assert workplace.recording.plans == []


async def test_the_status_is_shown_and_follows_the_recorder(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        facts = app.screen.query_one("#facts", Static)
        assert "3 stretches · 00:00:21   last: password field in chromium" in str(facts.content)
        assert "0 lost · lag 0.2 ms · picture 14 ms old · 3.1 MB" in str(facts.content)
        workplace.recording.recorder.current = replace(STATUS, now_in="xclock — Time", steps=32)
        await polled(pilot)
        assert "xclock — Time" in str(facts.content)
        assert "32 steps" in app.screen.query_one(HeaderBar).render().plain


def test_the_sites_in_scope_are_named() -> None:
    plan = RecordingPlan("A task", Scope(("chromium",), urls=("example.com", "example.org")), 60.0)
    said = facts(Live(plan.task, plan, STATUS)).plain
    assert "chromium · in browsers only example.com, example.org" in said


async def test_an_unchanged_status_repaints_nothing(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await polled(pilot)
        seen: list[object] = []
        app.watch(app, "live", seen.append, init=False)
        await polled(pilot)
        assert seen == []


async def test_pause_and_resume_reach_the_recorder_which_tells_the_desktop(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await press(pilot, "p")
        await polled(pilot)
        assert "‖ PAUSED" in app.screen.query_one(HeaderBar).render().plain
        await press(pilot, "p")
        await polled(pilot)
        assert "● REC" in app.screen.query_one(HeaderBar).render().plain
        assert workplace.recording.recorder.asked == ["pause", "resume"]
        assert workplace.recording.announced == []


async def test_after_a_pause_it_is_said_once_what_pictures_still_show(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await begin(pilot)
        for _ in range(2):
            assert [notice.message for notice in app._notifications] == []
            await press(pilot, "p")
            await polled(pilot)
        await polled(pilot)
        assert [notice.message for notice in app._notifications] == [f"Recording again. {AFTER_PAUSE}"]


async def test_every_screen_says_that_a_recording_runs(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert "● REC" in app.screen.query_one(HeaderBar).render().plain
        await press(pilot, "end", "enter")
        assert isinstance(app.screen, ReviewScreen)
        bar = app.screen.query_one(HeaderBar)
        assert bar.render().plain.startswith(" ● REC  Write an invoice")
        assert bar.has_class("-recording")
        await pilot.click(HeaderBar)
        await settle(pilot)
        assert isinstance(app.screen, RecordingScreen)
        assert len(app.screen_stack) == 2


async def test_no_second_recording_can_be_started(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await press(pilot, "escape", "n")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "r")
        assert isinstance(app.screen, RecordingScreen)
        assert len(workplace.recording.plans) == 1


async def test_stop_says_what_was_saved_and_escape_goes_home(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await press(pilot, "s")
        assert isinstance(app.screen, Saved)
        said = str(app.screen.query_one("#figures", Static).content)
        assert said == "Saved: 2 min 14 s, 31 steps, 3 withheld stretches. Review now?"
        assert app.live is None
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert "● REC" not in app.screen.query_one(HeaderBar).render().plain


async def test_enter_after_stop_leads_to_the_review_of_that_session(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await press(pilot, "s", "enter")
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.session_id == workplace.recording.recorder.session_id


async def test_the_next_task_asks_only_for_the_task_and_keeps_the_scope(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await press(pilot, "s", "n")
        assert isinstance(app.screen, Ask)
        await press(pilot, "text:Send it", "enter", "enter")
        assert isinstance(app.screen, RecordingScreen)
        first, second = workplace.recording.plans
        assert second.task == "Send it"
        assert (second.scope, second.limit_s) == (first.scope, first.limit_s)


async def test_a_recorder_that_ends_by_itself_is_heard_loudly(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        workplace.recording.recorder.end(Ending.DISK_FULL, "The disk is full; what was kept is safe.")
        await polled(pilot)
        assert isinstance(app.screen, Saved)
        words = " ".join(str(part.content) for part in app.screen.query(Static))
        assert "⚠ The recording ended by itself" in words
        assert "The disk is full; what was kept is safe." in words
        assert app.live is None


async def test_a_recorder_that_dies_is_noticed_on_any_screen(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await press(pilot, "escape")
        recorder = workplace.recording.recorder
        recorder.end(Ending.FAILED, "The recorder was cut off.")
        recorder.current = STATUS
        await polled(pilot)
        assert isinstance(app.screen, Saved)


async def test_a_refused_recording_says_the_recorders_own_sentence(workplace: Workplace) -> None:
    workplace.recording.refusal = "Another recording runs on this display; stop it first."
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *START)
        assert isinstance(app.screen, Sentence)
        assert workplace.recording.refusal in " ".join(str(part.content) for part in app.screen.query(Static))
        await press(pilot, "enter")
        assert not isinstance(app.screen, Sentence)


@pytest.mark.parametrize("keys", [("q",), ("ctrl+q",), ("escape", "q")])
async def test_leaving_the_program_asks_first_and_the_safe_answer_goes_on(
    workplace: Workplace, keys: tuple[str, ...]
) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await press(pilot, *keys)
        assert isinstance(app.screen, Confirm)
        await press(pilot, "ctrl+q", "enter")
        assert app.control.running
        assert workplace.recording.recorder.asked == []
        await press(pilot, *keys, "escape")
        assert app.control.running


async def test_leaving_the_program_stops_the_recording_and_saves_it(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await press(pilot, "q", "tab", "enter")
    assert workplace.recording.recorder.asked == ["stop"]
    assert app.return_code == 0


async def test_forget_and_mark_are_confirmed_once_they_are_done(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await begin(pilot)
        await press(pilot, "f", "m")
        await polled(pilot)
        said = [notice.message for notice in app._notifications]
        forgotten = f"The last 30 seconds are forgotten. {AFTER_FORGETTING}"
        assert said == [forgotten, "Marked. You find this moment in the review."]
    assert workplace.recording.recorder.asked == ["forget", "mark"]


async def test_notices_leave_a_dialog_free(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await begin(pilot)
        await press(pilot, "f", "m")
        await polled(pilot)
        await press(pilot, "q")
        box = app.screen.query_one(".dialog").region
        toasts = [toast.region for toast in app.screen.query("Toast")]
        assert len(toasts) == 2
        assert all(not toast.overlaps(box) for toast in toasts)


async def test_a_notice_shows_once_also_behind_a_dialog(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await begin(pilot)
        await press(pilot, "m")
        await polled(pilot)
        for keys in ((), ("q",), ("question_mark",), ("escape", "escape")):
            await press(pilot, *keys)
            assert app.export_screenshot().count("Marked.") == 1, keys


async def test_the_chords_that_work_everywhere_are_named(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        line = app.screen.query_one("#from-anywhere", Static)
        assert "From anywhere   Ctrl+Alt+P/S/F/M  pause · stop · forget · mark" in str(line.content)
        workplace.recording.recorder.current = replace(STATUS, hotkeys={})
        await polled(pilot)
        assert "No hotkeys here" in str(line.content)


async def test_only_as_many_steps_are_listed_as_there_is_room(workplace: Workplace) -> None:
    steps = tuple(RecentStep(1000 * at, "key", f"press {at}", "mousepad") for at in range(12))
    workplace.recording.recorder.current = replace(STATUS, recent=steps, warnings=("a", "b", "c"))
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        box = app.screen.query_one(RecentSteps)
        lines = box.render().plain.split("\n")
        assert len(lines) <= box.size.height
        assert "press 11" in lines[-1]

"""Pictures are taken when something in scope is drawn, not more often than ten times a second."""

import itertools
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.capture.rehearsal import CHAT, EDITOR, TERMINAL, Rehearsal
from tests.desktop.stage import wait_for
from workbench.capture.pictures import MOST_AGAIN, PictureThread
from workbench.capture.timing import FRAME_MS, HOLD_MS
from workbench.model.geometry import Rect
from workbench.model.session import Monitor


def distinct(rehearsal: Rehearsal, since_ms: int) -> list[int]:
    ring = rehearsal.pipeline.pictures.rings[1]
    found = {
        picture.captured_ms
        for moment in range(since_ms, rehearsal.now_ms, 5)
        if (picture := ring.newest(moment)) is not None and picture.captured_ms >= since_ms
    }
    return sorted(found)


def test_at_most_ten_pictures_are_taken_in_a_second_and_the_last_shows_the_end(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    since_ms = rehearsal.now_ms
    for number in range(50):
        rehearsal.paint(Rect(20, 20, 30, 30), (number * 5, 0, 0))
        rehearsal.advance(20)
    ended_ms = rehearsal.now_ms
    rehearsal.advance(800)
    moments = distinct(rehearsal, since_ms)
    assert len(moments) <= 12
    assert all(later - earlier >= FRAME_MS for earlier, later in itertools.pairwise(moments))
    assert moments[-1] >= ended_ms - 20


def test_a_grab_that_cannot_be_trusted_is_counted_and_taken_again(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.screen.discard_grabs(2)
    since_ms = rehearsal.now_ms
    rehearsal.paint(Rect(20, 20, 30, 30), (200, 0, 0))
    rehearsal.advance(1000)
    assert rehearsal.pipeline.pictures.discards == 2
    assert distinct(rehearsal, since_ms)


def test_a_monitor_that_is_resized_is_pictured_no_more_and_the_other_goes_on(tmp_path: Path) -> None:
    left, right = Monitor(1, Rect(0, 0, 640, 480)), Monitor(2, Rect(640, 0, 640, 480))
    rehearsal = Rehearsal(tmp_path, monitors=(left, right))
    pictures = rehearsal.pipeline.pictures
    assert not pictures.rearranged
    rehearsal.screen.arrange((replace(right, number=1), Monitor(2, Rect(1280, 0, 320, 480))))
    rehearsal.advance(700)
    assert pictures.rearranged
    rehearsal.paint(Rect(20, 20, 30, 30), (200, 0, 0))
    rehearsal.paint(Rect(660, 20, 30, 30), (200, 0, 0))
    rehearsal.advance(700)
    assert pictures.rings[1].newest(rehearsal.now_ms) is None
    newest = pictures.rings[2].newest(rehearsal.now_ms)
    assert newest is not None
    assert newest.captured_ms >= rehearsal.now_ms - 700
    assert pictures.failure is None
    rehearsal.screen.arrange((left, right))
    rehearsal.advance(700)
    assert not pictures.rearranged
    assert pictures.rings[1].newest(rehearsal.now_ms) is not None


def test_the_end_does_not_wait_for_something_to_be_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.capture.pictures.WAIT_S", 60.0)
    rehearsal = Rehearsal(tmp_path)
    rehearsal.advance(2 * HOLD_MS)
    thread = PictureThread(rehearsal.pipeline.pictures, rehearsal.clock_ms)
    thread.start()
    time.sleep(0.05)
    thread.stop()
    wait_for(lambda: "pictures" not in {running.name for running in threading.enumerate()}, "its thread's end")


def test_a_picture_is_taken_anew_in_time_where_nothing_is_drawn_after_a_mask_changed(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    pictures = rehearsal.pipeline.pictures
    rehearsal.advance(200)
    assert pictures.owed_s(rehearsal.now_ms) is None
    rehearsal.close_window(TERMINAL.id)
    pictures.look(rehearsal.now_ms, 0)
    pictures.take(rehearsal.now_ms)
    assert pictures.owed_s(rehearsal.now_ms) == pytest.approx(2 * HOLD_MS / 1000)


def test_a_picture_that_shows_less_than_it_may_is_taken_again_though_nothing_is_drawn(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    pictures, ring = rehearsal.pipeline.pictures, rehearsal.pipeline.pictures.rings[1]
    rehearsal.advance(400)
    assert pictures.ready(rehearsal.now_ms)
    rehearsal.fields.unsearched.add(100)
    rehearsal.paint(Rect(20, 20, 30, 30), (200, 0, 0))
    rehearsal.advance(60)
    rehearsal.fields.unsearched.clear()
    pictures.look(rehearsal.now_ms, 0)
    ring._mask = ring._mask & False  # as where an answer came too late for it
    assert not pictures.ready(rehearsal.now_ms)
    rehearsal.advance(900)
    assert pictures.ready(rehearsal.now_ms)
    assert ring.mask[30, 30]


@pytest.mark.parametrize("unknown", ["unsearched", "without_place"])
def test_a_picture_is_not_ready_where_a_password_field_could_be_anywhere(tmp_path: Path, unknown: str) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.advance(400)
    pids: set[int] = getattr(rehearsal.fields, unknown)
    pids.add(CHAT.pid or 0)
    assert rehearsal.pipeline.pictures.ready(rehearsal.now_ms), "out of scope"
    pids.add(EDITOR.pid or 0)
    assert not rehearsal.pipeline.pictures.ready(rehearsal.now_ms)
    pids.clear()
    assert rehearsal.pipeline.pictures.ready(rehearsal.now_ms)


def test_a_picture_that_stays_black_is_not_taken_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.advance(400)
    black = rehearsal.pipeline.pictures.rings[1]._masks
    monkeypatch.setattr(black, "allowed", lambda *_: ~rehearsal.pipeline.pictures._shown[1])
    rehearsal.paint(Rect(20, 20, 30, 30), (200, 0, 0))
    rehearsal.advance(4000)
    assert rehearsal.pipeline.pictures._again == {1: MOST_AGAIN}
    assert distinct(rehearsal, rehearsal.now_ms - 1500) == []


def test_a_failing_screen_is_known(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    pictures = rehearsal.pipeline.pictures

    class Broken:
        def damage(self, timeout_s: float) -> tuple[()]:
            raise OSError(timeout_s)

    pictures._screen = Broken()  # type: ignore[assignment]
    thread = PictureThread(pictures, rehearsal.clock_ms)
    thread.start()
    wait_for(lambda: pictures.failure, "the failure")
    thread.stop()
    assert pictures.failure == "OSError"

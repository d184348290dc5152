"""The recorder around the pipeline: it starts, tells how it stands, and ends for a reason."""

import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.capture.rehearsal import EDITOR, KEY, SALT, pixel
from tests.desktop.stage import wait_for
from workbench.capture.protocol import Ending, RecorderStatus
from workbench.capture.recorder import NO_CHORDS, Recorder
from workbench.desktop.port import EchoState
from workbench.desktop.scripted import ScriptedDesktop
from workbench.errors import JournalError
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.session import Recording, Session, SessionState
from workbench.store.connection import connect
from workbench.store.frames import read_picture
from workbench.store.journal import Journal
from workbench.store.records import read_recording
from workbench.store.tiles import TilePacker


class LivingDesktop(ScriptedDesktop):
    """A scripted desktop whose clock goes by itself."""

    def clock_ms(self) -> int:
        self.now_ms = time.monotonic_ns() // 1_000_000
        return self.now_ms


class Studio:
    """A recorder that runs in a thread, on a desktop that the test plays."""

    def __init__(self, folder: Path, chords: Mapping[str, str] = NO_CHORDS, scope: Scope | None = None) -> None:
        self.path = folder / "studio.session"
        self.desktop = LivingDesktop(start_ms=time.monotonic_ns() // 1_000_000)
        self.desktop.open_window(EDITOR)
        self.desktop.set_echo(100, EchoState.NO_TERMINAL)
        parts = self.desktop.desktop
        session = Session(
            "01936b00-0000-7000-8000-000000000002", "2026-11-22T10:00:00Z", "0.1.0", "A task",
            SessionState.RECORDING, "consent", "hash", scope or Scope(("mousepad",)), parts.platform, 0,
            self.desktop.clock_ms(),
        )  # fmt: skip
        self.journal = Journal.create(self.path, KEY, session, SALT)
        self.recorder = Recorder(parts, session, self.path, self.journal, TilePacker(SALT).pack, chords)
        self.statuses: list[RecorderStatus] = []
        self.ending: Ending | None = None
        self._thread: threading.Thread | None = None

    def start(self, limit_s: float | None = None, idle_limit_s: int = 0) -> None:
        def run() -> None:
            self.ending = self.recorder.run(limit_s, self.statuses.append, idle_limit_s)

        self.recorder.start()
        self._thread = threading.Thread(target=run)
        self._thread.start()
        wait_for(lambda: self.statuses, "the first status")

    def join(self) -> Ending | None:
        assert self._thread is not None
        self._thread.join(60)
        return self.ending

    def close(self) -> None:
        self.recorder.stop(Ending.FAILED)
        if self._thread is not None:
            self._thread.join(60)
        self.journal.close()

    def read(self) -> Recording:
        connection = connect(self.path, KEY, readonly=True)
        try:
            return read_recording(connection)
        finally:
            connection.close()


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    made = Studio(tmp_path)
    yield made
    made.close()


def test_what_was_typed_up_to_the_stop_is_kept_and_the_session_is_recorded(studio: Studio) -> None:
    studio.start()
    studio.desktop.focus(EDITOR.id)
    time.sleep(0.15)
    studio.desktop.type("abc", gap_ms=0)
    studio.recorder.stop(Ending.STOPPED)
    assert studio.join() is Ending.STOPPED
    recording = studio.read()
    assert recording.session.state is SessionState.RECORDED
    assert [event.kind for event in recording.events] == ["focus", *["key_down", "key_up"] * 3]
    assert recording.session.duration_ms == studio.recorder.duration_ms


def test_it_begins_once_it_is_known_what_has_the_keyboard(studio: Studio) -> None:
    studio.desktop.fields.ready_after = 5
    studio.start()
    assert studio.desktop.fields.ready_after < 0, "it was asked until it was"


def test_an_application_that_never_says_so_does_not_keep_it_from_beginning(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.capture.recorder.START_S", 0.3)
    studio.desktop.fields.ready_after = 10**9
    studio.start()
    wait_for(lambda: studio.statuses, "the first word")
    assert studio.statuses[0].state == "recording"


def test_the_limit_ends_it(studio: Studio) -> None:
    studio.start(limit_s=0.3)
    assert studio.join() is Ending.LIMIT


@pytest.mark.parametrize("jump_s", [-86_400.0, 86_400.0], ids=["a day back", "a day on"])
def test_the_limit_counts_time_that_passed_and_not_what_the_clock_on_the_wall_says(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, jump_s: float
) -> None:
    real = time.time
    studio.start(limit_s=4, idle_limit_s=3600)
    monkeypatch.setattr(time, "time", lambda: real() + jump_s)
    time.sleep(0.6)
    assert studio.ending is None, "an hour of absence has not passed either"
    assert studio.statuses[-1].state == "recording"
    assert studio.join() is Ending.LIMIT
    assert 4000 <= studio.recorder.duration_ms < 60_000


def test_a_desktop_that_goes_away_ends_it_with_everything_kept(studio: Studio) -> None:
    studio.start()
    studio.desktop.focus(EDITOR.id)
    time.sleep(0.15)
    studio.desktop.type("a", gap_ms=0)
    studio.desktop.input.fail()
    assert studio.join() is Ending.DESKTOP_GONE
    assert len(studio.read().events) == 3


def test_the_status_tells_how_it_stands_and_only_when_that_changes(studio: Studio) -> None:
    studio.start()
    studio.desktop.focus(EDITOR.id)
    time.sleep(0.15)
    studio.desktop.type("a", gap_ms=0)
    wait_for(lambda: 'type "a"' in {step.sentence for step in studio.statuses[-1].recent}, "the step")
    studio.recorder.pause()
    wait_for(lambda: studio.statuses[-1].state == "paused", "the pause")
    studio.recorder.resume()
    wait_for(lambda: studio.statuses[-1].state == "recording", "the end of the pause")
    studio.recorder.stop(Ending.STOPPED)
    studio.join()
    states = [status.state for status in studio.statuses]
    assert "paused" in states
    assert states[-1] == "recording"
    assert any(status.now_in == "mousepad — Untitled 1" for status in studio.statuses)
    assert any(step.sentence == 'type "a"' for status in studio.statuses for step in status.recent)
    assert all(one != other for one, other in zip(studio.statuses, studio.statuses[1:], strict=False))


def test_a_disk_that_takes_no_more_ends_it_and_says_so(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    studio.start()

    def full() -> None:
        text = "full"
        raise JournalError(text)

    monkeypatch.setattr(studio.journal, "commit", full)
    assert studio.join() is Ending.DISK_FULL


def test_what_nobody_foresaw_ends_it_loudly_and_its_file_closes(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    studio.start()
    studio.desktop.focus(EDITOR.id)
    time.sleep(0.15)
    studio.desktop.type("a", gap_ms=0)
    wait_for(lambda: len(studio.read().events) == 3, "what was typed in the file")

    def unforeseen(now_ms: int) -> None:
        secret = f"hunter2 {now_ms}"
        raise RuntimeError(secret)

    monkeypatch.setattr(studio.recorder._pipeline, "tick", unforeseen)
    assert studio.join() is Ending.FAILED
    recording = studio.read()
    assert (recording.session.state, recording.session.cut_off) == (SessionState.RECORDED, True)
    assert len(recording.events) == 3
    said = capsys.readouterr().err
    assert "unforeseen" in said, "where it failed"
    assert "hunter2" not in said.replace('secret = f"hunter2', ""), "and nothing of what was in hand"


def test_a_picture_that_waits_for_a_search_is_waited_for_at_the_end(studio: Studio) -> None:
    studio.start()
    studio.desktop.focus(EDITOR.id)
    time.sleep(0.6)
    studio.desktop.fields.searched_ms[100] = 0
    studio.desktop.paint(Rect(50, 50, 20, 20), (10, 10, 250))
    time.sleep(0.5)
    studio.desktop.click(100, 100)
    studio.recorder.stop(Ending.STOPPED)
    time.sleep(1.0)
    assert studio.ending is None
    studio.desktop.fields.searched_ms.clear()
    assert studio.join() is Ending.STOPPED
    first = studio.read().frames[0]
    connection = connect(studio.path, KEY, readonly=True)
    try:
        assert pixel(read_picture(connection, first.id), 55, 55) == (10, 10, 250)
    finally:
        connection.close()


def test_a_file_that_is_removed_ends_it(studio: Studio) -> None:
    studio.start()
    studio.path.unlink()
    assert studio.join() is Ending.REMOVED


def test_a_scope_without_pictures_has_not_one_frame(tmp_path: Path) -> None:
    studio = Studio(tmp_path, scope=Scope(("mousepad",), pictures=False))
    try:
        studio.start()
        studio.desktop.focus(1)
        studio.desktop.click(50, 50)
        time.sleep(0.6)
        studio.recorder.stop(Ending.STOPPED)
        assert studio.join() is Ending.STOPPED
    finally:
        studio.close()
    recording = studio.read()
    assert recording.frames == ()
    assert [event.kind for event in recording.events if event.kind == "button_down"] == ["button_down"]

"""Recording through the recorder process: refusals leave nothing behind, pause and stop do what they say."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.stage import Stage, wait_for
from tests.desktop.volunteer import plain_bytes
from tests.patience import require_kept
from tests.store.examples import a_place, fill
from workbench.capture.protocol import Ending, Message, RecorderStatus
from workbench.errors import ConsentError, DesktopError, NotFoundError, UsageError
from workbench.model.events import KeyDown
from workbench.model.gaps import GapReason
from workbench.model.scope import Scope
from workbench.paths import Home
from workbench.store.library import Library
from workbench.tui.quantities import short_clock
from workbench.workflow.consent import agree
from workbench.workflow.recording import (
    RecorderClient,
    RecordingRequest,
    RecordingResult,
    in_words,
    open_applications,
)

MOUSEPAD = RecordingRequest("Write a note", Scope(("mousepad",)))
TERMINAL = RecordingRequest("Type into a terminal", Scope(("xterm",)))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home").ensure()
    made.settings_file.write_text('key_store = "file"\n', encoding="utf-8")
    agree(made)
    return made


@pytest.fixture
def without_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A virtual desktop, as the one of this very process."""
    with Stage(1280, 800, accessibility=True) as stage:
        for name, value in stage.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("WINDOWID", raising=False)
        yield stage


def nothing_left(home: Home) -> bool:
    return not list(home.sessions.iterdir()) and not list(home.keys.iterdir())


@pytest.mark.usefixtures("without_display")
def test_without_a_display_nothing_is_left_behind(home: Home) -> None:
    with pytest.raises(DesktopError, match="display"):
        RecorderClient.start(home, MOUSEPAD)
    assert nothing_left(home)


def test_without_consent_no_recorder_is_started(tmp_path: Path) -> None:
    with pytest.raises(ConsentError):
        RecorderClient.start(Home(tmp_path / "other").ensure(), MOUSEPAD)


def test_a_recording_needs_a_task_and_a_scope(home: Home) -> None:
    with pytest.raises(UsageError, match="task"):
        RecorderClient.start(home, RecordingRequest("  ", Scope(("mousepad",))))
    with pytest.raises(UsageError, match="scope"):
        RecorderClient.start(home, RecordingRequest("A task", Scope()))
    assert nothing_left(home)


@pytest.mark.display
def test_an_application_that_is_not_open_is_refused_with_what_is(desk: Stage, home: Home) -> None:
    desk.open_xterm("cat", title="Private title")
    with pytest.raises(NotFoundError, match=r"Open now: .*xterm") as refusal:
        RecorderClient.start(home, MOUSEPAD)
    assert "Private title" not in str(refusal.value)
    assert nothing_left(home)


@pytest.mark.display
def test_with_wait_the_application_may_be_opened_later(desk: Stage, home: Home) -> None:
    request = RecordingRequest("Later", Scope(("xterm",)), wait=True)
    client = RecorderClient.start(home, request)
    window = desk.open_xterm("cat")
    desk.click_into(window)
    time.sleep(0.4)
    desk.type("later", gap_ms=20)
    wait_for(lambda: keys_of(home, client.session_id) == "later", "what was typed in the file")
    client.stop()
    assert keys_of(home, client.session_id) == "later"


@pytest.mark.display
def test_only_one_recorder_runs_on_a_display(desk: Stage, home: Home) -> None:
    desk.open_xterm("cat")
    client = RecorderClient.start(home, TERMINAL)
    with pytest.raises(DesktopError, match="Another recording"):
        RecorderClient.start(home, TERMINAL)
    client.stop()
    again = RecorderClient.start(home, TERMINAL)
    assert again.stop().ended is Ending.STOPPED


def keys_of(home: Home, session_id: str) -> str:
    with Library.of(home).open(session_id) as file:
        bodies = [event.body for event in file.recording().events]
    return "".join(body.text for body in bodies if isinstance(body, KeyDown))


@pytest.mark.display
def test_a_pause_keeps_nothing_and_its_text_is_in_no_byte(desk: Stage, home: Home, tmp_path: Path) -> None:
    window = desk.open_xterm("cat")
    client = RecorderClient.start(home, TERMINAL)
    desk.click_into(window)
    time.sleep(0.4)
    desk.type("before ", gap_ms=20)
    wait_for(lambda: keys_of(home, client.session_id) == "before ", "what was typed in the file")
    client.pause()
    wait_for(lambda: client.status().state == "paused", "the pause")
    desk.type("quetzal", gap_ms=20)
    time.sleep(0.4)
    desk.press("ctrl+u")
    client.resume()
    wait_for(lambda: client.status().state == "recording", "going on")
    time.sleep(0.3)
    desk.type("after", gap_ms=20)
    time.sleep(0.2)
    result = client.stop()
    assert result.ended is Ending.STOPPED
    require_kept(keys_of(home, client.session_id), "before after", ())
    with Library.of(home).open(client.session_id) as file:
        reasons = [gap.reason for gap in file.recording().gaps]
        file.export(tmp_path / "plain.session")
    assert reasons == [GapReason.PAUSED]
    assert b"quetzal" not in plain_bytes(tmp_path / "plain.session")


@pytest.mark.display
def test_a_killed_recorder_is_told_and_what_it_stored_can_be_opened(desk: Stage, home: Home) -> None:
    window = desk.open_xterm("cat")
    client = RecorderClient.start(home, TERMINAL)
    desk.click_into(window)
    time.sleep(0.3)
    desk.type("kept", gap_ms=10)
    wait_for(lambda: keys_of(home, client.session_id) == "kept", "what was typed in the file")
    os.kill(client._process.pid, signal.SIGKILL)
    result = client.wait(60)
    assert result is not None
    assert result.ended is Ending.FAILED
    assert "safe" in result.sentence
    assert keys_of(home, client.session_id) == "kept"
    with Library.of(home).open(client.session_id) as file:
        assert file.session.cut_off
        assert result.steps == file.step_count()
        assert result.duration_ms == file.session.duration_ms


@pytest.mark.display
def test_the_time_limit_ends_a_recording_by_itself(desk: Stage, home: Home) -> None:
    desk.open_xterm("cat")
    client = RecorderClient.start(home, RecordingRequest("Short", Scope(("xterm",)), limit_s=0.5))
    result = client.wait(60)
    assert result is not None
    assert result.ended is Ending.LIMIT


@pytest.mark.display
def test_a_display_that_goes_away_ends_the_recording_with_what_was_kept(desk: Stage, home: Home) -> None:
    window = desk.open_xterm("cat")
    client = RecorderClient.start(home, TERMINAL)
    desk.click_into(window)
    time.sleep(0.3)
    desk.type("kept", gap_ms=10)
    wait_for(lambda: keys_of(home, client.session_id) == "kept", "what was typed in the file")
    os.kill(desk.server_pid, signal.SIGKILL)
    result = client.wait(60)
    assert result is not None
    assert result.ended is Ending.DESKTOP_GONE
    assert keys_of(home, client.session_id) == "kept"


@pytest.mark.display
def test_what_is_open_is_listed_by_application(desk: Stage) -> None:
    desk.open_xterm("cat", title="First")
    desk.open_xterm("cat", title="Second")
    (terminal,) = [app for app in open_applications() if app.app == "xterm"]
    assert set(terminal.titles) == {"First", "Second"}
    assert not terminal.own


def test_what_a_recording_came_to_is_said_in_words() -> None:
    result = RecordingResult("x", 31, 400, 1, 134_000, Ending.STOPPED, "")
    assert in_words(result) == "2 min 14 s, 31 steps, 1 withheld stretch"


def test_its_time_is_told_in_the_whole_seconds_that_the_lists_show() -> None:
    result = RecordingResult("x", 1, 4, 0, 18_597, Ending.STOPPED, "")
    assert in_words(result) == "18 s, 1 step, 0 withheld stretches"
    assert short_clock(result.duration_ms) == "0:18"


def a_client_whose_recorder_dies(library: Library, session_id: str) -> RecorderClient:
    """Return a client of a recorder that says a figure or two and is killed."""
    status = Message("status", RecorderStatus(elapsed_ms=4000, steps=0, gaps=2).to_json()).line()
    code = f"print({status!r}, end='', flush=True); import os; os.kill(os.getpid(), 9)"
    words = [sys.executable, "-c", code]
    pipe = subprocess.PIPE
    return RecorderClient(library, session_id, subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True))


def test_a_killed_recording_comes_to_what_its_recovered_session_shows(tmp_path: Path) -> None:
    place = a_place(tmp_path / "home")
    journal = place.start()
    fill(journal)
    shutil.copytree(place.home.root, tmp_path / "killed")
    journal.finish(1)
    left = a_place(tmp_path / "killed").library
    session_id = left.resolve("last")
    result = a_client_whose_recorder_dies(left, session_id).wait(60)
    assert result is not None
    summary = left.summary("last")
    assert (result.steps, result.gaps, result.duration_ms) == (summary.steps, 1, summary.duration_ms)
    assert (result.steps, result.ended) == (2, Ending.FAILED)


def test_a_killed_recording_without_a_session_comes_to_what_was_heard_last(home: Home) -> None:
    result = a_client_whose_recorder_dies(Library.of(home), "nowhere").wait(60)
    assert result is not None
    assert (result.steps, result.gaps, result.duration_ms) == (0, 2, 4000)

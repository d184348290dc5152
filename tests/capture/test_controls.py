"""What a volunteer asks while it records: by a chord, from the workbench, and what the desktop says to it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.capture.rehearsal import EDITOR, keys_of, of_kind, reasons
from tests.capture.test_recorder import Studio
from tests.desktop.stage import wait_for
from workbench.capture.protocol import Ending
from workbench.model.events import Modifier
from workbench.model.scope import Scope

CTRL, ALT = Modifier.CTRL, Modifier.ALT
CHORDS = {"pause": "ctrl+alt+p", "stop": "ctrl+alt+s", "forget": "ctrl+alt+f", "mark": "ctrl+alt+m"}


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    made = Studio(tmp_path, CHORDS)
    yield made
    made.close()


def begin(studio: Studio) -> None:
    """Record, with the focus in the editor."""
    studio.start()
    studio.desktop.focus(EDITOR.id)
    time.sleep(0.1)


def chord(studio: Studio, key: str) -> None:
    """Press a hotkey and let the recorder's loop do what it asks."""
    studio.desktop.press(key, CTRL, ALT, gap_ms=0)
    time.sleep(0.2)


def titles(studio: Studio) -> list[str]:
    return [title for title, _ in studio.desktop.notices]


def test_the_chord_pauses_and_the_same_one_resumes(studio: Studio) -> None:
    begin(studio)
    studio.desktop.type("a", gap_ms=0)
    chord(studio, "p")
    assert studio.recorder.controls.paused
    studio.desktop.type("secret", gap_ms=0)
    chord(studio, "p")
    assert not studio.recorder.controls.paused
    studio.desktop.type("b", gap_ms=0)
    chord(studio, "s")
    assert studio.join() is Ending.STOPPED
    recording = studio.read()
    assert keys_of(recording) == "ab"
    assert reasons(recording) == ["paused"]
    names = {event.body.key for event in recording.events if event.kind == "key_down"}
    assert names == {"a", "b"}


def test_nothing_that_is_typed_after_the_stop_is_kept(studio: Studio) -> None:
    begin(studio)
    studio.desktop.type("a", gap_ms=0)
    studio.desktop.press("s", CTRL, ALT, gap_ms=0)
    studio.desktop.type("b", gap_ms=0)
    assert studio.join() is Ending.STOPPED
    assert keys_of(studio.read()) == "a"
    assert studio.desktop.hotkeys.held == ()


def test_a_mark_stands_in_the_events_and_is_said(studio: Studio) -> None:
    begin(studio)
    studio.desktop.type("a", gap_ms=0)
    chord(studio, "m")
    studio.desktop.type("b", gap_ms=0)
    wait_for(lambda: "Marked" in titles(studio), "the notice")
    studio.recorder.stop(Ending.STOPPED)
    studio.join()
    recording = studio.read()
    assert [event.kind for event in recording.events] == [
        "focus", "key_down", "key_up", "mark", "key_down", "key_up",
    ]  # fmt: skip
    (mark,) = of_kind(recording, "mark")
    assert mark.context is None
    assert studio.statuses[-1].marks == 1


def test_a_mark_in_a_pause_or_outside_the_scope_is_refused_and_said(studio: Studio) -> None:
    begin(studio)
    studio.recorder.pause()
    studio.recorder.controls.mark()
    wait_for(lambda: "Not marked" in titles(studio), "the notice")
    studio.recorder.resume()
    studio.desktop.focus(None)
    chord(studio, "m")
    time.sleep(0.4)
    studio.recorder.stop(Ending.STOPPED)
    studio.join()
    assert of_kind(studio.read(), "mark") == []


def test_forgetting_takes_what_was_typed_and_is_said(studio: Studio) -> None:
    begin(studio)
    studio.desktop.type("abc", gap_ms=0)
    time.sleep(0.5)
    chord(studio, "f")
    wait_for(lambda: "Forgotten" in titles(studio), "the notice")
    studio.desktop.focus(EDITOR.id)
    studio.desktop.type("d", gap_ms=0)
    time.sleep(0.5)
    chord(studio, "s")
    studio.join()
    recording = studio.read()
    assert keys_of(recording) == "d"
    assert "forgotten" in reasons(recording)
    assert studio.statuses[-1].forgotten == 1


def test_the_desktop_is_told_of_start_pause_resume_and_stop_and_how_to_do_it(studio: Studio) -> None:
    begin(studio)
    studio.recorder.controls.began(Scope(("mousepad",)))
    chord(studio, "p")
    chord(studio, "p")
    studio.recorder.stop(Ending.STOPPED)
    studio.join()
    studio.recorder.controls.ended("The recording is saved.")
    wait_for(lambda: "Recording stopped" in titles(studio), "the last notice")
    assert titles(studio) == ["Recording mousepad", "Recording paused", "Recording again", "Recording stopped"]
    bodies = [body for _, body in studio.desktop.notices]
    assert "Stop it with Ctrl+Alt+S." in bodies[0]
    assert "until you resume, with Ctrl+Alt+P or in the workbench." in bodies[1]


def test_a_chord_of_another_program_is_said_and_not_heard(studio: Studio) -> None:
    studio.desktop.hotkeys.refused.add("ctrl+alt+p")
    begin(studio)
    chord(studio, "p")
    assert not studio.recorder.controls.paused
    wait_for(lambda: any(status.hotkeys for status in studio.statuses), "a status")
    status = studio.statuses[-1]
    assert sorted(status.hotkeys) == ["forget", "mark", "stop"]
    assert any(
        warning.startswith("Ctrl+Alt+P does not pause the recording: another program has it")
        for warning in status.warnings
    )


def test_a_chord_that_applications_use_is_said_while_it_is_kept_from_them(tmp_path: Path) -> None:
    studio = Studio(tmp_path, CHORDS | {"mark": "ctrl+c"})
    try:
        begin(studio)
        wait_for(lambda: any(status.hotkeys for status in studio.statuses), "a status")
        said = [warning for warning in studio.statuses[-1].warnings if "Ctrl+" in warning]
    finally:
        studio.close()
    assert [words.partition(":")[0] for words in said] == ["Ctrl+C is mark while this runs"]


def test_a_chord_pressed_twice_at_once_ends_where_it_began(studio: Studio) -> None:
    begin(studio)
    studio.desktop.press("p", CTRL, ALT, gap_ms=0)
    studio.desktop.press("p", CTRL, ALT, gap_ms=0)
    studio.desktop.type("a", gap_ms=0)
    time.sleep(0.6)
    studio.recorder.stop(Ending.STOPPED)
    studio.join()
    assert keys_of(studio.read()) == "a"

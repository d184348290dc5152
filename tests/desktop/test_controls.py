"""A volunteer steers a recording from the application they work in, and the desktop says what it does."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.stage import Stage, StageWindow, wait_for
from tests.desktop.volunteer import Volunteer, plain_bytes, spellings
from workbench.desktop.x11.hotkeys import X11Hotkeys

pytestmark = pytest.mark.display
CHORD_KEYS = {"p", "s", "f", "m"}
PRIVATE_TITLE = "Walrus ledger"


@pytest.fixture
def volunteer(stage: Stage, tmp_path: Path) -> Volunteer:
    return Volunteer(stage, tmp_path / "home")


@pytest.fixture
def shown(stage: Stage) -> Iterator[Path]:
    """The file into which a real service writes the notices that it is asked to show."""
    file = stage.home / "notices"
    process = stage.start(sys.executable, "-m", "tests.desktop.notices_service", str(file))
    wait_for(file.exists, "the service for notices")
    yield file
    stage.stop(process)


def titles(shown: Path) -> list[str]:
    return [line.partition("|")[0] for line in shown.read_text(encoding="utf-8").splitlines()]


def at_work(stage: Stage) -> StageWindow:
    """Open the editor and give it the keyboard."""
    editor = stage.open_mousepad()
    stage.click_into(editor, (editor.x + 150, editor.y + 150))
    return editor


def ended(volunteer: Volunteer, process: "subprocess.Popen[str]") -> dict[str, object]:
    """Wait for a recording that a chord has stopped, and return its result."""
    printed, _ = process.communicate(timeout=60)
    assert process.returncode == 0, volunteer.said()
    result: dict[str, object] = json.loads(printed.splitlines()[-1])
    return result


def test_chords_forget_pause_mark_and_stop_and_are_in_no_event(
    stage: Stage, volunteer: Volunteer, shown: Path, tmp_path: Path
) -> None:
    at_work(stage)
    process = volunteer.start("--app", "mousepad")
    stage.type("zebra quagga", gap_ms=20)
    time.sleep(0.8)
    stage.press("ctrl+alt+f")
    wait_for(lambda: "Forgotten" in titles(shown), "the word that it is forgotten")
    stage.type("Dear Jane", gap_ms=20)
    for key in ("Control_L", "Alt_L"):  # held for longer than anything waits
        stage.hands.key_down(key)
        time.sleep(0.5)
    stage.hands.key_down("p")
    stage.hands.key_up("Control_L")  # let go of in another order than pressed
    stage.hands.key_up("p")
    stage.hands.key_up("Alt_L")
    wait_for(lambda: "Recording paused" in titles(shown), "the pause")
    stage.type(" okapi", gap_ms=20)
    stage.press("ctrl+alt+p")
    wait_for(lambda: "Recording again" in titles(shown), "the end of the pause")
    stage.type(" okay", gap_ms=20)
    stage.press("ctrl+alt+m")
    wait_for(lambda: "Marked" in titles(shown), "the mark")
    stage.press("ctrl+alt+s")
    result, said = ended(volunteer, process), volunteer.said()
    assert result["ended"] == "stopped"
    assert "From anywhere: Ctrl+Alt+P pauses and resumes, Ctrl+Alt+S stops" in said
    keys = {event["key"] for event in volunteer.events() if event["kind"] == "key_down"}
    assert keys.isdisjoint({"ctrl", "alt", *CHORD_KEYS})
    assert [event["context"] for event in volunteer.events() if event["kind"] == "mark"] == [None]
    assert {gap["reason"] for gap in volunteer.gaps()} >= {"forgotten", "paused"}
    stored = plain_bytes(volunteer.export(tmp_path / "plain.session"))
    gone = ("zebra", "quagga", "okapi")
    assert not any(spelling in stored for word in gone for spelling in spellings(word))
    volunteer.require_typed("Dear Jane okay")
    wait_for(lambda: "Recording stopped" in titles(shown), "the last notice")
    assert titles(shown) == [
        "Recording mousepad", "Forgotten", "Recording paused", "Recording again", "Marked", "Recording stopped",
    ]  # fmt: skip
    assert "Stop it with Ctrl+Alt+S." in shown.read_text(encoding="utf-8")


def test_a_long_stretch_outside_the_scope_is_told_without_a_name_and_a_chord_of_others_is_said(
    stage: Stage, volunteer: Volunteer, shown: Path
) -> None:
    at_work(stage)
    terminal = stage.open_xterm("cat", title=PRIVATE_TITLE, geometry="40x14+985+420")
    other = X11Hotkeys(stage.display)
    assert other.take(("ctrl+alt+p",)) == ()
    process = volunteer.start("--app", "mousepad")
    stage.click_into(terminal)
    stage.type("okapi")
    wait_for(lambda: "Kept out" in titles(shown), "the notice")
    stage.press("ctrl+alt+s")
    ended(volunteer, process)
    said = volunteer.said()
    other.give_up()
    told = shown.read_text(encoding="utf-8").lower()
    assert titles(shown).count("Kept out") == 1
    assert "not recorded just now: window outside the scope" in told
    assert not any(word in told for word in ("xterm", "walrus", "okapi"))
    assert "Ctrl+Alt+P does not pause the recording: another program has it" in said
    assert "From anywhere: Ctrl+Alt+S stops" in said

"""The line that `record` shows, and the signals that it heeds."""

import os
import pty
import signal
from io import FileIO, TextIOWrapper

import pytest

from workbench.capture.protocol import AFTER_FORGETTING, AFTER_PAUSE, RecorderStatus
from workbench.cli.live import ANSWERS_AGAIN, SIGNALS, LiveLine, Stop, line
from workbench.cli.output import say
from workbench.workflow.recording import SILENT


def test_the_line_says_that_and_what_is_recorded() -> None:
    status = RecorderStatus(state="recording", elapsed_ms=134_000, steps=31, gaps=3, now_in="mousepad — letter")
    told = line(status, "Write a letter")
    assert told.startswith("● REC  00:02:14  31 steps · 3 gaps")
    assert "mousepad — letter" in told
    assert "Ctrl-C stops" in told[:60]


def test_the_line_says_when_nothing_is_kept_or_something_was_lost() -> None:
    assert "nothing is kept" in line(RecorderStatus(state="recording"), "Task")
    assert "7 lost" in line(RecorderStatus(state="recording", lost=7), "Task")
    assert line(RecorderStatus(state="paused"), "Task").startswith("‖ PAUSED")
    assert line(RecorderStatus(state="recording", blind=True), "Task").startswith("✗ BLIND")


def test_the_line_says_what_is_kept_out_just_now() -> None:
    status = RecorderStatus(
        state="recording", now_in="Chromium", withheld_now="password field in chromium", gaps=1
    )
    told = line(status, "Task")
    assert "0 steps · 1 gap · " in told
    assert "kept out: password field in chromium" in told


def test_chords_are_told_once_and_so_is_what_they_did(capsys: pytest.CaptureFixture[str]) -> None:
    hotkeys = {"pause": "ctrl+alt+p", "stop": "f9"}
    with LiveLine("Task") as live:
        live.show(RecorderStatus(hotkeys=hotkeys))
        live.show(RecorderStatus(hotkeys=hotkeys, marks=1))
        live.show(RecorderStatus(hotkeys=hotkeys, marks=2, forgotten=1))
    assert capsys.readouterr().err.splitlines() == [
        "From anywhere: Ctrl+Alt+P pauses and resumes, F9 stops.",
        "Marked (1).",
        f"The last 30 seconds were forgotten. {AFTER_FORGETTING}",
        "Marked (2).",
    ]


def test_titles_in_the_line_steer_no_terminal() -> None:
    assert "\x1b" not in line(RecorderStatus(now_in="\x1b]0;gone\x07"), "\x1b[2J")


def test_a_warning_is_said_once_and_nothing_else_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with LiveLine("Task") as live:
        for _ in range(3):
            live.show(RecorderStatus(warnings=("Pictures are missing.",)))
    assert capsys.readouterr().err == "Pictures are missing.\n"


def test_a_paused_line_says_which_chord_goes_on() -> None:
    status = RecorderStatus(state="paused", hotkeys={"pause": "ctrl+alt+p"})
    told = line(status, "Task")
    assert told.startswith("‖ PAUSED: Ctrl+Alt+P goes on  ")
    assert "Ctrl-C stops" in told[:79]


def test_a_recorder_that_answers_again_says_so_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    hung = RecorderStatus(warnings=(SILENT,))
    with LiveLine("Task") as live:
        for status in (hung, hung, RecorderStatus(), RecorderStatus(), hung):
            live.show(status)
    assert capsys.readouterr().err.splitlines() == [SILENT, ANSWERS_AGAIN, SILENT]


def test_each_end_of_a_pause_says_what_pictures_still_show(capsys: pytest.CaptureFixture[str]) -> None:
    paused, recording = RecorderStatus(state="paused"), RecorderStatus(state="recording")
    with LiveLine("Task") as live:
        for status in (recording, paused, paused, recording, recording, paused, recording, paused):
            live.show(status)
        live.show(RecorderStatus(state="ended"))
    assert capsys.readouterr().err.splitlines() == [f"Recording again. {AFTER_PAUSE}"] * 2


def test_a_terminal_that_was_closed_stops_no_recording(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    with FileIO(theirs, "w") as raw, TextIOWrapper(raw, write_through=True) as stderr:
        monkeypatch.setattr("sys.stderr", stderr)
        with LiveLine("Task") as live:
            live.show(RecorderStatus())
            os.close(ours)
            live.show(RecorderStatus(marks=1))
        say("Stopped and saved.")
        with pytest.raises(OSError, match="Input/output"):
            stderr.write("nobody")


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_is_noted_and_the_handler_from_before_comes_back(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with Stop() as stop:
        assert not stop.wanted
        os.kill(os.getpid(), number)
        assert stop.wanted
    assert signal.getsignal(number) == before

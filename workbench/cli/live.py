"""What `record` shows and heeds while it runs: one line on stderr, and the signals that mean stop."""

import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from types import FrameType, TracebackType
from typing import Self

from workbench.capture.protocol import AFTER_FORGETTING, AFTER_PAUSE, RecorderStatus
from workbench.cli.output import narrate
from workbench.model.chords import read_chord
from workbench.model.showable import showable
from workbench.workflow.recording import SILENT

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
ERASE = "\r\x1b[K"
ANSWERS_AGAIN = "The recorder answers again; you can go on."
RESUMED = f"Recording again. {AFTER_PAUSE}"
DOES = {
    "pause": "pauses and resumes",
    "stop": "stops",
    "forget": "forgets the last 30 seconds",
    "mark": "marks the moment",
}


class Stop:
    """While it is entered, the signals that would end the program only note that it should end."""

    def __init__(self) -> None:
        self.wanted = False
        self._before: dict[int, object] = {}

    def __enter__(self) -> Self:
        """Take the signals over."""
        self._before = {number: signal.signal(number, self._note) for number in SIGNALS}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the signals back."""
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal() itself returned

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.wanted = True


class LiveLine:
    """One line that says that and what is being recorded; only where stderr is a terminal."""

    def __init__(self, task: str) -> None:
        self._task = task
        self._shown = sys.stderr.isatty()
        self._said: set[str] = set()
        self._paused = False

    def __enter__(self) -> Self:
        """Nothing to prepare: the first status draws the line."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away."""
        self._write(ERASE)

    def show(self, status: RecorderStatus) -> None:
        """Draw the line anew, under what has not been said yet: chords, warnings, what was marked."""
        for words in (controls(status.hotkeys), *status.warnings, *done(status)):
            if words and words not in self._said:
                self._said.add(words)
                self._say(words)
        if SILENT in self._said and SILENT not in status.warnings:
            self._said.remove(SILENT)
            self._say(ANSWERS_AGAIN)
        if self._paused and status.state == "recording":
            self._say(RESUMED)
        self._paused = status.state == "paused"
        width = shutil.get_terminal_size().columns - 1
        self._write(ERASE + line(status, self._task)[:width])

    def _say(self, words: str) -> None:
        narrate(f"{ERASE if self._shown else ''}{showable(words, 400)}\n")

    def _write(self, text: str) -> None:
        if self._shown:
            narrate(text)


def done(status: RecorderStatus) -> Iterator[str]:
    """Yield what chords did that the line itself does not show."""
    if status.forgotten:
        times = "" if status.forgotten == 1 else f" ({status.forgotten} times)"
        yield f"The last 30 seconds were forgotten{times}. {AFTER_FORGETTING}"
    if status.marks:
        yield f"Marked ({status.marks})."


def line(status: RecorderStatus, task: str) -> str:
    """Return how the recording stands, in one line."""
    seconds = status.elapsed_ms // 1000
    clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    lost = f" · {status.lost} lost" if status.lost else ""
    gaps = "1 gap" if status.gaps == 1 else f"{status.gaps} gaps"
    counts = f"{status.steps} {'step' if status.steps == 1 else 'steps'} · {gaps}{lost}"
    return f"{standing(status)}  {clock}  {counts} · Ctrl-C stops · {where(status)} · {showable(task, 60)}"


def standing(status: RecorderStatus) -> str:
    """Return the words that come first: that it records, or why it does not."""
    if status.state == "recording":
        return "✗ BLIND" if status.blind else "● REC"
    return paused(status.hotkeys) if status.state == "paused" else status.state


def paused(hotkeys: Mapping[str, str]) -> str:
    """Say that nothing is recorded, and which chord goes on."""
    chord = read_chord(hotkeys.get("pause", ""))
    return f"‖ PAUSED: {chord.words} goes on" if chord else "‖ PAUSED"


def where(status: RecorderStatus) -> str:
    """Return the window that is recorded, or why nothing is."""
    if status.state == "paused":
        return "nothing is kept"
    if status.withheld_now:
        return f"kept out: {showable(status.withheld_now, 60)}"
    return showable(status.now_in, 60) or "outside the scope: nothing is kept"


def controls(hotkeys: Mapping[str, str]) -> str:
    """Say which chords work everywhere, in one sentence."""
    chords = {action: read_chord(text) for action, text in hotkeys.items()}
    said = ", ".join(f"{chord.words} {DOES[action]}" for action, chord in chords.items() if chord)
    return f"From anywhere: {said}." if said else ""

"""Recording, for both front ends: start the recorder process, watch it, pause, resume and stop it."""

import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import IO, Self

import uuid_utils

from workbench import errors
from workbench.capture.protocol import (
    Command,
    Ending,
    Message,
    RecorderStatus,
    RecordingOrder,
    RecordingResult,
)
from workbench.errors import DesktopError, UsageError, WorkbenchError
from workbench.model.chords import read_hotkeys
from workbench.model.gaps import joined
from workbench.model.scope import Scope
from workbench.paths import Home
from workbench.store.library import Library
from workbench.workflow.applications import OpenApplication, open_applications
from workbench.workflow.consent import require_consent
from workbench.workflow.standing_rules import standing_rules

__all__ = [
    "OpenApplication",
    "RecorderClient",
    "RecorderStatus",
    "RecordingRequest",
    "RecordingResult",
    "open_applications",
]

READY_S = 15.0
SILENT_S = 5.0
SILENT = "The recorder has not answered for some seconds. If that goes on, stop: what it stored is safe."
STOP_S = 20.0
SECRETS_NOTICE = " ".join(
    (
        "Password fields and prompts are left out. A secret that shows as you type is kept:",
        "pause before you type one.",
    )
)


@dataclass(frozen=True, slots=True)
class RecordingRequest:
    """What a volunteer asks to have recorded."""

    task: str
    """The task in their words."""
    scope: Scope
    """What may be recorded."""
    limit_s: float | None = None
    """When to end by itself, in seconds."""
    input: str = "x11"
    """`x11`, or `pynput` where the ordered stream cannot be had."""
    wait: bool = False
    """Whether applications in the scope may be opened later."""


class RecorderClient:
    """A recording that runs in a process of its own. It ends when this process does."""

    def __init__(self, library: Library, session_id: str, process: "subprocess.Popen[str]") -> None:
        self.session_id = session_id
        self._library = library
        self._process = process
        self._status = RecorderStatus()
        self._heard_s = time.monotonic()
        self._answer: Message | None = None
        self._answered = threading.Event()
        self._result: RecordingResult | None = None
        self._reader = threading.Thread(target=self._read, name="recorder's words", daemon=True)
        self._reader.start()

    @classmethod
    def start(cls, home: Home, request: RecordingRequest) -> Self:
        """Start to record; raises what the recorder itself gives as its reason, with nothing recorded."""
        consent = require_consent(home)
        rules = standing_rules(home)
        scope = replace(request.scope, denied=rules.never_record).check()
        hotkeys = read_hotkeys(rules.settings.hotkeys)
        chords = {action: chord.text for action, chord in hotkeys.items()}
        if not request.task.strip():
            text = "A recording needs a task: say in a sentence what you are about to do."
            raise UsageError(text)
        library = Library.of(home)
        session_id = str(uuid_utils.uuid7())
        key = library.new_key(session_id)
        order = RecordingOrder(
            session_id=session_id,
            path=str(library.path(session_id)),
            key=key.hex(),
            task=request.task.strip(),
            scope=scope,
            consent_id=consent.id,
            consent_hash=consent.text_hash,
            limit_s=request.limit_s,
            input=request.input,
            wait=request.wait,
            chords=chords,
            idle_limit_s=rules.idle_limit_s,
        )
        client = cls(library, session_id, launch())
        try:
            client._begin(order)
        except BaseException:
            client._abandon()
            library.forget(session_id)
            raise
        return client

    def status(self) -> RecorderStatus:
        """Return the newest status; one that is too old says so."""
        if time.monotonic() - self._heard_s < SILENT_S or not self._reader.is_alive():
            return self._status
        return replace(self._status, warnings=(*self._status.warnings, SILENT))

    def pause(self) -> None:
        """Keep nothing until resumed."""
        self._say(Command.PAUSE)

    def resume(self) -> None:
        """Go on after a pause."""
        self._say(Command.RESUME)

    def forget(self) -> None:
        """Erase the last 30 seconds from the recording."""
        self._say(Command.FORGET)

    def mark(self) -> None:
        """Mark this moment."""
        self._say(Command.MARK)

    def stop(self) -> RecordingResult:
        """End the recording and return what it came to."""
        self._say(Command.STOP)
        result = self.wait(STOP_S)
        if result is None:
            self._process.kill()
            result = self.wait(STOP_S)
        return result or self._cut_off()

    def wait(self, timeout_s: float) -> RecordingResult | None:
        """Wait for the recording to end by itself; none while it goes on."""
        self._reader.join(timeout_s)
        if self._reader.is_alive():
            return None
        return self._result or self._cut_off()

    def _begin(self, order: RecordingOrder) -> None:
        self._write(order.line())
        self._answered.wait(READY_S)
        answer = self._answer
        if answer is None:
            text = (
                "The recorder did not start, so nothing was recorded; `workbench doctor` says what is missing."
            )
            raise DesktopError(text)
        if answer.kind == "refused":
            kind = getattr(errors, answer.body["error"], WorkbenchError)
            raise kind(answer.body["sentence"])

    def _abandon(self) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _say(self, command: Command) -> None:
        self._write(f"{command}\n")

    def _write(self, text: str) -> None:
        pipe = self._process.stdin
        if pipe is None:
            return
        try:
            pipe.write(text)
            pipe.flush()
        except (BrokenPipeError, ValueError):  # broken, or closed by now: the recorder has ended
            self._reader.join(1.0)  # its last line says why

    def _read(self) -> None:
        for line in self._process.stdout or ():
            message = Message.parse(line)
            self._heard_s = time.monotonic()
            if message.kind == "status":
                self._status = RecorderStatus.from_json(message.body)
            elif message.kind == "result":
                self._result = RecordingResult.from_json(message.body)
            else:
                self._answer = message
                self._answered.set()
        self._process.wait()
        self._close_pipes()
        self._answered.set()

    def _close_pipes(self) -> None:
        pipes: tuple[IO[str] | None, ...] = (self._process.stdin, self._process.stdout)
        for pipe in pipes:
            if pipe is not None and not pipe.closed:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue

    def _cut_off(self) -> RecordingResult:
        status = self._status
        text = (
            "The recorder was cut off; what it had stored until half a second before is safe. "
            "Look at it with `workbench steps last`."
        )
        figures = status.steps, status.events, status.gaps, status.elapsed_ms
        with suppress(WorkbenchError, OSError):  # where the file cannot be read, what was heard last has to do
            figures = figures_of(self._library, self.session_id)
        return RecordingResult(self.session_id, *figures, Ending.FAILED, text)


def launch() -> "subprocess.Popen[str]":
    """Start a recorder process that waits for its order; it has no terminal and a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "workbench.capture"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def figures_of(library: Library, session_id: str) -> tuple[int, int, int, int]:
    """Return steps, events, withheld stretches and milliseconds of a session as lists show them."""
    with library.open(session_id) as file:
        recording, steps = file.recording(), sum(step.counted for step in file.steps())
    return steps, len(recording.events), len(joined(recording.gaps)), file.session.duration_ms or 0


def announce(title: str, body: str) -> bool:
    """Show a notice on the desktop; false where there is no service for it."""
    from workbench.desktop.notices import notify

    return notify(title, body)


def in_words(result: RecordingResult) -> str:
    """Say what a recording came to: its time in whole seconds, as lists have it, its steps and its gaps."""
    minutes, seconds = divmod(result.duration_ms // 1000, 60)
    lasted = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
    steps = "1 step" if result.steps == 1 else f"{result.steps} steps"
    gaps = "1 withheld stretch" if result.gaps == 1 else f"{result.gaps} withheld stretches"
    return f"{lasted}, {steps}, {gaps}"

"""The one recording that may run: started, watched, paused and stopped from here, whatever screen is shown."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from workbench.capture.protocol import AFTER_FORGETTING, AFTER_PAUSE
from workbench.errors import WorkbenchError
from workbench.model.showable import showable
from workbench.tui.calls import Recorder, RecordingCalls, RecordingPlan
from workbench.tui.terminal_title import TerminalTitle

if TYPE_CHECKING:
    from textual.app import App

    from workbench.capture.protocol import RecorderStatus, RecordingResult

STARTING = "Starting …"
POLL_S = 0.25
LAST_WORDS_S = 5.0
UNANNOUNCED = ("failed",)
"""Endings of which the recorder itself may not have told the desktop any more."""


@dataclass(frozen=True, slots=True)
class Live:
    """The running recording as every header shows it."""

    task: str
    """The task in the volunteer's words."""
    plan: RecordingPlan
    """What may be recorded, and for how long."""
    status: "RecorderStatus"
    """How it stands."""

    @property
    def paused(self) -> bool:
        """Whether everything is withheld just now."""
        return self.status.state == "paused"

    @property
    def blind(self) -> bool:
        """Whether it records and nothing arrives."""
        return self.status.blind and not self.paused


class RecordingBegan(Message):
    """The recorder runs."""


class RecordingRefused(Message):
    """The recorder could not begin; nothing was recorded."""

    def __init__(self, sentence: str, plan: RecordingPlan) -> None:
        super().__init__()
        self.sentence = sentence
        self.plan = plan


class RecordingEnded(Message):
    """A recording is over and saved."""

    def __init__(self, result: "RecordingResult", plan: RecordingPlan) -> None:
        super().__init__()
        self.result = result
        self.plan = plan


class RecordingControl:
    """Owns the recorder while there is one. Slow calls go to threads; it is asked four times a second."""

    def __init__(self, app: "App[None]", calls: RecordingCalls, show: Callable[[Live | None], None]) -> None:
        self._app = app
        self._calls = calls
        self._show = show
        self._recorder: Recorder | None = None
        self._plan: RecordingPlan | None = None
        self._timer: Timer | None = None
        self._title = TerminalTitle(app)
        self._ending = False
        self._done = (0, 0)
        self._paused = False

    @property
    def running(self) -> bool:
        """Whether a recorder is at work."""
        return self._recorder is not None

    def start(self, plan: RecordingPlan) -> None:
        """Begin to record; `RecordingBegan` or `RecordingRefused` follows."""
        if not self.running:
            self._say(STARTING)
            self._in_thread(lambda: self._start(plan))

    def _start(self, plan: RecordingPlan) -> None:
        try:
            recorder = self._calls.start(plan)
        except WorkbenchError as error:
            self._app.post_message(RecordingRefused(str(error), plan))
            return
        self._app.call_from_thread(self._began, recorder, plan)

    def _began(self, recorder: Recorder, plan: RecordingPlan) -> None:
        self._recorder, self._plan, self._ending, self._done = recorder, plan, False, (0, 0)
        self._paused = False
        self._timer = self._app.set_interval(POLL_S, self.poll, name="recorder status")
        self._title.recording(plan.task, paused=False)
        self._app.call_later(self._app.clear_notifications)  # behind the notice, which is in the queue as well
        self.poll()
        self._app.post_message(RecordingBegan())

    def poll(self) -> None:
        """Read the status and show it; a recorder that ended by itself is heard out."""
        if self._recorder is None or self._plan is None:
            return
        status = self._recorder.status()
        live = Live(self._plan.task, self._plan, status)
        self._say_what_was_done(status)
        self._title.recording(live.task, paused=live.paused)
        self._show(live)
        if not self._ending and (status.state == "ended" or self._recorder.wait(0) is not None):
            recorder = self._recorder
            self._end(lambda: recorder.wait(LAST_WORDS_S))

    def _say_what_was_done(self, status: "RecorderStatus") -> None:
        """Confirm what a key or a chord asked for, once the recorder has done it."""
        done, self._done = self._done, (status.forgotten, status.marks)
        was_paused, self._paused = self._paused, status.state == "paused"
        if status.forgotten > done[0]:
            self._say(f"The last 30 seconds are forgotten. {AFTER_FORGETTING}")
        if status.marks > done[1]:
            self._say("Marked. You find this moment in the review.")
        if was_paused and status.state == "recording":
            self._say(f"Recording again. {AFTER_PAUSE}")

    def _say(self, words: str) -> None:
        self._app.notify(showable(words), markup=False)

    def toggle_pause(self) -> None:
        """Pause, or record again."""
        recorder = self._recorder
        if recorder is None or self._ending:
            return
        paused = recorder.status().state == "paused"
        self._in_thread(recorder.resume if paused else recorder.pause)

    def forget(self) -> None:
        """Erase the last 30 seconds."""
        if self._recorder is not None and not self._ending:
            self._in_thread(self._recorder.forget)

    def mark(self) -> None:
        """Mark this moment."""
        if self._recorder is not None and not self._ending:
            self._in_thread(self._recorder.mark)

    def stop(self) -> None:
        """End the recording; `RecordingEnded` follows."""
        if self._recorder is not None and not self._ending:
            self._end(self._recorder.stop)

    def _end(self, ask: "Callable[[], RecordingResult | None]") -> None:
        self._ending = True
        self._in_thread(lambda: self._hear(ask))

    def _hear(self, ask: "Callable[[], RecordingResult | None]") -> None:
        try:
            result, sentence = ask(), "The recorder ended without a word; what it kept until then is safe here."
        except WorkbenchError as error:
            result, sentence = None, str(error)
        self._app.call_from_thread(self._ended, result, sentence)
        if result is None or result.ended in UNANNOUNCED:
            self._calls.announce("Recording stopped", result.sentence if result else sentence)

    def _ended(self, result: "RecordingResult | None", sentence: str) -> None:
        plan = self._plan
        self._let_go()
        if plan is None:
            return
        if result is None:
            self._app.post_message(RecordingRefused(sentence, plan))
        else:
            self._app.post_message(RecordingEnded(result, plan))

    def _let_go(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._recorder = self._plan = self._timer = None
        self._title.restore()
        self._show(None)

    async def stop_before_leaving(self) -> None:
        """End the recording and wait until it is saved; for the way out of the program."""
        if self._recorder is not None:
            self._show(None)
            self._title.restore()
            await asyncio.to_thread(self.stop_now)

    def stop_now(self) -> None:
        """End the recording from whatever state the program is in, and return when it is saved."""
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            recorder.stop()

    def _in_thread(self, work: Callable[[], None]) -> None:
        self._app.run_worker(work, thread=True, group="recording", exit_on_error=False)

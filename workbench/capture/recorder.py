"""The recorder: threads around the pipeline, from start to the last commit."""

import contextlib
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from workbench.capture.controls import Controls
from workbench.capture.pictures import PictureThread
from workbench.capture.pipeline import Pipeline
from workbench.capture.presence import AWAY, LOCKED, Attendance
from workbench.capture.protocol import Ending, RecorderStatus
from workbench.capture.ring import Pack
from workbench.capture.sampler import Sampler
from workbench.capture.timing import (
    DEVICES_MS,
    HOLD_MS,
    IDLE_TICK_S,
    START_LEAST_S,
    START_S,
    STATUS_S,
    TICK_S,
    UNSEARCHED_MS,
)
from workbench.capture.waking import Wake
from workbench.desktop.port import Desktop
from workbench.errors import JournalError
from workbench.model.session import Session
from workbench.store.journal import Journal

NO_CHORDS: Mapping[str, str] = MappingProxyType({})
ABSENT = {
    LOCKED: "The screen was locked, so the recording paused: resume it when you go on.",
    AWAY: "Nobody did anything for a while, so the recording paused: resume it when you go on.",
}
REARRANGED = (
    "The monitors changed, so only those that stand as they did at the start are recorded. "
    "Stop and start again to have the others."
)
StatusSink = Callable[[RecorderStatus], None]


class Recorder:
    """Records one session from one desktop. What a volunteer asks of it may be asked from any thread."""

    def __init__(
        self,
        desktop: Desktop,
        session: Session,
        path: Path,
        journal: Journal,
        pack: Pack,
        chords: Mapping[str, str] = NO_CHORDS,
    ) -> None:
        self._desktop = desktop
        self._path = path
        self._session = session
        self._journal = journal
        self._wake = Wake()
        self._pipeline = Pipeline(desktop, session, journal, pack, self._wake.set)
        self._pictures = PictureThread(self._pipeline.pictures, desktop.clock_ms)
        health = Sampler("health", lambda: DEVICES_MS, self._pipeline.health.look)
        self._samplers = (self._pipeline.echo_sampler, health)
        self.controls = Controls(desktop, self._pipeline, self._pictures, chords, self._wake.set)
        """What a volunteer asks while it runs."""
        self._ending: Ending | None = None
        self.duration_ms = 0
        self._status = RecorderStatus()

    @property
    def events(self) -> int:
        """How many events are kept."""
        return self._pipeline.transcript.events

    @property
    def begun(self) -> int:
        """How many actions began."""
        return self._pipeline.recent.begun

    @property
    def gaps(self) -> int:
        """How many stretches were withheld."""
        return self._pipeline.withholding.gaps

    @property
    def unforgotten(self) -> str:
        """What was to be forgotten and is still there, as a sentence; empty where nothing is."""
        return self._journal.unforgotten

    def start(self) -> None:
        """Begin: from here on inputs arrive; raises `DesktopError` where the desktop cannot be recorded."""
        self._desktop.fields.start()
        self.controls.start(lambda: self.stop(Ending.STOPPED))
        self._desktop.input.start(self._pipeline.take)
        for sampler in self._samplers:
            sampler.start()
        if self._session.scope.pictures:
            self._pictures.start()
        self._pipeline.targets.start()
        self._get_ready()

    def _get_ready(self) -> None:
        """Wait until it is known where the keyboard is and a picture shows all it may; then it counts."""
        began = time.monotonic()
        while self._ending is None and (lasted := time.monotonic() - began) < START_S:
            if lasted >= START_LEAST_S and self._ready():
                break
            self._wake.clear()
            self._wake.wait(START_LEAST_S / 4)
        self._pipeline.begin(self._desktop.clock_ms())

    def _ready(self) -> bool:
        pictured = not self._session.scope.pictures or self._pipeline.pictures.ready(self._desktop.clock_ms())
        return pictured and self._desktop.fields.ready()

    def pause(self) -> None:
        """Keep nothing until resumed."""
        self.controls.pause()

    def resume(self) -> None:
        """Go on."""
        self.controls.resume()

    def stop(self, ending: Ending) -> None:
        """Ask the loop to end; the first reason counts."""
        self._ending = self._ending or ending
        self._wake.set()

    def run(self, limit_s: float | None, send: StatusSink, idle_limit_s: int = 0) -> Ending:
        """Judge and store until something ends the recording; then close the session and say why it ended."""
        attendance = Attendance(self._desktop.presence, idle_limit_s, self._desktop.clock_ms())
        started = time.monotonic()
        sent = 0.0
        try:
            while self._ending is None:
                self._wake.clear()
                self._attend(attendance)
                self.controls.work()
                self._pipeline.tick(self._desktop.clock_ms())
                now = time.monotonic()
                if now - sent >= STATUS_S:
                    sent = now
                    self._send_status(send)
                    self.controls.tell(self._session.scope)
                self._watch(now - started, limit_s)
                self._rest()
            return self._finish(self._ending)
        except JournalError:
            self._break_off()
            return Ending.DISK_FULL if self._journal.in_place() else Ending.REMOVED
        except Exception as error:  # noqa: BLE001  (whatever it was, the recording ends loudly and its file closes)
            traceback.print_tb(error.__traceback__)  # where, and nothing of what was in hand
            self._break_off()
            with contextlib.suppress(JournalError):
                self._journal.finish(self.duration_ms, cut_off=True)
            return Ending.FAILED

    def _rest(self) -> None:
        """Wait for what is due next; an input that ends a long wait is left in peace while others follow it."""
        if not self._busy:
            self._wake.wait(IDLE_TICK_S)
            self._wake.clear()
        if self._busy and self._ending is None:
            self._wake.wait(TICK_S)

    @property
    def _busy(self) -> bool:
        return bool(len(self._pipeline.quarantine) or self._journal.waiting)

    def _attend(self, attendance: Attendance) -> None:
        """Pause where nobody is there any more."""
        last_input_ms, paused = self._pipeline.last_input_ms, self.controls.paused
        absence = attendance.look(self._desktop.clock_ms(), last_input_ms, paused=paused)
        if absence is not None:
            self.controls.absent(absence)

    def _break_off(self) -> None:
        self.duration_ms = self._desktop.clock_ms() - self._session.monotonic_ms
        self._let_go()
        self._desktop.fields.stop()

    def _watch(self, elapsed_s: float, limit_s: float | None) -> None:
        if limit_s is not None and elapsed_s >= limit_s:
            self.stop(Ending.LIMIT)
        if not self._desktop.input.alive():
            self.stop(Ending.DESKTOP_GONE)
        if not self._journal.in_place():
            self.stop(Ending.REMOVED)

    def _finish(self, ending: Ending) -> Ending:
        end_ms = self._desktop.clock_ms()
        self.duration_ms = end_ms - self._session.monotonic_ms
        self._desktop.input.stop()
        self._judge_the_last()
        self._let_go()
        self._pipeline.finish(end_ms)
        self._desktop.fields.stop()
        self._journal.finish(self.duration_ms)
        return ending

    def _judge_the_last(self) -> None:
        """Wait as long as inputs wait, and pictures for a search; go on judging and storing meanwhile."""
        began = time.monotonic()
        while (waited_ms := 1000 * (time.monotonic() - began)) < UNSEARCHED_MS:
            self._pipeline.tick(self._desktop.clock_ms())
            if waited_ms >= HOLD_MS and not (
                len(self._pipeline.quarantine) or self._pipeline.keeper.unsearched
            ):
                break
            time.sleep(TICK_S)

    def _let_go(self) -> None:
        self.controls.give_up()
        self._desktop.input.stop()
        self._pictures.stop()
        self._pipeline.targets.stop()
        for sampler in self._samplers:
            sampler.stop()

    def _send_status(self, send: StatusSink) -> None:
        status = self._look()
        if status != self._status:
            self._status = status
            send(status)

    def _look(self) -> RecorderStatus:
        pipeline = self._pipeline
        withholding = pipeline.withholding
        now_in = pipeline.transcript.now_in
        last = withholding.last
        with pipeline.pictures.lock:
            health, age_ms = pipeline.health.now(), pipeline.health.picture_age_ms()
        elapsed_ms = self._desktop.clock_ms() - self._session.monotonic_ms
        gaps, withheld_ms = withholding.so_far(elapsed_ms)
        return RecorderStatus(
            state="paused" if self.controls.paused else "recording",
            elapsed_ms=elapsed_ms // 1000 * 1000,
            events=pipeline.transcript.events,
            steps=pipeline.recent.begun,
            gaps=gaps,
            withheld_ms=withheld_ms,
            last_reason=last.in_words if last else "",
            withheld_now=withholding.now.in_words if withholding.now else "",
            now_in=f"{now_in.app} — {now_in.title}" if now_in else "",
            lost=int(health.lost),
            lag_ms=health.lag_ms,
            worst_lag_ms=health.worst_lag_ms,
            picture_age_ms=age_ms,
            grab_discards=int(health.grab_discards),
            timeouts=int(health.timeouts),
            blind=pipeline.health.blind,
            size_bytes=file_size(self._path),
            recent=pipeline.recent.shown(),
            warnings=self._warnings(),
            hotkeys=self.controls.had,
            marks=pipeline.marks,
            forgotten=self.controls.forgotten,
        )

    def _warnings(self) -> tuple[str, ...]:
        open_now = self._desktop.windows.stack().windows
        heard = self._desktop.fields.listening()
        warnings = [*self.controls.warnings, *self._pipeline.warnings.sentences(open_now, heard=heard)]
        warnings += self._pipeline.hidden.sentences(self._desktop.clock_ms())
        if self._pipeline.pictures.failure is not None:
            warnings.append("Pictures ended: stop and start again to have them.")
        if self._pipeline.targets.failed:
            warnings.append(
                "Buttons and fields are not named any more: stop and start again to have them named."
            )
        if self._pipeline.pictures.rearranged:
            warnings.append(REARRANGED)
        if self.controls.paused and self.controls.why_paused in ABSENT:
            warnings.append(ABSENT[self.controls.why_paused])
        return (*self._pipeline.health.warnings(), *warnings)


def file_size(path: Path) -> int:
    """Return the size of a session file with its write-ahead log, in bytes."""
    parts = (path, path.with_name(f"{path.name}-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())

"""A recording of a scripted desktop, with a real session file, in the test's own thread and time."""

from pathlib import Path

from workbench.capture.pipeline import Pipeline
from workbench.capture.presence import Absence
from workbench.capture.quarantine import PauseMark
from workbench.capture.timing import HOLD_MS
from workbench.desktop.port import EchoState
from workbench.desktop.scripted import ONE_MONITOR, ScriptedDesktop
from workbench.model.events import Event, KeyDown
from workbench.model.gaps import Gap
from workbench.model.geometry import Rect
from workbench.model.reduce import reduce_recording
from workbench.model.scope import Scope
from workbench.model.session import Monitor, Recording, Session, SessionState
from workbench.model.steps import Step
from workbench.model.windows import WindowInfo
from workbench.store.connection import connect
from workbench.store.frames import Picture, read_picture
from workbench.store.journal import Journal
from workbench.store.records import read_recording
from workbench.store.tiles import TilePacker

KEY = bytes(range(32))
SALT = bytes(range(16))
EDITOR = WindowInfo(1, ("mousepad", "Mousepad"), "Untitled 1", 100, Rect(0, 0, 600, 400))
TERMINAL = WindowInfo(2, ("xterm", "XTerm"), "shell", 200, Rect(640, 0, 600, 400))
CHAT = WindowInfo(3, ("chat", "Chat"), "Private talk", 300, Rect(200, 100, 300, 200))
OWN = WindowInfo(4, ("kitty",), "workbench", 400, Rect(0, 500, 600, 250), own=True)


class Rehearsal(ScriptedDesktop):
    """A scripted desktop whose clock, when it moves, lets the recorder do what is due."""

    def __init__(
        self,
        folder: Path,
        *apps: str,
        scope: Scope | None = None,
        key: bytes | None = KEY,
        monitors: tuple[Monitor, ...] = ONE_MONITOR,
    ) -> None:
        super().__init__(monitors)
        self._file_key = key
        self.path = folder / "rehearsal.session"
        self.open_window(EDITOR)
        self.open_window(TERMINAL)
        self.set_echo(200, EchoState.ECHO)
        desktop = self.desktop
        chosen = scope or Scope(apps or ("mousepad", "xterm"))
        session = Session(
            "01936b00-0000-7000-8000-000000000001", "2026-11-22T10:00:00Z", "0.1.0", "A task",
            SessionState.RECORDING, "consent", "hash", chosen, desktop.platform, 0, self.now_ms,
        )  # fmt: skip
        self.journal = Journal.create(self.path, key, session, SALT)
        self.pipeline = Pipeline(desktop, session, self.journal, TilePacker(SALT).pack, lambda: None)
        self.input.start(self.pipeline.take)
        self.started_ms = self.now_ms
        self._looking = True
        self.advance(700)

    def advance(self, ms: int) -> None:
        """Let time pass in small steps, and let the recorder work at each."""
        for step in [20] * (ms // 20) + [ms % 20]:
            super().advance(step)
            if hasattr(self, "pipeline"):
                self._work()

    def _work(self) -> None:
        self.pipeline.sample_echo()
        self.pipeline.pictures.look(self.now_ms, 0)
        if self._looking:
            self.pipeline.pictures.take(self.now_ms)
        self.pipeline.tick(self.now_ms)

    def pause(self, *, paused: bool, absence: Absence | None = None) -> None:
        """Pause or resume, as the recorder does."""
        mark = PauseMark(absence.since_ms, paused, absence.why) if absence else PauseMark(self.now_ms, paused)
        self.pipeline.quarantine.add(mark)
        self._looking = not paused
        if not paused:
            self.pipeline.pictures.renew()

    def elapsed_ms(self) -> int:
        """Return the session's time."""
        return self.now_ms - self.started_ms

    def end(self) -> Recording:
        """End the recording and return what is in its file."""
        self.advance(HOLD_MS + 40)
        return self.stop()

    def stop(self) -> Recording:
        """End the recording at this very moment and return what is in its file."""
        self.pipeline.finish(self.now_ms)
        self.journal.finish(self.elapsed_ms())
        connection = connect(self.path, self._file_key, readonly=True)
        try:
            return read_recording(connection)
        finally:
            connection.close()

    def picture(self, frame_id: int) -> Picture:
        """Return a stored picture."""
        connection = connect(self.path, self._file_key, readonly=True)
        try:
            return read_picture(connection, frame_id)
        finally:
            connection.close()


def pixel(picture: Picture, x: int, y: int) -> tuple[int, ...]:
    """Return one pixel's red, green and blue."""
    start = (y * picture.width + x) * 3
    return tuple(picture.rgb[start : start + 3])


def keys_of(recording: Recording) -> str:
    """Return the text of all kept key presses, one after the other."""
    bodies = [event.body for event in recording.events]
    return "".join(body.text for body in bodies if isinstance(body, KeyDown))


def of_kind(recording: Recording, kind: str) -> list[Event]:
    """Return the events of one kind."""
    return [event for event in recording.events if event.kind == kind]


def reasons(recording: Recording) -> list[str]:
    """Return the gaps' reasons in order."""
    return [str(gap.reason) for gap in sorted(recording.gaps, key=_by_start)]


def _by_start(gap: Gap) -> int:
    return gap.start_ms


def steps_of(recording: Recording) -> tuple[Step, ...]:
    """Return the recording's steps."""
    return reduce_recording(recording)

"""What a volunteer asks of a running recording, by a chord or from the workbench: pause, stop, forget, mark.

What has to hold from that very moment is marked in the queue at once; what takes its time waits for the
recorder's loop, which is woken for it.
"""

from collections import deque
from collections.abc import Callable, Mapping

from workbench.capture import announcing
from workbench.capture.announcing import Announcer, Stretches
from workbench.capture.pictures import PictureThread
from workbench.capture.pipeline import Pipeline
from workbench.capture.presence import Absence
from workbench.capture.protocol import Command
from workbench.capture.quarantine import BY_HAND, MarkAsked, PauseMark
from workbench.capture.timing import FORGET_MS
from workbench.capture.verdict import Withheld
from workbench.desktop.port import Desktop
from workbench.model.chords import Chord, read_chord
from workbench.model.scope import Scope

LAST_NOTICE_S = 0.3
EFFECTS = {
    Command.PAUSE: "does not pause the recording",
    Command.STOP: "does not stop the recording",
    Command.FORGET: "does not make it forget",
    Command.MARK: "marks nothing",
}
CHOOSE = "Choose another chord in settings.toml, under [hotkeys]."
NOT_HAD = f"another program has it, or no key here gives it. {CHOOSE}"
NOT_HEARD = f"no application hears it. {CHOOSE}"


class Controls:
    """Everything may be called from any thread, but `work` and `tell`.

    These two belong to the recorder's loop; `wake` is called where there is something for it to do.
    """

    def __init__(
        self,
        desktop: Desktop,
        pipeline: Pipeline,
        pictures: PictureThread,
        chords: Mapping[str, str],
        wake: Callable[[], None],
    ) -> None:
        self._desktop = desktop
        self._pipeline = pipeline
        self._pictures = pictures
        read = {Command(name): read_chord(text) for name, text in chords.items()}
        self._wanted: dict[Command, Chord] = {command: chord for command, chord in read.items() if chord}
        self._asked: deque[tuple[Command, int]] = deque()
        self._stretches = Stretches()
        self._marks = (0, 0)
        self._blind = False
        self._stop: Callable[[], None] | None = None
        self._wake = wake
        self.announcer = Announcer(desktop.notify)
        """Shows notices on the desktop."""
        self.paused = False
        """Whether nothing is kept until the volunteer resumes."""
        self.why_paused = BY_HAND
        """Why it paused last."""
        self.forgotten = 0
        """How often the last half minute was erased."""
        self.had: dict[str, str] = {}
        """The chords that could be had, by the command they give."""
        self.warnings: tuple[str, ...] = ()
        """What to do about the others."""

    def start(self, stop: Callable[[], None]) -> None:
        """Take the chords, before the first input arrives; `stop` is called for the one that stops."""
        self._stop = stop
        refused = self._desktop.hotkeys.take(tuple(chord.text for chord in self._wanted.values()))
        had = {command: chord for command, chord in self._wanted.items() if chord.text not in refused}
        self.had = {str(command): chord.text for command, chord in had.items()}
        self.warnings = (
            *(
                f"{chord.words} {EFFECTS[command]}: {NOT_HAD}"
                for command, chord in self._wanted.items()
                if command not in had
            ),
            *(
                f"{chord.words} is {command} while this runs: {NOT_HEARD}"
                for command, chord in had.items()
                if chord.common
            ),
        )
        self._pipeline.chords.listen_for(had, self._heard)

    def began(self, scope: Scope) -> None:
        """Show on the desktop what is recorded, and how to stop it."""
        self.announcer.say(*announcing.started(scope, self.had))

    def ended(self, sentence: str) -> None:
        """Show on the desktop that the recording is over, without waiting long for anybody."""
        self.announcer.say("Recording stopped", sentence)
        self.announcer.close(LAST_NOTICE_S)

    def give_up(self) -> None:
        """Let go of the chords."""
        self._desktop.hotkeys.give_up()

    def pause(self) -> None:
        """Keep nothing until resumed."""
        self._set_paused(self._desktop.clock_ms(), paused=True)

    def resume(self) -> None:
        """Go on."""
        self._set_paused(self._desktop.clock_ms(), paused=False)

    def forget(self) -> None:
        """Erase the last 30 seconds."""
        self._ask(Command.FORGET, self._desktop.clock_ms())

    def mark(self) -> None:
        """Mark this moment."""
        self._pipeline.quarantine.add(MarkAsked(self._desktop.clock_ms()))

    def _heard(self, command: Command, at_ms: int) -> None:
        """Do what a chord asks; called from the input thread, which must not wait."""
        match command:
            case Command.PAUSE:
                self._set_paused(at_ms, paused=not self.paused)
            case Command.MARK:
                self._pipeline.quarantine.add(MarkAsked(at_ms))
            case Command.STOP if self._stop is not None:
                self._stop()
            case _:
                self._ask(command, at_ms)

    def absent(self, absence: Absence) -> None:
        """Pause because nobody is there; the volunteer says when it goes on."""
        self._set_paused(absence.since_ms, paused=True, why=absence.why)

    def _set_paused(self, at_ms: int, *, paused: bool, why: Withheld = BY_HAND) -> None:
        if paused != self.paused:
            self.paused, self.why_paused = paused, why
            self._pipeline.quarantine.add(PauseMark(at_ms, paused, why))
            self._ask(Command.PAUSE if paused else Command.RESUME, at_ms)

    def _ask(self, command: Command, at_ms: int) -> None:
        self._asked.append((command, at_ms))
        self._wake()

    def work(self) -> None:
        """Do what was asked."""
        while self._asked:
            command, at_ms = self._asked.popleft()
            match command:
                case Command.PAUSE:
                    self._pictures.pause()
                    self.announcer.say(*announcing.paused(self.had, self.why_paused))
                case Command.RESUME:
                    self._pictures.resume()
                    self.announcer.say(*announcing.resumed())
                case Command.FORGET:
                    self._pipeline.forget(at_ms - FORGET_MS, at_ms)
                    self.forgotten += 1
                    self.announcer.say(*announcing.forgotten())

    def tell(self, scope: Scope) -> None:
        """Show on the desktop what became of marks, and that something is kept out."""
        marks = (self._pipeline.marks, self._pipeline.marks_refused)
        if marks[0] > self._marks[0]:
            self.announcer.say(*announcing.marked())
        elif marks[1] > self._marks[1]:
            self.announcer.say(*announcing.not_marked())
        self._marks = marks
        blind, self._blind = self._blind, self._pipeline.health.blind
        if self._blind and not blind:
            self.announcer.say(*announcing.blind())
        words = self._stretches.look(None if self.paused else self._pipeline.withholding.now)
        if words:
            self.announcer.say(*announcing.kept_out(words, scope))

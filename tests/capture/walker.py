"""A volunteer who does anything at any moment, right or wrong, and a world that notes down what was so when.

What is noted here is what the oracle of `test_walks` knows; nothing in it comes from the product.
"""

import random
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from workbench.capture.admission import check_applications
from workbench.capture.channel import read_commands
from workbench.capture.controls import Controls
from workbench.capture.pictures import PictureThread
from workbench.capture.pipeline import Pipeline
from workbench.capture.process import reserve_display
from workbench.capture.protocol import Command
from workbench.capture.timing import HOLD_MS
from workbench.desktop.accessibility import FieldState
from workbench.desktop.port import EchoState
from workbench.desktop.scripted import ScriptedDesktop
from workbench.errors import WorkbenchError
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.session import Monitor, Session, SessionState
from workbench.model.windows import WindowInfo
from workbench.paths import Home
from workbench.store.journal import Journal
from workbench.store.lock import FileLock
from workbench.store.tiles import TilePacker
from workbench.workflow.consent import agree, require_consent

SALT = bytes(range(16))
SCREEN = (Monitor(1, Rect(0, 0, 320, 240)),)
SCOPE = Scope(("mousepad", "xterm"), ("^Letter",))
EDITOR = WindowInfo(1, ("mousepad", "Mousepad"), "Untitled 1", 100, Rect(0, 0, 150, 110))
TERMINAL = WindowInfo(2, ("xterm", "XTerm"), "shell", 200, Rect(160, 0, 150, 110))
CHAT = WindowInfo(3, ("chat", "Chat"), "Private talk", 300, Rect(0, 120, 150, 110))
OWN = WindowInfo(4, ("kitty",), "workbench", 400, Rect(160, 120, 150, 110), own=True)
WRITER = WindowInfo(5, ("writer", "Writer"), "Letter to Ada", 500, Rect(60, 60, 120, 90))
VAULT = WindowInfo(6, ("keepassxc",), "Letter box - passwords", 600, Rect(100, 20, 100, 160))
WINDOWS = (EDITOR, TERMINAL, CHAT, OWN, WRITER, VAULT)
COLOURS = {
    1: (250, 10, 10),
    2: (10, 250, 10),
    3: (9, 9, 251),
    4: (9, 252, 252),
    5: (250, 250, 10),
    6: (253, 9, 253),
}
PRIVATE = "Private diary"
OFTEN_BEGUN = 0.7
State = TypeVar("State")


class Timeline(list[tuple[int, State]]):
    """What was so from which moment on."""

    def at(self, at_ms: int) -> State | None:
        """Return what was so at a moment."""
        place = bisect_right([time for time, _ in self], at_ms)
        return self[place - 1][1] if place else None

    def near(self, at_ms: int, within_ms: int) -> list[State | None]:
        """Return everything that was so around a moment."""
        between = [state for time, state in self if at_ms - within_ms < time <= at_ms + within_ms]
        return [self.at(at_ms - within_ms), *between]


@dataclass(frozen=True)
class Act:
    """Something that was done."""

    at_ms: int
    """When."""
    kind: str
    """The kind of event it would be."""
    window: int | None
    """The window that got it."""
    text: str = ""
    """For keys: a text like no other."""


@dataclass
class Take:
    """One recording, as the volunteer knows it."""

    path: Path
    """Its file."""
    started_ms: int
    """When it began."""
    ended_ms: int | None = None
    """When it was stopped or killed."""
    killed: bool = False
    """Whether it was killed."""
    paused: Timeline[bool] = field(default_factory=Timeline)
    """Whether it was paused."""
    forgets: list[int] = field(default_factory=list)
    """When the last half minute was forgotten."""


class Stand:
    """What pauses and resumes the pictures, in the walk's own time."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self.looking = True

    def pause(self) -> None:
        self.looking = False

    def resume(self) -> None:
        self._pipeline.pictures.renew()
        self.looking = True


class Walker(ScriptedDesktop):
    """The desktop, the volunteer and, at times, a recorder."""

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(SCREEN)
        self.chance = random.Random(seed)
        self.home = Home(folder / "home")
        self.acts: list[Act] = []
        self.takes: list[Take] = []
        self.refusals: list[str] = []
        self.titles: dict[int, Timeline[WindowInfo | None]] = {window.id: Timeline() for window in WINDOWS}
        self.fields_of: Timeline[FieldState] = Timeline([(0, FieldState.PLAIN)])
        self.echoes: Timeline[EchoState] = Timeline([(0, EchoState.ECHO)])
        self.paints: list[tuple[int, int, tuple[int, int, int]]] = []
        self._folder = folder
        self._take: Take | None = None
        self._lock: FileLock | None = None
        for window in WINDOWS[:5]:
            self.show(window)
        self.set_echo(TERMINAL.pid or 0, EchoState.ECHO)
        self._pass(500)

    # --- the world

    def show(self, window: WindowInfo) -> None:
        self.open_window(window, COLOURS[window.id])
        self.titles[window.id].append((self.now_ms, window))

    def hide(self, window: WindowInfo) -> None:
        if self.titles[window.id].at(self.now_ms) is not None:
            self.close_window(window.id)
            self.titles[window.id].append((self.now_ms, None))

    def is_open(self, window: WindowInfo) -> bool:
        return self.titles[window.id].at(self.now_ms) is not None

    def call(self, window: WindowInfo, title: str) -> None:
        now = self.titles[window.id].at(self.now_ms)
        if now is not None:
            self.retitle_window(window.id, title)
            self.titles[window.id].append((self.now_ms, replace(now, title=title)))

    def _pass(self, ms: int) -> None:
        """Let time pass: finely at first, as long as something may be pending, then in longer steps."""
        left = ms
        while left > 0:
            step = min(left, 50 if ms - left < 2 * HOLD_MS else 500)
            self.advance(step)
            left -= step
            self._work()

    def _work(self) -> None:
        if self._take is None:
            return
        self.controls.work()
        self.pipeline.sample_echo()
        self.pipeline.pictures.look(self.now_ms, 0)
        if self.stand.looking:
            self.pipeline.pictures.take(self.now_ms)
        self.pipeline.tick(self.now_ms)

    # --- what the volunteer does

    def walk(self, steps: int) -> None:
        """Do that many things, and end whatever still runs."""
        names = list(WEIGHTS)
        if self.chance.random() < OFTEN_BEGUN:
            self.do_agree()
            self.do_start()
        for name in self.chance.choices(names, [WEIGHTS[name] for name in names], k=steps):
            self.advance(self.chance.choice((1, 2, 7, 30)))
            getattr(self, name)()
            self._work()
            self._pass(self.chance.choice((0, 0, 20, 60, 150, 320, 700, 1500)))
        self.advance(1)
        self.do_stop()

    def do_type(self) -> None:
        for _ in range(self.chance.randint(1, 4)):
            text = f"K{len(self.acts):05d}K"
            self.acts.append(Act(self.now_ms, "key_down", self.focused, text))
            self.key_down(text.lower(), text)
            self._pass(self.chance.choice((1, 15, 40)))
            self.key_up(text.lower())
            self._pass(self.chance.choice((1, 20, 80)))

    def do_hold(self) -> None:
        text = f"K{len(self.acts):05d}K"
        self.acts.append(Act(self.now_ms, "key_down", self.focused, text))
        self.key_down(text.lower(), text)

    def do_focus(self) -> None:
        window = self.chance.choice([None, EDITOR, EDITOR, EDITOR, TERMINAL, WRITER, WRITER, WRITER, *WINDOWS])
        self.focus(window.id if window is not None and self.is_open(window) else None)

    def do_click(self) -> None:
        self._go()
        self.acts.append(Act(self.now_ms, "button_down", self._under()))
        self.button_down()
        self._pass(self.chance.choice((5, 60)))
        if self.chance.random() < 1 / 3:
            self._go("drag")
        self.button_up()
        self.advance(1)

    def do_scroll(self) -> None:
        self._go()
        self.acts.append(Act(self.now_ms, "scroll", self._under()))
        self.scroll(gap_ms=1)

    def do_move(self) -> None:
        for _ in range(self.chance.randint(1, 6)):
            self._go()
            self._pass(self.chance.choice((5, 20)))

    def _go(self, kind: str = "path") -> None:
        x, y = self.chance.randrange(320), self.chance.randrange(240)
        self.move(x, y)
        self.acts.append(Act(self.now_ms, kind, self._under()))
        self.advance(1)

    def _under(self) -> int | None:
        return self._under_pointer()

    def do_paint(self) -> None:
        number = len(self.paints) + 1
        colour = (number % 100, 100 + number // 100, 77)
        rect = Rect(10, 10, 30, 30)
        if self.is_open(EDITOR):
            self.screen.paint(self.windows.info(EDITOR.id), rect, colour)
            self.paints.append((self.now_ms, EDITOR.id, colour))

    def do_vault(self) -> None:
        self.hide(VAULT) if self.is_open(VAULT) else self.show(VAULT)

    def do_retitle(self) -> None:
        self.call(WRITER, self.chance.choice(["Letter to Ada", "Letter to Bob", "Letter to Eve", PRIVATE]))

    def do_raise(self) -> None:
        window = self.chance.choice(WINDOWS)
        if self.is_open(window):
            self.raise_window(window.id)

    def do_editor(self) -> None:
        if self.is_open(EDITOR):
            self.hide(EDITOR)
        else:
            self.show(EDITOR)
            self.paints.append((self.now_ms, EDITOR.id, COLOURS[EDITOR.id]))

    def do_field(self) -> None:
        state = self.chance.choice(
            [FieldState.PLAIN, FieldState.PLAIN, FieldState.PASSWORD, FieldState.NO_ANSWER]
        )
        self.fields.set(EDITOR.id, state, self.now_ms)
        self.fields_of.append((self.now_ms, state))

    def do_echo(self) -> None:
        state = self.chance.choice([EchoState.ECHO, EchoState.SECRET])
        self.set_echo(TERMINAL.pid or 0, state)
        self.echoes.append((self.now_ms, state))

    def do_wait(self) -> None:
        self._pass(self.chance.choice((2000, 9000, 20000, 33000)))

    # --- consent, start and end, and what is said to the recorder

    def do_agree(self) -> None:
        agree(self.home)

    def do_withdraw(self) -> None:
        self.home.consent_file.unlink(missing_ok=True)

    def do_start(self) -> None:
        """Start as the workbench and the recorder do, one check after the other."""
        scope = self.chance.choice([SCOPE, SCOPE, SCOPE, Scope(), Scope(("gimp",)), Scope(("keepassxc",))])
        path = self._folder / f"{len(self.takes)}.session"
        lock: FileLock | None = None
        try:
            consent = require_consent(self.home)
            scope.check()
            lock = reserve_display()
            check_applications(scope, self.windows.stack())
        except WorkbenchError as error:
            if lock is not None:
                lock.release(remove=True)
            self.refusals.append(str(error))
            return
        self._lock = lock
        session = Session(
            "01936b00-0000-7000-8000-000000000001", "2026-11-22T10:00:00Z", "0.1.0", "A task",
            SessionState.RECORDING, consent.id, consent.text_hash, scope, self.desktop.platform, 0, self.now_ms,
        )  # fmt: skip
        self._begin(path, session)

    def _begin(self, path: Path, session: Session) -> None:
        desktop = self.desktop
        self.journal = Journal.create(path, None, session, SALT)
        self.pipeline = Pipeline(desktop, session, self.journal, TilePacker(SALT).pack, lambda: None)
        self.stand = Stand(self.pipeline)
        pictures: PictureThread = self.stand  # type: ignore[assignment]  # the walk has no threads, only its two calls
        self.controls = Controls(desktop, self.pipeline, pictures, {}, lambda: None)
        self.controls.start(self.do_stop)
        self.input.start(self.pipeline.take)
        self._take = Take(path, self.now_ms)
        self.takes.append(self._take)
        self.focus(self.focused)

    def do_pause(self) -> None:
        self._tell("pause")

    def do_resume(self) -> None:
        self._tell("resume")

    def do_forget(self) -> None:
        self._tell("forget")

    def do_mark(self) -> None:
        self.acts.append(Act(self.now_ms, "mark", None))
        self._tell("mark")

    def do_stop(self) -> None:
        if self._take is None:
            return
        take, self._take = self._take, None
        end_ms = take.ended_ms = self.now_ms
        self.input.stop()
        self.advance(HOLD_MS)
        self.pipeline.finish(end_ms)
        self.journal.finish(end_ms - take.started_ms)
        self._give_up()

    def do_kill(self) -> None:
        if self._take is not None:
            self._take.ended_ms, self._take.killed, self._take = self.now_ms, True, None
            self.input.stop()
            self.journal.close()
            self._give_up()

    def do_mumble(self) -> None:
        """Say something to the recorder that is no command: it ends, because nobody knows what was meant."""
        if self.chance.random() < 1 / 4:
            self._tell("mumble")

    def _give_up(self) -> None:
        self.controls.give_up()
        self.controls.announcer.close(1.0)
        if self._lock is not None:
            self._lock.release(remove=True)

    def _tell(self, line: str) -> None:
        """Say it to the recorder as the pipe does; without one there is nobody to hear it."""
        if self._take is not None:
            read_commands([line], self._obey, lambda: None if line in set(Command) else self.do_stop())

    def _obey(self, command: Command) -> None:
        assert self._take is not None
        match command:
            case Command.PAUSE:
                self._take.paused.append((self.now_ms, True))
                self.controls.pause()
            case Command.RESUME:
                self._take.paused.append((self.now_ms, False))
                self.controls.resume()
            case Command.FORGET:
                self._take.forgets.append(self.now_ms)
                self.controls.forget()
            case Command.MARK:
                self.controls.mark()


WEIGHTS = {
    "do_type": 14, "do_hold": 1, "do_focus": 7, "do_click": 6, "do_scroll": 2, "do_move": 3, "do_paint": 4,
    "do_vault": 1, "do_retitle": 2, "do_raise": 2, "do_editor": 1, "do_field": 2, "do_echo": 1, "do_wait": 1,
    "do_agree": 4, "do_withdraw": 1, "do_start": 9, "do_pause": 1, "do_resume": 3, "do_forget": 1, "do_mark": 1,
    "do_stop": 1, "do_kill": 1, "do_mumble": 1,
}  # fmt: skip

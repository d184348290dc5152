"""Random walks on a scripted desktop, in which everything that is done from some moment on carries a canary."""

import random
from collections.abc import Callable
from pathlib import Path

from tests.capture.rehearsal import CHAT, EDITOR, TERMINAL, Rehearsal
from workbench.desktop.accessibility import FieldState
from workbench.desktop.port import EchoState
from workbench.model.geometry import Rect

CANARY = "zanzibarnoon"
MARKER = (13, 207, 91)
HARMLESS = (90, 90, 200)
PLACES = {EDITOR.id: (300, 300), TERMINAL.id: (900, 200)}


class Walk:
    """One recording under a plain file; the same seed walks the same way."""

    def __init__(self, folder: Path, seed: int) -> None:
        folder.mkdir()
        self.desk = Rehearsal(folder, key=None)
        self.chance = random.Random(seed)
        self._canary = False
        self._paused = False
        self._words = 0
        self.desk.open_window(CHAT)
        self.desk.raise_window(EDITOR.id)

    def go(self, steps: int, *, canary: bool) -> None:
        """Do that many things."""
        self._canary = canary
        ways: list[Callable[[], None]] = [
            self._type, self._type, self._type, self._click, self._paint, self._paint, self._hold, self._drag,
            self._scroll, self._secret, self._pause, self._retitle, self._elsewhere, self._wander, self._rest,
        ]  # fmt: skip
        for _ in range(steps):
            self.chance.choice(ways)()
            self.desk.advance(self.chance.choice((0, 20, 60, 140, 400, 1200)))

    def tidy(self) -> None:
        """Take from the screen what it must not show afterwards: forgetting is for what lies behind."""
        for window in (EDITOR, TERMINAL, CHAT):
            self.desk.screen.show(window)
            self.desk.retitle_window(window.id, window.title)

    def typed_secrets_since(self, border_ms: int) -> bool:
        """Return whether something secret was withheld from that moment on: it swallows the gaps around it."""
        withholding = self.desk.pipeline.withholding
        return withholding.secret or any(at_ms >= border_ms for _, at_ms in withholding._secrets)

    def _focus(self, window: int) -> None:
        self.desk.raise_window(window)
        self.desk.focus(window)
        self.desk.advance(60)

    def _type(self) -> None:
        self._focus(self.chance.choice((EDITOR.id, EDITOR.id, TERMINAL.id)))
        for _ in range(self.chance.randint(1, 5)):
            text = CANARY if self._canary else self.chance.choice("abcdefg")
            self.desk.key_down("x" if self._canary else text, text)
            self.desk.advance(self.chance.choice((0, 20, 40)))
            self.desk.key_up("x" if self._canary else text)

    def _click(self) -> None:
        x, y = PLACES[self.chance.choice((EDITOR.id, TERMINAL.id))]
        self.desk.click(x + self.chance.randint(0, 90), y, clicks=self.chance.choice((1, 1, 2)))

    def _paint(self) -> None:
        window = self.chance.choice((EDITOR, TERMINAL))
        place = Rect(window.rect.x + self.chance.randint(0, 300), self.chance.randint(0, 200), 40, 40)
        self.desk.screen.paint(window, place, MARKER if self._canary else self._colour())

    def _colour(self) -> tuple[int, int, int]:
        return self.chance.randint(100, 255), self.chance.randint(0, 90), self.chance.randint(0, 255)

    def _hold(self) -> None:
        """Press a key or a button down, or let one go that may be held since long."""
        key = self.chance.choice(("ctrl", "shift", "a"))
        hold = self.chance.choice((self.desk.key_up, lambda name: self.desk.key_down(name, "")))
        hold(key)

    def _drag(self) -> None:
        """Press, move, and perhaps let go."""
        self.desk.move(*PLACES[EDITOR.id])
        self.desk.button_down()
        for step in range(self.chance.randint(1, 9)):
            self.desk.advance(20)
            self.desk.move(310 + step * 9, 300 + step)
        if self.chance.random() < 0.6:
            self.desk.button_up()

    def _scroll(self) -> None:
        self.desk.scroll(self.chance.choice((-1, 1)), notches=self.chance.randint(1, 3))

    def _secret(self) -> None:
        """Let a prompt or a password field come, type a few keys, and perhaps leave it open."""
        terminal = self.chance.random() < 0.5
        window = TERMINAL if terminal else EDITOR
        self._focus(window.id)
        self._hide(terminal=terminal, hidden=True)
        self.desk.advance(400)
        self.desk.type("hush"[: self.chance.randint(0, 4)])
        self.desk.advance(400)
        if self.chance.random() < 0.7:
            self._hide(terminal=terminal, hidden=False)
            self.desk.advance(400)

    def _hide(self, *, terminal: bool, hidden: bool) -> None:
        if terminal:
            self.desk.set_echo(200, EchoState.SECRET if hidden else EchoState.ECHO)
        else:
            state = FieldState.PASSWORD if hidden else FieldState.PLAIN
            self.desk.fields.set(EDITOR.id, state, self.desk.now_ms)

    def _pause(self) -> None:
        self._paused = not self._paused
        self.desk.pause(paused=self._paused)

    def _retitle(self) -> None:
        self._words += 1
        title = f"{CANARY} {self._words}" if self._canary else f"letter {self._words}"
        self.desk.retitle_window(self.chance.choice((EDITOR.id, TERMINAL.id)), title)

    def _elsewhere(self) -> None:
        self._focus(CHAT.id)
        self.desk.type("private"[: self.chance.randint(0, 7)])

    def _wander(self) -> None:
        for _ in range(self.chance.randint(1, 12)):
            self.desk.move(self.chance.randint(0, 1279), self.chance.randint(0, 450))
            self.desk.advance(self.chance.choice((10, 20, 40)))

    def _rest(self) -> None:
        self.desk.advance(self.chance.choice((1500, 3000)))

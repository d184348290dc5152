"""Every kept press has exactly one release, whatever happens in between; hotkeys are nowhere in the data."""

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.capture.rehearsal import CHAT, EDITOR, TERMINAL, Rehearsal
from tests.soak import rounds
from workbench.capture.protocol import Command
from workbench.capture.quarantine import MarkAsked
from workbench.desktop.port import EchoState
from workbench.model.chords import Chord
from workbench.model.events import Button, ButtonDown, ButtonUp, Event, KeyDown, KeyRepeat, KeyUp, Modifier

CHORDS = {
    Command.PAUSE: Chord((Modifier.CTRL, Modifier.ALT), "p"),
    Command.FORGET: Chord((Modifier.CTRL, Modifier.ALT), "f"),
    Command.MARK: Chord((Modifier.CTRL, Modifier.ALT), "m"),
}
KEYS = ("a", "b", "ctrl", "alt", "shift")
DOINGS = (
    *(f"key {key}" for key in KEYS),
    *(f"repeat {key}" for key in KEYS),
    *(f"twin {key}" for key in ("ctrl", "shift", "a")),
    *(f"button {button}" for button in ("left", "right")),
    *(f"focus {name}" for name in ("editor", "terminal", "chat", "nothing")),
    *(f"point {name}" for name in ("editor", "terminal", "chat")),
    *(f"chord {key}" for key in "pfm"),
    *(f"echo {state}" for state in ("echo", "secret", "unknown")),
    "pause",
    "wait 40",
    "wait 700",
)
WINDOWS = {"editor": EDITOR, "terminal": TERMINAL, "chat": CHAT}
PLACES = {"editor": (20, 20), "terminal": (700, 20), "chat": (300, 200)}


class Player(Rehearsal):
    """Plays a list of doings to a recording that hears hotkeys."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "mousepad", "xterm")
        self.open_window(CHAT)
        self.down: set[str] = set()
        self._paused = False
        self._wanted: list[Command] = []
        self.pipeline.chords.listen_for(CHORDS, lambda command, _: self._wanted.append(command))

    def _work(self) -> None:
        """Do what is due without pictures, which say nothing about keys."""
        self.pipeline.sample_echo()
        self.pipeline.tick(self.now_ms)

    def play(self, doing: str) -> None:
        what, _, which = doing.partition(" ")
        getattr(self, f"_{what}")(which)
        self.advance(20)
        for command in self._wanted:
            self._obey(command)
        self._wanted.clear()

    def _obey(self, command: Command) -> None:
        match command:
            case Command.PAUSE:
                self._pause()
            case Command.MARK:
                self.pipeline.quarantine.add(MarkAsked(self.now_ms))
            case _:
                self.pipeline.forget(self.now_ms - 30_000, self.now_ms)

    def _pause(self, _: str = "") -> None:
        self._paused = not self._paused
        self.pause(paused=self._paused)

    def _key(self, key: str) -> None:  # type: ignore[override]  # a doing, not the desktop's own
        down = key not in self.down
        (self.down.add if down else self.down.remove)(key)
        super()._key(key, key if len(key) == 1 and down else "", down=down)

    def _repeat(self, key: str) -> None:
        if key in self.down:
            super()._key(key, "", down=True, repeat=True)

    def _twin(self, key: str) -> None:
        """Press and let go of the key of the same name on the other side of the keyboard."""
        super()._key(key, "", down=True)
        super()._key(key, "", down=False)

    def _button(self, name: str) -> None:  # type: ignore[override]  # a doing, not the desktop's own
        down = f"button {name}" not in self.down
        (self.down.add if down else self.down.remove)(f"button {name}")
        super()._button(Button(name), down=down)

    def _focus(self, name: str) -> None:
        window = WINDOWS.get(name)
        self.focus(window.id if window else None)

    def _point(self, name: str) -> None:
        self.move(*PLACES[name])

    def _chord(self, key: str) -> None:
        """Press a hotkey with what is down already, and let go of the modifiers that it added."""
        added = [mod for mod in ("ctrl", "alt") if mod not in self.down]
        for mod in added:
            self._key(mod)
        super()._key(key, "", down=True)
        super()._key(key, "", down=False)
        for mod in added:
            self._key(mod)

    def _echo(self, state: str) -> None:
        self.set_echo(200, EchoState(state))

    def _mods(self) -> tuple[Modifier, ...]:
        return tuple(mod for mod in Modifier if mod in self.down)

    def _wait(self, ms: str) -> None:
        self.advance(int(ms))


@settings(max_examples=rounds(2000, reduced=30), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(DOINGS), max_size=40))
@example(["key a", "twin a", "key a"])
@example(["twin ctrl", "key ctrl", "twin ctrl", "chord p", "key ctrl"])
def test_every_kept_press_has_one_release_and_hotkeys_leave_no_trace(doings: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        player = Player(Path(folder))
        for doing in ("focus editor", *doings):
            player.play(doing)
        events = player.end().events
    assert [event.t_ms for event in events] == sorted(event.t_ms for event in events)
    assert [event.seq for event in events] == sorted({event.seq for event in events})
    check_pairs(events)
    presses = [event.body for event in events if isinstance(event.body, KeyDown)]
    assert all(Modifier.SHIFT in press.mods for press in presses if press.key in "pfm")


def check_pairs(events: tuple[Event, ...]) -> None:
    """Presses and releases of one key or button follow each other by turns; repeats come between."""
    down: Counter[str] = Counter()
    for event in events:
        match event.body:
            case KeyDown(key=name) | ButtonDown(button=name):
                down[name] += 1
                assert down[name] == 1, event
            case KeyUp(key=name) | ButtonUp(button=name):
                down[name] -= 1
                assert down[name] == 0, event
            case KeyRepeat(key=name):
                assert down[name] == 1, event
    assert not +down

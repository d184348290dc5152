"""Hotkeys in the stream: heard at once, and never in the data, whatever is pressed around them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.capture.chords import ChordWatch, ModifierPress
from workbench.capture.protocol import Command
from workbench.desktop.port import ButtonInput, Input, KeyInput, MotionInput, ScrollInput
from workbench.model.chords import Chord
from workbench.model.events import Button, Modifier

CTRL, ALT, SHIFT = Modifier.CTRL, Modifier.ALT, Modifier.SHIFT
CHORDS = {
    Command.PAUSE: Chord((CTRL, ALT), "p"),
    Command.STOP: Chord((CTRL, ALT), "s"),
    Command.FORGET: Chord((CTRL, ALT), "f"),
    Command.MARK: Chord((CTRL, ALT), "m"),
}
WAIT_MS = 300


class Keyboard:
    """Types into a watch: `+a` presses, `-a` lets go, `=a` repeats, `click`, `scroll`, `move`, `500` waits."""

    def __init__(self) -> None:
        self.now_ms = 1000
        self.queue: list[Input | ModifierPress] = []
        self.kept: list[Input] = []
        self.heard: list[Command] = []
        self.watch = ChordWatch(self.queue.append)
        self.watch.listen_for(CHORDS, self._hear)
        self._mods: list[Modifier] = []

    def _hear(self, command: Command, at_ms: int) -> None:
        assert at_ms == self.now_ms
        self.heard.append(command)

    def play(self, script: str) -> None:
        for word in script.split():
            self._play(word)
            self.wait(10)

    def wait(self, ms: int) -> None:
        self.now_ms += ms
        while self.queue and self.queue[0].at_ms <= self.now_ms - WAIT_MS:
            item = self.queue.pop(0)
            judged = self.watch.due(item) if isinstance(item, ModifierPress) else item
            if judged is not None:
                self.kept.append(judged)

    def _play(self, word: str) -> None:
        if word.isdigit():
            self.wait(int(word))
        elif word in {"click", "scroll", "move"}:
            self._point(word)
        else:
            self._key(word[1:], down=word[0] != "-", repeat=word[0] == "=")

    def _point(self, word: str) -> None:
        mods = tuple(sorted(self._mods, key=list(Modifier).index))
        match word:
            case "click":
                self.watch.take(
                    ButtonInput(self.now_ms, down=True, button=Button.LEFT, x=5, y=5, mods=mods, window=1)
                )
            case "scroll":
                self.watch.take(ScrollInput(self.now_ms, 5, 5, 0, 1, mods, 1))
            case _:
                self.watch.take(MotionInput(self.now_ms, 5, 5, 1))

    def _key(self, key: str, *, down: bool, repeat: bool) -> None:
        latin = {"з": "p"}.get(key, "")
        mods = tuple(mod for mod in Modifier if mod in self._mods)
        self.watch.take(KeyInput(self.now_ms, down, key, "", mods, 1, repeat, latin=latin))
        if key in set(Modifier) and not repeat:
            (self._mods.append if down else self._mods.remove)(Modifier(key))

    def words(self) -> str:
        self.wait(2 * WAIT_MS)
        return " ".join(map(_word, self.kept))


def _word(item: Input) -> str:
    match item:
        case KeyInput():
            return ("=" if item.repeat else "+" if item.down else "-") + item.key
        case ButtonInput():
            return "click"
        case ScrollInput():
            return "scroll"
        case _:
            return "move"


@pytest.mark.parametrize(
    "script",
    [
        "+ctrl +alt +p -p -alt -ctrl",
        "+alt +ctrl +p -ctrl -alt -p",
        "+ctrl +alt +p -ctrl -p -alt",
        "+ctrl 5000 +alt 5000 +p 5000 -p 5000 -alt 5000 -ctrl",
        "+ctrl 200 +alt 250 +p -p -alt -ctrl",
        "+ctrl =ctrl =ctrl +alt =alt +p =p =p -p -alt -ctrl",
        "+ctrl +alt +p +x -x -p -alt -ctrl",
        "+ctrl +alt +p +shift -p -shift -alt -ctrl",
        "+ctrl +alt +з -з -alt -ctrl",
    ],
)
def test_nothing_of_a_hotkey_is_kept(script: str) -> None:
    keyboard = Keyboard()
    keyboard.play(script)
    assert keyboard.heard == [Command.PAUSE]
    assert keyboard.words() == ""


@pytest.mark.parametrize(
    ("script", "kept"),
    [
        ("+a -a +ctrl +alt +p -p -alt -ctrl +b -b", "+a -a +b -b"),
        ("+ctrl +c -c +alt +p -p -alt -ctrl", "+ctrl +c -c -ctrl"),
        ("+ctrl click +alt +p -p -alt -ctrl", "+ctrl click -ctrl"),
        ("+ctrl +alt -alt +alt +p -p -alt -ctrl", "+alt -alt"),
        ("+shift +ctrl +alt -shift +p -p -alt -ctrl", "+shift -shift"),
        ("+ctrl +alt move move +p -p move -alt -ctrl", "move move move"),
        ("+ctrl +alt +p -p +t -t -alt -ctrl", "+t -t"),
        ("+a +ctrl +alt +p -a -p -alt -ctrl", "+a -a"),
    ],
)
def test_what_stands_around_a_hotkey_is_kept(script: str, kept: str) -> None:
    keyboard = Keyboard()
    keyboard.play(script)
    assert keyboard.heard == [Command.PAUSE]
    assert keyboard.words() == kept


@pytest.mark.parametrize(
    "script",
    [
        "+ctrl +c -c -ctrl",
        "+ctrl +alt +t -t -alt -ctrl",
        "+ctrl +shift +alt +p -p -alt -shift -ctrl",
        "+altgr +ctrl +alt +p -p -alt -ctrl -altgr",
        "+ctrl +p -p -ctrl",
        "+alt -alt",
        "+ctrl scroll -ctrl",
        "+p =p =p -p",
        "+capslock -capslock +a -a",
        "+shift =shift +a -a -shift",
    ],
)
def test_what_is_no_hotkey_is_kept_whole_and_in_order(script: str) -> None:
    keyboard = Keyboard()
    keyboard.play(script)
    assert keyboard.heard == []
    assert keyboard.words() == script


def test_several_hotkeys_while_the_modifiers_stay_down() -> None:
    keyboard = Keyboard()
    keyboard.play("+ctrl +alt +p -p +m -m +f +m -f -m -alt -ctrl")
    assert keyboard.heard == [Command.PAUSE, Command.MARK, Command.FORGET, Command.MARK]
    assert keyboard.words() == ""


def test_a_modifier_holds_up_nothing_and_is_noted_once_it_is_used() -> None:
    keyboard = Keyboard()
    keyboard.play("+ctrl move 2000")
    assert [_word(item) for item in keyboard.kept] == ["move"]
    keyboard.play("+c -c -ctrl")
    assert keyboard.words() == "move +ctrl +c -c -ctrl"
    assert [item.at_ms for item in keyboard.kept] == sorted(item.at_ms for item in keyboard.kept)


def test_after_stop_nothing_more_is_taken() -> None:
    keyboard = Keyboard()
    keyboard.play("+a -a +ctrl +alt +s -s -alt -ctrl +b -b click")
    assert keyboard.heard == [Command.STOP]
    assert keyboard.words() == "+a -a"


def test_without_chords_everything_passes_at_once() -> None:
    keyboard = Keyboard()
    keyboard.watch.listen_for({}, keyboard._hear)
    keyboard.play("+ctrl +alt +p -p -alt -ctrl")
    assert keyboard.heard == []
    assert keyboard.words() == "+ctrl +alt +p -p -alt -ctrl"


KEYS = ("ctrl", "alt", "shift", "p", "m", "a")


@st.composite
def scripts(draw: st.DrawFn) -> list[str]:
    """Draw presses and releases in any order, with clicks, movement and waiting in between."""
    down: list[str] = []
    words: list[str] = []
    for key in draw(st.lists(st.sampled_from((*KEYS, "click", "move", "400")), max_size=40)):
        if key not in KEYS:
            words.append(key)
        elif key in down:
            down.remove(key)
            words.append(f"-{key}")
        else:
            down.append(key)
            words.append(f"+{key}")
    return words + [f"-{key}" for key in down]


@given(scripts())
def test_presses_and_releases_stay_paired_and_what_is_swallowed_belongs_to_a_hotkey(script: list[str]) -> None:
    keyboard = Keyboard()
    keyboard.play(" ".join(script))
    kept = keyboard.words().split()
    for key in KEYS:
        own = [word for word in kept if word[1:] == key]
        assert own == [f"+{key}", f"-{key}"] * (len(own) // 2)
    if not keyboard.heard:
        assert kept == [word for word in script if not word.isdigit()] or "400" in script
        assert _without_modifiers(kept) == _without_modifiers([word for word in script if not word.isdigit()])
    times = [item.at_ms for item in keyboard.kept]
    assert times == sorted(times)


def _without_modifiers(words: Sequence[str]) -> list[str]:
    return [word for word in words if word[1:] not in {"ctrl", "alt"}]

"""Chords: keys held together, as a volunteer writes them in the settings and reads them on the screen."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.errors import UsageError
from workbench.model.events import Modifier, Modifiers
from workbench.model.key_names import KeyName

ACTIONS = ("pause", "stop", "forget", "mark")
"""What can have a chord that works everywhere."""

_MODIFIERS = {
    "ctrl": Modifier.CTRL,
    "control": Modifier.CTRL,
    "alt": Modifier.ALT,
    "shift": Modifier.SHIFT,
    "meta": Modifier.META,
    "super": Modifier.META,
    "win": Modifier.META,
}
_FUNCTION_KEYS = frozenset(f"f{number}" for number in range(1, 25))
_NAMED_KEYS = _FUNCTION_KEYS | {
    KeyName.BACKSPACE, KeyName.DELETE, KeyName.DOWN, KeyName.END, KeyName.ENTER, KeyName.ESCAPE, KeyName.HOME,
    KeyName.INSERT, KeyName.LEFT, KeyName.MENU, KeyName.PAGE_DOWN, KeyName.PAGE_UP, KeyName.PAUSE,
    KeyName.PRINT_SCREEN, KeyName.RIGHT, KeyName.SCROLL_LOCK, KeyName.SPACE, KeyName.TAB, KeyName.UP,
}  # fmt: skip
_TYPING = frozenset({Modifier.SHIFT})
_IN_APPLICATIONS = frozenset({Modifier.CTRL, Modifier.SHIFT})


@dataclass(frozen=True, slots=True)
class Chord:
    """A key, and the modifiers that are held with it and no others."""

    mods: Modifiers
    """The modifiers, in the order of all lists of them."""
    key: str
    """The key's canonical name."""

    @property
    def text(self) -> str:
        """The chord as settings have it: `ctrl+alt+p`."""
        return "+".join([*self.mods, self.key])

    @property
    def common(self) -> bool:
        """Whether applications use such chords themselves: Ctrl and a character, as Ctrl+C."""
        return set(self.mods) <= _IN_APPLICATIONS and len(self.key) == 1

    @property
    def words(self) -> str:
        """The chord as a person reads it: `Ctrl+Alt+P`."""
        return "+".join(name.capitalize() for name in (*self.mods, self.key))


def read_chord(text: str) -> Chord | None:
    """Read a chord; none for an empty text; raises `ValueError` for what is none."""
    *held, key = (part.strip().casefold() for part in text.split("+"))
    if not key and not held:
        return None
    mods = {_MODIFIERS.get(name) for name in held}
    plain = mods <= _TYPING and key not in _FUNCTION_KEYS
    glyph = len(key) == 1 and key.isprintable() and not key.isspace()
    if None in mods or len(mods) < len(held) or plain or not (glyph or key in _NAMED_KEYS):
        raise ValueError(text)
    return Chord(tuple(mod for mod in Modifier if mod in mods), key)


def read_hotkeys(wanted: Mapping[str, str]) -> dict[str, Chord]:
    """Return the chord of each action that has one; raises `UsageError` with what is wrong in the settings."""
    chords: dict[str, Chord] = {}
    for action, text in wanted.items():
        chord = _read_one(action, text)
        if chord is None:
            continue
        other = next((name for name, known in chords.items() if known == chord), None)
        if other is not None:
            message = (
                f"The hotkeys for {other} and {action} are both {chord.words}: give one of them another chord "
                "in settings.toml, under [hotkeys]."
            )
            raise UsageError(message)
        chords[action] = chord
    return chords


def _read_one(action: str, text: str) -> Chord | None:
    if action not in ACTIONS:
        message = (
            f"There is no hotkey called {action!r}: {', '.join(ACTIONS)} can have one; correct settings.toml."
        )
        raise UsageError(message)
    try:
        return read_chord(text)
    except ValueError as error:
        message = (
            f"The hotkey for {action}, {text!r}, cannot be read: write it as ctrl+alt+p in settings.toml, "
            "under [hotkeys], or leave it empty to have none."
        )
        raise UsageError(message) from error


def in_one_breath(chords: Mapping[str, str]) -> str:
    """Say several chords shortly: `Ctrl+Alt+P/S/F/M` where they differ in the key alone."""
    read = [chord for chord in map(read_chord, chords.values()) if chord is not None]
    if not read:
        return ""
    if len({chord.mods for chord in read}) == 1:
        first, *others = (chord.words for chord in read)
        return "/".join([first, *(words.rpartition("+")[2] for words in others)])
    return ", ".join(chord.words for chord in read)

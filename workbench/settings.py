"""The volunteer's choices: read from a TOML file, with defaults that withhold more rather than less."""

import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from workbench.errors import UsageError
from workbench.paths import Home

KEY_STORES = ("auto", "file")
HOTKEYS = {"pause": "ctrl+alt+p", "stop": "ctrl+alt+s", "forget": "ctrl+alt+f", "mark": "ctrl+alt+m"}
ALLOWED = {
    "key_store": '"auto" or "file"',
    "time_limit_s": "1 or more seconds",
    "idle_limit_s": "0 or more seconds",
    "never_record": 'a list of texts, as ["gimp", "title:^Diary"]',
    "hotkeys": 'a table, as a line [hotkeys] with pause = "f9" below it',
}
"""Every setting, with what it may be, in words."""
NAME = re.compile(r"[A-Za-z0-9_.-]+")
LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Settings:
    """What a volunteer may change for all recordings."""

    key_store: str = "auto"
    """Where session keys go: `auto` is the system's keyring where there is one, `file` is the keys folder."""
    time_limit_s: int = 1200
    """A recording ends by itself after this many seconds, unless it is started with another limit."""
    hotkeys: dict[str, str] = field(default_factory=lambda: dict(HOTKEYS))
    """Chords that work everywhere while recording, by what they do; an empty one is off."""
    idle_limit_s: int = 300
    """A recording pauses after this many seconds in which nobody did anything; 0 turns that off."""
    never_record: list[str] = field(default_factory=list)
    """Names of applications, and `title:` with a pattern, that no recording of yours ever holds."""


def load_settings(home: Home) -> Settings:
    """Read the settings of that home; a missing file means the defaults."""
    file = home.settings_file
    try:
        shape = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except ValueError as error:
        message = f"The settings file {file} cannot be read ({error}); correct it or remove it."
        raise UsageError(message) from error
    wrong = next(_wrong(shape), None)
    if wrong is not None:
        message = f"{wrong} {file}."
        raise UsageError(message)
    return Settings(**shape | {"hotkeys": HOTKEYS | shape.get("hotkeys", {})})


def _wrong(shape: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with each setting, as the start of a sentence that ends with the file."""
    for name, value in shape.items():
        if name not in ALLOWED:
            yield _unknown(name, ALLOWED)
        elif not _allowed(name, value):
            yield f"{name} must be {ALLOWED[name]}, not {_shown(value)}; correct it in"
        elif name == "hotkeys":
            yield from _wrong_hotkeys(value)


def _wrong_hotkeys(chords: dict[str, object]) -> Iterator[str]:
    for name, chord in chords.items():
        if name not in HOTKEYS:
            yield _unknown(f"hotkeys.{name}", [f"hotkeys.{known}" for known in HOTKEYS])
        elif not isinstance(chord, str):
            yield f'hotkeys.{name} must be a chord in quotes, as "f9", not {_shown(chord)}; correct it in'


def _unknown(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    hint = (
        f"did you mean {close[0]}? Correct it in" if close else f"there are {', '.join(known)}; correct it in"
    )
    return f"There is no setting {name if NAME.fullmatch(name) else _shown(name)}; {hint}"


def _allowed(name: str, value: object) -> bool:
    """Return whether a value is one that the program can use."""
    match name:
        case "key_store":
            return value in KEY_STORES
        case "time_limit_s" | "idle_limit_s":
            return type(value) is int and value >= (name == "time_limit_s")
        case "never_record":
            return isinstance(value, list) and all(isinstance(entry, str) for entry in value)
        case _:
            return isinstance(value, dict)


def _shown(value: object) -> str:
    """Return a value as the file has it, shortened, and without what a terminal would act upon."""
    text = json.dumps(value, default=str)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"

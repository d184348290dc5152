"""What a program is made with, and what it must be told at its start so that its fields can be seen."""

import os
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

FLAG = "--force-renderer-accessibility"
FIREFOX_VARIABLE = "GNOME_ACCESSIBILITY"
SWITCHES = {FIREFOX_VARIABLE: "1", "QT_ACCESSIBILITY": "1", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
"""Firefox and Chromium look at the first, Qt 5 and 6 at the others."""
HINDRANCES = ("NO_AT_BRIDGE", "GTK_A11Y")
"""With these GTK shows nothing."""
BROWSERS = {
    "chromium": "chromium",
    "chromium-browser": "chromium",
    "google-chrome": "chrome",
    "google-chrome-stable": "chrome",
    "google-chrome-beta": "chrome",
    "google-chrome-unstable": "chrome",
    "chrome": "chrome",
    "brave": "brave",
    "brave-browser": "brave",
    "microsoft-edge": "msedge",
    "microsoft-edge-stable": "msedge",
    "vivaldi": "vivaldi-bin",
    "vivaldi-stable": "vivaldi-bin",
    "opera": "opera",
}
"""Browsers of Chromium's family, with the name under which they run."""
FIREFOXES = frozenset({"firefox", "firefox-esr", "librewolf", "waterfox", "thunderbird"})
SCRIPT_BYTES = 8192
ABSOLUTE = re.compile(rb"/(?:usr|opt|snap|app)/[\w./+-]+")
PROFILE = "--user-data-dir"


class Family(StrEnum):
    """Programs that are told the same thing."""

    CHROMIUM = "chromium"
    FIREFOX = "firefox"
    JAVA = "java"
    OTHER = "other"


def family_of(program: Path) -> Family:
    """Return what a program is made with, as far as its name and the files beside it tell."""
    names = {program.name, program.resolve().name}
    if names & BROWSERS.keys() or any(_is_electron(path) for path in _behind(program)):
        return Family.CHROMIUM
    if names & FIREFOXES:
        return Family.FIREFOX
    return Family.JAVA if "java" in names else Family.OTHER


def _behind(program: Path) -> Iterator[Path]:
    """Yield the program and what a script that starts it names."""
    real = program.resolve()
    yield real
    with real.open("rb") as file:
        start = file.read(SCRIPT_BYTES)
    if start.startswith(b"#!"):
        for found in ABSOLUTE.findall(start):
            yield Path(os.fsdecode(found))


def _is_electron(program: Path) -> bool:
    """Return whether Chromium's own files stand beside a program, or one folder above."""
    folders = (program.parent, program.parent.parent)
    return any((folder / "chrome_100_percent.pak").exists() for folder in folders)


def environment_for(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which every toolkit shows its fields."""
    kept = {name: value for name, value in environment.items() if name not in HINDRANCES}
    return kept | SWITCHES


def command_for(program: Path, arguments: tuple[str, ...], family: Family) -> tuple[str, ...]:
    """Return the words that start it."""
    needed = family is Family.CHROMIUM and FLAG not in arguments
    return (str(program), *([FLAG] if needed else []), *arguments)


def running_blind(program: Path, arguments: tuple[str, ...], family: Family) -> int | None:
    """Return the process that would open the window itself and shows no fields; none without one."""
    if family not in {Family.CHROMIUM, Family.FIREFOX}:
        return None
    names = {program.name, program.resolve().name, BROWSERS.get(program.name, program.name)}
    for pid, words in _own_processes():
        if (
            Path(words[0]).name in names
            and _profile(words) == _profile(arguments)
            and _blind(pid, words, family)
        ):
            return pid
    return None


def _blind(pid: int, words: tuple[str, ...], family: Family) -> bool:
    if any(word.startswith("--type=") for word in words) or "-contentproc" in words:
        return False
    if family is Family.CHROMIUM:
        return FLAG not in words
    return f"{FIREFOX_VARIABLE}=1".encode() not in _read(pid, "environ").split(b"\0")


def _profile(words: tuple[str, ...]) -> str:
    """Return the folder of the profile that a command line names; two profiles are two processes."""
    for word, following in pairwise((*words, "")):
        if word == PROFILE:
            return following
        if word.startswith(f"{PROFILE}="):
            return word.partition("=")[2]
    return ""


def _own_processes() -> Iterator[tuple[int, tuple[str, ...]]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _is_own(entry):
            line = _read(int(entry.name), "cmdline").rstrip(b"\0")
            words = line.split(b"\0") if b"\0" in line else line.split(b" ")
            if words[0]:
                yield int(entry.name), tuple(os.fsdecode(word) for word in words)


def _is_own(entry: Path) -> bool:
    try:
        return entry.stat().st_uid == os.getuid()
    except OSError:
        return False


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""

"""What works on this machine, and what to do where something does not. Looks, and changes nothing."""

import os
import shutil
import sqlite3
import stat
from dataclasses import dataclass
from pathlib import Path

import apsw

from workbench.desktop.choose import check_desktop, chords_of_others
from workbench.errors import DesktopError, UsageError, WorkbenchError
from workbench.model.chords import read_hotkeys
from workbench.paths import Home
from workbench.settings import load_settings
from workbench.store.keyring_access import SystemKeyring
from workbench.workflow.consent import current_consent

NEEDED_SQLITE = (3, 51, 3)
NEEDED_FREE_BYTES = 500_000_000
KEY_FILE_LIMITS = (
    "such a file protects a session that is copied or backed up without its key, and the bytes of one "
    "that was removed; it does not protect against somebody who can read your files or the whole disk"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    """What it is."""
    ok: bool
    """Whether it works as it should."""
    sentence: str
    """How it is, and what to do where it is not well."""


def well(name: str, sentence: str) -> Finding:
    """Return a finding that asks for nothing."""
    return Finding(name, ok=True, sentence=sentence)


def ill(name: str, sentence: str) -> Finding:
    """Return a problem."""
    return Finding(name, ok=False, sentence=sentence)


def examine(home: Home) -> tuple[Finding, ...]:
    """Look at the desktop, the folder, the keys, the database and the agreement."""
    desktop = tuple(Finding(found.name, found.ok, found.sentence) for found in check_desktop())
    return (*desktop, *hotkeys(home), folder(home), free_space(home), keys(home), database(), agreement(home))


def hotkeys(home: Home) -> tuple[Finding, ...]:
    """Tell which chords work while recording, and which are another program's; nothing without a display."""
    try:
        chords = read_hotkeys(load_settings(home).hotkeys)
        others = chords_of_others(tuple(chord.text for chord in chords.values()))
    except UsageError as error:
        return (ill("hotkeys", str(error)),)
    except DesktopError:
        return ()
    if not chords:
        return (well("hotkeys", "None are set; recordings are paused and stopped in the workbench."),)
    taken = [f"{chord.words} ({action})" for action, chord in chords.items() if chord.text in others]
    if taken:
        said = f"{', '.join(taken)} cannot be had: another program has it, perhaps a recording that runs."
        return (ill("hotkeys", f"{said} Choose another in {home.settings_file}, under [hotkeys]."),)
    common = [f"{chord.words} ({action})" for action, chord in chords.items() if chord.common]
    if common:
        said = f"{', '.join(common)} would be kept from every application while a recording runs."
        return (ill("hotkeys", f"{said} Choose another in {home.settings_file}, under [hotkeys]."),)
    words = ", ".join(f"{chord.words} {action}" for action, chord in chords.items())
    return (well("hotkeys", f"From anywhere while recording: {words}."),)


def folder(home: Home) -> Finding:
    """Tell whether anybody else could read what is in the volunteer's folder."""
    if not home.root.exists():
        return well("folder", f"{home.root} will be made at the first recording, for your eyes only.")
    loose = [path for path in (home.root, home.sessions, home.keys) if path.exists() and _open_to_others(path)]
    if not loose:
        return well("folder", f"{home.root} can be read by you alone.")
    names = " ".join(str(path) for path in loose)
    return ill("folder", f"Others can look into {names}; close it with: chmod 700 {names}")


def _open_to_others(path: Path) -> bool:
    state = path.stat()
    return bool(stat.S_IMODE(state.st_mode) & 0o077) or state.st_uid != os.getuid()


def free_space(home: Home) -> Finding:
    """Tell whether there is room for recordings."""
    place = home.root
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    said = f"{free / 1e9:.1f} GB are free for sessions"
    if free >= NEEDED_FREE_BYTES:
        return well("space", f"{said}.")
    return ill("space", f"Only {said}; make some room before you record for long.")


def keys(home: Home) -> Finding:
    """Tell where new sessions' keys will be kept, and what that is good for."""
    try:
        wanted = load_settings(home).key_store
    except WorkbenchError as error:
        return ill("keys", str(error))
    if wanted == "auto" and _keyring_answers():
        return well("keys", "Keys are kept in the system's keyring, apart from the sessions.")
    why = "as the settings ask" if wanted == "file" else "because no keyring of the system answers"
    return well("keys", f"Keys are files in {home.keys}, {why}; {KEY_FILE_LIMITS}.")


def _keyring_answers() -> bool:
    try:
        SystemKeyring().find("doctor")
    except WorkbenchError:
        return False
    return True


def database() -> Finding:
    """Tell which SQLite session files are written with, and whether it is free of known faults."""
    version = apsw.sqlite_lib_version()
    said = (
        f"Session files use SQLite {version} with encryption; Python's own {sqlite3.sqlite_version} is not used"
    )
    if tuple(int(part) for part in version.split(".")) >= NEEDED_SQLITE:
        return well("database", f"{said}.")
    needed = ".".join(map(str, NEEDED_SQLITE))
    return ill("database", f"{said}; versions before {needed} can damage files: install a newer one.")


def agreement(home: Home) -> Finding:
    """Tell whether the notice in force was agreed to."""
    try:
        consent = current_consent(home)
    except WorkbenchError as error:
        return ill("consent", str(error))
    if consent:
        return well("consent", f"You agreed to the notice in force on {consent.agreed_at[:10]}.")
    return well("consent", "Nobody has agreed to the notice yet; you are asked before the first recording.")

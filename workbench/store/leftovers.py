"""What interrupted work left behind: files beside no session, and keys that open nothing on this machine.

A recorder that was killed while it made its file, together with the workbench that would have tidied up, leaves
an encrypted beginning, its key and the key's check. None of it can become a session any more.
"""

import time
from dataclasses import dataclass
from pathlib import Path

from workbench.paths import Home
from workbench.store.identity import is_session_id
from workbench.store.keys import KeyStore
from workbench.store.lock import FileLock
from workbench.store.session_paths import (
    SESSION_SUFFIX,
    companions,
    lock_path,
    remove_unfinished,
    unfinished_path,
)

STARTING_S = 60.0
"""What is younger than this may belong to a recording that is about to begin."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """What is left of one session."""

    id: str
    """The session's id."""
    what: str
    """What it is, in words."""
    whole: bool
    """Whether there is no session file, so that its key goes too."""
    elsewhere: bool = False
    """Whether its session may have been moved elsewhere, where nothing reads it without this key."""


class Leftovers:
    """The leftovers of one home."""

    def __init__(self, home: Home, keys: KeyStore) -> None:
        self._home = home
        self._keys = keys

    def find(self) -> tuple[Leftover, ...]:
        """Return what can be swept: nothing that belongs to a session, a recording or a beginning."""
        found = (self._look(session_id) for session_id in sorted(self._ids()))
        return tuple(leftover for leftover in found if leftover is not None)

    def sweep(self, leftover: Leftover) -> bool:
        """Remove it, the key first; false where a recorder has come to work there meanwhile."""
        path = self._path(leftover.id)
        lock = FileLock(lock_path(path))
        if not lock.acquire():
            return False
        try:
            if leftover.whole and not path.exists():
                self._keys.destroy(leftover.id)
                for file in companions(path):
                    file.unlink(missing_ok=True)
            elif not self._keys.renewing(leftover.id):
                remove_unfinished(path)
        finally:
            lock.release(remove=True)
        return True

    def _look(self, session_id: str) -> Leftover | None:
        path = self._path(session_id)
        files = self._files(session_id)
        newest_s = max(file.stat().st_mtime for file in files)
        if FileLock(lock_path(path)).held() or time.time() - newest_s < STARTING_S:
            return None
        if not path.exists():
            begun = any(file.parent == self._home.sessions and file.suffix != ".check" for file in files)
            what = "a recording that never began, and its key" if begun else "a key that opens nothing here"
            return Leftover(session_id, what, whole=True, elsewhere=not begun)
        if unfinished_path(path).exists() and not self._keys.renewing(session_id):
            return Leftover(session_id, "a copy that was never finished", whole=False)
        return None

    def _ids(self) -> set[str]:
        names = [file.name for folder in (self._home.sessions, self._home.keys) for file in folder.iterdir()]
        return {session_id for name in names if is_session_id(session_id := name.partition(".")[0])}

    def _files(self, session_id: str) -> list[Path]:
        folders = (self._home.sessions, self._home.keys)
        return [
            file for folder in folders for file in folder.iterdir() if file.name.partition(".")[0] == session_id
        ]

    def _path(self, session_id: str) -> Path:
        return self._home.sessions / f"{session_id}{SESSION_SUFFIX}"

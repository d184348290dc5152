"""Locks between processes: one recorder for a session, one for a display. A process that dies frees its own."""

import fcntl
import hashlib
import os
import re
import tempfile
import time
from pathlib import Path

from workbench.errors import DesktopError
from workbench.store.private_files import FILE_MODE

RETRY_S = 0.02


class FileLock:
    """An exclusive lock on a file's name; it holds as long as this process lives and does not release it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self, wait_s: float = 0.0) -> bool:
        """Take the lock and return whether it was free, trying again until the time is up."""
        end = time.monotonic() + wait_s
        while not self._try():
            if time.monotonic() >= end:
                return False
            time.sleep(RETRY_S)
        return True

    def release(self, *, remove: bool = False) -> None:
        """Give the lock back; `remove` takes its file away first, while nobody else can hold it."""
        if self._descriptor is None:
            return
        if remove:
            self._path.unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = None

    def held(self) -> bool:
        """Return whether some process holds the lock; looking never makes another's `acquire` fail for long."""
        try:
            descriptor = os.open(self._path, os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        return False

    def _try(self) -> bool:
        if self._descriptor is not None:
            return True
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, FILE_MODE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            still_named = os.fstat(descriptor).st_ino == self._path.stat().st_ino
        except (BlockingIOError, FileNotFoundError):
            still_named = False
        if still_named:
            self._descriptor = descriptor
        else:
            os.close(descriptor)
        return still_named


def display_lock(display_name: str) -> FileLock:
    """Return the lock of a display, the same for every home of this user: one recorder per display."""
    name = re.sub(r"\.\d+$", "", display_name.removeprefix("unix"))
    label = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")
    digest = hashlib.blake2b(name.encode(), digest_size=4).hexdigest()
    return FileLock(_runtime_folder() / f"display-{label}-{digest}.lock")


def _runtime_folder() -> Path:
    """Return this user's folder for locks, which nobody else can write to."""
    named = os.environ.get("XDG_RUNTIME_DIR")
    parent = Path(named) if named and Path(named).is_dir() else Path(tempfile.gettempdir())
    folder = parent / f"recording-workbench-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.lstat()
    if state.st_uid != os.getuid() or state.st_mode & 0o077:
        message = f"The folder {folder} belongs to somebody else, so no display can be reserved; remove it."
        raise DesktopError(message)
    return folder

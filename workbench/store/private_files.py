"""Files that only their owner may read, and that are on the disk when a call returns."""

import os
import stat
from contextlib import suppress
from pathlib import Path

FILE_MODE = 0o600


def create_private(path: Path, data: bytes = b"") -> None:
    """Make a file of that content, durably; raises `FileExistsError` where there is one already."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def write_private(path: Path, data: bytes) -> None:
    """Make a file of that content, or give a file that is there this content and these rights."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):  # and no device, which others need as it is
            with suppress(PermissionError):  # somebody else's file that may be written stays theirs
                os.fchmod(descriptor, FILE_MODE)
            os.ftruncate(descriptor, 0)
        file.write(data)


def identity_of(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from any other that may stand under its name; none where there is no file."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


def sync_folder(folder: Path) -> None:
    """Make names that came, went or changed in a folder durable, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def publish(new: Path, final: Path) -> None:
    """Give a finished file its name, durably; raises `FileExistsError` instead of replacing another."""
    try:
        os.link(new, final)
        new.unlink()
    except FileExistsError:
        raise
    except OSError:  # file systems without hard links, such as those of USB sticks
        if final.exists():
            raise FileExistsError(final) from None
        new.rename(final)
    sync_folder(final.parent)


def overwrite_and_remove(path: Path) -> None:
    """Overwrite a small file's bytes before its name goes; the medium itself may keep older copies."""
    try:
        size = path.stat().st_size
        with path.open("r+b", buffering=0) as file:
            file.write(os.urandom(size))
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)
    sync_folder(path.parent)

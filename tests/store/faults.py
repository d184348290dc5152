"""A VFS under everything that SQLite opens, which asks a disk what becomes of each call.

It stands below the encryption: `multipleciphers-NAME` encrypts on top of the VFS called NAME, so what fails or
tears here are the very bytes that reach a real disk. Files that the workbench makes without SQLite, such as
keys and locks, are real, and so are the names of files: they do not fail here.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

NAME = "tested"
ABOVE = f"multipleciphers-{NAME}"
PLAIN = "multipleciphers-unix"


class Disk:
    """A disk that does what it is told; others inherit from it and fail."""

    def open(self, path: Path) -> None:
        """Called before a file is opened."""

    def opened(self, file: "WatchedFile", *, created: bool) -> None:
        """Called once it is."""

    def write(self, file: "WatchedFile", data: bytes, offset: int) -> None:
        """Write."""
        file.put(data, offset)

    def truncate(self, file: "WatchedFile", size: int) -> None:
        """Cut a file off."""
        file.cut_off(size)

    def sync(self, file: "WatchedFile", flags: int) -> None:
        """Return once what was written is on the medium."""
        file.settle(flags)

    def delete(self, path: Path, remove: Callable[[], None], *, durably: bool) -> None:  # noqa: ARG002  (for others)
        """Remove a file."""
        remove()


class WatchedFile(apsw.VFSFile):
    """A file that asks the disk."""

    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self.path = _path_of(name)
        self._disk = disk
        disk.open(self.path)
        created = not self.path.exists()
        super().__init__("unix", name, flags)
        self.number = self.path.stat().st_ino
        disk.opened(self, created=created)

    def excepthook(self, _kind: object, _error: object, _trace: object) -> bool:
        """Say nothing: SQLite was told, and what it makes of it is what is tested."""
        return True

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802  (SQLite's name)
        self._disk.write(self, bytes(data), offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802  (SQLite's name)
        self._disk.truncate(self, size)

    def xSync(self, flags: int) -> None:  # noqa: N802  (SQLite's name)
        self._disk.sync(self, flags)

    def put(self, data: bytes, offset: int) -> None:
        """Write into the real file."""
        super().xWrite(data, offset)

    def cut_off(self, size: int) -> None:
        """Cut the real file off."""
        super().xTruncate(size)

    def settle(self, flags: int) -> None:
        """Sync the real file."""
        super().xSync(flags)

    def content(self) -> bytes:
        """Return what the real file holds."""
        size = self.xFileSize()
        return self.xRead(size, 0) if size else b""


class WatchedFiles(apsw.VFS):
    """The VFS; its disk can be changed, because SQLite never lets go of a VFS that was built upon."""

    def __init__(self) -> None:
        self.disk = Disk()
        super().__init__(NAME, "unix")

    def excepthook(self, _kind: object, _error: object, _trace: object) -> bool:
        """Say nothing, as above."""
        return True

    def xOpen(self, name: Any, flags: list[int]) -> WatchedFile:  # noqa: N802  (SQLite's name)
        return WatchedFile(self.disk, name, flags)

    def xDelete(self, name: str, durably: bool) -> None:  # noqa: N802, FBT001  (SQLite's name and arguments)
        remove = functools.partial(super().xDelete, name, durably)
        self.disk.delete(Path(name), remove, durably=bool(durably))


def _path_of(name: Any) -> Path:
    return Path(name.filename() if isinstance(name, apsw.URIFilename) else name)


@functools.cache
def _registered() -> WatchedFiles:
    files = WatchedFiles()
    apsw.Connection("file:/nowhere?vfs=" + ABOVE, flags=apsw.SQLITE_OPEN_URI | _IN_MEMORY).close()
    return files


_IN_MEMORY = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_MEMORY


@contextmanager
def on(disk: Disk) -> Iterator[None]:
    """Let everything that the product opens with SQLite lie on that disk."""
    files = _registered()
    files.disk = disk
    apsw.set_default_vfs(ABOVE)
    try:
        yield
    finally:
        apsw.set_default_vfs(PLAIN)
        files.disk = Disk()

"""A disk that loses power, for plain files and for names: what no `fsync` brought to it may be lost.

`faults_power` tears what SQLite writes; here a file is lost whole, and so are names that came, went or changed
in a folder. A cut keeps every image that the disk may hold at that moment: each folder's names as they were
synced or as they are now, each with the content that was synced or that is there now. Blocks of a removed file
count as being on the disk until other bytes were synced over them.
"""

import itertools
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import pytest

from tests.store.faults import Disk, WatchedFile, on

Known = TypeVar("Known")
Names = dict[str, int]
Image = dict[str, bytes]
CHANGING = ("fsync", "link", "rename", "replace", "unlink")
UNIMPORTANT = (".lock", "-shm", ".reserve")


@dataclass(frozen=True)
class Found(Generic[Known]):
    """What may be found after a power failure."""

    files: tuple[tuple[str, bytes], ...]
    """Every file below the root, by name."""
    known: Known
    """What had been acknowledged when it happened."""

    def write(self, root: Path) -> Path:
        """Write it into a folder and return that."""
        for name, data in self.files:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
        return root


class NamesDisk(Disk, Generic[Known]):
    """Notes what is on the medium, at every call that brings something there or changes a name."""

    def __init__(self, root: Path, known: Callable[[], Known]) -> None:
        self.cuts: dict[Found[Known], None] = {}
        """What power failures may leave, at any moment up to now; every image once."""
        self._root, self._known = root, known
        self._folders = [root, *sorted(path for path in root.rglob("*") if path.is_dir())]
        self._pins: dict[int, int] = {}
        self._data: dict[int, bytes] = {}
        self._names = {folder: self._look(folder) for folder in self._folders}
        self._data = {number: self._content(number) for number in self._pins}

    def sync(self, file: WatchedFile, flags: int) -> None:
        self.cut()
        file.settle(flags)
        self._look_around()
        self._data[file.number] = self._content(file.number)
        if file.path.name.endswith(("-journal", "-wal")):  # SQLite syncs the folder of these with them
            self._names[file.path.parent] = self._look(file.path.parent)
        self.cut()

    def delete(self, path: Path, remove: Callable[[], None], *, durably: bool) -> None:
        self.cut()
        remove()
        if durably and path.parent in self._names:
            self._names[path.parent] = self._look(path.parent)
        self.cut()

    def cut(self) -> None:
        """Let the power fail now, in every way."""
        self._look_around()
        now = {folder: self._look(folder) for folder in self._folders}
        ways = [(self._names[folder], now[folder]) for folder in self._folders]
        for chosen in itertools.product(*ways):
            for synced in (True, False):
                image = self._image(dict(zip(self._folders, chosen, strict=True)), synced=synced)
                self.cuts[Found(tuple(sorted(image.items())), self._known())] = None

    def left(self) -> list[Found[Known]]:
        """Return what may be found if the power fails now."""
        self.cuts.clear()
        self.cut()
        return list(self.cuts)

    def holds(self, data: bytes) -> bool:
        """Return whether any block of the medium may hold these bytes, whatever name it has or had."""
        return any(data in content for content in self._data.values())

    @contextmanager
    def watched(self, patch: pytest.MonkeyPatch) -> Iterator[None]:
        """Let everything that the product opens lie on this disk."""
        with patch.context() as context, on(self):
            for name in CHANGING:
                context.setattr(os, name, self.around(getattr(os, name), synced=name == "fsync"))
            yield
        for descriptor in self._pins.values():
            os.close(descriptor)

    def around(self, real: Callable[..., Any], *, synced: bool = False) -> Callable[..., Any]:
        """Return the call with a power failure before and after it; `synced` where it syncs a file."""

        def call(*arguments: Any, **others: Any) -> Any:
            self.cut()
            answer = real(*arguments, **others)
            if synced:
                self._synced(arguments[0])
            self.cut()
            return answer

        return call

    def _synced(self, descriptor: int) -> None:
        state = os.fstat(descriptor)
        if not stat.S_ISDIR(state.st_mode):
            self._data[state.st_ino] = self._content(state.st_ino)
            return
        folder = Path(f"/proc/self/fd/{descriptor}").readlink()
        if folder in self._names:
            self._names[folder] = self._look(folder)

    def _look_around(self) -> None:
        for folder in self._folders:
            self._look(folder)

    def _look(self, folder: Path) -> Names:
        """Return the folder's names; a file that is new is kept open, so that its number stays its own."""
        names = {path.name: path.stat().st_ino for path in folder.iterdir() if path.is_file()}
        for name, number in names.items():
            if number not in self._pins:
                self._pins[number] = os.open(folder / name, os.O_RDONLY)
        return names

    def _content(self, number: int) -> bytes:
        descriptor = self._pins[number]
        return os.pread(descriptor, os.fstat(descriptor).st_size, 0)

    def _image(self, names: dict[Path, Names], *, synced: bool) -> Image:
        return {
            str((folder / name).relative_to(self._root)): self._data.get(number, b"")
            if synced
            else self._content(number)
            for folder, entries in names.items()
            for name, number in entries.items()
            if not name.endswith(UNIMPORTANT)
        }

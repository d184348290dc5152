"""A disk that loses power: what was not synced is dropped or torn, sector by sector.

What counts as safe is what a disk promises: after a sync, everything written to that file before; nothing else.
Writes that wait may reach the medium in any order, in part, or not at all; so may names that were not synced.
"""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Generic, TypeVar

from tests.store.faults import Disk, WatchedFile

SECTOR = 512
REACHED = (0.0, 0.1, 0.5, 0.9, 1.0)
"""Which part of the waiting sectors may have reached the medium."""
Known = TypeVar("Known")


@dataclass
class Medium:
    """One file as it stands on the medium, and what waits to get there."""

    pin: int
    """A descriptor that keeps the file's number from being given to another."""
    durable: bytearray
    """What is safe."""
    named: bool
    """Whether its name is safe."""
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Writes by offset; without bytes, the size to which the file was cut off."""

    def sync(self) -> None:
        """Bring everything to the medium."""
        for offset, data in self.waiting:
            _put(self.durable, offset, data)
        self.waiting.clear()
        self.named = True

    def after_power_loss(self, chance: random.Random) -> bytes:
        """Return what a power loss leaves of the file."""
        image, reached = bytearray(self.durable), chance.choice(REACHED)
        for offset, data in self.waiting:
            for start, piece in _sectors(offset, data):
                if chance.random() < reached:
                    _put(image, start, piece)
        return bytes(image)


def _sectors(offset: int, data: bytes | None) -> list[tuple[int, bytes | None]]:
    if data is None:
        return [(offset, None)]
    borders = [
        offset,
        *range(offset - offset % SECTOR + SECTOR, offset + len(data), SECTOR),
        offset + len(data),
    ]
    return [(start, data[start - offset : end - offset]) for start, end in pairwise(borders)]


def _put(image: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del image[offset:]
        image.extend(bytes(offset - len(image)))
        return
    image.extend(bytes(max(0, offset - len(image))))
    image[offset : offset + len(data)] = data


@dataclass(frozen=True)
class Cut(Generic[Known]):
    """What a power failure left."""

    root: Path
    """The folder as it was found afterwards."""
    known: Known
    """What had been acknowledged when it happened."""


class LosingDisk(Disk, Generic[Known]):
    """Notes at random moments what a power failure would leave just then, and goes on."""

    def __init__(self, root: Path, target: Path, known: Callable[[], Known], chance: random.Random) -> None:
        self.cuts: list[Cut[Known]] = []
        """What the power failures left."""
        self.often = 0.0
        """How likely a power failure is at each call."""
        self._root, self._target, self._known, self._chance = root, target, known, chance
        self._media: dict[int, Medium] = {}
        self._unsafe_deletes: dict[Path, Medium] = {}

    def opened(self, file: WatchedFile, *, created: bool) -> None:
        self._unsafe_deletes.pop(file.path, None)
        if file.number not in self._media:
            pin = os.open(file.path, os.O_PATH)
            self._media[file.number] = Medium(pin, bytearray(file.content()), named=not created)

    def write(self, file: WatchedFile, data: bytes, offset: int) -> None:
        self._media[file.number].waiting.append((offset, data))
        self._perhaps()
        file.put(data, offset)

    def truncate(self, file: WatchedFile, size: int) -> None:
        self._media[file.number].waiting.append((size, None))
        self._perhaps()
        file.cut_off(size)

    def sync(self, file: WatchedFile, flags: int) -> None:  # noqa: ARG002  (the disk's arguments)
        self._perhaps()
        self._media[file.number].sync()
        self._perhaps()

    def delete(self, path: Path, remove: Callable[[], None], *, durably: bool) -> None:
        self._perhaps()
        medium = self._media.get(path.stat().st_ino) if path.exists() else None
        remove()
        if medium is not None and not durably:
            self._unsafe_deletes[path] = medium
        self._perhaps()

    def cut(self) -> Cut[Known]:
        """Lose power now."""
        root = self._target / str(len(self.cuts))
        for path in sorted(self._root.rglob("*")):
            copy = root / path.relative_to(self._root)
            if path.is_dir():
                copy.mkdir(parents=True, exist_ok=True)
            elif not path.name.endswith("-shm"):
                self._leave(path, copy)
        for path, medium in self._unsafe_deletes.items():
            if self._chance.random() < 1 / 2:
                (root / path.relative_to(self._root)).write_bytes(medium.after_power_loss(self._chance))
        self.cuts.append(Cut(root, self._known()))
        return self.cuts[-1]

    def close(self) -> None:
        """Let go of the files."""
        for medium in self._media.values():
            os.close(medium.pin)

    def _leave(self, path: Path, copy: Path) -> None:
        medium = self._media.get(path.stat().st_ino)
        if medium is None:
            copy.write_bytes(path.read_bytes())
        elif medium.named or self._chance.random() < 1 / 2:
            copy.write_bytes(medium.after_power_loss(self._chance))

    def _perhaps(self) -> None:
        if self._chance.random() < self.often:
            self.cut()

"""The folder that a release is: written beside its place, complete, then given its name.

Every file is hashed while it is written. The same content gives the same bytes: nothing of this machine, of the
moment or of the target's name goes into a file. Only its owner may read it (folders 0700, files 0600), unless
it is made to be shared: then it has the rights that the umask gives to new files.
"""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Final, Self

from workbench.errors import UsageError

MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"
WITHDRAWALS: Final = "withdrawals.jsonl"
PICTURES: Final = "images"
PRIVATE: Final = 0o700
SHARED: Final = 0o777
NOT_EXECUTABLE: Final = 0o666


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One finished file of a release."""

    sha256: str
    """Hash of its bytes, in hex."""
    size_bytes: int
    """How many bytes it has."""


class ReleaseFolder:
    """A release that is being written; leaving it without `publish` leaves nothing behind."""

    def __init__(self, target: Path, *, shared: bool = False) -> None:
        refuse_existing(target)
        self._mode = SHARED if shared else PRIVATE
        self._target = target
        self._folder = target.parent / f".{target.name}.{secrets.token_hex(4)}.partial"
        self._files: dict[str, WrittenFile] = {}

    def __enter__(self) -> Self:
        for folder in (self._folder, self._folder / PICTURES):
            folder.mkdir(mode=self._mode)  # its folder is there, and is not made with other rights
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def files(self) -> Mapping[str, WrittenFile]:
        """What has been written so far, by path within the folder."""
        return self._files

    def write(self, name: str, data: bytes) -> None:
        """Write a whole file; a name is written once."""
        with self._new_file(name) as file:
            file.write(data)
        self._files[name] = WrittenFile(hashlib.sha256(data).hexdigest(), len(data))

    def write_rows(self, name: str, rows: Iterable[Mapping[str, Any]]) -> int:
        """Write one row a line while they come, and return how many there were."""
        digest, size, count = hashlib.sha256(), 0, 0
        with self._new_file(name) as file:
            for row in rows:
                line = json_line(row)
                file.write(line)
                digest.update(line)
                size += len(line)
                count += 1
        self._files[name] = WrittenFile(digest.hexdigest(), size)
        return count

    def _new_file(self, name: str) -> BinaryIO:
        """Open a file that does not exist yet, with its rights from its first moment."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        return os.fdopen(os.open(self._folder / name, flags, self._mode & NOT_EXECUTABLE), "wb")

    def finish(self, manifest: Mapping[str, Any]) -> str:
        """Write the manifest and the list of hashes, and return the hash of that list: the release's own."""
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
        self.write(MANIFEST, f"{text}\n".encode())
        lines = [f"{file.sha256}  {name}\n" for name, file in sorted(self._files.items())]
        self.write(SUMS, "".join(lines).encode())
        return self._files[SUMS].sha256

    def publish(self) -> None:
        """Give the finished folder its name; raises `UsageError` instead of replacing what is there."""
        for path in (*self._folder.rglob("*"), self._folder):
            _sync(path)
        refuse_existing(self._target)
        self._folder.rename(self._target)
        _sync(self._target.parent)


def refuse_existing(target: Path) -> None:
    """Raise `UsageError` where there is something at a release's place, or no folder to put it in."""
    if os.path.lexists(target):
        text = f"{target} is there already and stays as it is; name a folder that does not exist yet."
        raise UsageError(text)
    if not target.parent.is_dir():
        text = f"There is no folder {target.parent} to put the release in; make it first."
        raise UsageError(text)


def json_line(row: Mapping[str, Any]) -> bytes:
    """Return a row as one line of JSON, keys in the order they were put in."""
    return json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"


def _sync(path: Path) -> None:
    """Have a file or the names in a folder on the disk, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

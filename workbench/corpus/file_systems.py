"""Which disks a write-ahead log is safe on: those of this machine, never those of a network."""

import os
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
LOCAL = frozenset(
    {
        "apfs",
        "bcachefs",
        "btrfs",
        "ext2",
        "ext3",
        "ext4",
        "f2fs",
        "jfs",
        "overlay",
        "ramfs",
        "reiserfs",
        "tmpfs",
    }
    | {"xfs", "zfs"}
)


def is_local(path: Path, mounts: Path = MOUNTS) -> bool:
    """Return whether the path is surely on a disk of this machine; what cannot be told is not."""
    return file_system(path, mounts) in LOCAL


def file_system(path: Path, mounts: Path = MOUNTS) -> str | None:
    """Return the kind of file system that the path is on, none where the system does not say."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    real = os.path.realpath(path)
    found = max((mount for mount in map(_mount, lines) if _is_below(real, mount[0])), key=_depth, default=None)
    return found[1] if found else None


def _mount(line: str) -> tuple[str, str]:
    """Return a mount's place and kind, as proc(5) lays out a line: the kind follows a dash."""
    before, _dash, after = line.partition(" - ")
    place = before.split()[4].encode("utf-8", "surrogateescape").decode("unicode_escape", "surrogateescape")
    return place, after.split()[0]


def _is_below(path: str, place: str) -> bool:
    return path == place or path.startswith(place.rstrip("/") + "/")


def _depth(mount: tuple[str, str]) -> int:
    return len(mount[0])

"""Which disks a write-ahead log is safe on: those of this machine, never those of a network or of FUSE."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
DESCRIPTORS = Path("/proc/self/fdinfo")
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
_OCTAL = re.compile(rb"\\([0-7]{3})")
_MOUNT_ID = re.compile(rb"^mnt_id:\s*(\d+)$", re.M)


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of mountinfo, as proc(5) describes it."""

    id: int
    """The kernel's number for the mount."""
    place: bytes
    """The mount point, as the bytes of its path."""
    kind: str
    """The kind of file system, as `ext4` or `fuse.sshfs`."""

    def is_above(self, path: bytes) -> bool:
        """Return whether a path is the mount point or below it."""
        return path == self.place or path.startswith(self.place.rstrip(b"/") + b"/")


def is_local(path: Path, mounts: Path = MOUNTS) -> bool:
    """Return whether the path is certainly on a disk of this machine; false where that is not known."""
    return file_system(path, mounts) in LOCAL


def file_system(path: Path, mounts: Path = MOUNTS) -> str | None:
    """Return the kind of file system that the path is on; none where the system does not say.

    The kernel names the mount of a file that exists. Without that, the last mount above the path counts: it
    hides earlier ones, also those at deeper places. That fails only for a mount that was moved (as the root of
    a container often is), because moving does not change its line's place in the list.
    """
    found = tuple(_mounts(mounts))
    number = _mount_id(path) if mounts == MOUNTS else None
    real = os.fsencode(os.path.realpath(path))
    named = [mount for mount in found if mount.id == number]
    above = named or [mount for mount in found if mount.is_above(real)]
    return above[-1].kind if above else None


def _mounts(mounts: Path) -> Iterator[Mount]:
    """Yield every mount in the order of the file; names in it may hold any byte but null."""
    try:
        lines = mounts.read_bytes().split(b"\n")
    except OSError:
        return
    for line in filter(None, lines):
        before, _dash, after = line.partition(b" - ")
        number, _parent, _device, _root, place = before.split(b" ")[:5]
        yield Mount(int(number), _unescaped(place), after.split(b" ")[0].decode("ascii", "replace"))


def _unescaped(name: bytes) -> bytes:
    r"""Return a name with its octal escapes (`\040` is a space) replaced by the bytes that they mean."""
    return _OCTAL.sub(lambda escape: bytes([int(escape[1], 8) & 0xFF]), name)


def _mount_id(path: Path) -> int | None:
    """Return the kernel's number of the mount that a file is on; none where it does not say."""
    with suppress(OSError, AttributeError):  # only Linux can open a path without reading it
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            found = _MOUNT_ID.search((DESCRIPTORS / str(descriptor)).read_bytes())
        finally:
            os.close(descriptor)
        return int(found[1]) if found else None
    return None

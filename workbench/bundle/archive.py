"""The container: a plain zip with a fixed list of members, stored one after the other, that has one form only.

Fixed dates, order and attributes: the same members are always the same bytes. The reader walks the local
headers by itself and compares each with the one that it would write: no other zip with these members passes.
Layout after PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
"""

import struct
import zlib
from collections.abc import Mapping

from workbench.bundle.checks import Check, refused

MEMBERS = (
    "manifest.json", "session.json", "steps.jsonl", "events.jsonl", "frames.jsonl", "tiles.bin", "consent.json",
    "labels.jsonl",
)  # fmt: skip
MIB = 1 << 20
LARGEST = {
    "manifest.json": MIB // 16, "session.json": 4 * MIB, "steps.jsonl": 16 * MIB, "events.jsonl": 32 * MIB,
    "frames.jsonl": 32 * MIB, "tiles.bin": 512 * MIB, "consent.json": MIB // 4, "labels.jsonl": 4 * MIB,
}  # fmt: skip
LARGEST_BUNDLE = 512 * MIB

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_VERSION, _STORED = 20, 0
_UNIX = 3 << 8 | _VERSION
_TIME, _DATE = 0, 0x21  # 1980-01-01 00:00:00
_MODE = 0o100600 << 16


def joined(members: Mapping[str, bytes]) -> bytes:
    """Return the bundle that holds exactly these members, in the order of `MEMBERS`."""
    pieces: list[bytes] = []
    at = 0
    for name in MEMBERS:
        header = _local(name, members[name])
        pieces += (header, members[name])
        at += len(header) + len(members[name])
    return b"".join((*pieces, _ending(members)))


def parted(data: bytes) -> dict[str, bytes]:
    """Return the members of a bundle; raises `BundleError` for anything that `joined` would not write."""
    if len(data) > LARGEST_BUNDLE:
        raise refused(Check.SIZE, f"it is larger than {LARGEST_BUNDLE // MIB} MiB")
    members: dict[str, bytes] = {}
    at = 0
    while data[at : at + 4] == b"PK\3\4":
        name, content, at = _member(data, at)
        if name in members:
            raise refused(Check.DUPLICATE, f"the member {name} is in it twice")
        members[name] = content
    if tuple(members) != MEMBERS:
        missing = [name for name in MEMBERS if name not in members]
        what = f"the member {missing[0]} is missing" if missing else "its members are in another order"
        raise refused(Check.MEMBERS, what)
    if data[at:] != _ending(members):
        raise refused(Check.CONTAINER, "its list of members is not the one that its members make")
    return members


def _local(name: str, content: bytes) -> bytes:
    """Return what stands before a member's content."""
    return _LOCAL.pack(b"PK\3\4", _VERSION, 0, _STORED, _TIME, _DATE, *_sizes(name, content), 0) + name.encode()


def _sizes(name: str, content: bytes) -> tuple[int, int, int, int]:
    return zlib.crc32(content), len(content), len(content), len(name)


def _ending(members: Mapping[str, bytes]) -> bytes:
    """Return the list of members that stands behind all of them."""
    at = 0
    directory = b""
    for name in MEMBERS:
        content = members[name]
        place = (0, 0, 0, 0, _MODE, at)
        fixed = (b"PK\1\2", _UNIX, _VERSION, 0, _STORED, _TIME, _DATE)
        directory += _CENTRAL.pack(*fixed, *_sizes(name, content), *place) + name.encode()
        at += _LOCAL.size + len(name) + len(content)
    return directory + _END.pack(b"PK\5\6", 0, 0, len(MEMBERS), len(MEMBERS), len(directory), at, 0)


def _member(data: bytes, at: int) -> tuple[str, bytes, int]:
    """Return one member's name and content, and where the next one begins."""
    start = at + _LOCAL.size
    if start > len(data):
        raise refused(Check.CONTAINER, "it ends within a header")
    _, _, flags, method, _, _, _, packed_size, size, name_size, extra_size = _LOCAL.unpack_from(data, at)
    begin = start + name_size
    name = _name(data[start:begin])
    if method != _STORED or flags or extra_size or packed_size != size:
        raise refused(Check.STORED, f"the member {name} is packed, encrypted or carries more than its content")
    if size > LARGEST[name]:
        raise refused(Check.SIZE, f"the member {name} is larger than {LARGEST[name]} bytes")
    content = data[begin : begin + size]
    if len(content) != size or data[at:begin] != _local(name, content):
        raise refused(Check.CONTAINER, f"the member {name} is not what its header announces")
    return name, content, begin + size


def _name(raw: bytes) -> str:
    """Return a member's name where it is one of the few that there can be."""
    name = raw.decode("ascii", "replace")
    if name not in LARGEST:
        raise refused(Check.MEMBERS, "it has a member that no bundle has")
    return name

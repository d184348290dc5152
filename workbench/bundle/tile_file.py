"""`tiles.bin`: every tile once, in order of first use: its id, a length, and zstd of its RGB bytes."""

import struct
from collections.abc import Iterable, Mapping

from workbench.bundle.checks import Check, refused
from workbench.bundle.pixels import MOST_TILE_BYTES, tile_id, unpacked

MOST_TILES = 1 << 17
LONGEST_TILE = MOST_TILE_BYTES + 1024
_HEAD = struct.Struct(">16sI")


def tiles_joined(tiles: Mapping[bytes, bytes]) -> bytes:
    """Return the member that holds these tiles, in their order."""
    return b"".join(_HEAD.pack(identity, len(data)) + data for identity, data in tiles.items())


def tiles_parted(member: bytes) -> dict[bytes, bytes]:
    """Return the tiles by id, in order, still packed; raises `BundleError`."""
    tiles: dict[bytes, bytes] = {}
    at = 0
    while at < len(member):
        begin = at + _HEAD.size
        identity, size = _HEAD.unpack_from(member, at) if begin <= len(member) else (b"", 0)
        if not 0 < size <= LONGEST_TILE or begin + size > len(member):
            raise refused(Check.TILES, f"tile {len(tiles) + 1} has no size that it can have")
        if identity in tiles or len(tiles) == MOST_TILES:
            raise refused(Check.TILES, f"tile {len(tiles) + 1} is one too many")
        tiles[identity] = member[begin : begin + size]
        at = begin + size
    return tiles


def check_tiles(tiles: Mapping[bytes, bytes], salt: bytes) -> dict[bytes, int]:
    """Return how many bytes every tile unpacks to; raises `BundleError` for one under a wrong id."""
    sizes: dict[bytes, int] = {}
    for number, (identity, data) in enumerate(tiles.items(), 1):
        try:
            rgb = unpacked(data)
        except ValueError as error:
            raise refused(Check.TILES, f"tile {number} is no picture of 128×128 pixels or less") from error
        if tile_id(salt, rgb) != identity:
            raise refused(Check.TILES, f"tile {number} has the id of other pixels")
        sizes[identity] = len(rgb)
    return sizes


def in_order_of_use(frames: Iterable[Iterable[bytes]]) -> list[bytes]:
    """Return the ids of all tiles of these frames, each where it is used first."""
    return list(dict.fromkeys(identity for tiles in frames for identity in tiles))

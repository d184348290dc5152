"""Tiles: 128×128 pieces of frames, compressed without loss, each stored once in its session."""

import hashlib
from typing import TYPE_CHECKING

import zstandard

from workbench.model.tiles import TILE_ID_BYTES, TILE_PX, tile_rects

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEVEL = 3
SALT_BYTES = 16
MOST_BYTES = TILE_PX * TILE_PX * 3


class TilePacker:
    """Packs the tiles of one session; one thread at a time."""

    def __init__(self, salt: bytes) -> None:
        self._salt = salt
        self._compressor = zstandard.ZstdCompressor(level=LEVEL)

    def pack(self, rgb: "NDArray[np.uint8]") -> tuple[bytes, bytes]:
        """Return the tile's id, BLAKE2b keyed with the session's salt, and its compressed RGB bytes."""
        identity = hashlib.blake2b(rgb.data, digest_size=TILE_ID_BYTES, key=self._salt).digest()
        return identity, self._compressor.compress(rgb.data)


def cut_tiles(screen: "NDArray[np.uint8]") -> "list[NDArray[np.uint8]]":
    """Return a picture's tiles row by row, each in a piece of memory of its own; `screen` is h×w×3."""
    import numpy as np

    height, width = screen.shape[:2]
    return [
        np.ascontiguousarray(screen[rect.y : rect.bottom, rect.x : rect.right])
        for rect in tile_rects(width, height)
    ]


class TileUnpacker:
    """Unpacks tiles; one thread at a time."""

    def __init__(self) -> None:
        self._decompressor = zstandard.ZstdDecompressor()

    def unpack(self, data: bytes) -> bytes:
        """Return a tile's RGB bytes; raises `ValueError` for what is no tile, before taking room for it."""
        try:
            size = zstandard.frame_content_size(data)
            if not 0 < size <= MOST_BYTES:
                raise ValueError(size)
            return self._decompressor.decompress(data, max_output_size=MOST_BYTES)
        except zstandard.ZstdError as error:
            raise ValueError(len(data)) from error


def unpack(data: bytes) -> bytes:
    """Return one tile's RGB bytes, as `TileUnpacker` does for many."""
    return TileUnpacker().unpack(data)

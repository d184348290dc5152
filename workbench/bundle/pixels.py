"""Pixels in a bundle: pictures are cut into tiles, each kind of tile is stored once.

A tile's id is made from its masked pixels and the session's id, so that tiles of two sessions cannot be
compared by their ids, and whoever has the bundle can check every one.
"""

import hashlib
from collections.abc import Iterator, Sequence

import zstandard

from workbench.model.tiles import TILE_ID_BYTES, TILE_PX, grid, tile_rects

LEVEL = 3
CHANNELS = 3
MOST_TILE_BYTES = TILE_PX * TILE_PX * CHANNELS


def tile_salt(session_id: str) -> bytes:
    """Return what the ids of a session's tiles are keyed with."""
    return hashlib.blake2b(session_id.encode(), digest_size=16, person=b"bundle tiles").digest()


def tile_id(salt: bytes, rgb: bytes) -> bytes:
    """Return the id of a tile with these pixels."""
    return hashlib.blake2b(rgb, digest_size=TILE_ID_BYTES, key=salt).digest()


def cut(rgb: bytes, width: int, height: int) -> Iterator[bytes]:
    """Yield the RGB bytes of a picture's tiles, row by row."""
    import numpy as np

    screen = np.frombuffer(rgb, np.uint8).reshape(height, width, CHANNELS)
    for rect in tile_rects(width, height):
        yield screen[rect.y : rect.bottom, rect.x : rect.right].tobytes()


def assembled(width: int, height: int, tiles: Sequence[bytes]) -> bytes:
    """Return the RGB bytes of the picture that these tiles make, given row by row."""
    import numpy as np

    screen = np.zeros((height, width, CHANNELS), np.uint8)
    for rect, tile in zip(tile_rects(width, height), tiles, strict=True):
        pixels = np.frombuffer(tile, np.uint8).reshape(rect.height, rect.width, CHANNELS)
        screen[rect.y : rect.bottom, rect.x : rect.right] = pixels
    return screen.tobytes()


def tile_sizes(width: int, height: int) -> Iterator[int]:
    """Yield how many bytes each tile of a frame has, row by row."""
    for rect in tile_rects(width, height):
        yield rect.width * rect.height * CHANNELS


def tile_count(width: int, height: int) -> int:
    """Return how many tiles a frame of that size has."""
    columns, rows = grid(width, height)
    return columns * rows


def packed(rgb: bytes) -> bytes:
    """Return a tile compressed without loss, as tiles are stored."""
    return zstandard.ZstdCompressor(level=LEVEL).compress(rgb)


def unpacked(data: bytes) -> bytes:
    """Return a stored tile's RGB bytes; raises `ValueError` for what is no tile, before taking room for it.

    One plain frame that says its size, and nothing behind it: no dictionary, no skippable frame, no second one.
    """
    try:
        said = zstandard.get_frame_parameters(data)
        if not 0 < said.content_size <= MOST_TILE_BYTES or said.dict_id:
            raise ValueError(said.content_size)
        return zstandard.ZstdDecompressor().decompress(
            data, max_output_size=MOST_TILE_BYTES, allow_extra_data=False
        )
    except zstandard.ZstdError as error:
        raise ValueError(len(data)) from error

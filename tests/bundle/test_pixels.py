"""Tiles: cut, packed and put together again; nothing but a plain frame of the right size is unpacked."""

import struct

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from tests.store.examples import a_screen
from workbench.bundle.pixels import (
    MOST_TILE_BYTES,
    assembled,
    cut,
    packed,
    tile_count,
    tile_id,
    tile_salt,
    tile_sizes,
    unpacked,
)


@given(st.integers(1, 400), st.integers(1, 300))
def test_a_picture_is_cut_and_put_together_without_loss(width: int, height: int) -> None:
    rgb = a_screen(width, height).tobytes()
    tiles = [unpacked(packed(tile)) for tile in cut(rgb, width, height)]
    assert assembled(width, height, tiles) == rgb
    assert len(tiles) == tile_count(width, height)
    assert [len(tile) for tile in tiles] == list(tile_sizes(width, height))


def test_the_same_pixels_have_another_id_in_another_session() -> None:
    one, other = tile_salt("session-1"), tile_salt("session-2")
    assert tile_id(one, b"\0" * 300) == tile_id(one, b"\0" * 300)
    assert tile_id(one, b"\0" * 300) != tile_id(other, b"\0" * 300)
    assert tile_id(one, b"\0" * 300) != tile_id(one, b"\1" * 300)


def test_what_is_more_than_one_plain_frame_is_not_unpacked() -> None:
    tile = packed(bytes(300))
    hidden = struct.pack("<II", 0x184D2A50, 6) + b"hidden"
    for data in (tile + tile, tile + hidden, hidden + tile, hidden, b"", tile[:-1], b"\0" * 40):
        with pytest.raises(ValueError):  # noqa: PT011  (zstd's own words differ by version)
            unpacked(data)


def test_what_says_it_is_larger_than_a_tile_is_not_unpacked() -> None:
    for size in (MOST_TILE_BYTES + 1, 1 << 26):
        with pytest.raises(ValueError, match=str(size)):
            unpacked(zstandard.ZstdCompressor().compress(bytes(size)))

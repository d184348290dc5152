"""Tiles, packed and unpacked."""

import numpy as np
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from workbench.store.tiles import MOST_BYTES, TilePacker, cut_tiles, unpack


@given(st.integers(1, 128), st.integers(1, 128), st.integers(0, 2**32))
def test_a_tile_comes_back_byte_for_byte(width: int, height: int, seed: int) -> None:
    rgb = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    identity, data = TilePacker(bytes(16)).pack(rgb)
    assert len(identity) == 16
    assert unpack(data) == rgb.tobytes()


def test_the_same_pixels_have_one_id_in_a_session_and_another_in_the_next() -> None:
    white = np.full((128, 128, 3), 255, dtype=np.uint8)
    first, second = TilePacker(b"a" * 16), TilePacker(b"b" * 16)
    assert first.pack(white)[0] == first.pack(white.copy())[0]
    assert first.pack(white)[0] != second.pack(white)[0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no tile",
        zstandard.compress(bytes(MOST_BYTES + 1)),
        zstandard.compress(b""),
        zstandard.compress(b"x" * 99)[:-5],
    ],
    ids=["nothing", "noise", "bomb", "empty", "torn"],
)
def test_what_is_no_tile_is_refused_before_it_takes_room(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        unpack(data)


def test_a_tile_that_does_not_tell_its_size_is_refused() -> None:
    stream = zstandard.ZstdCompressor().compressobj()
    data = stream.compress(bytes(10**7)) + stream.flush()
    with pytest.raises(ValueError, match=r"\d"):
        unpack(data)


def test_a_picture_is_cut_into_tiles_row_by_row() -> None:
    screen = np.random.default_rng(7).integers(0, 256, (200, 300, 3), dtype=np.uint8)
    tiles = cut_tiles(screen)
    assert [tile.shape for tile in tiles[:3]] == [(128, 128, 3), (128, 128, 3), (128, 44, 3)]
    assert len(tiles) == 6
    assert (tiles[4] == screen[128:, 128:256]).all()

"""`tiles.bin`: joined and parted without loss, and nothing that is not a tile."""

import pytest

from workbench.bundle.pixels import packed, tile_id
from workbench.bundle.tile_file import LONGEST_TILE, check_tiles, in_order_of_use, tiles_joined, tiles_parted
from workbench.errors import BundleError

SALT = bytes(16)
PIXELS = [bytes([shade]) * 300 for shade in range(5)]
TILES = {tile_id(SALT, rgb): packed(rgb) for rgb in PIXELS}


def test_tiles_come_back_in_their_order_with_their_sizes() -> None:
    assert list(tiles_parted(tiles_joined(TILES)).items()) == list(TILES.items())
    assert check_tiles(TILES, SALT) == dict.fromkeys(TILES, 300)
    assert tiles_parted(b"") == {}


@pytest.mark.parametrize("cut", range(1, 30))
def test_a_file_that_ends_too_early_is_refused(cut: int) -> None:
    with pytest.raises(BundleError) as refusal:
        tiles_parted(tiles_joined(TILES)[:-cut])
    assert refusal.value.check == "tiles"


def test_tiles_twice_without_bytes_or_with_too_many_are_refused() -> None:
    one = next(iter(TILES))
    for member in (
        tiles_joined(TILES) * 2,
        tiles_joined({one: b""}),
        tiles_joined({one: bytes(LONGEST_TILE + 1)}),
    ):
        with pytest.raises(BundleError):
            tiles_parted(member)


def test_a_tile_under_the_id_of_others_is_refused() -> None:
    with pytest.raises(BundleError):
        check_tiles(TILES, b"another salt 456")
    with pytest.raises(BundleError):
        check_tiles({next(iter(TILES)): b"no tile"}, SALT)


def test_tiles_are_listed_where_they_are_used_first() -> None:
    assert in_order_of_use([[b"b", b"a"], [b"a", b"c"], []]) == [b"b", b"a", b"c"]

"""Pictures of stored frames, put together from their tiles."""

from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import apsw

from workbench.errors import NotFoundError, SessionFileError
from workbench.model.tiles import TILE_ID_BYTES, TILE_PX, grid
from workbench.store.private_files import write_private
from workbench.store.tiles import TileUnpacker

CHANNELS = 3
LONGEST_PX = 32_768


@dataclass(frozen=True, slots=True)
class Picture:
    """A frame's pixels."""

    width: int
    """Physical pixels."""
    height: int
    """Physical pixels."""
    rgb: bytes
    """Row by row, three bytes a pixel."""

    def png(self, target: Path | BinaryIO) -> None:
        """Write the picture as a PNG file that only its owner may read; one that is there is replaced."""
        from PIL import Image

        image = Image.frombytes("RGB", (self.width, self.height), self.rgb)
        if not isinstance(target, Path):
            image.save(target, "PNG")
            return
        stream = BytesIO()
        image.save(stream, "PNG")
        write_private(target, stream.getvalue())


def read_picture(connection: apsw.Connection, frame_id: int) -> Picture:
    """Return a stored frame's pixels; 1080p takes some 10 ms."""
    query = "SELECT width, height, tile_ids FROM frames WHERE id = ?"
    found: list[tuple[Any, ...]] = connection.execute(query, (frame_id,)).fetchall()
    if not found:
        message = f"There is no frame {frame_id} in this session; `steps` lists the frames that there are."
        raise NotFoundError(message)
    width, height, ids = found[0]
    check_frame(width, height, ids)
    tiles = _tiles(connection, ids)
    columns, _rows = grid(width, height)
    bands = [tiles[at : at + columns] for at in range(0, len(tiles), columns)]
    widths = [side * CHANNELS for side in _sides(width)]
    rgb = b"".join(_band(band, widths, side) for band, side in zip(bands, _sides(height), strict=True))
    return Picture(width, height, rgb)


def read_tile_ids(connection: apsw.Connection) -> dict[int, tuple[bytes, ...]]:
    """Return the ids of every frame's tiles, row by row."""
    rows: list[tuple[Any, ...]] = connection.execute("SELECT id, tile_ids FROM frames").fetchall()
    return {number: tuple(split_ids(ids)) for number, ids in rows}


def split_ids(ids: bytes) -> list[bytes]:
    """Return the ids that stand one after the other."""
    return [ids[at : at + TILE_ID_BYTES] for at in range(0, len(ids), TILE_ID_BYTES)]


def check_frame(width: int, height: int, ids: bytes) -> None:
    """Raise `ValueError` where a frame's size and its number of tiles cannot be."""
    if not (0 < width <= LONGEST_PX and 0 < height <= LONGEST_PX):
        raise ValueError(width, height)
    columns, rows = grid(width, height)
    if len(ids) != columns * rows * TILE_ID_BYTES:
        raise ValueError(width, height, len(ids))


def _tiles(connection: apsw.Connection, ids: bytes) -> list[bytes]:
    """Return the pixels of every tile in order, each kind unpacked once."""
    order = split_ids(ids)
    known: dict[bytes, bytes] = {}
    unpack = TileUnpacker().unpack
    for identity in order:
        if identity not in known:
            data = connection.execute("SELECT data FROM tiles WHERE id = ?", (identity,)).get
            if data is None:
                message = (
                    "A picture of this session has lost a tile: the file is damaged; the other steps are safe."
                )
                raise SessionFileError(message)
            known[identity] = unpack(data)
    return [known[identity] for identity in order]


def _sides(length: int) -> list[int]:
    """Return the sizes of the tiles along one side of a frame, the last one cropped."""
    return [min(TILE_PX, length - at) for at in range(0, length, TILE_PX)]


def _band(band: list[bytes], widths: list[int], height: int) -> bytes:
    """Return one row of tiles as rows of pixels."""
    sides = list(zip(band, widths, strict=True))
    if any(len(tile) != width * height for tile, width in sides):
        raise ValueError(height)
    columns = [[tile[at : at + width] for at in range(0, len(tile), width)] for tile, width in sides]
    return b"".join(chain.from_iterable(zip(*columns, strict=True)))

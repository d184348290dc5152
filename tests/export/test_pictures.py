"""Pictures come back pixel for pixel, and those of others are looked at with care."""

import struct
import zlib
from pathlib import Path

from PIL import Image

from workbench.export.pictures import decodes, png

RGB = bytes(range(36))


def test_a_picture_comes_back_pixel_for_pixel_and_carries_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png(4, 3, RGB))
    with Image.open(tmp_path / "a.png") as image:
        assert (image.mode, image.size, image.tobytes(), image.info) == ("RGB", (4, 3), RGB, {})
    assert png(4, 3, RGB) == png(4, 3, RGB)
    assert png(4, 3, RGB).endswith(b"IEND\xaeB`\x82")


def test_only_a_whole_png_of_the_declared_size_decodes(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png(4, 3, RGB))
    assert decodes(path, 4, 3)
    assert not decodes(path, 3, 4)
    path.write_bytes(png(4, 3, RGB)[:-30])
    assert not decodes(path, 4, 3)
    path.write_bytes(b"")
    assert not decodes(path, 4, 3)
    assert not decodes(tmp_path / "missing.png", 4, 3)


def test_a_picture_larger_than_any_screen_is_not_even_opened(tmp_path: Path) -> None:
    size = struct.pack(">II", 100_000, 100_000)
    header = b"IHDR" + size + b"\x08\x02\x00\x00\x00"
    path = tmp_path / "bomb.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    )
    assert not decodes(path, 100_000, 100_000)
    assert not decodes(path, 4, 3)

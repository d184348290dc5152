"""Pictures of a release as PNG files."""

import io
from pathlib import Path

MOST_PIXELS = 64_000_000


def png(width: int, height: int, rgb: bytes) -> bytes:
    """Return RGB pixels, row by row, as a PNG file without anything else in it."""
    from PIL import Image

    file = io.BytesIO()
    Image.frombytes("RGB", (width, height), rgb).save(file, "PNG", compress_level=6)
    return file.getvalue()


def decodes(path: Path, width: int, height: int) -> bool:
    """Return whether a file is a PNG of that size whose every pixel can be read."""
    from PIL import Image

    if width * height > MOST_PIXELS:
        return False
    try:
        with Image.open(path, formats=["PNG"]) as image:
            if image.size != (width, height):
                return False
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return False
    return True

"""Looks for a text in every byte of some files: plain, in other writings, and inside what is compressed."""

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import zstandard

ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
LARGEST = 1 << 27


def writings(text: str) -> dict[str, bytes]:
    """Return a text in every writing in which it might have been kept."""
    plain = text.encode()
    found = {
        "plain": plain,
        "utf-16-le": text.encode("utf-16-le"),
        "utf-16-be": text.encode("utf-16-be"),
        "hex": plain.hex().encode(),
        "reversed": plain[::-1],
        "keys": '"key":"'.join(f'{letter}"' for letter in text).encode(),
    }
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + plain)
        start, end = -(-shift * 4 // 3), len(coded) - 4
        found[f"base64+{shift}"] = coded[start + (shift > 0) : end]
    return found


def unpacked(data: bytes) -> Iterator[bytes]:
    """Yield the bytes, and whatever zstd streams and zip files among them hold."""
    yield data
    for match in re.finditer(re.escape(ZSTD_MAGIC), data):
        try:
            reader = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data[match.start() :]))
            yield reader.read(LARGEST)
        except zstandard.ZstdError:
            continue
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from unpacked(archive.read(name))


def residue(text: str, *roots: Path) -> list[str]:
    """Return where a text is found below some folders, ignoring case: the file's name and the writing."""
    files = [path for root in roots for path in [root, *sorted(root.rglob("*"))] if path.is_file()]
    wanted = {name: value.lower() for name, value in writings(text).items()}
    return [
        f"{path.name}: {name}"
        for path in files
        for piece in unpacked(path.read_bytes())
        for name, value in wanted.items()
        if value in piece.lower()
    ]

"""The container: a zip that any program reads, in one form only."""

import hashlib
import io
import struct
import zipfile

import pytest

from workbench.bundle import archive
from workbench.bundle.archive import LARGEST, MEMBERS, joined, parted
from workbench.errors import BundleError

CONTENT = {name: name.encode() * 3 for name in MEMBERS}


def test_any_zip_program_reads_it() -> None:
    with zipfile.ZipFile(io.BytesIO(joined(CONTENT))) as read:
        assert read.testzip() is None
        assert tuple(read.namelist()) == MEMBERS
        assert {name: read.read(name) for name in MEMBERS} == CONTENT
        info = read.infolist()
    assert {entry.date_time for entry in info} == {(1980, 1, 1, 0, 0, 0)}
    assert {(entry.compress_type, entry.create_system, entry.external_attr >> 16) for entry in info} == {
        (zipfile.ZIP_STORED, 3, 0o100600)
    }
    assert not any(entry.comment or entry.extra for entry in info)


def test_parting_is_the_inverse_of_joining() -> None:
    assert parted(joined(CONTENT)) == CONTENT
    assert joined(dict(reversed(CONTENT.items()))) == joined(CONTENT)


def test_a_member_larger_than_it_can_be_is_refused() -> None:
    with pytest.raises(BundleError) as refusal:
        parted(joined(CONTENT | {"consent.json": bytes(LARGEST["consent.json"] + 1)}))
    assert refusal.value.check == "size"


def test_the_bytes_of_a_bundle_are_the_same_in_every_version() -> None:
    """A corpus puts bundles together again from its rows, and compares their hashes with the receipts."""
    known = "a5217513ee14b823edeb0dc397eb93e658c302ce48464de4b6dfe0c361a9f8f2"
    assert hashlib.sha256(joined(CONTENT)).hexdigest() == known


MOST = {
    "manifest.json": 64 << 10, "session.json": 4 << 20, "steps.jsonl": 16 << 20, "events.jsonl": 32 << 20,
    "frames.jsonl": 32 << 20, "tiles.bin": 512 << 20, "consent.json": 256 << 10, "labels.jsonl": 4 << 20,
}  # fmt: skip


@pytest.mark.parametrize("name", MEMBERS)
def test_how_large_a_member_may_be_is_told_from_its_header_alone(name: str) -> None:
    def refusal(size: int) -> str | None:
        header = bytearray(joined(dict.fromkeys(MEMBERS, b""))[:30])
        header[18:28] = struct.pack("<IIH", size, size, len(name))
        with pytest.raises(BundleError) as refused:
            parted(bytes(header) + name.encode())
        return refused.value.check

    assert refusal(MOST[name] + 1) == "size"
    assert refusal(MOST[name]) == "container", "small enough, and not there"


def test_bytes_that_are_more_than_a_bundle_can_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = joined(CONTENT)
    monkeypatch.setattr(archive, "LARGEST_BUNDLE", len(data))
    assert parted(data) == CONTENT
    monkeypatch.setattr(archive, "LARGEST_BUNDLE", len(data) - 1)
    with pytest.raises(BundleError) as refusal:
        parted(data)
    assert refusal.value.check == "size"


@pytest.mark.parametrize(
    ("place", "value"),
    [(6, 1), (8, 8), (18, 1), (28, 5)],
    ids=["encrypted", "packed", "another packed size", "with an extra field"],
)
def test_a_member_that_is_not_plainly_stored_is_refused_by_that_name(place: int, value: int) -> None:
    data = bytearray(joined(CONTENT))
    data[place : place + 2] = struct.pack("<H", value)
    with pytest.raises(BundleError) as refusal:
        parted(bytes(data))
    assert refusal.value.check == "stored"


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\3\4", b"PK\5\6" + bytes(18), b"\0" * 100, b"SQLite format 3\0"]
)
def test_what_is_no_container_is_refused(data: bytes) -> None:
    with pytest.raises(BundleError):
        parted(data)

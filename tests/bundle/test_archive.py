"""The container: a zip that any program reads, in one form only."""

import io
import zipfile

import pytest

from workbench.bundle.archive import LARGEST, MEMBERS, joined, parted
from workbench.errors import BundleError

CONTENT = {name: name.encode() * 3 for name in MEMBERS}


def test_any_zip_program_reads_it() -> None:
    with zipfile.ZipFile(io.BytesIO(joined(CONTENT))) as archive:
        assert archive.testzip() is None
        assert tuple(archive.namelist()) == MEMBERS
        assert {name: archive.read(name) for name in MEMBERS} == CONTENT
        info = archive.infolist()
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


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\3\4", b"PK\5\6" + bytes(18), b"\0" * 100, b"SQLite format 3\0"]
)
def test_what_is_no_container_is_refused(data: bytes) -> None:
    with pytest.raises(BundleError):
        parted(data)

"""Files for their owner's eyes, durable and never overwritten by accident."""

import errno
import os
from pathlib import Path

import pytest

from workbench.store.private_files import (
    create_private,
    overwrite_and_remove,
    publish,
    sync_folder,
    write_private,
)


def test_a_private_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    create_private(tmp_path / "key", b"secret")
    assert (tmp_path / "key").read_bytes() == b"secret"
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    create_private(tmp_path / "a", b"one")
    create_private(tmp_path / "b", b"two")
    with pytest.raises(FileExistsError):
        create_private(tmp_path / "a", b"three")
    with pytest.raises(FileExistsError):
        publish(tmp_path / "b", tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"one"


def test_a_file_that_is_written_over_holds_the_new_content_alone_and_is_private_too(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(b"longer than the other")
    path.chmod(0o644)
    for data in (b"one", b"three"):
        write_private(path, data)
        assert (path.read_bytes(), path.stat().st_mode & 0o777) == (data, 0o600)


def test_a_device_keeps_its_rights_when_something_is_written_to_it() -> None:
    before = Path("/dev/null").stat().st_mode
    write_private(Path("/dev/null"), b"gone")
    assert Path("/dev/null").stat().st_mode == before


def test_publishing_moves_a_file_to_its_name(tmp_path: Path) -> None:
    create_private(tmp_path / "new", b"whole")
    publish(tmp_path / "new", tmp_path / "final")
    assert [path.name for path in tmp_path.iterdir()] == ["final"]


def test_a_removed_file_was_overwritten_first(tmp_path: Path) -> None:
    create_private(tmp_path / "key", b"s" * 32)
    (tmp_path / "other name").hardlink_to(tmp_path / "key")
    overwrite_and_remove(tmp_path / "key")
    assert not (tmp_path / "key").exists()
    assert (tmp_path / "other name").read_bytes() != b"s" * 32


def test_removing_what_is_gone_already_is_no_failure(tmp_path: Path) -> None:
    overwrite_and_remove(tmp_path / "key")
    sync_folder(tmp_path)


def test_where_the_file_system_has_no_hard_links_a_file_gets_its_name_and_none_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a USB stick: its file system refuses `link`."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    create_private(tmp_path / "new", b"first")
    publish(tmp_path / "new", tmp_path / "final")
    create_private(tmp_path / "new", b"second")
    with pytest.raises(FileExistsError):
        publish(tmp_path / "new", tmp_path / "final")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "final": b"first",
        "new": b"second",
    }

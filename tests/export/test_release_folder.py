"""A release's folder comes whole or not at all, and never instead of another."""

import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.export.release_folder import ReleaseFolder


def make(target: Path, *, shared: bool = False) -> str:
    with ReleaseFolder(target, shared=shared) as folder:
        folder.write("images/a.png", b"picture")
        assert folder.write_rows("rows.jsonl", ({"b": n, "a": "ü"} for n in range(2))) == 2
        digest = folder.finish({"name": "spring", "counts": {"b": 1, "a": 2}})
        folder.publish()
    return digest


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_holds_what_was_written_and_a_sum_of_every_file(tmp_path: Path) -> None:
    digest = make(tmp_path / "spring")
    found = contents(tmp_path / "spring")
    assert set(found) == {"images/a.png", "rows.jsonl", "manifest.json", "SHA256SUMS"}
    assert found["rows.jsonl"].decode() == '{"b":0,"a":"ü"}\n{"b":1,"a":"ü"}\n'
    assert json.loads(found["manifest.json"]) == {"name": "spring", "counts": {"b": 1, "a": 2}}
    sums = found.pop("SHA256SUMS").decode()
    assert sums == "".join(f"{hashlib.sha256(found[name]).hexdigest()}  {name}\n" for name in sorted(found))
    assert digest == hashlib.sha256((tmp_path / "spring" / "SHA256SUMS").read_bytes()).hexdigest()


def test_nothing_but_the_folder_is_left(tmp_path: Path) -> None:
    make(tmp_path / "spring")
    assert names(tmp_path) == ["spring"]


def test_the_same_content_under_another_name_is_the_same_bytes(tmp_path: Path) -> None:
    assert make(tmp_path / "one") == make(tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.parametrize("kind", ["folder", "full folder", "file", "dangling link"])
def test_what_is_there_already_stays_as_it_is(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "spring"
    if "folder" in kind:
        target.mkdir()
    if kind == "full folder":
        (target / "mine.txt").write_text("mine")
    if kind == "file":
        target.write_text("mine")
    if kind == "dangling link":
        target.symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="is there already"):
        make(target)
    assert names(tmp_path) == ["spring"]
    assert kind != "full folder" or contents(target) == {"mine.txt": b"mine"}


def test_what_comes_to_be_there_meanwhile_stays_too(tmp_path: Path) -> None:
    target = tmp_path / "spring"
    with ReleaseFolder(target) as folder:
        folder.finish({})
        target.mkdir()
        with pytest.raises(UsageError, match="is there already"):
            folder.publish()
    assert names(tmp_path) == ["spring"]
    assert contents(target) == {}


def test_a_failure_half_way_leaves_nothing(tmp_path: Path) -> None:
    def rows() -> Iterator[dict[str, int]]:
        yield {"a": 1}
        raise RuntimeError

    with pytest.raises(RuntimeError), ReleaseFolder(tmp_path / "spring") as folder:
        folder.write_rows("rows.jsonl", rows())
    assert names(tmp_path) == []


def test_a_name_is_written_once(tmp_path: Path) -> None:
    with ReleaseFolder(tmp_path / "spring") as folder:
        folder.write("images/a.png", b"one")
        with pytest.raises(FileExistsError):
            folder.write("images/a.png", b"two")
        assert folder.files["images/a.png"].size_bytes == 3


def test_a_place_in_no_folder_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no folder"):
        ReleaseFolder(tmp_path / "missing" / "spring")


@pytest.fixture
def umask() -> Iterator[Callable[[int], int]]:
    """A function that sets the umask, which is put back at the end."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """Return the rights of a folder and of everything in it."""
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}


@pytest.mark.parametrize("mask", [0o000, 0o002, 0o022, 0o027, 0o077], ids=oct)
def test_only_its_owner_can_read_it_whatever_the_umask(
    tmp_path: Path, umask: Callable[[int], int], mask: int
) -> None:
    umask(mask)
    make(tmp_path / "spring")
    found = modes(tmp_path / "spring")
    assert {found.pop(name) for name in ("spring", "images")} == {0o700}
    assert set(found) == {"a.png", "rows.jsonl", "manifest.json", "SHA256SUMS"}
    assert set(found.values()) == {0o600}


@pytest.mark.parametrize(("mask", "folders", "files"), [(0o022, 0o755, 0o644), (0o027, 0o750, 0o640)], ids=oct)
def test_a_shared_one_has_the_rights_that_the_umask_gives(
    tmp_path: Path, umask: Callable[[int], int], mask: int, folders: int, files: int
) -> None:
    umask(mask)
    make(tmp_path / "spring", shared=True)
    found = modes(tmp_path / "spring")
    assert {found.pop(name) for name in ("spring", "images")} == {folders}
    assert set(found.values()) == {files}


def test_it_is_private_from_its_first_moment_and_in_a_folder_that_others_read(
    tmp_path: Path, umask: Callable[[int], int]
) -> None:
    umask(0)
    (tmp_path / "open").mkdir(mode=0o2777)
    (tmp_path / "open").chmod(0o2777)
    with ReleaseFolder(tmp_path / "open" / "spring") as folder:
        folder.write("images/a.png", b"picture")
        [unfinished] = (tmp_path / "open").iterdir()
        assert {mode & 0o077 for mode in modes(unfinished).values()} == {0}
        folder.finish({})
        folder.publish()
    assert {mode & 0o077 for mode in modes(tmp_path / "open" / "spring").values()} == {0}
    assert stat.S_IMODE((tmp_path / "open").stat().st_mode) == 0o2777

"""A release is verified by somebody who trusts nothing of it."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.export.examples import NOTE, TEA, demonstration, hostile, release
from workbench.errors import NotFoundError
from workbench.export.verifying import verify_folder


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("releases") / "spring"
    gone = {"session_hash": "a0" * 32, "withdrawn_at": "2026-11-20T09:00:00Z", "releases": ["winter"]}
    release(folder, demonstration(), hostile("\x1b]52;c;eA==\x07"), withdrawn=(gone,))
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "copy"))


def test_a_release_as_it_was_made_is_sound(sound: Path) -> None:
    verification = verify_folder(sound)
    assert verification.findings == ()
    assert (verification.sound, verification.name, verification.files) == (True, "spring", 11)


def test_a_folder_that_is_no_release_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="There is no release"):
        verify_folder(tmp_path)


def checks(folder: Path) -> set[str]:
    findings = verify_folder(folder).findings
    assert all(finding.sentence and finding.place for finding in findings)
    return {finding.check for finding in findings}


def test_every_byte_that_is_changed_is_found(folder: Path) -> None:
    for path in [path for path in sorted(folder.rglob("*")) if path.is_file()]:
        before = path.read_bytes()
        for at in {0, len(before) // 2, len(before) - 1} if before else set():
            path.write_bytes(before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :])
            assert checks(folder), (path.name, at)
        path.write_bytes(before)
    assert not checks(folder)


def test_a_file_too_many_or_too_few_is_found(folder: Path) -> None:
    (folder / "extra.txt").write_text("x")
    assert checks(folder) == {"files"}
    (folder / "extra.txt").unlink()
    (folder / "meta_data_merged.jsonl").unlink()
    assert checks(folder) == {"files"}


def test_a_link_is_found_and_not_followed(folder: Path) -> None:
    rows = folder / "agentnet.jsonl"
    rows.rename(folder.parent / "elsewhere")
    rows.symlink_to(folder.parent / "elsewhere")
    assert checks(folder) == {"files"}


@pytest.mark.parametrize(
    "line", ["x", f"{'0' * 64}  ../elsewhere", f"{'0' * 64}  /etc/hostname", f"{'0' * 64}  images/../x"]
)
def test_a_list_that_leads_out_of_the_folder_is_refused(folder: Path, line: str) -> None:
    with (folder / "SHA256SUMS").open("a") as sums:
        sums.write(f"{line}\n")
    assert checks(folder) == {"sums"}


def sealed(folder: Path) -> None:
    """Make manifest and sums fit what is there now, as somebody who forges would."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    for name in set(names) - {"manifest.json", "SHA256SUMS"}:
        manifest["files"].setdefault(name, {})["sha256"] = sums[name]
    manifest["files"] = {name: file for name, file in manifest["files"].items() if name in names}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    sums["manifest.json"] = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    del sums["SHA256SUMS"]
    (folder / "SHA256SUMS").write_text("".join(f"{digest}  {name}\n" for name, digest in sums.items()))


def change_rows(folder: Path, name: str, change: Callable[[list[dict[str, Any]]], object]) -> None:
    rows = [json.loads(line) for line in (folder / name).read_text("utf-8").split("\n") if line]
    change(rows)
    (folder / name).write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    sealed(folder)


def set_code(code: str) -> Callable[[list[dict[str, Any]]], object]:
    return lambda rows: rows[0]["traj"][0]["value"].update(code=code)


def nested(depth: int) -> list[Any]:
    return [nested(depth - 1)] if depth else []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (set_code("__import__('os').system('true')"), {"actions"}),
        (set_code("pyautogui.click(x=1.5, y=0.5)"), {"actions"}),
        (set_code("pyautogui.press(keys=['any'])"), {"actions"}),
        (set_code("computer.terminate(status='success')"), {"ending"}),
        (lambda rows: rows[0]["traj"].pop(), {"counts", "ending"}),
        (lambda rows: rows[0]["traj"].clear(), {"counts", "rows"}),
        (lambda rows: rows[0]["traj"].insert(0, "step"), {"counts", "rows"}),
        (lambda rows: rows[0]["traj"][0].update(index=5), {"rows"}),
        (lambda rows: rows[0]["traj"][0].update(image="elsewhere.png"), {"pictures"}),
        (lambda rows: rows[0]["traj"][0]["value"].update(thought="\x1b[2J"), {"text"}),
        (lambda rows: rows[0]["traj"][0]["value"].update(more=1), {"rows"}),
        (lambda rows: rows[0].update(instruction="a\u202eb"), {"text"}),
        (lambda rows: rows[0].pop("domain"), {"rows"}),
        (lambda rows: rows[0].update(task_id=TEA), {"ids"}),
        (lambda rows: rows[0].update(reason=nested(900)), {"rows"}),
        (lambda rows: rows.pop(), {"counts", "ids"}),
        (lambda rows: rows.clear(), {"counts", "ids"}),
    ],
)
def test_what_somebody_forged_in_the_rows_is_found_by_its_check(
    folder: Path, change: Callable[[list[dict[str, Any]]], object], found: set[str]
) -> None:
    change_rows(folder, "agentnet.jsonl", change)
    assert checks(folder) == found


def test_a_session_that_was_taken_back_is_found(folder: Path) -> None:
    gone = {"session_hash": hashlib.sha256(NOTE.encode()).hexdigest()}
    change_rows(folder, "withdrawals.jsonl", lambda rows: rows.append(gone))
    assert checks(folder) == {"counts", "withdrawn"}


def test_rows_that_are_none_are_found(folder: Path) -> None:
    (folder / "agentnet.jsonl").write_text("[1]\n")
    sealed(folder)
    assert checks(folder) == {"rows"}


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"format": "other"}', b"[" * 100_000])
def test_a_manifest_that_is_none_is_found(folder: Path, data: bytes) -> None:
    (folder / "manifest.json").write_bytes(data)
    sums = (folder / "SHA256SUMS").read_text()
    digest = hashlib.sha256(data).hexdigest()
    (folder / "SHA256SUMS").write_text(re.sub(r"\w+(?=  manifest.json)", digest, sums))
    assert checks(folder) == {"manifest"}


def test_a_manifest_that_names_other_hashes_is_found(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"]["agentnet.jsonl"]["sha256"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest))
    digest = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    sums = (folder / "SHA256SUMS").read_text()
    (folder / "SHA256SUMS").write_text(re.sub(r"\w+(?=  manifest.json)", digest, sums))
    assert checks(folder) == {"manifest"}


@pytest.mark.parametrize("kind", ["cut", "other size", "other format", "nothing"])
def test_a_picture_that_is_not_what_it_should_be_is_found(folder: Path, kind: str) -> None:
    picture = folder / "images" / f"{NOTE}_000001.png"
    if kind == "cut":
        picture.write_bytes(picture.read_bytes()[:60])
    if kind == "other size":
        Image.new("RGB", (5, 5)).save(picture)
    if kind == "other format":
        Image.new("RGB", (200, 100)).save(picture, "BMP")
    if kind == "nothing":
        picture.unlink()
    sealed(folder)
    assert checks(folder) == {"pictures"} | ({"counts"} if kind == "nothing" else set())

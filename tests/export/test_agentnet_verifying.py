"""Files of rows are read with care; the checks themselves are walked in test_verifying."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.export.examples import demonstration, release
from workbench.export.agentnet_verifying import agentnet_findings

INFINITE = {"images/a.png": {"width": float("inf"), "height": 1}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    release(tmp_path / "spring", demonstration())
    return tmp_path / "spring"


def manifest(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "manifest.json").read_bytes()))


def test_a_release_as_it_was_made_is_sound(folder: Path) -> None:
    assert list(agentnet_findings(folder, manifest(folder))) == []


@pytest.mark.parametrize("name", ["agentnet.jsonl", "meta_data_merged.jsonl", "withdrawals.jsonl"])
@pytest.mark.parametrize("data", [b"{", b"[1]\n", b"\xff\n", b"[" * 100_000])
def test_a_file_that_holds_no_rows_is_found(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)
    assert [found.check for found in agentnet_findings(folder, manifest(folder))] == ["rows"]


@pytest.mark.parametrize("files", [None, [], {"images/a.png": {}}, {"images/a.png": 5}, INFINITE])
def test_a_manifest_without_sizes_is_found(folder: Path, files: Any) -> None:
    assert [found.check for found in agentnet_findings(folder, manifest(folder) | {"files": files})] == ["rows"]


def test_a_task_that_is_in_the_rows_and_in_what_is_known_of_them_twice_is_found(folder: Path) -> None:
    for name in ("agentnet.jsonl", "meta_data_merged.jsonl"):
        (folder / name).write_bytes((folder / name).read_bytes() * 2)
    made = manifest(folder)
    counts = made["counts"] | {"trajectories": 2, "steps": 2 * made["counts"]["steps"]}
    assert [found.check for found in agentnet_findings(folder, made | {"counts": counts})] == ["ids"]


def test_a_picture_that_the_manifest_does_not_declare_is_found(folder: Path) -> None:
    made = manifest(folder)
    picture = next(path for path in sorted((folder / "images").iterdir()))
    shutil.copy(picture, folder / "images" / "undeclared.png")
    assert [(found.check, found.place) for found in agentnet_findings(folder, made)] == [
        ("pictures", "images/undeclared.png")
    ]


@pytest.mark.parametrize("counts", [None, [], {"steps": 1}])
def test_counts_that_do_not_fit_are_found(folder: Path, counts: Any) -> None:
    found = [found.check for found in agentnet_findings(folder, manifest(folder) | {"counts": counts})]
    assert found == ["counts"]

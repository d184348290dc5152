"""A whole release in AgentNet's format."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from PIL import Image

from tests.export.examples import NOTE, TEA, demonstration, hostile, pixels, release, step
from workbench.export.agentnet import Refusal
from workbench.model.events import Button
from workbench.model.steps import Click

LOAD = """
import json, sys, datasets
found = datasets.load_dataset("json", data_files=sys.argv[1], split="train", cache_dir=sys.argv[2])
json.dump([dict(row) for row in found], sys.stdout)
"""

KILLED = """
import os, pathlib, signal, sys
from dataclasses import replace
from tests.export.examples import TEA, demonstration, pixels, release
def fatal(frame):
    if frame == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return pixels(frame)
release(pathlib.Path(sys.argv[1]), demonstration(), replace(demonstration(TEA), pixels=fatal))
"""
ROOT = Path(__file__).parents[2]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_release_holds_rows_metadata_pictures_manifest_sums_and_withdrawals(tmp_path: Path) -> None:
    summary = release(tmp_path / "spring", demonstration(), demonstration(TEA))
    found = contents(tmp_path / "spring")
    pictures = {f"images/{task}_{frame:06d}.png" for task in (NOTE, TEA) for frame in (1, 2, 3, 4)}
    files = {"agentnet.jsonl", "meta_data_merged.jsonl", "withdrawals.jsonl", "manifest.json", "SHA256SUMS"}
    assert set(found) == files | pictures
    assert list(summary.included) == [NOTE, TEA]
    manifest = json.loads(found["manifest.json"])
    assert manifest["counts"] == {
        "trajectories": 2,
        "steps": 8,
        "pictures": 8,
        "drafted_actions": 4,
        "refused": 0,
        "withdrawn": 0,
    }
    assert manifest["lossy"]["switch"] == 2


def test_a_picture_decodes_to_its_declared_size_and_is_the_frame_before_its_step(tmp_path: Path) -> None:
    release(tmp_path / "spring", demonstration())
    found = contents(tmp_path / "spring")
    declared = json.loads(found["manifest.json"])["files"]
    for index, one in enumerate(json.loads(found["agentnet.jsonl"])["traj"]):
        name = f"images/{one['image']}"
        with Image.open(io.BytesIO(found[name])) as image:
            assert image.size == (declared[name]["width"], declared[name]["height"])
            assert image.tobytes() == pixels(index + 1)[2]
            assert image.info == {}


def test_datasets_loads_a_release_without_a_network(tmp_path: Path) -> None:
    rows = [
        demonstration(),
        hostile('"quoted" \\ \n line\u2028 \x1b]0;x\x07 茶 \ud800'),
        demonstration(NOTE[:-1] + "9"),
    ]
    release(tmp_path / "spring", *rows)
    file = tmp_path / "spring" / "agentnet.jsonl"
    command = [sys.executable, "-c", LOAD, str(file), str(tmp_path / "cache")]
    offline = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HOME": str(tmp_path / "home")}
    environment = os.environ | offline | {"PYTHONUTF8": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]


def test_a_session_that_cannot_be_told_is_left_out_and_listed(tmp_path: Path) -> None:
    astray = demonstration(TEA, (step(1, Click(900, 5, Button.LEFT, 1), 1),))
    summary = release(tmp_path / "spring", astray, demonstration())
    assert list(summary.included) == [NOTE]
    assert summary.refused == (Refusal(TEA, "outside_picture at step 1"),)
    assert TEA not in (tmp_path / "spring" / "agentnet.jsonl").read_text()


def test_a_release_of_nothing_is_a_release(tmp_path: Path) -> None:
    assert release(tmp_path / "spring").included == {}
    assert (tmp_path / "spring" / "agentnet.jsonl").read_bytes() == b""


def test_the_same_demonstrations_give_the_same_bytes(tmp_path: Path) -> None:
    for place in ("one", "two"):
        release(tmp_path / place, demonstration(), hostile("x"))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_kill_half_way_leaves_no_release_that_looks_like_one(tmp_path: Path) -> None:
    target = tmp_path / "spring"
    done = subprocess.run([sys.executable, "-c", KILLED, str(target)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert not target.exists()
    assert release(target, demonstration()).included == {NOTE: "b0" * 32}

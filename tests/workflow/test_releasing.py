"""Releases of a corpus: what is submitted and not withdrawn, the same bytes every time."""

import errno
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.workflow.submissions import HEIGHT, TEXT, WIDTH, WITHDRAWAL_KEY, note_bundle, pixels, session_id
from workbench.corpus.annotations import Annotator, NewLabel, add_annotations
from workbench.corpus.connection import writing
from workbench.corpus.database import Corpus, open_corpus
from workbench.corpus.releases import releases
from workbench.corpus.submit import submit_bundle
from workbench.corpus.withdraw import withdraw
from workbench.errors import NotFoundError, UsageError, WorkbenchError
from workbench.export.agentnet_reading import read_code
from workbench.export.release_folder import ReleaseFolder
from workbench.model.edits import TASK, LabelKind, LabelTarget
from workbench.workflow import releasing
from workbench.workflow.releasing import MadeRelease, ReleaseOrder, create_release, verify_release

LOAD = """
import json, sys, datasets
found = datasets.load_dataset("json", data_files=sys.argv[1], split="train", cache_dir=sys.argv[2])
json.dump([dict(row) for row in found], sys.stdout)
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """Return a corpus with two sessions of two people."""
    with open_corpus(tmp_path / "corpus.db", create=True) as made:
        for number in (1, 2):
            submit_bundle(made, note_bundle(number))
        yield made


def order(name: str = "spring", format_name: str = "agentnet", *include: str) -> ReleaseOrder:
    return ReleaseOrder(name, format_name, include or ("submitted",))


def rows(folder: Path, name: str = "agentnet.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text("utf-8").split("\n") if line]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def make(corpus: Corpus, out: Path, name: str = "spring") -> MadeRelease:
    made = create_release(corpus, order(name), out)
    assert verify_release(out).findings == ()
    return made


def test_what_is_submitted_is_in_the_release(corpus: Corpus, tmp_path: Path) -> None:
    made = make(corpus, tmp_path / "out")
    assert [row["task_id"] for row in rows(tmp_path / "out")] == [session_id(1), session_id(2)]
    shape = made.to_json()
    assert (shape["trajectories"], shape["steps"], shape["withdrawn"], shape["refused"]) == (2, 8, 0, [])
    assert shape["lossy"] == {"switch": 4}
    assert json.dumps(shape)


def test_a_row_says_what_was_done_and_what_was_said_of_it(corpus: Corpus, tmp_path: Path) -> None:
    make(corpus, tmp_path / "out")
    row = rows(tmp_path / "out")[0]
    assert (row["instruction"], row["task_completed"]) == ("Write Ann a note about tea", True)
    values = [step["value"] for step in row["traj"]]
    calls = [read_code(value["code"])[0] for value in values]
    assert [call.name for call in calls] == [
        "pyautogui.click",
        "pyautogui.write",
        "pyautogui.hotkey",
        "computer.terminate",
    ]
    assert calls[0].values == {"x": 0.5, "y": 0.5}
    assert calls[1].values == {"message": TEXT}
    assert values[0]["action"] == "Click into the note"


def test_every_picture_is_the_one_before_its_step(corpus: Corpus, tmp_path: Path) -> None:
    make(corpus, tmp_path / "out")
    found = contents(tmp_path / "out")
    for at, step in enumerate(rows(tmp_path / "out")[0]["traj"], 1):
        with Image.open(io.BytesIO(found[f"images/{step['image']}"])) as image:
            assert image.size == (WIDTH, HEIGHT)
            assert image.tobytes() == pixels(at)


def test_datasets_loads_it_without_a_network(corpus: Corpus, tmp_path: Path) -> None:
    make(corpus, tmp_path / "out")
    command = [sys.executable, "-c", LOAD, str(tmp_path / "out" / "agentnet.jsonl"), str(tmp_path / "cache")]
    offline = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HOME": str(tmp_path / "home")}
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | offline, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == rows(tmp_path / "out")


def test_labels_of_annotators_stand_over_the_contributors(corpus: Corpus, tmp_path: Path) -> None:
    first = LabelTarget(LabelKind.STEP, 1, 2)
    for name, intent, correct in (("ann", "Click the text", "yes"), ("bob", "Click the page", "no")):
        said = [
            NewLabel(first, "intent", intent),
            NewLabel(first, "correct", correct),
            NewLabel(TASK, "difficulty", 1),
        ]
        add_annotations(corpus, session_id(1), Annotator(name), said)
    make(corpus, tmp_path / "out")
    row, other = rows(tmp_path / "out")
    assert row["traj"][0]["value"]["action"] == "Click the page"
    assert row["traj"][0]["value"]["last_step_correct"] is False
    assert (row["task_difficulty"], other["task_difficulty"]) == (0, None)
    known, unknown = rows(tmp_path / "out", "meta_data_merged.jsonl")
    assert known["labelled_by"] == ["annotator", "contributor"]
    assert unknown["labelled_by"] == ["contributor"]


def test_a_withdrawn_session_is_left_out_and_listed_with_the_releases_it_was_in(
    corpus: Corpus, tmp_path: Path
) -> None:
    make(corpus, tmp_path / "one", "winter")
    withdraw(corpus, session_id(1), WITHDRAWAL_KEY)
    made = make(corpus, tmp_path / "two")
    assert [row["task_id"] for row in rows(tmp_path / "two")] == [session_id(2)]
    (gone,) = rows(tmp_path / "two", "withdrawals.jsonl")
    assert gone["session_hash"] == hashlib.sha256(session_id(1).encode()).hexdigest()
    assert gone["releases"] == ["winter"]
    assert made.to_json()["withdrawn"] == 1
    assert session_id(1).encode() not in b"".join(contents(tmp_path / "two").values())


def test_the_same_corpus_gives_the_same_bytes(corpus: Corpus, tmp_path: Path) -> None:
    first = make(corpus, tmp_path / "one")
    again = make(corpus, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert first.sha256 == again.sha256
    (noted,) = releases(corpus)
    assert (noted.name, noted.sha256, noted.included) == ("spring", first.sha256, "submitted")


def test_a_name_is_not_given_to_other_content(corpus: Corpus, tmp_path: Path) -> None:
    make(corpus, tmp_path / "one")
    submit_bundle(corpus, note_bundle(3))
    with pytest.raises(UsageError, match="already"):
        create_release(corpus, order(), tmp_path / "two")
    assert not (tmp_path / "two").exists()
    assert len(make(corpus, tmp_path / "three", "summer").summary.included) == 3


def test_a_folder_that_is_there_is_never_touched(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="stays as it is"):
        create_release(corpus, order(), tmp_path / "out")
    assert contents(tmp_path / "out") == {"mine.txt": b"mine"}
    assert releases(corpus) == ()


def test_a_session_withdrawn_while_a_release_is_made_stops_it(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = ReleaseFolder.finish

    def late(folder: ReleaseFolder, manifest: dict[str, Any]) -> str:
        with open_corpus(corpus.path) as other:
            withdraw(other, session_id(2), WITHDRAWAL_KEY)
        return finish(folder, manifest)

    monkeypatch.setattr(ReleaseFolder, "finish", late)
    with pytest.raises(WorkbenchError, match="withdrawn"):
        create_release(corpus, order(), tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert releases(corpus) == ()


def test_a_full_disk_is_one_clear_sentence_and_leaves_nothing(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_anything: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(ReleaseFolder, "write", full)
    with pytest.raises(WorkbenchError, match="No space left on device"):
        create_release(corpus, order(), tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (order("../spring"), "name"),
        (order(""), "name"),
        (order("x" * 65), "name"),
        (order("spring", "cassette"), "no format cassette"),
        (order("spring", "agentnet", "everything"), "--include submitted"),
        (ReleaseOrder("spring", "agentnet", ()), "--include submitted"),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_sentence(
    corpus: Corpus, tmp_path: Path, wrong: ReleaseOrder, sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence):
        create_release(corpus, wrong, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_only_sessions_in_the_states_that_were_asked_for_are_in_it(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(releasing, "INCLUDABLE", {"submitted": frozenset({"accepted"})})
    assert make(corpus, tmp_path / "out").summary.included == {}


@pytest.mark.parametrize(
    ("state", "released"),
    [
        ("in_annotation", True),
        ("annotated", True),
        ("adjudicating", True),
        ("ready", True),
        ("accepted", True),
        ("returned", False),
        ("rejected", False),
        ("quarantined", False),
    ],
)
def test_what_was_returned_rejected_or_quarantined_is_in_no_release(
    corpus: Corpus, tmp_path: Path, state: str, *, released: bool
) -> None:
    with writing(corpus) as db:
        db.execute("UPDATE sessions SET state = ? WHERE id = ?", (state, session_id(1)))
    included = make(corpus, tmp_path / "out").summary.included
    assert set(included) == {session_id(2), *([session_id(1)] if released else [])}


def test_verifying_names_what_was_changed(corpus: Corpus, tmp_path: Path) -> None:
    make(corpus, tmp_path / "out")
    with (tmp_path / "out" / "agentnet.jsonl").open("ab") as file:
        file.write(b"{}\n")
    assert [(found.check, found.place) for found in verify_release(tmp_path / "out").findings] == [
        ("hashes", "agentnet.jsonl")
    ]
    shutil.rmtree(tmp_path / "out")
    with pytest.raises(NotFoundError):
        verify_release(tmp_path / "out")

"""The whole way by command alone: a sample comes in, loses a word, is submitted, released and withdrawn."""

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cli.conftest import Shell
from tests.desktop.stage import need
from tests.store.residue import residue
from workbench.bundle.read import read_bundle
from workbench.paths import HOME_VARIABLE
from workbench.workflow.demo import sample_files

WORD = "regards"
SENTENCE = "the meeting is on Tuesday at 10."
SAMPLE = next(sample for sample in sample_files() if sample.stem == "write-a-note")


def done(shell: Shell, *words: str | Path, **more: str) -> str:
    """Run a command that has to work and return what it printed."""
    process = shell.run(*words, **more)
    assert process.returncode == 0, process.stderr
    return process.stdout


def shape(shell: Shell, *words: str | Path, **more: str) -> dict[str, Any]:
    """Run a command that has to work and return the object that it printed."""
    printed: dict[str, Any] = json.loads(done(shell, *words, "--json", **more))
    return printed


@pytest.fixture
def redacted(shell: Shell) -> str:
    """Return the id of the sample, of which a word was redacted by pattern."""
    session_id = str(shape(shell, "sessions", "import", SAMPLE)["id"])
    assert shape(shell, "redact", session_id, "--text", "r[a-z]+ds")["count"] >= 1
    return session_id


def test_what_was_redacted_is_in_no_byte_of_session_bundle_or_corpus(
    shell: Shell, redacted: str, tmp_path: Path
) -> None:
    previews = [tmp_path / name for name in ("a.zip", "b.zip")]
    shown = [shape(shell, "preview", redacted, "--out", file) for file in previews]
    assert previews[0].read_bytes() == previews[1].read_bytes()
    receipts = [shape(shell, "submit", "last", "--yes") for _ in range(2)]
    assert receipts[0] == receipts[1]
    assert shape(shell, "corpus", "info")["sessions"] == 1
    assert shape(shell, "corpus", "verify") == {"ok": True, "sessions": 1, "findings": []}
    hashes = {shown[0]["sha256"], receipts[0]["sha256"], hashlib.sha256(previews[0].read_bytes()).hexdigest()}
    assert len(hashes) == 1
    done(shell, "sessions", "export", "last", tmp_path / "plain.session")
    assert residue(WORD, SAMPLE), "the word is there to be found before"
    assert residue(SENTENCE, tmp_path / "a.zip", tmp_path / "plain.session", shell.place.home.corpus_file)
    assert residue(WORD, tmp_path / "a.zip", tmp_path / "plain.session", shell.place.home.root) == []


def test_what_was_redacted_can_be_read_in_no_picture_that_leaves(
    shell: Shell, redacted: str, tmp_path: Path
) -> None:
    need("tesseract")
    done(shell, "preview", redacted, "--out", tmp_path / "a.zip")
    done(shell, "undo", redacted)
    done(shell, "preview", redacted, "--out", tmp_path / "before.zip")
    assert any(WORD in text for text in read_texts(tmp_path / "before.zip")), "the word can be read before"
    after = list(read_texts(tmp_path / "a.zip"))
    assert [text for text in after if WORD in text] == []
    assert any("late" in text for text in after), "what was not redacted can still be read"


def read_texts(bundle: Path) -> Iterator[str]:
    """Read what is written in the pictures of a bundle, the last one first, each twice as large.

    The black around what is in scope is cut off, and pictures that are alike are read once.
    """
    content = read_bundle(bundle)
    alone = os.environ | {
        "OMP_THREAD_LIMIT": "1"
    }  # threads that wait for each other take the other tests' time
    known = set()
    for entry in reversed(content.frames):
        size = (entry.frame.width, entry.frame.height)
        picture = Image.frombytes("RGB", size, content.picture(entry.frame.id)).convert("L")
        seen = picture.getbbox()
        if seen is None or picture.tobytes() in known:
            continue
        known.add(picture.tobytes())
        file = bundle.with_name(f"{bundle.stem}-{entry.frame.id}.png")
        part = picture.crop(seen)
        part.resize((part.width * 2, part.height * 2)).save(file)
        command = ["tesseract", str(file), "-", "--psm", "11"]
        yield subprocess.run(command, capture_output=True, text=True, check=True, env=alone).stdout


def test_a_session_goes_through_annotation_and_release_and_out_again(
    shell: Shell, redacted: str, tmp_path: Path
) -> None:
    receipt = shape(shell, "submit", redacted, "--yes")
    corpus = str(shell.place.home.corpus_file)
    somebody = {HOME_VARIABLE: str(tmp_path / "annotator"), "WORKBENCH_CORPUS": corpus}
    labels = tmp_path / "labels.jsonl"
    labels.write_text(
        '{"field": "outcome", "value": "success"}\n{"step": 2, "field": "intent", "value": "greet"}\n'
    )
    done(shell, "annotations", "submit", redacted, labels, "--as", "Ann", **somebody)
    assert shape(shell, "corpus", "info")["annotations"] == 2
    release = ("release", "create", "first", "--format", "agentnet", "--include", "submitted")
    assert shape(shell, *release, "--out", tmp_path / "first")["trajectories"] == 1
    assert shape(shell, "release", "verify", tmp_path / "first")["ok"]
    assert residue(WORD, tmp_path / "first") == []
    assert shape(shell, "withdraw", receipt["id"], "--yes")["releases"] == ["first"]
    for text in (SENTENCE, redacted, "Jane Example"):
        assert residue(text, *shell.place.home.root.glob("corpus.db*")) == []
    again = ("release", "create", "second", "--format", "agentnet", "--include", "submitted")
    assert shape(shell, *again, "--out", tmp_path / "second")["trajectories"] == 0
    (stone,) = (tmp_path / "second" / "withdrawals.jsonl").read_text().splitlines()
    assert json.loads(stone)["session_hash"] == hashlib.sha256(redacted.encode()).hexdigest()


def test_a_dropped_text_leaves_nowhere_either(shell: Shell, tmp_path: Path) -> None:
    session_id = str(shape(shell, "sessions", "import", SAMPLE)["id"])
    steps = [json.loads(line) for line in done(shell, "steps", session_id, "--json").splitlines()]
    (index,) = [step["index"] for step in steps if step["text"] == SENTENCE]
    assert residue(SENTENCE[:11], SAMPLE)
    done(shell, "drop", session_id, "--steps", str(index))
    done(shell, "redact", session_id, "--text", "meeting")
    done(shell, "preview", session_id, "--out", tmp_path / "a.zip")
    done(shell, "submit", session_id, "--yes")
    assert residue("meeting", tmp_path / "a.zip", shell.place.home.root) == []

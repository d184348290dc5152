"""Recorded in a real editor, redacted by pattern, submitted: the word is in no byte and in no picture."""

import json
import time
from pathlib import Path

import pytest

from tests.cli.test_whole_way import read_texts
from tests.desktop.stage import Stage, need
from tests.desktop.volunteer import Volunteer
from tests.patience import require_shown
from tests.store.residue import residue

pytestmark = [pytest.mark.display, pytest.mark.timeout(240)]

WORD = "goodbye"
OUTCOME = ("--instruction", "Type a greeting into a text editor", "--outcome", "success")


def test_a_recorded_word_that_was_redacted_is_nowhere_after_submitting(stage: Stage, tmp_path: Path) -> None:
    need("tesseract")
    volunteer = Volunteer(stage, tmp_path / "home")
    editor = stage.open_mousepad()
    with volunteer.recording("--app", "mousepad"):
        stage.click_into(editor, (editor.x + 150, editor.y + 150))
        time.sleep(0.4)
        for line in ("Hello World from rep 1", "and a word to leave with: goodbye"):
            stage.type(line, gap_ms=40)
            stage.press("Return")
            time.sleep(0.8)
        stage.type("This stays.", gap_ms=40)
        time.sleep(0.8)
        stage.press("ctrl+Home")
        time.sleep(0.8)
    volunteer.run("preview", "last", "--out", str(tmp_path / "before.zip"))
    require_shown(residue(WORD, tmp_path / "before.zip"), "the word, to be found before")
    require_shown(any(WORD in text for text in read_texts(tmp_path / "before.zip")), "a picture of it")
    volunteer.run("label", "last", *OUTCOME)
    volunteer.run("redact", "last", "--text", WORD)
    previewed = json.loads(volunteer.run("preview", "last", "--out", str(tmp_path / "a.zip"), "--json"))
    receipts = [json.loads(volunteer.run("submit", "last", "--yes", "--json")) for _ in range(2)]
    assert receipts[0] == receipts[1]
    assert receipts[0]["sha256"] == previewed["sha256"]
    assert json.loads(volunteer.run("corpus", "info", "--json"))["sessions"] == 1
    volunteer.export(tmp_path / "plain.session")
    assert residue(WORD, tmp_path / "a.zip", tmp_path / "plain.session", volunteer.home) == []
    texts = list(read_texts(tmp_path / "a.zip"))
    assert [text for text in texts if WORD in text.lower() or "goodb" in text.lower()] == []
    assert any("World" in text for text in texts), "what was not redacted can still be read"

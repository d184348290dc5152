"""A receipt."""

import subprocess
import sys

from workbench.corpus.receipt import Receipt


def test_the_public_shape_has_every_field() -> None:
    words = ("r", "s", "ab" * 32, "c", "team", "2026-11-22T10:00:00Z", "built-in")
    shape = Receipt(*words).to_json()
    assert tuple(shape.values()) == words
    assert list(shape) == ["id", "session", "sha256", "corpus_id", "corpus_name", "received_at", "policy"]


def test_receipts_are_read_without_the_libraries_that_a_corpus_needs() -> None:
    code = "import workbench.workflow.receipts, sys; sys.exit('sqlite_utils' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

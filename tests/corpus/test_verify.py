"""Verifying: every tampered hash, tile and reference is found."""

from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from tests.corpus.bundles import ADA, BEN, a_bundle, withdrawal_key
from workbench.corpus.annotations import Annotator, NewLabel, add_annotations
from workbench.corpus.database import open_corpus
from workbench.corpus.moments import now
from workbench.corpus.releases import Release, add_release
from workbench.corpus.submit import submit_bundle
from workbench.corpus.tombstones import session_hash
from workbench.corpus.verify import verify
from workbench.corpus.withdraw import withdraw
from workbench.model.edits import TASK


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a corpus with two sessions, a label, a release and a withdrawal."""
    path = tmp_path / "corpus.db"
    with open_corpus(path, create=True) as corpus:
        receipts = [submit_bundle(corpus, a_bundle(f"Order {at}", contributor=ADA).data) for at in range(3)]
        submit_bundle(corpus, a_bundle("Hi", contributor=BEN, look=1).data)
        add_annotations(corpus, receipts[1].session, Annotator("Grace"), [NewLabel(TASK, "difficulty", 3)])
        release = Release("first", "agentnet", "submitted", now(), "ab" * 32)
        add_release(corpus, release, [(receipt.session, receipt.sha256) for receipt in receipts])
        withdraw(corpus, receipts[0].session, withdrawal_key(ADA))
        assert verify(corpus) == ()
    return path


TAMPERED = {
    "a receipt's hash": ("UPDATE sessions SET sha256 = 'ab' || substr(sha256, 3)", "hash"),
    "a typed letter": ("UPDATE steps SET line = replace(line, 'Order 1', 'Order 9')", "hash"),
    "a line that is gone": ("DELETE FROM events WHERE position = 2", "hash"),
    "a line too many": ("INSERT INTO events SELECT session, 999, line FROM events LIMIT 1", "hash"),
    "a label of the contributor": ("UPDATE labels SET line = replace(line, 'success', 'failure')", "hash"),
    "the manifest": (
        "UPDATE members SET text = replace(text, 'built-in', 'other') WHERE name LIKE 'm%'",
        "hash",
    ),
    "the agreement": ("UPDATE members SET text = replace(text, 'text_hash', 'text_hush')", "hash"),
    "a tile's pixels": ("UPDATE tiles SET data = zeroblob(length(data)) WHERE position = 3", "hash"),
    "a tile that is gone": ("DELETE FROM tiles WHERE position = 0", "references"),
    "a tile's place in a frame": (
        "UPDATE frame_tiles SET tile = (SELECT id FROM tiles t WHERE t.session = frame_tiles.session LIMIT 1)",
        "tiles",
    ),
    "a tile that no frame lists": ("DELETE FROM frame_tiles WHERE position = 1", "tiles"),
    "a session without a contributor": ("DELETE FROM contributors", "references"),
    "a session of somebody else": (
        "UPDATE sessions SET contributor = (SELECT max(pseudonym) FROM contributors)",
        "row",
    ),
    "a session that is gone": (
        "DELETE FROM sessions WHERE rowid = (SELECT min(rowid) FROM sessions)",
        "references",
    ),
    "another consent": ("UPDATE sessions SET consent_hash = 'ab'", "row"),
    "a key that is not the one": ("UPDATE contributors SET key_hash = 'ab'", "key"),
    "a label that cannot be": ("UPDATE annotations SET value = '99'", "labels"),
    "a label of nobody's step": (
        "UPDATE annotations SET target = 'step', field = 'correct', first_seq = 77, last_seq = 78",
        "labels",
    ),
    "a label by the contributor": (
        "UPDATE annotations SET author = (SELECT min(pseudonym) FROM contributors)",
        "labels",
    ),
    "a tombstone that is gone": ("DELETE FROM withdrawals", "releases"),
    "another hash in a release": ("UPDATE release_sessions SET sha256 = 'ab'", "releases"),
    "a contributor without a session": (
        "INSERT INTO contributors (pseudonym, key_hash, since) VALUES ('idle-owl', 'ab', '2026-11-22')",
        "contributors",
    ),
    "an erasing that did not end": ("UPDATE corpus SET erasing = 2", "erasing"),
    "an index that is gone": ("DROP INDEX annotations_by_session", "schema"),
    "a trigger": ("CREATE TRIGGER t AFTER INSERT ON tiles BEGIN DELETE FROM tiles; END", "schema"),
}


@pytest.mark.parametrize(("statement", "check"), TAMPERED.values(), ids=TAMPERED.keys())
def test_what_was_tampered_with_is_found(path: Path, statement: str, check: str) -> None:
    with open_corpus(path) as corpus:
        raw = sqlite3.connect(path)
        assert raw.execute(statement).rowcount != 0
        raw.commit()
        raw.close()
        findings = verify(corpus)
    assert check in {finding.check for finding in findings}, findings
    assert all(finding.sentence.endswith(".") for finding in findings)
    assert not any("Order" in str(finding.to_json()) for finding in findings)


def test_a_session_that_is_there_although_it_was_withdrawn_is_found(path: Path) -> None:
    raw = sqlite3.connect(path)
    (kept,) = raw.execute("SELECT min(id) FROM sessions").fetchone()
    raw.execute("INSERT INTO withdrawals VALUES (?, '2026-11-22T10:00:00Z')", (session_hash(kept),))
    raw.commit()
    raw.close()
    with open_corpus(path) as corpus:
        (finding,) = verify(corpus)
    assert finding.check == "tombstones"
    assert session_hash(kept)[:12] in finding.sentence


def test_every_byte_of_a_tile_counts(path: Path) -> None:
    raw = sqlite3.connect(path)
    (data,) = raw.execute("SELECT data FROM tiles LIMIT 1").fetchone()
    for at in range(0, len(data), len(data) // 12):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        raw.execute("UPDATE tiles SET data = ? WHERE data = ? OR data = ?", (changed, data, changed))
        raw.commit()
        with open_corpus(path) as corpus:
            assert "hash" in {finding.check for finding in verify(corpus)}
        raw.execute("UPDATE tiles SET data = ? WHERE data = ?", (data, changed))
        raw.commit()
    raw.close()
    with open_corpus(path) as corpus:
        assert verify(corpus) == ()


def test_a_damaged_file_is_found(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(40 * 4096)
        file.write(b"\xff" * 4096 * 3)
    with open_corpus(path) as corpus:
        (finding, *_) = verify(corpus)
    assert finding.check == "integrity"

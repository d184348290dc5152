"""Submitting a bundle: whole, once, under the corpus's own conditions."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.corpus.bundles import ADA, BEN, CONSENT, a_bundle, key_hash, withdrawal_key
from workbench.bundle.archive import joined, parted
from workbench.bundle.content import BundleConsent
from workbench.corpus.connection import writing
from workbench.corpus.database import Corpus, info, open_corpus
from workbench.corpus.query import sessions
from workbench.corpus.sessions import stored_bundle
from workbench.corpus.submit import submit_bundle, submitted_receipt
from workbench.corpus.verify import verify
from workbench.corpus.withdraw import withdraw
from workbench.errors import BundleError, ConsentError, WorkbenchError
from workbench.model.notice import NOTICE_HASH

LIMITED = """
import resource, sys
from pathlib import Path
from workbench.corpus.database import info, open_corpus
from workbench.corpus.submit import submit_bundle
from workbench.errors import WorkbenchError
data = Path(sys.argv[2]).read_bytes()
with open_corpus(Path(sys.argv[1])) as corpus:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        submit_bundle(corpus, data)
    except WorkbenchError as error:
        print(error)
    print(info(corpus).sessions)
"""


def test_the_corpus_holds_what_was_submitted_byte_for_byte(corpus: Corpus) -> None:
    made = a_bundle()
    receipt = submit_bundle(corpus, made.data)
    assert receipt.sha256 == hashlib.sha256(made.data).hexdigest()
    assert (receipt.session, receipt.corpus_id, receipt.corpus_name) == (
        made.session,
        info(corpus).id,
        "corpus",
    )
    assert joined(stored_bundle(corpus.db, made.session).members) == made.data
    assert verify(corpus) == ()


def test_submitted_twice_it_is_one_session_with_one_receipt(corpus: Corpus) -> None:
    made = a_bundle()
    first = submit_bundle(corpus, made.data)
    assert submit_bundle(corpus, made.data) == first == submitted_receipt(corpus, made.session)
    assert info(corpus).sessions == 1
    assert submitted_receipt(corpus, a_bundle().session) is None


def test_the_same_id_with_other_content_is_refused_and_changes_nothing(corpus: Corpus) -> None:
    made = a_bundle("Hi Ada")
    receipt = submit_bundle(corpus, made.data)
    with pytest.raises(WorkbenchError, match="with other content"):
        submit_bundle(corpus, a_bundle("Hi Ben", session_id=made.session).data)
    assert submitted_receipt(corpus, made.session) == receipt
    assert verify(corpus) == ()


def test_a_bundle_with_any_byte_changed_is_refused_by_the_name_of_the_check(corpus: Corpus) -> None:
    data = bytearray(a_bundle().data)
    checks = set()
    for at in range(0, len(data), len(data) // 60):
        data[at] ^= 0x20
        with pytest.raises(BundleError) as refused:
            submit_bundle(corpus, bytes(data))
        checks.add(refused.value.check)
        data[at] ^= 0x20
    assert all(checks)
    assert info(corpus).sessions == info(corpus).contributors == 0


def test_a_manifest_that_does_not_fit_its_members_is_refused(corpus: Corpus) -> None:
    members = parted(a_bundle("Hi Ada").data)
    members["steps.jsonl"] = parted(a_bundle("Hi Ben").data)["steps.jsonl"]
    with pytest.raises(BundleError):
        submit_bundle(corpus, joined(members))


def test_consent_to_another_text_is_refused_and_join_is_named(corpus: Corpus) -> None:
    other = BundleConsent(CONSENT.id, "ab" * 32)
    for made in (a_bundle(consent=other), a_bundle(policy="another")):
        with pytest.raises(ConsentError, match="workbench join"):
            submit_bundle(corpus, made.data)
    assert info(corpus).sessions == 0
    assert info(corpus).consent_hash == NOTICE_HASH


def test_a_pseudonym_belongs_to_one_withdrawal_key(corpus: Corpus) -> None:
    submit_bundle(corpus, a_bundle(contributor=ADA).data)
    submit_bundle(corpus, a_bundle(contributor=ADA).data)
    assert info(corpus).contributors == 1
    with writing(corpus) as db:
        db.execute("UPDATE contributors SET key_hash = ?", (key_hash(BEN),))
    with pytest.raises(WorkbenchError, match="pseudonym of somebody else"):
        submit_bundle(corpus, a_bundle(contributor=ADA).data)
    assert info(corpus).sessions == 2


def test_what_was_withdrawn_is_not_taken_again(corpus: Corpus) -> None:
    made = a_bundle()
    submit_bundle(corpus, made.data)
    withdraw(corpus, made.session, withdrawal_key(ADA))
    with pytest.raises(WorkbenchError, match="--new-id"):
        submit_bundle(corpus, made.data)
    assert info(corpus).sessions == 0


def test_a_submission_that_breaks_off_leaves_no_row(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.corpus.content.stored_bytes", lambda _db, _session: b"")
    with pytest.raises(WorkbenchError, match="byte for byte"):
        submit_bundle(corpus, a_bundle().data)
    monkeypatch.undo()
    assert (info(corpus).sessions, info(corpus).contributors) == (0, 0)
    for table in ("members", "steps", "events", "frames", "labels", "tiles", "frame_tiles"):
        assert corpus.db.table(table).count == 0


def test_a_locked_corpus_takes_nothing_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    with open_corpus(path, create=True) as holder, open_corpus(path, busy_ms=50) as other:
        with writing(holder), pytest.raises(WorkbenchError, match="locked by another program"):
            submit_bundle(other, a_bundle().data)
        assert sessions(other) == ()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 2 MB, or skip where that is not allowed."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a small disk; the test with a file limit stands in for it")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_takes_nothing_says_so_and_what_was_there_is_whole(small_disk: Path) -> None:
    with open_corpus(small_disk / "corpus.db", create=True) as corpus:
        submit_bundle(corpus, a_bundle("Order 0").data)
        with pytest.raises(WorkbenchError, match="disk is full"):
            _ = [submit_bundle(corpus, a_bundle(f"Order {number}").data) for number in range(1, 10)]
        assert 1 <= info(corpus).sessions < 10
        assert verify(corpus) == ()


def test_a_limit_on_file_sizes_takes_nothing_and_says_so(tmp_path: Path) -> None:
    path, bundle = tmp_path / "corpus.db", tmp_path / "made.bundle"
    open_corpus(path, create=True).close()
    bundle.write_bytes(a_bundle().data)
    command = [sys.executable, "-c", LIMITED, str(path), str(bundle)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    sentence, count = done.stdout.splitlines()
    assert "takes no more" in sentence
    assert count == "0"
    with open_corpus(path) as corpus:
        assert verify(corpus) == ()

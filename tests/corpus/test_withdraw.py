"""Withdrawing: everything of a session goes, in every form that a byte can have; a tombstone stays."""

import base64
import re
from pathlib import Path

import pytest
import zstandard
from pysqlite3 import dbapi2 as sqlite3
from sqlite_utils import Database

from tests.corpus.bundles import ADA, BEN, INSTRUCTION, a_bundle, key_hash, withdrawal_key
from tests.store.examples import TITLE, WINDOW
from workbench.bundle.read import read_bundle
from workbench.corpus.annotations import Annotator, NewLabel, add_annotations
from workbench.corpus.connection import reading
from workbench.corpus.database import Corpus, info, open_corpus
from workbench.corpus.query import sessions
from workbench.corpus.submit import submit_bundle
from workbench.corpus.tombstones import session_hash, tombstones
from workbench.corpus.verify import verify
from workbench.corpus.withdraw import CONTENT, withdraw
from workbench.errors import NotFoundError, WorkbenchError
from workbench.model.edits import TASK

CANARY = "Zebrafinch 555 0142"
NOTE = "Quokka beside the lake"
ZSTD = b"\x28\xb5\x2f\xfd"


def forms(text: str) -> set[bytes]:
    """Return the bytes that a text can stand in a file as."""
    plain = text.encode()
    encoded = {plain, text.encode("utf-16-le"), text.encode("utf-16-be"), plain.hex().encode()}
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + plain + b"\0" * 3)
        encoded.add(whole[4 : len(plain) * 4 // 3 - 4])
    return encoded | {form.upper() for form in encoded} | {plain.lower(), plain[::-1]}


def unpacked(data: bytes) -> bytes:
    """Return what every zstd stream in these bytes unpacks to."""
    found = []
    for match in re.finditer(re.escape(ZSTD), data):
        try:
            found.append(zstandard.ZstdDecompressor().decompressobj().decompress(data[match.start() :]))
        except zstandard.ZstdError:
            continue
    return b"\n".join(found)


def remains(path: Path) -> bytes:
    """Return every byte of the corpus, its log and whatever else lies beside it, also unpacked."""
    data = b"\n".join(file.read_bytes() for file in sorted(path.parent.iterdir()) if file.is_file())
    return data + unpacked(data)


def secrets(data: bytes) -> set[bytes]:
    """Return what must be gone: texts in every form, ids, tiles packed and unpacked."""
    bundle = read_bundle(data)
    texts = (CANARY, NOTE, INSTRUCTION, TITLE, WINDOW, bundle.manifest.session, ADA, key_hash(ADA))
    tiles = {form for identity, packed in bundle.tiles.items() for form in (identity, packed[20:60])}
    pixels = {bundle.picture(entry.frame.id)[:48] for entry in bundle.frames}
    return {form for text in texts for form in forms(text)} | tiles | pixels


def test_no_byte_of_a_withdrawn_session_is_left_and_others_stay_as_they_were(tmp_path: Path) -> None:
    path, gone, stays = tmp_path / "corpus.db", a_bundle(CANARY), a_bundle("Hi Ben", contributor=BEN, look=1)
    with open_corpus(path, create=True) as corpus, open_corpus(path) as other:
        submit_bundle(corpus, stays.data)
        submit_bundle(corpus, gone.data)
        add_annotations(corpus, gone.session, Annotator("Grace"), [NewLabel(TASK, "notes", NOTE)])
        looked_for = secrets(gone.data)
        shared = {form for form in looked_for if form in stays.data or form in unpacked(stays.data)}
        before = remains(path)
        seen = {form for form in looked_for if form in before}
        assert len(seen - shared) > 20, "the scan has to see what it looks for"
        withdraw(corpus, gone.session, withdrawal_key(ADA))
        for opened in (corpus, other):
            assert [row.id for row in sessions(opened)] == [stays.session]
        left = remains(path)
        assert {form for form in looked_for - shared if form in left} == set()
        assert verify(corpus) == ()
    assert {form for form in looked_for - shared if form in remains(path)} == set()


def test_the_scan_sees_what_a_careless_deletion_leaves(tmp_path: Path) -> None:
    path, gone = tmp_path / "corpus.db", a_bundle(CANARY)
    with open_corpus(path, create=True) as corpus:
        submit_bundle(corpus, gone.data)
    raw = Database(sqlite3.connect(path))
    raw.execute("PRAGMA secure_delete = 0")
    for table in (*CONTENT, "sessions"):
        raw.table(table).delete_where()
    raw.close()
    assert CANARY.encode() in remains(path)


def test_a_tombstone_says_which_session_when_and_nothing_else(corpus: Corpus) -> None:
    made = a_bundle()
    receipt = submit_bundle(corpus, made.data)
    stone = withdraw(corpus, receipt.id, withdrawal_key(ADA))
    assert tombstones(corpus) == (stone,)
    assert (stone.session_hash, stone.releases) == (session_hash(made.session), ())
    known = info(corpus)
    assert (known.sessions, known.contributors, known.annotations, known.withdrawn) == (0, 0, 0, 1)


def test_only_the_key_of_whoever_submitted_it_withdraws(corpus: Corpus) -> None:
    made = a_bundle(contributor=ADA)
    submit_bundle(corpus, made.data)
    submit_bundle(corpus, a_bundle(contributor=BEN).data)
    for wrong in (withdrawal_key(BEN), key_hash(ADA), "", "ab" * 32, "no key"):
        with pytest.raises(WorkbenchError, match="only with the key"):
            withdraw(corpus, made.session, wrong)
    assert info(corpus).sessions == 2
    assert verify(corpus) == ()


def test_withdrawing_twice_is_harmless_and_what_never_was_is_not_found(corpus: Corpus) -> None:
    made = a_bundle()
    submit_bundle(corpus, made.data)
    stone = withdraw(corpus, made.session, withdrawal_key(ADA))
    assert withdraw(corpus, made.session, withdrawal_key(ADA)) == stone
    with pytest.raises(NotFoundError, match="workbench mine"):
        withdraw(corpus, a_bundle().session, withdrawal_key(ADA))


def test_a_contributor_stays_while_they_have_a_session(corpus: Corpus) -> None:
    first, second = a_bundle(), a_bundle()
    for made in (first, second):
        submit_bundle(corpus, made.data)
    withdraw(corpus, first.session, withdrawal_key(ADA))
    assert info(corpus).contributors == 1
    withdraw(corpus, second.session, withdrawal_key(ADA))
    assert info(corpus).contributors == 0


def test_while_somebody_reads_it_is_said_and_the_next_withdrawal_ends_it(tmp_path: Path) -> None:
    path, made = tmp_path / "corpus.db", a_bundle(CANARY)
    with open_corpus(path, create=True, busy_ms=50) as corpus, open_corpus(path) as reader:
        submit_bundle(corpus, made.data)
        with reading(reader) as db:
            assert db.table("sessions").count == 1
            with pytest.raises(WorkbenchError, match="withdraw it again"):
                withdraw(corpus, made.session, withdrawal_key(ADA))
            assert sessions(corpus) == ()
        assert [finding.check for finding in verify(corpus)] == ["erasing"]
        withdraw(corpus, made.session, withdrawal_key(ADA))
        assert verify(corpus) == ()
        assert CANARY.encode() not in remains(path)

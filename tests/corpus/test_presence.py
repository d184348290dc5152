"""What a corpus says of one session."""

import shutil
from pathlib import Path

from tests.corpus.bundles import ADA, a_bundle, withdrawal_key
from workbench.corpus.connection import reading, writing
from workbench.corpus.database import Corpus, info, open_corpus
from workbench.corpus.presence import Presence, corpus_id, presence
from workbench.corpus.submit import submit_bundle
from workbench.corpus.withdraw import withdraw


def test_the_id_stays_when_the_file_is_moved_or_copied(tmp_path: Path) -> None:
    with open_corpus(tmp_path / "team.db", create=True) as corpus:
        number = corpus_id(corpus)
        assert info(corpus).id == number
    shutil.copy(tmp_path / "team.db", tmp_path / "copy.db")
    (tmp_path / "team.db").rename(tmp_path / "moved.db")
    for name in ("copy.db", "moved.db"):
        with open_corpus(tmp_path / name) as corpus:
            assert corpus_id(corpus) == number


def test_a_session_is_here_or_withdrawn_or_was_never_there(corpus: Corpus) -> None:
    stays, goes, never = a_bundle(), a_bundle(), a_bundle()
    for made in (stays, goes):
        submit_bundle(corpus, made.data)
    stone = withdraw(corpus, goes.session, withdrawal_key(ADA))
    assert presence(corpus, stays.session) == Presence(here=True, withdrawn_at=None, erasing=False)
    assert presence(corpus, goes.session) == Presence(
        here=False, withdrawn_at=stone.withdrawn_at, erasing=False
    )
    assert presence(corpus, never.session) == Presence(here=False, withdrawn_at=None, erasing=False)


def test_an_erasure_that_did_not_end_is_said(corpus: Corpus) -> None:
    with writing(corpus) as db:
        db.execute("UPDATE corpus SET erasing = 1")
    assert presence(corpus, "nobody").erasing
    with reading(corpus) as db:
        assert db.execute("SELECT erasing FROM corpus").fetchone()[0] == 1

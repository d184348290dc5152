"""Making a corpus and what it says of itself."""

import stat
from dataclasses import asdict
from pathlib import Path

import pytest

from workbench.corpus.database import Corpus, create_corpus, info, open_corpus
from workbench.errors import WorkbenchError
from workbench.model.notice import NOTICE_HASH


def test_a_new_corpus_counts_nothing_and_has_the_built_in_policy(corpus: Corpus) -> None:
    known = info(corpus)
    assert (known.sessions, known.contributors, known.annotations, known.withdrawn, known.releases) == (0,) * 5
    assert (known.name, known.policy, known.consent_hash) == ("corpus", "built-in", NOTICE_HASH)
    assert known.size_bytes >= corpus.path.stat().st_size
    assert asdict(known)["journal"] in {"wal", "delete"}


def test_two_corpora_have_two_ids(tmp_path: Path) -> None:
    with create_corpus(tmp_path / "a.db") as one, create_corpus(tmp_path / "b.db") as other:
        assert info(one).id != info(other).id


def test_a_corpus_belongs_to_its_maker_alone_and_is_one_file_at_rest(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    create_corpus(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_corpus_is_never_made_in_place_of_another_file(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    path.write_text("Dear Jane,")
    with pytest.raises(FileExistsError):
        create_corpus(path)
    assert path.read_text() == "Dear Jane,"
    assert list(tmp_path.iterdir()) == [path]


def test_a_corpus_in_a_folder_that_is_not_there_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="No corpus can be made"):
        open_corpus(tmp_path / "missing" / "corpus.db", create=True)

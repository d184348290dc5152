"""The tables of a corpus."""

from pathlib import Path

import pytest

from tests.corpus.bundles import a_bundle
from workbench.corpus import connection
from workbench.corpus.annotations import Annotator, NewLabel, add_annotations, annotations
from workbench.corpus.database import Corpus, open_corpus
from workbench.corpus.schema import MIGRATIONS, SCHEMA_VERSION, described, expected_schema, stored_version
from workbench.corpus.submit import submit_bundle
from workbench.corpus.verify import verify
from workbench.model.edits import TASK


def test_a_new_corpus_has_the_tables_of_this_version_and_nothing_else(corpus: Corpus) -> None:
    assert stored_version(corpus.db) == SCHEMA_VERSION
    assert described(corpus.db) == expected_schema()


def test_every_table_is_strict(corpus: Corpus) -> None:
    rows = corpus.db.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    assert {name for name, strict in rows if not strict} <= {"sqlite_schema", "sqlite_sequence"}


def test_no_index_of_words_is_kept_for_its_terms_survive_erasing(corpus: Corpus) -> None:
    assert not any("VIRTUAL" in sql.upper() for _kind, _name, sql in described(corpus.db))


def as_an_older_version_made_it(current: Path, older: Path, version: int, patch: pytest.MonkeyPatch) -> None:
    """Write the rows of a corpus into a new file that has the tables of an earlier version."""
    with patch.context() as earlier:
        earlier.setattr(connection, "MIGRATIONS", MIGRATIONS[:version])
        earlier.setattr(connection, "SCHEMA_VERSION", version)
        made = connection.make_file(older)
    with made as corpus:
        db = corpus.db
        for pragma in ("query_only = 0", "foreign_keys = 0"):
            db.execute(f"PRAGMA {pragma}")
        db.execute("ATTACH ? AS current", (str(current),))
        for table in db.table_names():
            columns = ", ".join(column.name for column in db.table(table).columns)
            query = f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM current.{table}"  # noqa: S608  (names of our own)
            db.execute(query)


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_corpus_of_every_earlier_version_is_migrated_with_all_that_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    said = [NewLabel(TASK, "difficulty", 3), NewLabel(TASK, "notes", "As it was said")]
    with open_corpus(tmp_path / "now.db", create=True) as corpus:
        session = submit_bundle(corpus, a_bundle().data).session
        before = add_annotations(corpus, session, Annotator("Grace"), said)
    as_an_older_version_made_it(tmp_path / "now.db", tmp_path / "then.db", version, monkeypatch)
    with open_corpus(tmp_path / "then.db") as corpus:
        assert stored_version(corpus.db) == SCHEMA_VERSION
        assert described(corpus.db) == expected_schema()
        assert verify(corpus) == ()
        assert annotations(corpus, session) == before
        assert add_annotations(corpus, session, Annotator("Grace"), said) == ()

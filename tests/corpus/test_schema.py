"""The tables of a corpus."""

from workbench.corpus.database import Corpus
from workbench.corpus.schema import SCHEMA_VERSION, described, expected_schema, stored_version


def test_a_new_corpus_has_the_tables_of_this_version_and_nothing_else(corpus: Corpus) -> None:
    assert stored_version(corpus.db) == SCHEMA_VERSION
    assert described(corpus.db) == expected_schema()


def test_every_table_is_strict(corpus: Corpus) -> None:
    rows = corpus.db.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    assert {name for name, strict in rows if not strict} <= {"sqlite_schema", "sqlite_sequence"}


def test_no_index_of_words_is_kept_for_its_terms_survive_erasing(corpus: Corpus) -> None:
    assert not any("VIRTUAL" in sql.upper() for _kind, _name, sql in described(corpus.db))

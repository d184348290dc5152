"""Every column of a corpus has a row in docs/fields.md, and every such row a column."""

import re
from pathlib import Path

from workbench.corpus.database import Corpus

PAGE = Path(__file__).parent.parent.parent / "docs" / "fields.md"
ROW = re.compile(r"^\| corpus:(\w+\.\w+) \| (.+) \| (.+) \| (.+) \| (.+) \|$", re.M)


def rows() -> list[tuple[str, ...]]:
    """Return the page's rows about the corpus."""
    return ROW.findall(PAGE.read_text(encoding="utf-8"))


def test_every_column_of_a_corpus_is_explained_and_nothing_else_is(corpus: Corpus) -> None:
    query = "SELECT t.name || '.' || c.name FROM pragma_table_list t, pragma_table_info(t.name) c"
    columns = {str(name) for (name,) in corpus.db.execute(query).fetchall()}
    assert sorted(row[0] for row in rows()) == sorted(n for n in columns if not n.startswith("sqlite_"))


def test_every_row_says_its_purpose_category_retention_and_whether_it_leaves() -> None:
    for column, purpose, category, stays, leaves in rows():
        assert len(purpose.split()) >= 2, column
        assert category in {"content", "behaviour", "context", "consent", "technical"}, column
        assert stays in {"withdrawn", "corpus"}, column
        assert leaves in {"never", "released"}, column


def test_what_came_with_a_session_goes_with_it() -> None:
    lasting = {row[0].partition(".")[0] for row in rows() if row[3] == "corpus"}
    assert lasting == {"corpus", "policies", "releases", "release_sessions", "withdrawals"}

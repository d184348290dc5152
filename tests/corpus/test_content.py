"""Content as rows, and back."""

import json

from tests.corpus.bundles import ADA, a_bundle
from workbench.bundle.read import read_bundle
from workbench.corpus.connection import writing
from workbench.corpus.content import frame_tiles, row_of, stored_bytes
from workbench.corpus.database import Corpus
from workbench.corpus.submit import submit_bundle


def test_lines_are_rows_that_sql_can_ask(corpus: Corpus) -> None:
    made = a_bundle("Hi Ada")
    submit_bundle(corpus, made.data)
    query = "SELECT line ->> '$.action.text' FROM steps WHERE line ->> '$.action.kind' = 'type'"
    assert corpus.db.execute(query).fetchall() == [("Hi Ada",)]
    events = [json.loads(line) for (line,) in corpus.db.execute("SELECT line FROM events ORDER BY position")]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))


def test_every_tile_of_a_frame_refers_to_one_that_is_there(corpus: Corpus) -> None:
    made = a_bundle()
    submit_bundle(corpus, made.data)
    bundle = read_bundle(made.data)
    assert corpus.db.table("tiles").count == len(bundle.tiles)
    assert corpus.db.table("frame_tiles").count == len(list(frame_tiles(bundle))) == 12
    assert corpus.db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_an_emptied_session_comes_to_other_bytes_and_not_to_an_error(corpus: Corpus) -> None:
    made = a_bundle()
    submit_bundle(corpus, made.data)
    assert stored_bytes(corpus.db, made.session) == made.data
    with writing(corpus) as db:
        db.execute("DELETE FROM members")
    assert stored_bytes(corpus.db, made.session) != made.data


def test_a_sessions_row_says_what_its_bundle_says() -> None:
    made = a_bundle()
    row = row_of(read_bundle(made.data))
    assert (row["id"], row["contributor"], row["policy"]) == (made.session, ADA, "built-in")

"""The built-in policy and consent to it."""

import hashlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.corpus.database import Corpus, create_corpus, open_corpus
from workbench.corpus.policy import BUILT_IN, read_policy, require_consent_to, restrict
from workbench.corpus.schema import SCHEMA_VERSION, stored_version
from workbench.errors import ConsentError, UsageError


def test_a_corpus_without_a_policy_of_its_own_has_the_built_in_one(corpus: Corpus) -> None:
    assert read_policy(corpus) == BUILT_IN


def test_a_policy_comes_back_with_what_it_forbids(tmp_path: Path) -> None:
    strict = replace(BUILT_IN, id="strict", never_record=("gimp", "title:^Diary"), idle_limit_s=60)
    with create_corpus(tmp_path / "strict.db", strict) as corpus:
        assert read_policy(corpus) == strict
    assert (BUILT_IN.never_record, BUILT_IN.idle_limit_s) == ((), None)


def test_a_corpus_of_the_first_format_keeps_its_policy_and_forbids_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    create_corpus(path).close()
    raw = sqlite3.connect(path)
    for column in ("never_record", "idle_limit_s"):
        raw.execute(f"ALTER TABLE policies DROP COLUMN {column}")
    raw.execute("DROP INDEX annotations_by_idempotency_key")
    raw.execute("ALTER TABLE annotations DROP COLUMN idempotency_key")
    raw.execute("PRAGMA user_version = 1")
    raw.close()
    with open_corpus(path) as corpus:
        assert stored_version(corpus.db) == SCHEMA_VERSION
        assert read_policy(corpus) == BUILT_IN


def test_the_consent_text_is_known_by_its_hash() -> None:
    assert hashlib.sha256(BUILT_IN.consent_text.encode()).hexdigest() == BUILT_IN.consent_hash


@pytest.mark.parametrize("agreed", [("built-in", "ab" * 32), ("another", BUILT_IN.consent_hash)])
def test_consent_to_another_text_or_policy_is_not_enough(agreed: tuple[str, str]) -> None:
    require_consent_to(BUILT_IN, "built-in", BUILT_IN.consent_hash)
    with pytest.raises(ConsentError, match="workbench join"):
        require_consent_to(BUILT_IN, *agreed)


def test_what_is_restricted_holds_from_then_on_and_what_cannot_be_changes_nothing(corpus: Corpus) -> None:
    strict = restrict(corpus, ["gimp", "title:^Diary"], idle_limit_s=60)
    assert strict == replace(BUILT_IN, never_record=("gimp", "title:^Diary"), idle_limit_s=60)
    for never, again in (([""], []), (["title:("], []), (["eog"], ["eog", "mousepad"])):
        with pytest.raises(UsageError):
            restrict(corpus, never, again)
    assert read_policy(corpus) == strict
    assert restrict(corpus, ["gimp", "eog"], ["title:^Diary"]).never_record == ("gimp", "eog")
    assert restrict(corpus, again=["gimp", "eog"], idle_limit_s=0) == BUILT_IN

"""What stays of a withdrawn session."""

import hashlib

from tests.corpus.bundles import ADA, a_bundle, withdrawal_key
from workbench.corpus.database import Corpus
from workbench.corpus.moments import now
from workbench.corpus.releases import Release, add_release
from workbench.corpus.submit import submit_bundle
from workbench.corpus.tombstones import session_hash, tombstone, tombstones, was_withdrawn
from workbench.corpus.withdraw import withdraw


def test_a_session_is_known_by_the_hash_of_its_id() -> None:
    assert session_hash("abc") == hashlib.sha256(b"abc").hexdigest()


def test_a_tombstone_names_the_releases_that_had_the_session(corpus: Corpus) -> None:
    made = a_bundle()
    receipt = submit_bundle(corpus, made.data)
    assert tombstone(corpus.db, made.session) is None
    assert not was_withdrawn(corpus, made.session)
    add_release(corpus, Release("first", "agentnet", "submitted", now(), "ab" * 32), [])
    add_release(
        corpus,
        Release("second", "agentnet", "submitted", now(), "cd" * 32),
        [(made.session, receipt.sha256)],
    )
    withdraw(corpus, made.session, withdrawal_key(ADA))
    (stone,) = tombstones(corpus)
    assert stone.releases == ("second",)
    assert stone.to_json()["releases"] == ["second"]
    assert tombstone(corpus.db, made.session) == stone
    assert was_withdrawn(corpus, made.session)

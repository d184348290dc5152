"""A session's row and its bundle."""

import pytest

from tests.corpus.bundles import a_bundle
from workbench.corpus.database import Corpus
from workbench.corpus.sessions import all_sessions, find_session, require_session, stored_bundle
from workbench.corpus.submit import submit_bundle
from workbench.errors import NotFoundError


def test_a_session_is_found_by_its_id_and_by_its_receipt(corpus: Corpus) -> None:
    made = a_bundle()
    receipt = submit_bundle(corpus, made.data)
    found = require_session(corpus.db, made.session)
    assert found == find_session(corpus.db, receipt.id)
    assert (found.state, found.sha256) == ("submitted", receipt.sha256)
    assert all_sessions(corpus.db) == (found,)


def test_what_is_not_there_is_said_not_to_be(corpus: Corpus) -> None:
    assert find_session(corpus.db, "") is None
    with pytest.raises(NotFoundError, match="may have been withdrawn"):
        require_session(corpus.db, "nobody")


def test_the_bundle_is_read_as_strictly_as_when_it_came(corpus: Corpus) -> None:
    made = a_bundle("Hi Ada")
    submit_bundle(corpus, made.data)
    bundle = stored_bundle(corpus.db, made.session)
    assert [step.text for step in bundle.steps if step.kind == "type"] == ["Hi Ada"]

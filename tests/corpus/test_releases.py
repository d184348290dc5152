"""Which sessions went into which release."""

import pytest

from tests.corpus.bundles import ADA, a_bundle, withdrawal_key
from workbench.corpus.database import Corpus
from workbench.corpus.releases import Release, add_release, releases, require_free_name
from workbench.corpus.submit import submit_bundle
from workbench.corpus.verify import verify
from workbench.corpus.withdraw import withdraw
from workbench.errors import UsageError, WorkbenchError

FIRST = Release("first", "agentnet", "submitted", "2026-11-22T10:00:00Z", "ab" * 32)


def test_a_release_is_noted_with_what_went_into_it(corpus: Corpus) -> None:
    receipt = submit_bundle(corpus, a_bundle().data)
    require_free_name(corpus, "first")
    add_release(corpus, FIRST, [(receipt.session, receipt.sha256)])
    assert releases(corpus) == (FIRST,)
    assert verify(corpus) == ()


def test_a_name_is_given_once(corpus: Corpus) -> None:
    add_release(corpus, FIRST, [])
    with pytest.raises(UsageError, match="another name"):
        require_free_name(corpus, "first")
    with pytest.raises(UsageError, match="another name"):
        add_release(corpus, FIRST, [])


def test_a_release_does_not_count_when_a_session_was_withdrawn_meanwhile(corpus: Corpus) -> None:
    made = a_bundle()
    receipt = submit_bundle(corpus, made.data)
    withdraw(corpus, made.session, withdrawal_key(ADA))
    with pytest.raises(WorkbenchError, match="withdrawn while"):
        add_release(corpus, FIRST, [(receipt.session, receipt.sha256)])
    assert releases(corpus) == ()

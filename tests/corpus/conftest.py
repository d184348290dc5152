"""A corpus of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.corpus.database import Corpus, open_corpus


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """Return an empty corpus."""
    with open_corpus(tmp_path / "corpus.db", create=True) as made:
        yield made

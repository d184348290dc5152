"""Which corpus is meant."""

from pathlib import Path

import pytest

from workbench.corpus.database import create_corpus, info
from workbench.errors import NotFoundError, UsageError
from workbench.paths import Home
from workbench.workflow.corpora import CORPUS_VARIABLE, corpus_path, use_corpus


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Return a home, with no corpus named from outside."""
    monkeypatch.delenv(CORPUS_VARIABLE, raising=False)
    return Home(tmp_path / "home")


def test_what_is_named_goes_before_the_environment_and_that_before_the_homes_own(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert corpus_path(home) == home.corpus_file
    monkeypatch.setenv(CORPUS_VARIABLE, "team.db")
    assert corpus_path(home) == Path("team.db")
    assert corpus_path(home, "other.db") == Path("other.db")


def test_the_homes_own_corpus_is_made_on_first_use_and_no_other(home: Home, tmp_path: Path) -> None:
    with use_corpus(home) as corpus:
        assert info(corpus).sessions == 0
    assert home.corpus_file.exists()
    with pytest.raises(NotFoundError, match="corpus init"):
        use_corpus(home, tmp_path / "team.db")
    create_corpus(tmp_path / "team.db").close()
    with use_corpus(home, str(tmp_path / "team.db")) as corpus:
        assert info(corpus).name == "team"


def test_an_address_cannot_be_used_yet(home: Home) -> None:
    with pytest.raises(UsageError, match="only files"):
        use_corpus(home, "https://hub.example.com/team")


def test_an_empty_name_is_no_corpus_and_an_empty_variable_none_that_is_named(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CORPUS_VARIABLE, "")
    assert corpus_path(home) == home.corpus_file
    for named in ("", " "):
        with pytest.raises(UsageError, match="empty name"):
            use_corpus(home, named)
    assert not home.corpus_file.exists()

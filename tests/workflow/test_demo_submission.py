"""The second half of the demonstration: real edits, a real corpus, a real release, and nothing left of it."""

from pathlib import Path

import pytest

from tests.store.examples import bytes_below
from tests.workflow.volunteers import a_volunteer
from workbench.corpus.database import info
from workbench.errors import ConsentError, WorkbenchError
from workbench.paths import Home
from workbench.workflow.corpora import use_corpus
from workbench.workflow.demo import sample_files
from workbench.workflow.demo_submission import walk_submission


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A plain session that nobody labelled."""
    place = a_volunteer(tmp_path / "made")
    place.library.export(place.session("Hello goodbye", labelled=False), tmp_path / "sample.session")
    return tmp_path / "sample.session"


def told(sample: Path, tmp_path: Path, scratch: str = "scratch") -> list[str]:
    owner = Home(tmp_path / "demo").ensure()
    (tmp_path / scratch).mkdir()
    return [said.text for said in walk_submission(sample, owner, tmp_path / scratch)]


def test_it_walks_from_labels_to_withdrawal_and_says_what_came_of_it(tmp_path: Path, sample: Path) -> None:
    lines = told(sample, tmp_path)
    begins = [line.split()[0] for line in lines]
    assert begins == [
        "Labelled", "Redacted", "Previewed", "the", "Submitted", "submitted",
        "Annotated", "Released", "verified", "Withdrew", "released",
    ]  # fmt: skip
    assert "4 labels set" in lines[0]
    assert "and 1 session there" in lines[5]
    assert "0 sessions left" in lines[9]
    assert lines[10] == "released again: 0 trajectories, 1 withdrawn session listed"


def test_nothing_of_the_sample_stays_in_the_demonstrations_home(tmp_path: Path, sample: Path) -> None:
    told(sample, tmp_path)
    with use_corpus(Home(tmp_path / "demo")) as corpus:
        assert (info(corpus).sessions, info(corpus).contributors, info(corpus).withdrawn) == (0, 0, 1)
    assert b"Hello" not in bytes_below(tmp_path / "demo")


def test_it_can_be_walked_again(tmp_path: Path, sample: Path) -> None:
    told(sample, tmp_path)
    assert "2 withdrawn sessions listed" in told(sample, tmp_path, "again")[10]


def test_a_corpus_of_the_volunteers_own_is_never_used(
    tmp_path: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_CORPUS", str(tmp_path / "real.db"))
    told(sample, tmp_path)
    assert not (tmp_path / "real.db").exists()


def test_a_sample_under_another_notice_ends_the_walk_with_a_sentence(tmp_path: Path) -> None:
    place = a_volunteer(tmp_path / "made")
    place.library.export(place.recorded("Hello goodbye"), tmp_path / "old.session")
    with pytest.raises(WorkbenchError, match="consent") as refusal:
        told(tmp_path / "old.session", tmp_path)
    assert isinstance(refusal.value.__cause__, ConsentError)


@pytest.mark.parametrize("sample", sample_files(), ids=lambda sample: sample.stem)
def test_every_sample_that_came_along_can_be_submitted_as_it_is(tmp_path: Path, sample: Path) -> None:
    lines = told(sample, tmp_path)
    assert "2 labels set" in lines[0], "a sample is labelled already"
    assert "0 sessions left" in lines[9]

"""What holds for every recording: the settings and the corpus's policy, the stricter of both."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.corpus.database import create_corpus
from workbench.corpus.policy import BUILT_IN
from workbench.errors import UsageError, WorkbenchError
from workbench.paths import Home
from workbench.workflow.standing_rules import standing_rules


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv("WORKBENCH_CORPUS", raising=False)
    return Home(tmp_path / "home").ensure()


def a_corpus(path: Path, *never_record: str, idle_limit_s: int | None = None) -> str:
    """Make a corpus whose policy asks for that."""
    policy = replace(BUILT_IN, id="strict", never_record=never_record, idle_limit_s=idle_limit_s)
    create_corpus(path, policy).close()
    return str(path)


def test_without_anything_the_built_in_rules_hold_and_no_corpus_is_made(home: Home) -> None:
    rules = standing_rules(home)
    assert (rules.never_record, rules.idle_limit_s) == ((), 300)
    assert not home.corpus_file.exists()


def test_the_settings_and_the_policy_add_up(home: Home, tmp_path: Path) -> None:
    home.settings_file.write_text('never_record = ["gimp", "title:^Diary"]')
    corpus = a_corpus(tmp_path / "strict.db", "gimp", "thunderbird", idle_limit_s=60)
    rules = standing_rules(home, corpus)
    assert rules.never_record == ("gimp", "title:^Diary", "thunderbird")
    assert rules.idle_limit_s == 60


@pytest.mark.parametrize(
    ("mine", "policy", "held"), [(30, 60, 30), (600, 60, 60), (0, 60, 60), (0, None, 0), (90, None, 90)]
)
def test_a_policy_can_make_a_pause_come_sooner_but_never_later(
    home: Home, tmp_path: Path, mine: int, policy: int | None, held: int
) -> None:
    home.settings_file.write_text(f"idle_limit_s = {mine}")
    corpus = a_corpus(tmp_path / "strict.db", idle_limit_s=policy)
    assert standing_rules(home, corpus).idle_limit_s == held


def test_the_corpus_of_the_environment_is_meant(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_CORPUS", a_corpus(tmp_path / "strict.db", "gimp"))
    assert standing_rules(home).never_record == ("gimp",)
    for elsewhere in ("https://hub.example.com", str(tmp_path / "not-yet.db")):
        monkeypatch.setenv("WORKBENCH_CORPUS", elsewhere)
        assert standing_rules(home).never_record == ()


def test_a_list_or_a_corpus_that_cannot_be_read_is_refused(home: Home, tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_bytes(b"not a corpus" * 100)
    with pytest.raises(WorkbenchError):
        standing_rules(home, str(tmp_path / "broken.db"))
    home.settings_file.write_text('never_record = ["title:("]')
    with pytest.raises(UsageError, match="never_record"):
        standing_rules(home)


def test_naming_a_corpus_loads_no_database(home: Home) -> None:
    source = (
        "import sys; from workbench.paths import Home; from workbench.workflow import standing_rules as rules;"
        "rules.standing_rules(Home.from_environment()); print('sqlite_utils' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", source],
        env={"WORKBENCH_HOME": str(home.root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"

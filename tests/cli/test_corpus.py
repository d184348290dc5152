"""`workbench corpus`."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from click.testing import Result

from tests.cli.conftest import one_sentence
from tests.workflow.volunteers import Volunteer
from workbench.workflow.standing_rules import standing_rules

Invoke = Callable[..., Result]


def test_a_corpus_is_made_once_and_never_replaced(invoke: Invoke, tmp_path: Path) -> None:
    made = invoke("corpus", "init", tmp_path / "team.db", "--json")
    assert json.loads(made.stdout)["name"] == "team"
    assert json.loads(made.stdout)["sessions"] == 0
    again = invoke("corpus", "init", tmp_path / "team.db")
    assert (again.exit_code, one_sentence(again.stderr)) == (2, True)


def test_ones_own_corpus_is_made_on_first_use(volunteer: Volunteer, invoke: Invoke) -> None:
    assert not volunteer.home.corpus_file.exists()
    assert json.loads(invoke("corpus", "info", "--json").stdout)["sessions"] == 0
    assert volunteer.home.corpus_file.exists()


def test_any_other_corpus_has_to_be_there(invoke: Invoke, tmp_path: Path) -> None:
    for words in (("corpus", "info"), ("corpus", "verify")):
        result = invoke(*words, "--corpus", tmp_path / "nowhere.db")
        assert (result.exit_code, one_sentence(result.stderr)) == (1, True), result.stderr
    assert not (tmp_path / "nowhere.db").exists()


def test_people_read_counts_and_nobodys_content(volunteer: Volunteer, invoke: Invoke) -> None:
    volunteer.session("Hello Ada")
    invoke("submit", "last", "--yes")
    told = invoke("corpus", "info").stdout
    assert "sessions        1" in told
    assert "Hello" not in told


def test_a_whole_corpus_is_verified_and_a_changed_one_is_not(volunteer: Volunteer, invoke: Invoke) -> None:
    volunteer.session()
    invoke("submit", "last", "--yes")
    assert json.loads(invoke("corpus", "verify", "--json").stdout) == {
        "ok": True,
        "sessions": 1,
        "findings": [],
    }
    assert "is whole: 1 session" in invoke("corpus", "verify").stdout
    with closing(sqlite3.connect(volunteer.home.corpus_file)) as corpus, corpus:
        corpus.execute("UPDATE steps SET line = replace(line, 'Hi Ada', 'Hi Eve')")
    result = invoke("corpus", "verify", "--json")
    shape = json.loads(result.stdout)
    assert (result.exit_code, shape["ok"], shape["findings"][0]["check"]) == (1, False, "hash")
    told = invoke("corpus", "verify")
    assert (told.exit_code, "hash" in told.stdout) == (1, True)


def test_a_corpus_restricts_what_is_recorded_for_it(volunteer: Volunteer, invoke: Invoke) -> None:
    plain = json.loads(invoke("corpus", "policy", "--json").stdout)
    assert (plain["id"], plain["never_record"], plain["idle_limit_s"]) == ("built-in", [], None)
    words = ("--never-record", "gimp", "--never-record", "title:^Diary", "--idle-limit", "60")
    told = invoke("corpus", "policy", *words).stdout
    assert "never recorded  gimp, title:^Diary" in told
    assert "idle limit      pauses after 60 s without input" in told
    rules = standing_rules(volunteer.home)
    assert (rules.never_record, rules.idle_limit_s) == (("gimp", "title:^Diary"), 60)
    refused = invoke("record", "--task", "Draw", "--app", "gimp", "--consent")
    assert (refused.exit_code, "never recorded" in refused.stderr) == (2, True)
    less = json.loads(invoke("corpus", "policy", "--record-again", "gimp", "--json").stdout)
    assert (less["never_record"], less["idle_limit_s"]) == (["title:^Diary"], 60)


def test_a_restriction_that_cannot_be_is_refused_and_changes_nothing(
    volunteer: Volunteer, invoke: Invoke
) -> None:
    before = invoke("corpus", "policy", "--json").stdout
    for words in (("--never-record", "title:("), ("--never-record", " "), ("--record-again", "gimp")):
        result = invoke("corpus", "policy", *words)
        assert (result.exit_code, one_sentence(result.stderr)) == (2, True), result.stderr
    assert invoke("corpus", "policy", "--json").stdout == before
    assert volunteer.home.corpus_file.exists()

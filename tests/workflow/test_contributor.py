"""A pseudonym and a withdrawal key for each corpus, made once and kept."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.paths import Home
from workbench.workflow.contributor import contributor_for, find_contributor

CORPUS = "55555555-5555-4555-8555-555555555555"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_nobody_is_known_before_the_first_bundle(home: Home) -> None:
    assert find_contributor(home, CORPUS) is None


def test_the_name_and_the_key_stay_the_same_for_one_corpus_and_differ_between_two(home: Home) -> None:
    one = contributor_for(home, CORPUS)
    assert contributor_for(home, CORPUS) == find_contributor(home, CORPUS) == one
    other = contributor_for(home, "another-corpus")
    assert other.pseudonym != one.pseudonym
    assert other.withdrawal_key != one.withdrawal_key
    assert one.key_hash == hashlib.sha256(bytes.fromhex(one.withdrawal_key)).hexdigest()


def test_they_are_kept_for_the_owner_alone_and_tell_nothing_else(home: Home) -> None:
    contributor_for(home, CORPUS)
    (file,) = home.keys.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert set(json.loads(file.read_text())) == {"pseudonym", "withdrawal_key"}


def test_programs_that_ask_at_once_get_the_same_answer(home: Home) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: contributor_for(home, CORPUS), range(16)))
    assert len(answers) == 1
    assert len(list(home.keys.iterdir())) == 1


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"pseudonym":"x"}', b'{"pseudonym":"x","withdrawal_key":"00"}', b"\xff"]
)
def test_a_file_that_cannot_be_read_is_told_and_never_replaced(home: Home, content: bytes) -> None:
    contributor_for(home, CORPUS)
    (file,) = home.keys.iterdir()
    file.write_bytes(content)
    with pytest.raises(WorkbenchError, match="put back a copy"):
        contributor_for(home, CORPUS)
    assert file.read_bytes() == content


@pytest.mark.parametrize("corpus_id", ["../../etc/passwd", "", "a/b", "x" * 99])
def test_a_corpus_cannot_choose_where_the_key_goes(home: Home, corpus_id: str) -> None:
    with pytest.raises(WorkbenchError):
        contributor_for(home, corpus_id)

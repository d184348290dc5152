"""What SQLite says, in a person's words."""

from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from workbench.corpus.failures import failure, is_locked, told
from workbench.errors import WorkbenchError


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (5, "locked"),
        (261, "locked"),
        (6, "locked"),
        (13, "disk is full"),
        (8, "only be read"),
        (778, "takes no more"),
        (10, "takes no more"),
        (266, "cannot be reached"),
        (11, "damaged"),
        (26, "damaged"),
        (19, "does not fit"),
        (14, "cannot be reached"),
        (0, "cannot be reached"),
    ],
)
def test_every_code_has_one_sentence_that_says_what_is_safe_and_what_to_do(code: int, words: str) -> None:
    error = sqlite3.OperationalError("near Ada: syntax error")
    error.sqlite_errorcode = code
    sentence = str(failure(Path("/somewhere/team.db"), error))
    assert words in sentence
    assert sentence.startswith("The corpus team.db ")
    assert "nothing was changed in it" in sentence
    assert sentence.endswith(".")
    assert "Ada" not in sentence


def test_what_is_no_error_of_the_file_passes_unchanged() -> None:
    own = WorkbenchError("my own")
    with pytest.raises(WorkbenchError, match="my own"), told(Path("team.db")):
        raise own


@pytest.mark.parametrize(
    ("code", "locked"), [(5, True), (517, True), (6, True), (15, True), (13, False), (0, False)]
)
def test_only_a_corpus_that_is_in_use_is_locked(code: int, *, locked: bool) -> None:
    error = sqlite3.OperationalError("in use")
    error.sqlite_errorcode = code
    with pytest.raises(WorkbenchError) as raised, told(Path("team.db")):
        raise error
    assert is_locked(raised.value) is locked
    assert not is_locked(WorkbenchError("my own"))

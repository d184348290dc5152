"""Waiting for a corpus that somebody else has locked."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2 as sqlite3

from workbench.corpus.database import create_corpus, info, open_corpus, writing
from workbench.errors import WorkbenchError
from workbench.workflow import waiting
from workbench.workflow.waiting import PIECE_MS, while_locked


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a corpus."""
    create_corpus(tmp_path / "team.db").close()
    return tmp_path / "team.db"


@pytest.fixture
def other(path: Path) -> Iterator[Any]:
    """Return another connection, which has locked the corpus."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


def rename(path: Path) -> str:
    """Write into the corpus and return its name."""
    with open_corpus(path, busy_ms=PIECE_MS) as corpus:
        with writing(corpus) as db:
            db.execute("UPDATE corpus SET name = name || '!'")
        return info(corpus).name


def test_the_attempt_is_made_again_until_the_lock_is_gone(path: Path, other: Any) -> None:
    asked: list[float] = []

    def still_waiting(waited_s: float) -> bool:
        asked.append(waited_s)
        if len(asked) == 3:
            other.execute("ROLLBACK")
        return True

    assert while_locked(lambda: rename(path), still_waiting) == "team!"
    assert len(asked) == 3
    assert asked == sorted(asked)


def test_a_wait_that_is_stopped_ends_with_what_was_in_the_way(path: Path, other: Any) -> None:
    began = time.monotonic()
    with pytest.raises(WorkbenchError, match="locked by another program"):
        while_locked(lambda: rename(path), lambda _waited_s: False)
    assert time.monotonic() - began < waiting.PATIENCE_S / 3
    other.execute("ROLLBACK")
    assert rename(path) == "team!", "the attempt that failed wrote nothing"


def test_the_wait_ends_by_itself(path: Path, other: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert other.in_transaction
    monkeypatch.setattr(waiting, "PATIENCE_S", 0.4)
    with pytest.raises(WorkbenchError, match="locked by another program"):
        while_locked(lambda: rename(path), lambda waited_s: waited_s < 0.4 or pytest.fail("too long"))


def test_another_failure_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="no corpus"):
        while_locked(lambda: rename(tmp_path / "nowhere.db"), lambda _waited_s: pytest.fail("asked"))

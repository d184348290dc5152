"""Opening a corpus, and the one way to write into it."""

import ast
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3
from sqlite_utils import Database

from workbench.corpus import connection
from workbench.corpus.connection import HEADER, finish_erasing, journal, reading, writing
from workbench.corpus.database import Corpus, create_corpus, info, open_corpus
from workbench.corpus.schema import MIGRATIONS, SCHEMA_VERSION
from workbench.errors import NotFoundError, WorkbenchError

ROOM = Path(connection.__file__).parent
WRITER = """
import sys
from pathlib import Path
from workbench.corpus.connection import writing
from workbench.corpus.database import open_corpus
with open_corpus(Path(sys.argv[1]), create=True) as corpus:
    for number in range(int(sys.argv[3])):
        with writing(corpus) as db:
            db.execute("SELECT count(*) FROM withdrawals").fetchone()
            db.table("withdrawals").insert({"session_hash": f"{sys.argv[2]}-{number}", "withdrawn_at": "now"})
"""


def add(corpus: Corpus, name: str) -> None:
    """Write one row."""
    with writing(corpus) as db:
        db.table("withdrawals").insert({"session_hash": name, "withdrawn_at": "2026-11-22T10:00:00Z"})


def test_what_is_written_in_one_block_is_there_together_or_not_at_all(corpus: Corpus) -> None:
    row = {"session_hash": "a", "withdrawn_at": "now"}
    with pytest.raises(WorkbenchError, match="does not fit"), writing(corpus) as db:
        db.table("withdrawals").insert_all([row, row])
    assert info(corpus).withdrawn == 0
    add(corpus, "a")
    assert info(corpus).withdrawn == 1


def test_outside_a_writing_block_the_connection_takes_no_write(corpus: Corpus) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        corpus.db.table("withdrawals").insert({"session_hash": "a", "withdrawn_at": "now"})
    with pytest.raises(WorkbenchError, match="only be read"), reading(corpus) as db:
        db.execute("DELETE FROM policies")
    add(corpus, "a")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        corpus.db.execute("DELETE FROM withdrawals")


def test_no_other_module_begins_a_transaction_of_its_own() -> None:
    """`atomic`, `begin` and a bare `with db.conn` would begin a deferred one."""
    found = []
    for path in sorted(ROOM.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            method = isinstance(node, ast.Attribute) and node.attr in {"atomic", "begin", "commit", "conn"}
            word = isinstance(node, ast.Constant) and str(node.value).upper().startswith(("BEGIN", "COMMIT"))
            if method or (word and path.name != "connection.py"):
                found.append(f"{path.name}:{getattr(node, 'lineno', 0)}")
    assert found == []


def test_many_writers_at_once_lose_nothing_and_one_of_them_makes_the_corpus(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    command = [sys.executable, "-c", WRITER, str(path)]
    children = [subprocess.Popen([*command, str(number), "20"]) for number in range(4)]
    assert [child.wait() for child in children] == [0, 0, 0, 0]
    with open_corpus(path) as corpus:
        assert info(corpus).withdrawn == 80
        assert corpus.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_connection_erases_what_it_deletes_and_keeps_references(corpus: Corpus) -> None:
    for pragma, value in (("secure_delete", 1), ("foreign_keys", 1), ("trusted_schema", 0), ("synchronous", 3)):
        assert corpus.db.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_a_log_is_used_only_where_disk_and_sqlite_allow_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with create_corpus(tmp_path / "local.db") as corpus:
        assert journal(corpus) == "wal"
    monkeypatch.setattr(connection, "is_local", lambda _path: False)
    with create_corpus(tmp_path / "remote.db") as corpus:
        assert journal(corpus) == "delete"
    with open_corpus(tmp_path / "local.db") as corpus:
        assert journal(corpus) == "delete"
        add(corpus, "a")
    monkeypatch.undo()
    with open_corpus(tmp_path / "remote.db") as corpus:
        assert journal(corpus) == "delete", "others may open it over a network"


def test_with_an_older_sqlite_there_is_no_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SAFE_WAL", (99, 0, 0))
    with create_corpus(tmp_path / "corpus.db") as corpus:
        assert journal(corpus) == "delete"
    monkeypatch.setattr(connection, "OLDEST", (99, 0, 0))
    with pytest.raises(WorkbenchError, match="install pysqlite3"):
        open_corpus(tmp_path / "corpus.db")


def test_a_missing_corpus_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="corpus init"):
        open_corpus(tmp_path / "corpus.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"Dear Jane,", HEADER + bytes(4080)], ids=["empty", "text", "other"])
def test_what_is_no_corpus_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    for create in (False, True):
        with pytest.raises(WorkbenchError, match="is not a corpus"):
            open_corpus(path, create=create)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="cannot be opened"):
        open_corpus(tmp_path)


def test_a_newer_corpus_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    with open_corpus(path, create=True) as corpus:
        add(corpus, "a")
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(WorkbenchError, match="newer workbench"):
        open_corpus(path)
    assert path.read_bytes() == before


def test_a_damaged_corpus_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    open_corpus(path, create=True).close()
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * 4000 + content[4100:])
    with pytest.raises(WorkbenchError, match="is damaged"):
        open_corpus(path)


def test_a_locked_corpus_is_waited_for_and_then_said_to_be_locked(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    with open_corpus(path, create=True) as holder, open_corpus(path, busy_ms=50) as other:
        with writing(holder):
            with pytest.raises(WorkbenchError, match="locked by another program"), writing(other):
                pytest.fail("two were in it at once")
            assert info(other).sessions == 0, "reading needs nobody's leave"
        add(other, "a")


def test_a_writer_that_is_done_in_time_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    begun, done = threading.Event(), threading.Event()

    def hold() -> None:
        with open_corpus(path) as holder, writing(holder):
            begun.set()
            done.wait(0.2)

    with open_corpus(path, create=True) as corpus:
        thread = threading.Thread(target=hold)
        thread.start()
        begun.wait(5)
        add(corpus, "a")
        thread.join()
        assert info(corpus).withdrawn == 1


@pytest.fixture
def readonly_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk with a corpus on it that can only be read, or skip where mounting is not allowed."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a disk; the test with a file without write permission stands in")
    open_corpus(disk / "corpus.db", create=True).close()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_corpus_on_a_readonly_disk_can_be_read_and_says_why_not_written(readonly_disk: Path) -> None:
    with open_corpus(readonly_disk / "corpus.db") as corpus:
        assert info(corpus).sessions == 0
        with pytest.raises(WorkbenchError, match="only be read"):
            add(corpus, "a")
    with pytest.raises(WorkbenchError, match="No corpus can be made"):
        open_corpus(readonly_disk / "new.db", create=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes wherever it likes; a read-only disk stands in")
def test_a_corpus_without_write_permission_says_so(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    open_corpus(path, create=True).close()
    path.chmod(0o400)
    with open_corpus(path) as corpus, pytest.raises(WorkbenchError, match="only be read"):
        add(corpus, "a")


def test_erasing_waits_for_readers_and_is_finished_by_the_next_opening(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    with open_corpus(path, create=True, busy_ms=50) as corpus, open_corpus(path) as reader:
        add(corpus, "canary-canary-canary")
        with reading(reader) as db:
            db.execute("SELECT * FROM withdrawals").fetchall()
            with writing(corpus) as own:
                own.execute("DELETE FROM withdrawals")
                own.execute("UPDATE corpus SET erasing = 1")
            assert not finish_erasing(corpus)
        with open_corpus(path) as third:
            assert third.db.execute("SELECT erasing FROM corpus").fetchone()[0] == 0
        left = path.read_bytes() + Path(f"{path}-wal").read_bytes()
        assert b"canary" not in left


def test_erasing_says_that_it_is_not_done_while_a_reader_that_came_in_between_holds_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "corpus.db"
    with open_corpus(path, create=True, busy_ms=50) as corpus, open_corpus(path) as reader, ExitStack() as held:
        with writing(corpus) as own:
            own.execute("UPDATE corpus SET erasing = 1")

        @contextmanager
        def writing_once_somebody_reads(opened: Corpus) -> Iterator[Database]:
            held.enter_context(reading(reader)).execute("SELECT * FROM withdrawals").fetchall()
            with writing(opened) as db:
                yield db

        monkeypatch.setattr(connection, "writing", writing_once_somebody_reads)
        assert not finish_erasing(corpus)
        held.close()
        monkeypatch.undo()
        assert finish_erasing(corpus)


def test_an_older_corpus_is_migrated_in_whole_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, table = tmp_path / "corpus.db", "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT"
    with open_corpus(path, create=True) as corpus:
        add(corpus, "a")
    monkeypatch.setattr(connection, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    monkeypatch.setattr(connection, "MIGRATIONS", (*MIGRATIONS, (table, "CREATE TABLE later (again)")))
    with pytest.raises(WorkbenchError, match="nothing was changed"):
        open_corpus(path)
    monkeypatch.setattr(connection, "MIGRATIONS", (*MIGRATIONS, (table,)))
    with open_corpus(path) as corpus:
        assert info(corpus).schema_version == SCHEMA_VERSION + 1
        assert corpus.db.table("later").count == 0
        assert info(corpus).withdrawn == 1

"""What SQLite says of a corpus, turned into one sentence for the person."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from workbench.errors import WorkbenchError

_PRIMARY = {
    3: "can only be read by you, so nothing was changed in it: ask its curator for the right to write",
    5: "is locked by another program, so nothing was changed in it: wait for that one and try again",
    8: "can only be read by you, so nothing was changed in it: ask its curator for the right to write",
    11: "is damaged, so nothing was changed in it: put back a copy of it",
    13: "cannot grow, because its disk is full; nothing was changed in it: free some space and try again",
    19: "refused a row that does not fit its tables, so nothing was changed in it: have it verified",
}
_SAME = {6: 5, 15: 5, 26: 11}  # LOCKED and PROTOCOL are as BUSY, NOTADB is as CORRUPT
_NOT_WRITTEN = frozenset(
    {10, 778, 1034, 1290, 1546, 4874}
)  # IOERR of a COMMIT, WRITE, FSYNC, TRUNCATE, SHMSIZE
_NO_ROOM = (
    "cannot be written: its disk, or a limit on the size of files, takes no more; nothing was changed in it: "
    "make room and try again"
)
_OUT_OF_REACH = "cannot be reached on its disk; nothing was changed in it: check the folder and its permissions"


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about the corpus at that path into one sentence."""
    try:
        yield
    except sqlite3.Error as error:
        raise failure(path, error) from error


def is_locked(error: BaseException) -> bool:
    """Return whether the corpus was in use by another program, so that the same can be tried again."""
    code = getattr(error.__cause__, "sqlite_errorcode", None) or 0
    return _SAME.get(code & 0xFF, code & 0xFF) == 5


def failure(path: Path, error: Exception) -> WorkbenchError:
    """Return the sentence for what SQLite said; anything that is not known is an error of the file."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    return WorkbenchError(f"The corpus {path.name} {_words(code)}.")


def _words(code: int) -> str:
    """Return what happened, what is safe and what to do, by SQLite's extended code."""
    if code in _NOT_WRITTEN:
        return _NO_ROOM
    primary = code & 0xFF
    return _PRIMARY.get(_SAME.get(primary, primary), _OUT_OF_REACH)

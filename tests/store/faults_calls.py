"""System calls that fail: SQLite's own code for files stays as it is, and the calls it makes are refused.

`write`, `open`, `truncate` and `delete` are refused where SQLite asks the system. There is no such door for
`sync`: it is refused one storey higher, by a VFS, except while a connection closes, where SQLite itself would
let it pass but the binding would not.
"""

import ctypes
import errno
import functools
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

import apsw

from tests.store.faults import Disk, WatchedFile, on

PATH, NUMBER, SIZE, LONG = ctypes.c_char_p, ctypes.c_int, ctypes.c_size_t, ctypes.c_long
NEVER = 1 << 40


class Failure(StrEnum):
    """How a call fails."""

    FULL = "full"
    BROKEN = "i/o error"
    SHORT = "short write"


class Call(StrEnum):
    """What may fail."""

    WRITE = "write"
    SYNC = "sync"
    OPEN = "open"
    TRUNCATE = "truncate"
    DELETE = "delete"


ERRORS = {Failure.FULL: errno.ENOSPC, Failure.BROKEN: errno.EIO, Failure.SHORT: errno.ENOSPC}
DOORS = {
    Call.WRITE: ("pwrite64", ctypes.CFUNCTYPE(LONG, NUMBER, ctypes.c_void_p, SIZE, LONG, use_errno=True)),
    Call.OPEN: ("open", ctypes.CFUNCTYPE(NUMBER, PATH, NUMBER, NUMBER, use_errno=True)),
    Call.TRUNCATE: ("ftruncate", ctypes.CFUNCTYPE(NUMBER, NUMBER, LONG, use_errno=True)),
    Call.DELETE: ("unlink", ctypes.CFUNCTYPE(NUMBER, PATH, use_errno=True)),
}


class FailingDisk(Disk):
    """Fails at the given call of one kind, once or from then on."""

    def __init__(self, call: Call, number: int, failure: Failure, *, lasting: bool) -> None:
        self.calls: Counter[Call] = Counter()
        """How often each kind was called."""
        self.failed = 0
        """How often it failed."""
        self.call = call
        """Which kind of call fails."""
        self._number, self._failure, self._lasting = number, failure, lasting
        self._cut_short = False

    def sync(self, file: WatchedFile, flags: int) -> None:
        if not _closing() and self._fails(Call.SYNC):
            raise apsw.IOError
        file.settle(flags)

    def ask(self, call: Call, real: Callable[..., int], *arguments: Any) -> int:
        """Do what the system would, or fail."""
        if self._cut_short or self._fails(call):
            return self._refuse(call, real, arguments)
        return real(*arguments)

    def _refuse(self, call: Call, real: Callable[..., int], arguments: tuple[Any, ...]) -> int:
        """Fail; a write that is cut short is refused only when SQLite comes back with the rest."""
        self._cut_short = call is Call.WRITE and self._failure is Failure.SHORT and not self._cut_short
        if self._cut_short and arguments[2] > 1:
            file, data, size, offset = arguments
            return real(file, data, size // 2, offset)
        self._cut_short = False
        ctypes.set_errno(ERRORS[self._failure])
        return -1

    def _fails(self, call: Call) -> bool:
        self.calls[call] += 1
        reached = self.calls[call] >= self._number if self._lasting else self.calls[call] == self._number
        fails = call is self.call and reached
        self.failed += fails
        return fails


def _closing() -> bool:
    """Return whether a connection is being closed just now."""
    frame = sys._getframe(2)
    while "tests/store/faults" in frame.f_code.co_filename and frame.f_back is not None:
        frame = frame.f_back
    return frame.f_code.co_name in {"close", "__exit__"}


@contextmanager
def failing(disk: FailingDisk) -> Iterator[None]:
    """Let everything that the product opens with SQLite lie on that disk."""
    with on(disk) if disk.call is Call.SYNC else _refusing(disk):
        yield


@contextmanager
def _refusing(disk: FailingDisk) -> Iterator[None]:
    system = apsw.VFS("system calls", "unix")
    doors = {call: _door(system, disk, call) for call in DOORS}
    try:
        for call, (name, _) in DOORS.items():
            system.xSetSystemCall(name, ctypes.cast(doors[call], ctypes.c_void_p).value or 0)
        yield
    finally:
        for name, _ in DOORS.values():
            system.xSetSystemCall(name, 0)  # its own again
        system.unregister()


def _door(system: apsw.VFS, disk: FailingDisk, call: Call) -> Any:
    name, kind = DOORS[call]
    return kind(functools.partial(disk.ask, call, kind(system.xGetSystemCall(name) or 0)))

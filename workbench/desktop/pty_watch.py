"""Which ptys exist on this machine: listed once, and again only after the kernel has told of a change.

Listing a folder costs more than all else that a look at a terminal needs, twenty times a second.
"""

import ctypes
import os
import threading

FOLDER = "/dev/pts"
CREATED, DELETED = 0x100, 0x200
"""IN_CREATE and IN_DELETE of inotify(7)."""
JOIN_S = 1.0


def list_ptys() -> frozenset[str]:
    """Return the names of all ptys, as they are now."""
    try:
        return frozenset(os.listdir(FOLDER))  # noqa: PTH208  (names are all that is needed)
    except OSError:
        return frozenset()


class PtyWatch:
    """Keeps the list on a thread that sleeps until a pty comes or goes; lists each time where it cannot."""

    def __init__(self) -> None:
        self._changes = 0
        self._listed = (-1, frozenset[str]())
        self._ended = False
        libc = ctypes.CDLL(None)
        self._inotify = _inotify(libc)
        self._remove = libc.inotify_rm_watch
        self._watch = -1
        self._thread: threading.Thread | None = None
        if self._inotify >= 0:
            self._watch = libc.inotify_add_watch(self._inotify, FOLDER.encode(), CREATED | DELETED)
        if self._watch >= 0:
            self._thread = threading.Thread(target=self._run, name="ptys", daemon=True)
            self._thread.start()

    @property
    def watches(self) -> bool:
        """Whether the kernel tells of changes, so that nothing has to be listed again."""
        return self._thread is not None

    def names(self) -> frozenset[str]:
        """Return the names of all ptys."""
        if not self.watches or self._ended:
            return list_ptys()
        changes = self._changes
        if self._listed[0] != changes:
            self._listed = (changes, list_ptys())
        return self._listed[1]

    def _run(self) -> None:
        try:
            while os.read(self._inotify, 4096) and not self._ended:
                self._changes += 1
        finally:
            self._ended = True

    def close(self) -> None:
        """End the thread: taking the watch away is told as an event of its own."""
        self._ended = True
        if self._thread is not None:
            self._remove(self._inotify, self._watch)
            self._thread.join(JOIN_S)
        if self._inotify >= 0:
            os.close(self._inotify)
            self._inotify = -1


def _inotify(libc: ctypes.CDLL) -> int:
    """Return a descriptor, or -1 where the kernel has none to give."""
    try:
        return int(libc.inotify_init1(os.O_CLOEXEC))
    except AttributeError:
        return -1

"""Browsers that tell nothing of themselves: which of their windows may be private.

A private window is opened beside another one of its process, unless the process was started for it, which its
command line tells. So only a window that was alone when it was first seen is sure to be none.
"""

from collections.abc import Iterable

from workbench.model.windows import WindowInfo


class Mute:
    """Remembers which windows were alone."""

    def __init__(self) -> None:
        self._alone: dict[int | None, int | None] = {}

    def note(self, windows: Iterable[WindowInfo]) -> None:
        """Take in the windows that stand now."""
        listed = tuple(windows)
        for pid in {window.pid for window in listed} - self._alone.keys():
            own = [window.id for window in listed if window.pid == pid]
            self._alone[pid] = own[0] if len(own) == 1 else None

    def may_be_private(self, window: WindowInfo) -> bool:
        """Return whether a window of such a browser may be private."""
        return self._alone.get(window.pid) != window.id

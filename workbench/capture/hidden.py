"""Where secrets stand on the screen: black in every picture, before and after they are typed."""

from collections.abc import Iterable

from workbench.desktop.accessibility import Fields, FieldState
from workbench.desktop.port import Windows
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.windows import WindowInfo, WindowStack


class HiddenAreas:
    """The rectangles of password fields; a whole window where one may stand and nobody knows where."""

    def __init__(self, fields: Fields, windows: Windows, scope: Scope) -> None:
        self._fields = fields
        self._windows = windows
        self._scope = scope

    def follow(self, stack: WindowStack, drawn: Iterable[Rect]) -> None:
        """Have all windows in scope that can be seen looked through for password fields."""
        seen = [(w.pid, w.rect) for w in stack.windows if w.pid is not None and self._scope.names(w)]
        changed = tuple(drawn)
        touched = {pid for pid, rect in seen if any(not rect.clip(part).empty for part in changed)}
        self._fields.watch(frozenset(pid for pid, _ in seen), frozenset(touched))

    def during(self, since_ms: int, until_ms: int) -> tuple[Rect, ...]:
        """Return every rectangle of the root window that shows nothing in that interval."""
        known = self._fields.secret_areas(since_ms, until_ms)
        whole = {
            window.rect
            for stack in self._windows.stacks(since_ms, until_ms)
            for window in stack.windows
            if self._asks_somewhere(window, known, since_ms, until_ms)
        }
        return tuple(sorted({*known, *whole}, key=Rect.to_list))

    def _asks_somewhere(
        self, window: WindowInfo, known: tuple[Rect, ...], since_ms: int, until_ms: int
    ) -> bool:
        if window.pid is None or not self._scope.names(window):
            return False
        if not self._fields.searched(window.pid):
            return True
        if any(not window.rect.clip(rect).empty for rect in known):
            return False
        moments = (since_ms, (since_ms + until_ms) // 2, until_ms)
        return any(self._fields.state(window, moment) is FieldState.PASSWORD for moment in moments)

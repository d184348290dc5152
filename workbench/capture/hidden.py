"""Where secrets stand on the screen: black in every picture, before and after they are typed."""

from workbench.desktop.accessibility import Fields, FieldState
from workbench.desktop.port import Windows
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.windows import WindowInfo


class HiddenAreas:
    """The rectangles of password fields; a whole window where one has the keyboard, nobody knows where."""

    def __init__(self, fields: Fields, windows: Windows, scope: Scope) -> None:
        self._fields = fields
        self._windows = windows
        self._scope = scope

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
        if any(not window.rect.clip(rect).empty for rect in known):
            return False
        moments = (since_ms, (since_ms + until_ms) // 2, until_ms)
        return any(self._fields.state(window, moment) is FieldState.PASSWORD for moment in moments)

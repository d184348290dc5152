"""Where secrets stand on the screen: black in every picture, before and after they are typed."""

from collections import defaultdict
from collections.abc import Iterable

from workbench.capture.timing import SEARCH_LATE_MS, UNSEARCHED_MS
from workbench.desktop.accessibility import Fields, FieldState, Sites
from workbench.desktop.port import Windows
from workbench.model.gaps import GapCause
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.sites import is_browser
from workbench.model.windows import WindowInfo, WindowStack

SENTENCES = {
    GapCause.NO_TREE: "{app} exposes no accessibility tree, so its windows are black in screenshots: "
    "a password could show there. Start it with: workbench launch {command}",
    GapCause.FIELD_PLACE: "{app} does not say where its password field is, so its windows are black in "
    "screenshots while the field may show.",
    GapCause.SUGGESTIONS: "{app} suggests something, so that place and the fields beside it are black in "
    "screenshots until it is closed.",
}
LASTING_MS = 1500
"""A window that is masked for less is not worth a sentence: a field that just opened needs a moment."""
LINGERS_MS = 500
"""For so long after a popup closed a page may still show what it suggested: until it is drawn anew."""
LATER_MS = 200
"""A popup that opened this shortly before the end of an interval was not open in the interval's picture."""


class HiddenAreas:
    """The rectangles of password fields; whole windows where the place of one is not known.

    A browser that exposes no accessibility tree is masked whole: any of its pages may show a password.
    """

    def __init__(self, fields: Fields, windows: Windows, scope: Scope, sites: Sites | None = None) -> None:
        self._sites = sites
        self._fields = fields
        self._windows = windows
        self._scope = scope
        self._masked_since: dict[tuple[str, GapCause], int] = {}
        self._drawn_ms: dict[int, int] = {}

    def follow(self, stack: WindowStack, drawn: Iterable[Rect], now_ms: int) -> None:
        """Have all windows in scope that can be seen looked through for password fields."""
        seen = [(w.pid, w.rect) for w in stack.windows if w.pid is not None and self._scope.names(w)]
        changed = tuple(drawn)
        touched = {pid for pid, rect in seen if any(not rect.clip(part).empty for part in changed)}
        self._drawn_ms |= dict.fromkeys(touched, now_ms)
        self._fields.watch(frozenset(pid for pid, _ in seen), frozenset(touched))

    def note(self, stack: WindowStack, now_ms: int) -> None:
        """Note which applications are masked now beyond their password fields, and since when."""
        unsearched = {window.pid for window in self._unsearched(now_ms - UNSEARCHED_MS)}
        unplaced = self._fields.unplaced(now_ms, now_ms) | unsearched
        found = {}
        for window in stack.windows:
            if not self._scope.names(window) or window.pid is None:
                continue
            if self._without_tree(window):
                found[window.app, GapCause.NO_TREE] = now_ms
            elif window.pid in unplaced:
                found[window.app, GapCause.FIELD_PLACE] = now_ms
        found |= dict.fromkeys(self._suggesting(now_ms), now_ms)
        self._masked_since = {key: self._masked_since.get(key, now_ms) for key in found}

    def sentences(self, now_ms: int) -> tuple[str, ...]:
        """Return what to say of applications that have been masked for a while."""
        return tuple(
            SENTENCES[cause].format(app=app, command=app.casefold()) for app, cause in self._lasting(now_ms)
        )

    def masked(self, now_ms: int) -> frozenset[GapCause]:
        """Return why windows are black in screenshots beyond their password fields; from any thread."""
        return frozenset(cause for _, cause in self._lasting(now_ms))

    def _lasting(self, now_ms: int) -> list[tuple[str, GapCause]]:
        """Return what is masked for a while; suggestions count at once, for they seldom stay as long."""
        return [
            (app, cause)
            for (app, cause), since_ms in self._masked_since.items()
            if cause is GapCause.SUGGESTIONS or now_ms - since_ms >= LASTING_MS
        ]

    def placed(self, since_ms: int, until_ms: int) -> bool:
        """Return whether the place of every password field in scope was known in that interval."""
        unplaced = self._fields.unplaced(since_ms, until_ms)
        stacks = self._windows.stacks(since_ms, until_ms)
        shown = {each.pid for stack in stacks for each in stack.windows if self._scope.names(each)}
        return not any(pid in unplaced or not self._fields.searched(pid) for pid in shown if pid is not None)

    def searched(self, at_ms: int) -> bool:
        """Return whether every application that showed at that moment was searched since it was drawn."""
        return not self._unsearched(at_ms)

    def unsearched(self, at_ms: int) -> tuple[Rect, ...]:
        """Return the windows of those that were not: they may have shown a password field."""
        return tuple(window.rect for window in self._unsearched(at_ms))

    def _unsearched(self, at_ms: int) -> frozenset[WindowInfo]:
        """Return the windows in scope of which nobody knows which password fields they showed at that moment.

        What is drawn later than that, or not at all, changes nothing.
        """
        found = set()
        for stack in self._windows.stacks(at_ms, at_ms):
            for window in stack.windows:
                if window.pid is None or not self._scope.names(window):
                    continue
                drawn_ms = min(at_ms, self._drawn_ms.get(window.pid, 0))
                if not self._fields.searched_since(window.pid, drawn_ms + SEARCH_LATE_MS):
                    found.add(window)
        return frozenset(found)

    def during(self, since_ms: int, until_ms: int) -> tuple[Rect, ...]:
        """Return every rectangle of the root window that shows nothing in that interval."""
        known = self._fields.secret_areas(since_ms, until_ms)
        whole = {
            window.rect
            for stack in self._windows.stacks(since_ms, until_ms)
            for window in stack.windows
            if self._asks_somewhere(window, known, since_ms, until_ms)
        }
        suggested = set().union(*self._suggested(since_ms, until_ms).values())
        return tuple(sorted({*known, *whole, *suggested}, key=Rect.to_list))

    def _suggesting(self, now_ms: int) -> list[tuple[str, GapCause]]:
        """Return the browsers that may show suggestions now."""
        return [(app, GapCause.SUGGESTIONS) for app in sorted(self._suggested(now_ms, now_ms))]

    def _suggested(self, since_ms: int, until_ms: int) -> dict[str, set[Rect]]:
        """Return where browsers may have shown what they suggest inside their own windows, by application."""
        stacks = self._windows.stacks(since_ms - LINGERS_MS, until_ms)
        windows = {window.id: window for stack in stacks for window in stack.windows}.values()
        browsers = [each for each in windows if is_browser(each.names) and not each.popup]
        opened = (stack.windows for stack in stacks if stack.at_ms <= until_ms - LATER_MS)
        popups = tuple(dict.fromkeys(each for shown in opened for each in shown if each.popup))
        found: defaultdict[str, set[Rect]] = defaultdict(set)
        for window in browsers:
            if self._sites is not None and self._scope.names(window):
                for rect in self._sites.suggestions(window, popups, since_ms, until_ms):
                    found[window.app].add(rect)
        return found

    def _asks_somewhere(
        self, window: WindowInfo, known: tuple[Rect, ...], since_ms: int, until_ms: int
    ) -> bool:
        if window.pid is None or not self._scope.names(window):
            return False
        if not self._fields.searched(window.pid) or self._without_tree(window):
            return True
        if any(not window.rect.clip(rect).empty for rect in known):
            return False
        moments = (since_ms, (since_ms + until_ms) // 2, until_ms)
        return any(self._fields.state(window, moment) is FieldState.PASSWORD for moment in moments)

    def _without_tree(self, window: WindowInfo) -> bool:
        """Return whether a window is a browser's that exposes no accessibility tree."""
        if window.pid is None or not is_browser(window.names):
            return False
        return self._fields.searched(window.pid) and not self._fields.shows_pages(window.pid)

"""The guard: judges every input by scope, window and terminal. Whatever is not known is withheld."""

from collections.abc import Iterable, Sequence

from workbench.capture.secrecy import Secrecy
from workbench.capture.timing import HOLD_MS
from workbench.capture.verdict import Ignored, Kept, Verdict, Withheld
from workbench.desktop.accessibility import Sites
from workbench.desktop.port import (
    ButtonInput,
    FocusInput,
    Input,
    KeyInput,
    MotionInput,
    ScrollInput,
    Windows,
)
from workbench.model.denied import PRIVATE_WINDOW
from workbench.model.events import Modifier
from workbench.model.gaps import GapCause, GapReason
from workbench.model.geometry import Rect
from workbench.model.scope import KeyChannel, Scope
from workbench.model.session import Monitor
from workbench.model.sites import is_browser
from workbench.model.windows import WindowInfo

MOTION_BUCKET_MS = 50
SHORTCUT_MODIFIERS = frozenset({Modifier.CTRL, Modifier.ALT, Modifier.META})
OTHER_SITE = Withheld(GapReason.OUT_OF_SCOPE, GapCause.OTHER_SITE)
OUTSIDE = Withheld(GapReason.OUT_OF_SCOPE, GapCause.OTHER_WINDOW)
Pointing = ButtonInput | ScrollInput | MotionInput


class Guard:
    """Judges inputs in the order in which the desktop handled them, 300 ms after they happened."""

    def __init__(
        self,
        scope: Scope,
        windows: Windows,
        secrecy: Secrecy,
        monitors: tuple[Monitor, ...],
        sites: Sites | None = None,
    ) -> None:
        self._scope = scope
        self._sites = sites
        self._windows = windows
        self._secrecy = secrecy
        self._area = allowed_area(scope, monitors)
        self._focused: int | None = None
        self._motions: dict[tuple[int | None, int], Verdict] = {}
        self._since_ms = 0

    def judge(self, item: Input) -> Verdict:
        """Return what is to become of one input."""
        verdict = self._verdict(item)
        self._secrecy.submissions.note(item)
        return verdict

    def missed(self, at_ms: int) -> None:
        """Note that inputs up to that moment were not shown to the guard: it was paused, or they were lost."""
        self._secrecy.submissions.missed(at_ms)

    def skip(self, items: Iterable[object], until_ms: int) -> None:
        """Take note of inputs that are forgotten unjudged, and remember no window of before."""
        for item in items:
            if isinstance(item, KeyInput | FocusInput):
                self._focused = item.window
        self._motions, self._since_ms = {}, until_ms
        self.missed(until_ms)

    def _verdict(self, item: Input) -> Verdict:
        match item:
            case FocusInput():
                return self._focus(item.window, item.at_ms)
            case KeyInput():
                return self._key(item)
            case MotionInput():
                return self._motion(item)
            case _:
                return self._point(item)

    def _focus(self, window: int | None, at_ms: int) -> Verdict:
        self._focused = window
        named = self._named(window, at_ms, at_ms)
        if isinstance(named, Kept) and not self._placed(named.window):
            return OUTSIDE
        return named

    def _key(self, item: KeyInput) -> Verdict:
        named = self._focus(item.window, item.at_ms)
        if not isinstance(named, Kept):
            return named
        if item.grabbed and self._foreign_popup(item.at_ms):
            return Withheld(GapReason.UNKNOWN_TARGET, GapCause.FOREIGN_POPUP)
        if not self._types_on_site(named.window, item.at_ms):
            return OTHER_SITE
        if item.late:
            return Withheld(GapReason.OVERLOAD)
        withheld = self._secrecy.of_key(named.window, item.at_ms) or self._secrecy.of_quick_change(
            named.window, item
        )
        if withheld is not None:
            return withheld
        return named if self._key_wanted(item) else Ignored()

    def _key_wanted(self, item: KeyInput) -> bool:
        if self._scope.keys is KeyChannel.ALL:
            return True
        chord = not SHORTCUT_MODIFIERS.isdisjoint(item.mods)
        return self._scope.keys is KeyChannel.SHORTCUTS and (chord or not item.down)

    def _motion(self, item: MotionInput) -> Verdict:
        if not self._inside(item):
            return OUTSIDE
        bucket = (item.window, item.at_ms // MOTION_BUCKET_MS)
        if bucket not in self._motions:
            start = bucket[1] * MOTION_BUCKET_MS
            since_ms = max(start, self._since_ms)  # how a window was called before is forgotten
            self._motions = {bucket: self._motion_between(item.window, since_ms, start + MOTION_BUCKET_MS)}
        return self._on_site(self._motions[bucket], item)

    def _motion_between(self, window: int | None, since_ms: int, until_ms: int) -> Verdict:
        named = self._named(window, since_ms, until_ms)
        if not isinstance(named, Kept):
            return named
        focused = self._described(self._focused, since_ms, until_ms)
        hidden = next(filter(None, (self._secrecy.hides_all(info, since_ms) for info in focused)), None)
        if hidden is not None:
            return hidden
        return named if self._scope.pointer else Ignored()

    def _point(self, item: ButtonInput | ScrollInput) -> Verdict:
        if not self._inside(item):
            return OUTSIDE
        return self._on_site(self._named(item.window, item.at_ms, item.at_ms), item)

    def _on_site(self, verdict: Verdict, item: Pointing) -> Verdict:
        """Withhold what was pointed at in a browser's suggestions, and beside its page where sites matter."""
        if not isinstance(verdict, Kept):
            return verdict
        if self._suggests(verdict.window, item):
            return Withheld(GapReason.UNKNOWN_TARGET, GapCause.BROWSER_POPUP, verdict.window.app)
        if not self._scope.by_site(verdict.window):
            return verdict
        page, covered = verdict.window.page, verdict.window.covered
        on_page = page is not None and page.contains(item.x, item.y)
        over_it = any(rect.contains(item.x, item.y) for rect in covered)
        return verdict if on_page and not over_it else OTHER_SITE

    def _suggests(self, window: WindowInfo, item: Pointing) -> bool:
        """Return whether a list of the browser's suggestions may have been where something was pointed at."""
        if self._sites is None or window.popup or not is_browser(window.names):
            return False
        return self._sites.suggests(window, item.x, item.y, item.at_ms)

    def _types_on_site(self, window: WindowInfo, at_ms: int) -> bool:
        """Return whether a key went to a page, wherever that matters: a browser's own field is of no site."""
        if self._sites is None or not self._scope.by_site(window):
            return True
        return all(self._sites.typing(window, moment) for moment in (at_ms, at_ms + HOLD_MS))

    def _inside(self, item: Pointing) -> bool:
        return any(rect.contains(item.x, item.y) for rect in self._area)

    def _described(self, window: int | None, since_ms: int, until_ms: int) -> tuple[WindowInfo, ...]:
        if window is None:
            return ()
        return self._windows.describe(window, since_ms - HOLD_MS, until_ms + HOLD_MS)

    def _named(self, window: int | None, since_ms: int, until_ms: int) -> Verdict:
        infos = self._described(window, since_ms, until_ms)
        if any(info.own for info in infos):
            return Withheld(GapReason.OWN_WINDOW)
        known = [info for info in infos if info.names]
        if window is None or not known:
            return Withheld(GapReason.UNKNOWN_TARGET, unknown_cause(infos))
        outside = [info for info in known if not self._scope.names(info)]
        if outside:
            return Withheld(GapReason.OUT_OF_SCOPE, outside_cause(self._scope, outside))
        then = [info for info in self._windows.describe(window, since_ms, since_ms) if info.names]
        return Kept((then or known)[-1])

    def _placed(self, info: WindowInfo) -> bool:
        if self._scope.monitor is None and self._scope.region is None:
            return True
        middle = (info.rect.x + info.rect.width // 2, info.rect.y + info.rect.height // 2)
        return any(rect.contains(*middle) for rect in self._area)

    def _foreign_popup(self, at_ms: int) -> bool:
        stacks = self._windows.stacks(at_ms - HOLD_MS, at_ms + HOLD_MS)
        return any(
            window.popup and not self._scope.names(window) for stack in stacks for window in stack.windows
        )


def allowed_area(scope: Scope, monitors: tuple[Monitor, ...]) -> tuple[Rect, ...]:
    """Return the rectangles of the root window that the scope's monitor and region leave over."""
    chosen = [m.rect for m in monitors if scope.monitor in {None, m.number}]
    if scope.region is None:
        return tuple(chosen)
    clipped = (rect.clip(scope.region) for rect in chosen)
    return tuple(rect for rect in clipped if not rect.empty)


def unknown_cause(infos: Sequence[WindowInfo]) -> GapCause:
    """Return why a window counts as unknown: of a process that is known, only a browser's popup does."""
    browsers = any(info.popup and info.pid is not None for info in infos)
    return GapCause.BROWSER_POPUP if browsers else GapCause.NEW_WINDOW


def outside_cause(scope: Scope, windows: Sequence[WindowInfo]) -> GapCause:
    """Return what puts windows outside the scope."""
    never = {scope.never(window) for window in windows} - {None}
    if never:
        return GapCause.PRIVATE_WINDOW if never == {PRIVATE_WINDOW} else GapCause.NEVER_RECORDED
    other_site = all(scope.without_sites().names(window) for window in windows)
    return GapCause.OTHER_SITE if other_site else GapCause.OTHER_WINDOW

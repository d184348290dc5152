"""What the script lets applications tell of themselves; without a word from it, every field is a plain one."""

from collections.abc import Iterable

from workbench.desktop.accessibility import FIELD_STRICTNESS, FieldState, FocusTrace, Visit
from workbench.model.elements import Element
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo

NEAR_MS = 300


class ScriptedFields:
    """The field states that the script gave each window, with the moments from which they held."""

    def __init__(self) -> None:
        self.states: dict[int, list[tuple[int, FieldState]]] = {}
        """States by window, oldest first."""
        self.areas: list[tuple[int, Rect]] = []
        """Where password fields stand, each from a moment on."""
        self.traces: dict[int, FocusTrace] = {}
        """What was announced of the focus, by window."""
        self.started = False
        """Whether somebody listens."""
        self.unanswered = 0
        """Questions without an answer."""
        self.unsearched: set[int] = set()
        """Processes of which nobody knows yet which password fields they show."""
        self.searched_ms: dict[int, int] = {}
        """Up to when processes were searched; the others are searched at any time."""
        self.without_pages: set[int] = set()
        """Browsers that expose no accessibility tree."""
        self.without_place: set[int] = set()
        """Processes with a password field of which the place is not known."""
        self.watched: list[tuple[frozenset[int], frozenset[int]]] = []
        """What was to be watched, call by call."""
        self.ready_after = 0
        """How often it is asked in vain whether it is ready."""

    def start(self) -> None:
        """Note it."""
        self.started = True

    def set(self, window: int, state: FieldState, at_ms: int) -> None:
        """Let a window's field be so from that moment on."""
        self.states.setdefault(window, []).append((at_ms, state))

    def focus_moved(self, window: WindowInfo, at_ms: int) -> None:
        """Do nothing: the script knows."""

    def key_pressed(self, window: WindowInfo, at_ms: int) -> None:
        """Do nothing: the script knows."""

    def state(self, window: WindowInfo, at_ms: int) -> FieldState:
        """Return the strictest state near that moment."""
        known = self.states.get(window.id, [])
        near = [state for time, state in known if at_ms - NEAR_MS < time <= at_ms + NEAR_MS]
        before = [state for time, state in known if time <= at_ms - NEAR_MS][-1:]
        return max([*near, *before], key=FIELD_STRICTNESS.index, default=FieldState.PLAIN)

    def trace(self, window: WindowInfo, since_ms: int, until_ms: int) -> FocusTrace:
        """Return what the script says, as far as it lies in the interval."""
        known = self.traces.get(window.id, FocusTrace())
        moved = tuple(at_ms for at_ms in known.moved_ms if since_ms <= at_ms <= until_ms)
        carets = tuple(caret for caret in known.carets if since_ms <= caret.at_ms <= until_ms)
        return FocusTrace(moved, carets, known.passwords)

    def secret_areas(self, since_ms: int, until_ms: int) -> tuple[Rect, ...]:  # noqa: ARG002  (the protocol's)
        """Return the areas that stood by then."""
        return tuple(rect for time, rect in self.areas if time <= until_ms)

    def watch(self, pids: frozenset[int], drawn: frozenset[int]) -> None:
        """Note it."""
        self.watched.append((pids, drawn))

    def searched(self, pid: int) -> bool:
        """Return what the script says."""
        return pid not in self.unsearched

    def searched_since(self, pid: int, at_ms: int) -> bool:
        """Return what the script says."""
        return pid not in self.searched_ms or self.searched_ms[pid] >= at_ms

    def shows_pages(self, pid: int) -> bool:
        """Return what the script says."""
        return pid not in self.without_pages

    def unplaced(self, since_ms: int, until_ms: int) -> frozenset[int]:  # noqa: ARG002  (the protocol's)
        """Return what the script says."""
        return frozenset(self.without_place)

    def timeouts(self) -> int:
        """Return what the script says."""
        return self.unanswered

    def listening(self) -> bool:
        """Return whether it was started."""
        return self.started

    def ready(self) -> bool:
        """Return what the script says."""
        self.ready_after -= 1
        return self.ready_after < 0

    def stop(self) -> None:
        """Note it."""
        self.started = False


class ScriptedElements:
    """One element for each rectangle that the script gave, and a field for each window."""

    def __init__(self) -> None:
        self.known: list[tuple[Rect, Element]] = []
        """Elements by place, the topmost last."""
        self.fields: dict[int, Element] = {}
        """The field that has the keyboard, by window."""
        self.asked: list[tuple[int, int, int]] = []
        """Windows and points that were looked at."""
        self.focus_asked: list[int] = []
        """Windows whose field was looked at."""

    def look(self, window: WindowInfo, x: int, y: int, at_ms: int) -> None:  # noqa: ARG002  (the protocol's)
        """Note it."""
        self.asked.append((window.id, x, y))

    def found(self, window: WindowInfo, x: int, y: int, at_ms: int) -> Element | None:  # noqa: ARG002  (the protocol's)
        """Return the topmost element there."""
        return next((element for rect, element in reversed(self.known) if rect.contains(x, y)), None)

    def look_at_focus(self, window: WindowInfo) -> None:
        """Note it."""
        self.focus_asked.append(window.id)

    def focused(self, window: WindowInfo, at_ms: int) -> Element | None:  # noqa: ARG002  (the protocol's)
        """Return the window's field."""
        return self.fields.get(window.id)


class ScriptedSites:
    """The addresses that the script gave each window."""

    def __init__(self) -> None:
        self.shown: dict[int, list[tuple[int, Visit]]] = {}
        """What windows show, each from a moment on."""
        self.privately: set[int] = set()
        """Windows that keep no history."""
        self.in_toolbar: set[int] = set()
        """Windows in which the keyboard is in the browser's own fields."""
        self.watched: tuple[int, ...] = ()
        """Windows that are watched."""
        self.suggested: dict[int, tuple[Rect, ...]] = {}
        """Where windows show lists of suggestions."""
        self.popups_asked: list[tuple[tuple[int, ...], int, int]] = []
        """The popups, and the interval, of every question for suggestions."""
        self.menus: set[int] = set()
        """Popups of browsers that are known to be menus or lists."""

    def show(self, window: int, address: str, at_ms: int, page: Rect | None = None) -> None:
        """Let a window show that address from that moment on."""
        self.shown.setdefault(window, []).append((at_ms, Visit(address, page)))

    def watch(self, windows: tuple[WindowInfo, ...]) -> None:
        """Note which ones."""
        self.watched = tuple(window.id for window in windows)

    def stir(self) -> None:
        """Do nothing: the script knows."""

    def visits(self, window: WindowInfo, since_ms: int, until_ms: int) -> tuple[Visit, ...]:
        """Return what was shown in that interval."""
        known = self.shown.get(window.id, [])
        before = [visit for time, visit in known if time <= since_ms][-1:]
        return tuple(before + [visit for time, visit in known if since_ms < time <= until_ms]) or (Visit(""),)

    def typing(self, window: WindowInfo, at_ms: int) -> bool:  # noqa: ARG002  (the protocol's)
        """Return what the script says."""
        return window.id not in self.in_toolbar

    def shows(self, popup: WindowInfo) -> bool:
        """Return what the script says."""
        return popup.id in self.menus

    def suggestions(
        self, window: WindowInfo, popups: Iterable[WindowInfo], since_ms: int, until_ms: int
    ) -> tuple[Rect, ...]:
        """Return what the script says, and note which popups were open."""
        self.popups_asked.append((tuple(popup.id for popup in popups), since_ms, until_ms))
        return self.suggested.get(window.id, ())

    def suggests(self, window: WindowInfo, x: int, y: int, at_ms: int) -> bool:  # noqa: ARG002  (the protocol's)
        """Return what the script says."""
        return any(rect.contains(x, y) for rect in self.suggested.get(window.id, ()))

    def private(self, window: WindowInfo) -> bool:
        """Return what the script says."""
        return window.id in self.privately


class ScriptedHotkeys:
    """Chords that can be had unless the script says that another program has them."""

    def __init__(self) -> None:
        self.refused: set[str] = set()
        """Chords that another program has."""
        self.held: tuple[str, ...] = ()
        """Chords that were taken."""

    def take(self, chords: tuple[str, ...]) -> tuple[str, ...]:
        """Take what can be had; return the rest."""
        self.held = tuple(chord for chord in chords if chord not in self.refused)
        return tuple(chord for chord in chords if chord in self.refused)

    def give_up(self) -> None:
        """Let go."""
        self.held = ()


class ScriptedPresence:
    """Locked or not, as the script says."""

    def __init__(self) -> None:
        self.is_locked = False
        """What it says."""

    def locked(self) -> bool:
        """Return it."""
        return self.is_locked

"""Quick changes of focus: which keys may have gone to a field that no application announced.

Applications announce late that the focus moved (a browser up to 93 ms, measured; a busy page once it is done),
and a field that was left again meanwhile not at all. So a key between two changes of focus in quick succession
is in doubt, whatever moved the focus: a key, a click, a script. Where the application shows a password field,
any key may have moved it, and a key counts only once the application has told that it handled it. A caret that
moved on in a plain field by as many places as keys were pressed settles the doubt.
"""

import threading
from collections import deque
from dataclasses import dataclass
from itertools import combinations, pairwise, takewhile

from workbench.desktop.accessibility import FocusTrace
from workbench.desktop.port import ButtonInput, FocusInput, Input, KeyInput
from workbench.model.events import Modifier
from workbench.model.key_names import DEAD_KEY_PREFIX, KeyName
from workbench.model.key_roles import is_modifier

QUICK_MS = 300
"""A field that had the focus for less than this may never have been announced."""
ANNOUNCED_MS = 150
"""A change of focus is announced at most this late, where the application is not busy."""
CARET_LATE_MS = 100
"""A caret that moved for an earlier key is announced at most this late, where the application is not busy."""
ANSWERED_MS = 300
"""A key waits so long for a sign that the application has handled it."""
UNHANDLED_MS = 3000
"""After this time a key that changed nothing is no longer believed to wait in a busy application."""
LATE_MS = 500
"""So late at most an application announces a change that announces each of them, also on a busy machine."""
SAME_CHANGE_MS = 50
"""A caret that comes with the focus may be announced so long before it."""
REMEMBERED = 600
COMMANDING = frozenset({Modifier.CTRL, Modifier.ALT, Modifier.META})
EDITING = frozenset(
    {KeyName.BACKSPACE, KeyName.DELETE, KeyName.LEFT, KeyName.RIGHT, KeyName.HOME, KeyName.END, KeyName.COMPOSE}
)
"""Keys without text that stay in their field."""


@dataclass(frozen=True, slots=True)
class Change:
    """A moment at which the focus may have moved."""

    at_ms: int
    """When, on the desktop's clock."""
    enters: bool
    """Whether it may have moved to a password field then."""
    leaves: bool
    """Whether it may have moved away from one then."""


class FocusChanges:
    """What may have moved the focus. The input thread notes it, the recorder's loop asks 300 ms later."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inputs: deque[Input] = deque(maxlen=REMEMBERED)

    def note(self, item: Input) -> None:
        """Take in an input as it arrives."""
        pressed = isinstance(item, KeyInput | ButtonInput) and item.down
        modifier = isinstance(item, KeyInput) and is_modifier(item.key)
        if isinstance(item, FocusInput) or (pressed and not modifier):
            with self._lock:
                self._inputs.append(item)

    def in_doubt(self, item: KeyInput, trace: FocusTrace) -> bool:
        """Return whether a key may have gone to a password field of which nothing was announced.

        `trace` is what the application announced up to the moment at which the key is judged.
        """
        near = self._near(item.at_ms, UNHANDLED_MS)
        unsure = (
            _between_changes(item, near, trace)
            or (trace.passwords and _must_be_counted(item, near, trace))
            or (trace.each_change and not _announced(item, near, trace, LATE_MS))
        )
        return unsure and not _counted(item, near, trace)

    def settled_ms(self, item: KeyInput) -> int | None:
        """Return by when the field that a key went to was announced; none where that cannot be told.

        Right after Tab a key waits behind it in the application, and goes to a field that is not announced yet.
        Where the focus moves again before that, the announcement may be that of the next field.
        """
        near = [change for change in self._near(item.at_ms, ANNOUNCED_MS) if usually_moves_focus(change)]
        came = [change for change in near if change.at_ms < item.at_ms]
        onward = [change for change in near if change.at_ms >= item.at_ms and change is not item]
        if not came:
            together = any(change.at_ms == item.at_ms for change in onward)
            return None if together else item.at_ms
        settled_ms = came[-1].at_ms + ANNOUNCED_MS
        doubtful = usually_moves_focus(item) or any(change.at_ms <= settled_ms for change in onward)
        return None if doubtful else settled_ms

    def _near(self, at_ms: int, within_ms: int) -> list[Input]:
        with self._lock:
            return [item for item in self._inputs if abs(item.at_ms - at_ms) < within_ms]


def usually_moves_focus(item: Input) -> bool:
    """Return whether an input mostly moves the focus: Tab, Enter, Escape, a chord, a click, another window."""
    if isinstance(item, KeyInput) and item.down:
        moving = {KeyName.TAB, KeyName.ENTER, KeyName.KEYPAD_ENTER, KeyName.ESCAPE}
        return item.key in moving or not COMMANDING.isdisjoint(item.mods)
    return isinstance(item, FocusInput) or (isinstance(item, ButtonInput) and item.down)


def may_move_focus(item: Input) -> bool:
    """Return whether an input may move the focus by itself: all but keys that write or edit text."""
    if not isinstance(item, KeyInput):
        return isinstance(item, FocusInput) or (isinstance(item, ButtonInput) and item.down)
    if not item.down or is_modifier(item.key):
        return False
    if not COMMANDING.isdisjoint(item.mods):
        return True
    return item.key not in EDITING and not item.key.startswith(DEAD_KEY_PREFIX) and not _writes(item)


def _writes(item: Input) -> bool:
    if not isinstance(item, KeyInput) or not item.down:
        return False
    return bool(item.text) and item.text.isprintable() and COMMANDING.isdisjoint(item.mods)


def _between_changes(item: KeyInput, near: list[Input], trace: FocusTrace) -> bool:
    """Return whether a key lies between two changes that are too close to hear of the field between them.

    An announcement is mostly that of the change before it. It counts as another one only beside a password
    field: an application that cannot tell whether it shows one announces each change.
    """
    changes = [_change(other, anyhow=trace.passwords) for other in near if other is not item]
    if trace.passwords:
        changes += [Change(moved_ms, enters=True, leaves=True) for moved_ms in trace.moved_ms]
    changes.sort(key=lambda change: change.at_ms)
    return any(
        came.enters
        and left.leaves
        and came.at_ms <= item.at_ms <= left.at_ms
        and left.at_ms - came.at_ms < QUICK_MS
        for came, left in combinations(changes, 2)
    )


def _change(item: Input, *, anyhow: bool) -> Change:
    """Return what an input may do to the focus; where there are password fields, any input may lead to one."""
    enters = anyhow or isinstance(item, ButtonInput) or (isinstance(item, KeyInput) and item.key == KeyName.TAB)
    return Change(item.at_ms, enters, may_move_focus(item))


def _must_be_counted(item: KeyInput, near: list[Input], trace: FocusTrace) -> bool:
    """Return whether nothing but the caret can tell where a key went, beside a password field.

    That is so where the application tells of the caret at all; where the focus moved after the key; and where
    nothing is announced yet of what an earlier key or click did to the focus: a busy page may handle it, and
    this key behind it, much later.
    """
    moved = [moved_ms for moved_ms in trace.moved_ms if moved_ms <= item.at_ms]
    carets = [caret.at_ms for caret in trace.carets if caret.at_ms <= item.at_ms]
    if len(moved) < len(trace.moved_ms):
        return True
    if carets and _writes(item) and (not moved or carets[-1] >= moved[-1] - SAME_CHANGE_MS):
        return True
    return not _announced(item, near, trace, UNHANDLED_MS)


def _announced(item: KeyInput, near: list[Input], trace: FocusTrace, within_ms: int) -> bool:
    """Return whether everything that may have moved the focus in a time before a key was announced by then.

    Browsers announce quick changes together, so an announcement is that of all inputs before it. One that comes
    late is that of the first of them only: the page is busy, and handles the others afterwards. So is each one
    of an application that announces each change.
    """
    since_ms = item.at_ms - within_ms
    waiting = [each.at_ms for each in near if since_ms < each.at_ms <= item.at_ms and may_move_focus(each)]
    for moved_ms in sorted(moved_ms for moved_ms in trace.moved_ms if moved_ms <= item.at_ms):
        before = [at_ms for at_ms in waiting if at_ms < moved_ms]
        alone = trace.each_change or (bool(before) and moved_ms - before[0] > ANNOUNCED_MS)
        waiting = waiting[len(before[:1] if alone else before) :]
    return not waiting


def _counted(item: KeyInput, near: list[Input], trace: FocusTrace) -> bool:
    """Return whether a plain field's caret moved on by as many places as keys were pressed.

    Counted are the keys of one run, each pressed less than 100 ms after the one before it, and those before it
    after which nothing was told: a busy page may tell of them first. The keys that were pressed soon after this
    one must have been told as well: a caret may have moved for them and not for this one.
    """
    run = _run_up_to(item, near)
    waiting = _untold_before(run[0], near, trace)
    if any(not _writes(other) and not may_move_focus(other) for other in waiting):
        return False
    written = sum(map(_writes, waiting)) + len(run)
    moved = [moved_ms for moved_ms in trace.moved_ms if moved_ms > item.at_ms]
    until_ms = min([*moved[:1], item.at_ms + ANSWERED_MS])
    after = [caret for caret in trace.carets if run[0].at_ms < caret.at_ms <= until_ms]
    fields = {caret.field for caret in after}
    before = [caret for caret in trace.carets if caret.at_ms <= run[0].at_ms and caret.field in fields]
    if not all(map(_writes, run)) or not before or len(fields) != 1:
        return False
    later = [other for other in near if item.at_ms < other.at_ms <= until_ms]
    onward = list(takewhile(_writes, later))
    due = [other for other in onward if other.at_ms <= until_ms - CARET_LATE_MS]
    return written + len(due) <= after[-1].offset - before[-1].offset <= written + len(onward)


def _untold_before(item: Input, near: list[Input], trace: FocusTrace) -> list[Input]:
    """Return the inputs before this one since the application last told of the caret or the focus."""
    told = [*trace.moved_ms, *(caret.at_ms for caret in trace.carets)]
    last_ms = max((at_ms for at_ms in told if at_ms <= item.at_ms), default=0)
    return [other for other in near if last_ms <= other.at_ms < item.at_ms]


def _run_up_to(item: KeyInput, near: list[Input]) -> list[Input]:
    """Return the keys pressed in quick succession up to this one."""
    pressed = [other for other in near if other.at_ms <= item.at_ms and other is not item]
    run: list[Input] = [item]
    for later, earlier in pairwise([item, *reversed(pressed)]):
        if later.at_ms - earlier.at_ms >= CARET_LATE_MS:
            break
        run.insert(0, earlier)
    return run

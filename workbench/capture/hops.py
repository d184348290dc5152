"""Keys and clicks by which the focus hops on: between two quick ones nobody hears in which field it was.

Browsers tell of their focus once in a while (measured: up to 93 ms late), and of a field that it left again
meanwhile not at all. People do not type that fast; programs that fill in a name, Tab, a password, Tab do.
"""

import threading
from collections import deque
from itertools import combinations

from workbench.desktop.port import ButtonInput, FocusInput, Input, KeyInput
from workbench.model.events import Modifier
from workbench.model.key_names import KeyName

HURRY_MS = 300
"""A field that had the focus for less than this may never have been announced."""
ANNOUNCED_MS = 150
"""A focus is announced at most this late after what moved it."""
REMEMBERED = 400
ONWARD = frozenset({KeyName.ENTER, KeyName.KEYPAD_ENTER, KeyName.ESCAPE, KeyName.TAB})
COMMANDING = frozenset({Modifier.CTRL, Modifier.ALT, Modifier.META})


class Hops:
    """When the focus may have hopped on. The input thread notes, the recorder's loop asks 300 ms later."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hops: deque[Input] = deque(maxlen=REMEMBERED)

    def note(self, item: Input) -> None:
        """Take in an input as it arrives."""
        if may_leave_a_field(item):
            with self._lock:
                self._hops.append(item)

    def in_between(self, at_ms: int) -> bool:
        """Return whether that moment lies between two hops, too close for anybody to hear of the field."""
        with self._lock:
            near = [hop for hop in self._hops if abs(hop.at_ms - at_ms) < HURRY_MS]
        return any(
            may_enter_a_field(came) and came.at_ms <= at_ms <= left.at_ms and left.at_ms - came.at_ms < HURRY_MS
            for came, left in combinations(near, 2)
        )

    def settled_ms(self, item: KeyInput) -> int | None:
        """Return by when the field that a key went to was announced; none where that cannot be told.

        Right after Tab a key waits behind it in the application, and goes to a field of which nobody has heard
        yet. Where the focus hops on again before that is heard, the announcement may be that of the next one.
        """
        with self._lock:
            near = [hop for hop in self._hops if abs(hop.at_ms - item.at_ms) < ANNOUNCED_MS]
        came = [hop for hop in near if hop.at_ms < item.at_ms]
        onward = [hop for hop in near if hop.at_ms >= item.at_ms and hop is not item]
        if not came:
            together = any(hop.at_ms == item.at_ms for hop in onward)
            return None if together else item.at_ms
        settled_ms = came[-1].at_ms + ANNOUNCED_MS
        doubtful = may_leave_a_field(item) or any(hop.at_ms <= settled_ms for hop in onward)
        return None if doubtful else settled_ms


def may_enter_a_field(item: Input) -> bool:
    """Return whether an input may bring the focus to another field of its window: Tab, or a click."""
    if isinstance(item, ButtonInput):
        return item.down
    return isinstance(item, KeyInput) and item.down and item.key == KeyName.TAB


def may_leave_a_field(item: Input) -> bool:
    """Return whether an input may take the focus away from a field, or the field away."""
    if isinstance(item, FocusInput) or may_enter_a_field(item):
        return True
    if not isinstance(item, KeyInput) or not item.down:
        return False
    return item.key in ONWARD or not COMMANDING.isdisjoint(item.mods)

"""Keys and clicks by which the focus hops on: between two quick ones nobody hears in which field it was.

Browsers tell of their focus once in a while (measured: up to 93 ms late), and of a field that it left again
meanwhile not at all. People do not type that fast; programs that fill in a name, Tab, a password, Tab do.
"""

import threading
from collections import deque
from itertools import combinations

from workbench.desktop.port import ButtonInput, FocusInput, Input, KeyInput
from workbench.model.events import Modifier

HURRY_MS = 300
"""A field that had the focus for less than this may never have been announced."""
REMEMBERED = 400
ONWARD = frozenset({"enter", "kp_enter", "escape", "tab"})
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


def may_enter_a_field(item: Input) -> bool:
    """Return whether an input may bring the focus to another field of its window: Tab, or a click."""
    if isinstance(item, ButtonInput):
        return item.down
    return isinstance(item, KeyInput) and item.down and item.key == "tab"


def may_leave_a_field(item: Input) -> bool:
    """Return whether an input may take the focus away from a field, or the field away."""
    if isinstance(item, FocusInput) or may_enter_a_field(item):
        return True
    if not isinstance(item, KeyInput) or not item.down:
        return False
    return item.key in ONWARD or not COMMANDING.isdisjoint(item.mods)

"""What was said to stand at a point, and which answer tells what stood there before an action. Pure."""

from collections import deque
from dataclasses import dataclass, replace

from workbench.model.elements import Element
from workbench.model.geometry import Rect

FRESH_MS = 2500
"""How long an answer from before an action may be trusted: pages change by themselves."""
LATE_MS = 300
"""After so long an answer tells of what the action did, and not of what it was done to."""
PROMPT_MS = 150
"""A question that was asked later than that after an action is not one about its target."""
NEAR_PX = 2
LASTING = frozenset({"editable", "disabled"})
"""States that a click does not change."""
KEPT = 64


@dataclass(frozen=True, slots=True)
class Look:
    """One answer."""

    window: int
    """The window."""
    place: Rect
    """Where the window was."""
    x: int
    """The point that was asked about."""
    y: int
    """The point that was asked about."""
    asked_ms: int
    """When it was asked."""
    answered_ms: int
    """When the last part of the answer came."""
    element: Element | None
    """What stands there; none where nobody says."""
    steady: bool
    """Whether it still stood at the same place once all else was answered."""

    def about(self, window: int, place: Rect, x: int, y: int) -> bool:
        """Return whether the answer holds for a point: the very same, or one on the same element."""
        if (self.window, self.place) != (window, place):
            return False
        rect = self.element.rect if self.element else None
        close = abs(self.x - x) <= NEAR_PX and abs(self.y - y) <= NEAR_PX
        return close or (rect is not None and rect.contains(x, y) and not self._holds_others)

    @property
    def _holds_others(self) -> bool:
        """Whether other points of its rectangle most likely belong to something inside it."""
        return self.element is None or self.element.role not in SOLID


SOLID = frozenset(
    {"button", "link", "menu item", "check menu item", "radio menu item", "text field", "toggle button"}
)


class Looks:
    """The newest answers. Not thread-safe: its owner holds a lock."""

    def __init__(self) -> None:
        self._looks: deque[Look] = deque(maxlen=KEPT)

    def note(self, look: Look) -> None:
        """Keep an answer."""
        self._looks.append(look)

    def known(self, window: int, place: Rect, x: int, y: int, now_ms: int) -> bool:
        """Return whether nothing needs to be asked: there is a fresh answer about that point."""
        return any(
            now_ms - look.answered_ms <= FRESH_MS // 2 and look.about(window, place, x, y)
            for look in self._looks
        )

    def before(self, window: int, place: Rect, x: int, y: int, at_ms: int) -> Element | None:
        """Return what stood at a point when something was done there.

        An answer from before counts; without one, an answer to a question asked at once, if what it names
        stayed where it was; whether that is checked or open by then tells nothing of before. What comes later
        than 300 ms does not count.
        """
        about = [look for look in self._looks if look.about(window, place, x, y)]
        prior = [look for look in about if 0 <= at_ms - look.answered_ms <= FRESH_MS]
        if prior:
            return prior[-1].element
        prompt = [
            look
            for look in about
            if at_ms - FRESH_MS <= look.asked_ms <= at_ms + PROMPT_MS
            and at_ms < look.answered_ms <= at_ms + LATE_MS
            and look.steady
        ]
        return _lasting(prompt[0].element) if prompt else None


def _lasting(element: Element | None) -> Element | None:
    """Return an element without the states that the action itself may have changed."""
    if element is None:
        return None
    return replace(element, states=tuple(state for state in element.states if state in LASTING))

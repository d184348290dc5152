"""Keys and buttons that are down, so that every kept press gets its release."""

from dataclasses import dataclass

from workbench.capture.verdict import Verdict
from workbench.model.contexts import Context
from workbench.model.events import Button
from workbench.model.geometry import Rect
from workbench.model.session import Monitor
from workbench.model.windows import WindowInfo


@dataclass(frozen=True, slots=True)
class HeldButton:
    """A button that went down in scope: until it goes up, the pointer belongs to that window."""

    button: Button
    """Which button."""
    context: Context
    """Where it went down."""
    area: Rect
    """The window's part of the monitor, on the root window; the path is clipped to it."""
    origin: tuple[int, int]
    """The monitor's top left on the root window."""

    def clip(self, x: int, y: int) -> tuple[int, int]:
        """Return a root point, moved into the window, in the frame's coordinates."""
        inside_x = min(max(x, self.area.x), self.area.right - 1)
        inside_y = min(max(y, self.area.y), self.area.bottom - 1)
        return inside_x - self.origin[0], inside_y - self.origin[1]


class HeldInputs:
    """What is down at the moment."""

    def __init__(self) -> None:
        self.keys: dict[str, Context] = {}
        self._buttons: dict[Button, HeldButton] = {}
        self._elsewhere: dict[Button, Verdict] = {}

    @property
    def drag(self) -> HeldButton | None:
        """The kept button that is down, the newest if there are several."""
        return next(reversed(self._buttons.values()), None)

    @property
    def foreign(self) -> Verdict | None:
        """Why movement is withheld: a button went down outside the scope and is still down."""
        return next(iter(self._elsewhere.values()), None)

    def press(self, button: Button, window: WindowInfo, context: Context, monitor: Monitor) -> None:
        """Note a press that is kept."""
        area = window.rect.clip(monitor.rect)
        self._buttons[button] = HeldButton(button, context, area, (monitor.rect.x, monitor.rect.y))

    def press_elsewhere(self, button: Button, verdict: Verdict) -> None:
        """Note a press that is withheld."""
        self._elsewhere[button] = verdict

    def release(self, button: Button) -> HeldButton | None:
        """Return the kept press that this release ends; none where the press was not kept."""
        self._elsewhere.pop(button, None)
        return self._buttons.pop(button, None)

    def release_all(self) -> list[HeldButton]:
        """Return all kept presses that were still down, and forget them."""
        held = list(self._buttons.values())
        self._buttons = {}
        self._elsewhere = {}
        return held

"""What is down is known until it goes up, and a drag stays inside its window."""

from workbench.capture.held import HeldInputs
from workbench.capture.verdict import Withheld
from workbench.model.contexts import Context
from workbench.model.events import Button
from workbench.model.gaps import GapReason
from workbench.model.geometry import Rect
from workbench.model.session import Monitor
from workbench.model.windows import WindowInfo

SECOND = Monitor(2, Rect(1000, 0, 800, 600))
WINDOW = WindowInfo(1, ("mousepad",), "", 5, Rect(900, 100, 300, 200))
PLACE = Context(1, "mousepad", "", None, 5, Rect(-100, 100, 300, 200), 2)


def test_a_point_outside_the_window_is_moved_to_its_edge_in_the_frame_s_coordinates() -> None:
    held = HeldInputs()
    held.press(Button.LEFT, WINDOW, PLACE, SECOND)
    assert held.drag is not None
    assert held.drag.clip(1100, 150) == (100, 150)
    assert held.drag.clip(1500, 50) == (199, 100)
    assert held.drag.clip(0, 1000) == (0, 299)


def test_a_release_without_a_kept_press_is_nothing() -> None:
    held = HeldInputs()
    held.press_elsewhere(Button.LEFT, Withheld(GapReason.OUT_OF_SCOPE))
    assert held.foreign == Withheld(GapReason.OUT_OF_SCOPE)
    assert held.release(Button.LEFT) is None
    assert held.foreign is None


def test_everything_that_is_down_can_be_let_go_at_once() -> None:
    held = HeldInputs()
    held.press(Button.LEFT, WINDOW, PLACE, SECOND)
    held.press(Button.RIGHT, WINDOW, PLACE, SECOND)
    assert [item.button for item in held.release_all()] == [Button.LEFT, Button.RIGHT]
    assert held.drag is None

"""Windows and their stack."""

from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo, WindowStack

LOW = WindowInfo(1, ("mousepad", "Mousepad"), "", 1, Rect(0, 0, 100, 100))
HIGH = WindowInfo(2, (), "", None, Rect(50, 50, 100, 100))


def test_the_topmost_window_covers_those_below() -> None:
    stack = WindowStack(1, 0, (LOW, HIGH))
    assert stack.at(60, 60) == HIGH
    assert stack.at(10, 10) == LOW
    assert stack.at(500, 10) is None


def test_a_window_is_called_by_the_first_of_its_names() -> None:
    assert (LOW.app, HIGH.app) == ("mousepad", "")

"""What is drawn on a step's picture."""

from dataclasses import replace

from workbench.model.contexts import Context
from workbench.model.events import Button
from workbench.model.geometry import Rect
from workbench.model.steps import Action, Click, Drag, PressKeys, ScrollBy, Step, TypeText
from workbench.tui.widgets.action_marks import SCROLL_PX, ActionMark, mark_of, point_of

EDITOR = Context(1, "mousepad", "", None, None, Rect(100, 50, 400, 300), 1)
OTHER = replace(EDITOR, id=2, app="xclock")


def step(index: int, action: Action, context: Context = EDITOR) -> Step:
    """Return a step that does this."""
    return Step(index, 0, 0, 1, 1, context, action, "")


def test_a_click_is_a_cross_at_its_point() -> None:
    assert mark_of([step(1, Click(120, 80, Button.LEFT, 1))], 0) == ActionMark(focus=(120, 80), cross=(120, 80))


def test_a_drag_is_its_way_with_a_cross_at_the_end() -> None:
    straight = mark_of([step(1, Drag(1, 2, 30, 40, Button.LEFT))], 0)
    assert (straight.line, straight.cross) == (((1, 2), (30, 40)), (30, 40))
    bent = mark_of([step(1, Drag(1, 2, 30, 40, Button.LEFT, path=((1, 2), (9, 9), (30, 40))))], 0)
    assert bent.line == ((1, 2), (9, 9), (30, 40))


def test_a_scroll_points_the_way_it_went() -> None:
    down = mark_of([step(1, ScrollBy(50, 60, 0, -3))], 0)
    assert down.line == ((50, 60), (50, 60 + SCROLL_PX))
    right = mark_of([step(1, ScrollBy(50, 60, 2, 0))], 0)
    assert right.line == ((50, 60), (50 + SCROLL_PX, 60))


def test_keys_are_shown_where_was_clicked_last_in_that_window() -> None:
    steps = [
        step(1, Click(120, 80, Button.LEFT, 1)),
        step(2, Click(130, 90, Button.LEFT, 1), OTHER),
        step(3, Click(5, 5, Button.LEFT, 1)),
        step(4, TypeText("x")),
    ]
    assert mark_of(steps, 3) == ActionMark(focus=(120, 80), box=EDITOR.rect)


def test_keys_without_a_click_are_shown_in_the_middle_of_the_window() -> None:
    assert mark_of([step(1, PressKeys(("enter",)))], 0).focus == (300, 200)
    assert point_of(TypeText("x")) is None

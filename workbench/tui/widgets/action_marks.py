"""What to draw on a step's picture: where the action happened, and what to look at."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.model.geometry import Rect
from workbench.model.steps import Action, Click, Drag, ScrollBy, Step

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ActionMark:
    """The action as drawn on its picture, in pixels of the frame."""

    focus: Point
    """What the picture is centred on."""
    cross: Point | None = None
    """Where something was clicked, or a drag ended."""
    line: tuple[Point, ...] = ()
    """The way of a drag, or the direction of a scroll."""
    box: Rect | None = None
    """The window that got the keys."""


SCROLL_PX = 24


def mark_of(steps: Sequence[Step], position: int) -> ActionMark:
    """Return the mark of one step. Keys have no place of their own: they are shown where was clicked last."""
    step = steps[position]
    point = point_of(step.action)
    match step.action:
        case Click():
            return ActionMark(focus=(step.action.x, step.action.y), cross=(step.action.x, step.action.y))
        case Drag():
            drag = step.action
            way = drag.path or ((drag.x0, drag.y0), (drag.x, drag.y))
            return ActionMark(focus=(drag.x, drag.y), cross=(drag.x, drag.y), line=way)
        case ScrollBy() as scroll:
            end = (scroll.x + _sign(scroll.dx) * SCROLL_PX, scroll.y - _sign(scroll.dy) * SCROLL_PX)
            return ActionMark(focus=(scroll.x, scroll.y), cross=end, line=((scroll.x, scroll.y), end))
    window = step.context.rect
    point = _last_point(steps, position) or (window.x + window.width // 2, window.y + window.height // 2)
    return ActionMark(focus=point, box=window)


def point_of(action: Action) -> Point | None:
    """Return where an action of the pointer happened; keys have no place."""
    return (action.x, action.y) if isinstance(action, Click | Drag | ScrollBy) else None


def _last_point(steps: Sequence[Step], position: int) -> Point | None:
    """Return where was last clicked in the same application, within the window."""
    here = steps[position].context
    for step in reversed(steps[max(0, position - 50) : position]):
        point = point_of(step.action)
        if step.context.app == here.app and point and here.rect.contains(*point):
            return point
    return None


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)

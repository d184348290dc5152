"""Actions as AgentNet writes them: statements of `pyautogui` and `computer`, coordinates from 0 to 1.

The spellings are those of the OpenCUA repository; coordinates are rounded to 4 decimals of the step's own
picture. What the dialect cannot say is counted by name, never passed over in silence.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from workbench.export.pyautogui_keys import pyautogui_key
from workbench.model.events import Button
from workbench.model.steps import Action, Click, Drag, PressKeys, ScrollBy, SwitchApp, TypeText

DECIMALS = 4
OUTSIDE_PX = 1
"""How far a point may lie outside its picture: a pointer that is pushed against the edge."""
BENT_PX = 5
"""How far a drag may leave the straight line and still count as straight."""
MOST_REPEATS = 100
"""How often one held key is written down."""


class Loss(StrEnum):
    """What an action loses on its way into the dialect."""

    SWITCH = "switch"
    HELD_MODIFIERS = "held_modifiers"
    EXTRA_BUTTON = "extra_button"
    UNKNOWN_KEY = "unknown_key"
    KEY_REPEATS = "key_repeats"
    DRAG_PATH = "drag_path"
    MASKED_TEXT = "masked_text"
    NO_EFFECT = "no_effect"
    NO_PICTURE = "no_picture"


@dataclass(frozen=True, slots=True)
class Screen:
    """What an action's coordinates and keys refer to."""

    width: int
    """Physical pixels of the step's picture."""
    height: int
    """Physical pixels of the step's picture."""
    system: str
    """The session's system: on macOS the meta key is `command`."""


@dataclass(frozen=True, slots=True)
class AgentNetCode:
    """One action in the dialect."""

    statements: tuple[str, ...] = ()
    """What to carry out, in order; nothing where the dialect has no word for it."""
    losses: tuple[Loss, ...] = ()
    """What is lost."""

    @property
    def text(self) -> str:
        """The statements as they stand in a row."""
        return "\n".join(self.statements)


def agentnet_code(action: Action, screen: Screen) -> AgentNetCode:
    """Write an action down; raises `ValueError` for a point more than a pixel outside the picture."""
    match action:
        case Click():
            return _click(action, screen)
        case Drag():
            return _drag(action, screen)
        case ScrollBy():
            return _scroll(action, screen)
        case TypeText():
            return _type(action)
        case PressKeys():
            return _press(action, screen)
        case SwitchApp():
            return AgentNetCode(losses=(Loss.SWITCH,))


def terminate_code(outcome: str) -> str:
    """Return the statement that every trajectory ends with; only `success` is one."""
    return f"computer.terminate(status={'success' if outcome == 'success' else 'failure'!r})"


_LEFT_CLICKS = {1: "click", 2: "doubleClick", 3: "tripleClick"}
_OTHER_CLICKS = {Button.RIGHT: "rightClick", Button.MIDDLE: "middleClick"}
_PLAIN_BUTTONS = frozenset({Button.LEFT, Button.RIGHT, Button.MIDDLE})


def _click(click: Click, screen: Screen) -> AgentNetCode:
    """A click of the left button says how many, of another button stands as often as it was clicked."""
    if click.button not in _PLAIN_BUTTONS:
        return AgentNetCode(losses=(Loss.EXTRA_BUTTON,))
    point = _point(click.x, click.y, screen)
    if click.button == Button.LEFT:
        statements: tuple[str, ...] = (f"pyautogui.{_LEFT_CLICKS[click.clicks]}({point})",)
    else:
        statements = (f"pyautogui.{_OTHER_CLICKS[click.button]}({point})",) * click.clicks
    return AgentNetCode(statements, _held(click))


def _drag(drag: Drag, screen: Screen) -> AgentNetCode:
    """A drag goes straight from its press to its release."""
    if drag.button not in _PLAIN_BUTTONS:
        return AgentNetCode(losses=(Loss.EXTRA_BUTTON,))
    there = f"pyautogui.moveTo({_point(drag.x0, drag.y0, screen)})"
    drawn = f"pyautogui.dragTo({_point(drag.x, drag.y, screen)}, button={str(drag.button)!r})"
    bent = (Loss.DRAG_PATH,) if _bent(drag) else ()
    return AgentNetCode((there, drawn), _held(drag) + bent)


def _bent(drag: Drag) -> bool:
    """Return whether the way that was dragged is not a straight line."""
    length_x, length_y = drag.x - drag.x0, drag.y - drag.y0
    length = math.hypot(length_x, length_y)
    ways = ((x - drag.x0, y - drag.y0) for x, y in drag.path)
    if length == 0:
        return any(math.hypot(x, y) > BENT_PX for x, y in ways)
    return any(abs(x * length_y - y * length_x) / length > BENT_PX for x, y in ways)


def _scroll(scroll: ScrollBy, screen: Screen) -> AgentNetCode:
    """A scroll goes to its place first; up and right are positive."""
    turns = ((scroll.dy, "scroll"), (scroll.dx, "hscroll"))
    turned = tuple(f"pyautogui.{name}({notches})" for notches, name in turns if notches)
    if not turned:
        return AgentNetCode(losses=(Loss.NO_EFFECT,))
    there = f"pyautogui.moveTo({_point(scroll.x, scroll.y, screen)})"
    return AgentNetCode((there, *turned), _held(scroll))


def _type(typed: TypeText) -> AgentNetCode:
    """Text stands as Python writes it, so that no control character is in a row as such."""
    losses = (Loss.MASKED_TEXT,) if typed.masked else ()
    if not typed.text:
        return AgentNetCode(losses=(*losses, Loss.NO_EFFECT))
    return AgentNetCode((f"pyautogui.write(message={typed.text!r})",), losses)


def _press(press: PressKeys, screen: Screen) -> AgentNetCode:
    """One key is pressed, several are a chord."""
    names = [pyautogui_key(key, screen.system) for key in press.keys]
    keys = [name for name in names if name is not None]
    if not keys or len(keys) < len(names):
        return AgentNetCode(losses=(Loss.UNKNOWN_KEY,))
    times = min(press.repeat, MOST_REPEATS)
    losses = (Loss.KEY_REPEATS,) if times < press.repeat else ()
    if len(keys) == 1:
        return AgentNetCode((f"pyautogui.press(keys={keys * times!r})",), losses)
    return AgentNetCode((f"pyautogui.hotkey(keys={keys!r})",) * times, losses)


def _held(action: Click | Drag | ScrollBy) -> tuple[Loss, ...]:
    """Say where modifiers were held, for which the dialect has no word."""
    return (Loss.HELD_MODIFIERS,) if action.mods else ()


def _point(x: int, y: int, screen: Screen) -> str:
    """Return a point as arguments."""
    return f"x={_part(x, screen.width)!r}, y={_part(y, screen.height)!r}"


def _part(at_px: int, length_px: int) -> float:
    """Return where a pixel lies along a side, from 0 to 1."""
    if not -OUTSIDE_PX <= at_px < length_px + OUTSIDE_PX:
        raise ValueError(at_px, length_px)
    return round(min(max(at_px / length_px, 0.0), 1.0), DECIMALS)

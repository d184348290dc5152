"""Steps in plain words.

A sentence carries the true text, however hostile; front ends pass it through `showable` when they draw it.
"""

from workbench.model.contexts import Context
from workbench.model.elements import Element
from workbench.model.events import Button, Modifiers
from workbench.model.key_names import KEYPAD_PREFIX, KeyName
from workbench.model.steps import Action, Click, Drag, PressKeys, ScrollBy, SwitchApp, TypeText

LONGEST_TEXT = 60
LONGEST_NAME = 40
REDACTED = "█"
MENU_ITEMS = frozenset({"menu item", "check menu item", "radio menu item"})

_CLICKS = {1: "", 2: "double", 3: "triple"}
_BUTTONS = {
    Button.LEFT: "",
    Button.RIGHT: "right",
    Button.MIDDLE: "middle",
    Button.X1: "back-button",
    Button.X2: "forward-button",
}
_KEY_NAMES: dict[str, str] = {
    KeyName.CTRL: "Ctrl",
    KeyName.ALT: "Alt",
    KeyName.SHIFT: "Shift",
    KeyName.META: "Meta",
    KeyName.ESCAPE: "Escape",
    KeyName.PAGE_UP: "Page Up",
    KeyName.PAGE_DOWN: "Page Down",
    KeyName.CAPS_LOCK: "Caps Lock",
    KeyName.PRINT_SCREEN: "Print Screen",
}


def sentence(action: Action, element: Element | None, context: Context) -> str:
    """Say what was done, to what, and where that is not plain, in which application."""
    match action:
        case Click():
            return _click(action, element, context)
        case Drag():
            verb = "-".join(word for word in (_BUTTONS[action.button], "drag") if word)
            return f"{_held(action.mods)}{verb} from {action.x0},{action.y0} to {action.x},{action.y}"
        case ScrollBy():
            return f"{_held(action.mods)}scroll {_notches(action)}"
        case TypeText():
            return _type(action)
        case PressKeys():
            return f"press {_keys(action.keys)}{_times(action.repeat)}"
        case SwitchApp():
            return f"switch to {_short(action.app, LONGEST_NAME)}"


def _click(click: Click, element: Element | None, context: Context) -> str:
    """Say where was clicked: on the element where it is known, else at the point."""
    verb = "-".join(word for word in (_CLICKS[click.clicks], _BUTTONS[click.button], "click") if word)
    if element and element.name and verb == "click" and element.role in MENU_ITEMS:
        return f"{_held(click.mods)}choose {_menu_item(element)}"
    if element and (element.name or element.role):
        named = f'"{_short(element.name, LONGEST_NAME)}" ({element.role})' if element.name else element.role
        return f"{_held(click.mods)}{verb} {named}"
    place = f" in {_short(context.app, LONGEST_NAME)}" if context.app else ""
    return f"{_held(click.mods)}{verb} at {click.x},{click.y}{place}"


def _menu_item(element: Element) -> str:
    """Name an item of a menu, and the menu where it is known."""
    said = f'"{_short(element.name, LONGEST_NAME)}"'
    holder = element.ancestors[0] if element.ancestors else ""
    return f"{said} in {_short(holder[5:], LONGEST_NAME)}" if holder.startswith("menu ") else said


def _held(mods: Modifiers) -> str:
    """Name the modifiers that were held, as in `Ctrl+`."""
    return "".join(f"{_key(mod)}+" for mod in mods)


def _notches(scroll: ScrollBy) -> str:
    """Say how far and which way."""
    ways = ((scroll.dy, "up"), (-scroll.dy, "down"), (scroll.dx, "right"), (-scroll.dx, "left"))
    said = [f"{way} {count} {'notch' if count == 1 else 'notches'}" for count, way in ways if count > 0]
    return " and ".join(said) if said else "by nothing"


def _type(typed: TypeText) -> str:
    """Quote the text, shortened where it is long."""
    if typed.masked and not typed.text.strip(REDACTED):
        return "type redacted text"
    return f'type "{_short(typed.text, LONGEST_TEXT)}"' if typed.text else "type and delete again"


def _keys(keys: tuple[str, ...]) -> str:
    """Name a chord, as in `Ctrl+S`."""
    return "+".join(_key(key) for key in keys)


def _key(key: str) -> str:
    """Name one key as it stands on a keyboard."""
    if key.startswith(KEYPAD_PREFIX):
        return f"Keypad {_key(key.removeprefix(KEYPAD_PREFIX))}"
    return _KEY_NAMES.get(key) or (key.upper() if len(key) == 1 else key.replace("_", " ").title())


def _times(repeat: int) -> str:
    """Say how often, where it is more than once."""
    return f" {repeat} times" if repeat > 1 else ""


def _short(text: str, limit: int) -> str:
    """Cut long text, and say so with an ellipsis."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"

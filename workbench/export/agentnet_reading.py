"""AgentNet's action strings read back, strictly: an independent look at what was written.

Nothing is carried out. A string is parsed, and every statement must be one of few calls, with few words and
plain values.
"""

import ast
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from workbench.export.pyautogui_keys import KEY_NAMES


@dataclass(frozen=True, slots=True)
class Call:
    """One statement."""

    name: str
    """What is called, as `pyautogui.click`."""
    values: dict[str, Any]
    """Its values by name; the one without a name is under the empty name."""


def _is_part(value: Any) -> bool:
    return type(value) is float and 0.0 <= value <= 1.0 and value == round(value, 4)


def _is_count(value: Any) -> bool:
    return type(value) is int and value != 0


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_button(value: Any) -> bool:
    return value in ("left", "right", "middle")


def _are_keys(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(key, str) and key in KEY_NAMES for key in value)
    )


def _is_status(value: Any) -> bool:
    return value in ("success", "failure")


NO_VALUE: Final = "has a value that cannot be"

_Check = Callable[[Any], bool]
_POINT: Final[dict[str, _Check]] = {"x": _is_part, "y": _is_part}

CALLS: Final[dict[str, dict[str, _Check]]] = {
    "pyautogui.click": _POINT,
    "pyautogui.doubleClick": _POINT,
    "pyautogui.tripleClick": _POINT,
    "pyautogui.rightClick": _POINT,
    "pyautogui.middleClick": _POINT,
    "pyautogui.moveTo": _POINT,
    "pyautogui.dragTo": {**_POINT, "button": _is_button},
    "pyautogui.scroll": {"": _is_count},
    "pyautogui.hscroll": {"": _is_count},
    "pyautogui.write": {"message": _is_text},
    "pyautogui.press": {"keys": _are_keys},
    "pyautogui.hotkey": {"keys": _are_keys},
    "computer.wait": {},
    "computer.terminate": {"status": _is_status},
}
"""Every call there may be, with all of its values."""


def read_code(code: str) -> tuple[Call, ...]:
    """Return an action string's calls; raises `ValueError` for anything that is not one of them."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            statements = ast.parse(code).body
    except (SyntaxError, ValueError, Warning, RecursionError, MemoryError) as error:
        text = "does not parse"
        raise ValueError(text) from error
    if not statements:
        text = "says nothing"
        raise ValueError(text)
    return tuple(_call(statement) for statement in statements)


def _call(statement: ast.stmt) -> Call:
    """Read one statement."""
    match statement:
        case ast.Expr(ast.Call(ast.Attribute(ast.Name(module), method), unnamed, named)):
            name = f"{module}.{method}"
        case _:
            text = "is more than calls"
            raise ValueError(text)
    values = [("", value) for value in unnamed] + [(word.arg or "**", word.value) for word in named]
    checks = CALLS.get(name)
    if checks is None or sorted(word for word, _value in values) != sorted(checks):
        text = "calls what is not in the dialect"
        raise ValueError(text)
    read = {word: _value(value) for word, value in values}
    if not all(check(read[word]) for word, check in checks.items()):
        raise ValueError(NO_VALUE)
    return Call(name, read)


def _value(node: ast.expr) -> Any:
    """Return a plain value."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, RecursionError) as error:
        raise ValueError(NO_VALUE) from error

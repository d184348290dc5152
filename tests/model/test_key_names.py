"""Every key name in the code is one that an input backend can produce, and is written down once."""

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from workbench.desktop.x11.keynames import key_name
from workbench.desktop.x11.xkb import text_of, xkb_library
from workbench.model.key_names import FUNCTION_KEYS, KeyName

ROOT = Path(__file__).parents[2]
KEYSYMS = (range(0x20, 0x100), range(0xFE01, 0x10000), range(0x10080000, 0x10090000))
"""Keysyms of Latin-1, of all other keys of a keyboard, and of media keys."""
KEY_ARGUMENT = {"KeyDown": 0, "KeyUp": 0, "KeyRepeat": 0, "tap": 0, "KeyInput": 2}
"""Which argument of a function is the key; in the tests' own function `key` it is the first string."""
CALL = re.compile(r"\b(KeyDown|KeyUp|KeyRepeat|KeyInput|tap|key)\(")
ROOMS = ("capture", "desktop", "model", "export", "workflow", "bundle", "store")
OTHER_NAMES = ("agentnet_reading.py",)
"""Modules with names of buttons, which are also names of keys."""
NO_KEYS = frozenset({"", "keycode_247", "keycode_12"})


@pytest.fixture(scope="module")
def produced() -> frozenset[str]:
    """Return the names that the X11 backend gives to the keysyms that libxkbcommon knows."""
    xkb = xkb_library()
    symbols = [(symbol, text_of(xkb.xkb_keysym_get_name, symbol)) for symbol in chain(*KEYSYMS)]
    return frozenset(
        key_name(name, text_of(xkb.xkb_keysym_to_utf8, symbol))
        for symbol, name in symbols
        if name and not name.startswith("0x")
    )


def test_every_constant_is_a_name_that_the_x11_backend_produces(produced: frozenset[str]) -> None:
    assert {key.value for key in KeyName} - produced == set()
    assert produced >= FUNCTION_KEYS
    assert "escape" not in produced


def parsed(folder: str, marked: re.Pattern[str] = re.compile("")) -> Iterator[tuple[str, ast.AST]]:
    """Yield every node of the modules in a folder whose text matches a pattern."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if marked.search(text):
            yield from ((str(path.relative_to(ROOT)), node) for node in ast.walk(ast.parse(text)))


def literals(node: ast.AST) -> Iterator[str]:
    """Yield the strings that stand in an expression."""
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def is_key(node: ast.AST) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name == "key"


@pytest.mark.parametrize("room", ROOMS)
def test_no_key_is_compared_with_a_bare_string(room: str) -> None:
    found = [
        f"{path}:{node.lineno} {word}"
        for path, node in parsed(f"workbench/{room}")
        if isinstance(node, ast.Compare) and any(map(is_key, (node.left, *node.comparators)))
        for word in literals(node)
        if len(word) > 1
    ]
    assert found == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_collection_is_made_of_bare_names_of_keys(room: str) -> None:
    names = {key.value for key in KeyName} | {"escape", "return", "kp_return", "page_up", "page_down"}
    found = [
        f"{path}:{node.lineno}"
        for path, node in parsed(f"workbench/{room}")
        if isinstance(node, ast.Set | ast.Tuple | ast.List)
        and not path.endswith(OTHER_NAMES)
        and sum(isinstance(each, ast.Constant) and each.value in names for each in node.elts) > 1
    ]
    assert found == []


def pressed(node: ast.Call) -> list[str]:
    """Return the names of the keys that a call in a test presses."""
    name, strings = called(node), [each for each in node.args if isinstance(each, ast.Constant)]
    at = KEY_ARGUMENT.get(name)
    arguments = strings[:1] if at is None else node.args[at : at + 1]
    return [word for each in arguments for word in literals(each)]


def test_tests_press_only_keys_that_exist(produced: frozenset[str]) -> None:
    found = [
        f"{path}:{node.lineno} {word}"
        for path, node in parsed("tests", CALL)
        if isinstance(node, ast.Call) and called(node) in {"key", *KEY_ARGUMENT}
        for word in pressed(node)
        if word not in produced and word not in NO_KEYS
    ]
    assert found == []

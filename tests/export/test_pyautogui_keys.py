"""Keys get PyAutoGUI's names, or none."""

import pytest

from workbench.export.pyautogui_keys import KEY_NAMES, pyautogui_key


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("enter", "enter"),
        ("pageup", "pageup"),
        ("kp_enter", "enter"),
        ("kp_3", "num3"),
        ("kp_subtract", "subtract"),
        ("kp_equal", "="),
        ("menu", "apps"),
        ("altgr", "altright"),
        ("xf86back", "browserback"),
        ("/", "/"),
        ("a", "a"),
        ("A", None),
        ("é", None),
        ("compose", None),
        ("keycode_12", None),
        ("kp_²", None),
        ("kp_", None),
        ("", None),
    ],
)
def test_a_key_is_called_as_pyautogui_calls_it(key: str, name: str | None) -> None:
    assert pyautogui_key(key, "x11") == name


@pytest.mark.parametrize(("system", "name"), [("x11", "win"), ("windows", "win"), ("macos", "command")])
def test_meta_goes_by_the_name_of_its_system(system: str, name: str) -> None:
    assert pyautogui_key("meta", system) == name


def test_the_list_is_as_long_as_the_one_it_was_taken_from() -> None:
    assert len(KEY_NAMES) == 194

"""Terminals are known by class or executable, whatever the case."""

from workbench.desktop.emulators import is_emulator, is_terminal
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo


def named(*names: str) -> WindowInfo:
    return WindowInfo(1, names, "xterm", 1, Rect(0, 0, 1, 1))


def test_a_terminal_is_known_by_any_of_its_names_and_never_by_its_title() -> None:
    assert is_terminal(named("shell", "XTerm", "xterm"))
    assert is_terminal(named("gnome-terminal-server", "Gnome-terminal"))
    assert not is_terminal(named("mousepad", "Mousepad"))
    assert not is_terminal(named())


def test_an_executable_is_known_by_its_name() -> None:
    assert is_emulator("xterm")
    assert not is_emulator("mousepad")

"""The desktop as one: its parts agree on windows and time."""

import threading

import pytest

from tests.desktop.listening import Listening
from tests.desktop.stage import Stage, wait_for
from workbench.desktop.port import ButtonInput, EchoState
from workbench.desktop.x11.desktop import open_x11

pytestmark = pytest.mark.display


def test_input_windows_pictures_and_terminals_tell_of_the_same_window(
    stage: Stage, listening: Listening
) -> None:
    terminal = stage.open_xterm("cat")
    before = listening.desktop.clock_ms()
    stage.click_into(terminal)
    stage.type("hi")
    press = next(each for each in listening.settled().of(ButtonInput) if each.down)
    info = listening.desktop.windows.describe(press.window or 0, press.at_ms, press.at_ms)[-1]
    grab = wait_for(lambda: listening.desktop.screen.grab(1), "a picture")
    assert before <= press.at_ms <= listening.desktop.clock_ms()
    assert info.names[0] == "xterm"
    assert grab.stack.at(press.x, press.y) == info
    assert info.pid is not None
    wait_for(lambda: listening.desktop.terminals.echo(info.pid or 0) is EchoState.ECHO, "the echo")
    assert listening.text() == "hi"


def test_closing_leaves_no_thread_behind(stage: Stage) -> None:
    desktop = open_x11(stage.display, frozenset())
    desktop.input.start(lambda _: None)
    threads = {"x11-input", "x11-windows"}
    assert threads <= {thread.name for thread in threading.enumerate()}
    desktop.close()
    wait_for(lambda: not {thread.name for thread in threading.enumerate()} & threads, "the threads' end")

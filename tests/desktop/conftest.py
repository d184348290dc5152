"""Fixtures for tests on a virtual desktop."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.desktop.bare_terminal import Terminal
from tests.desktop.ground import GroundWindow
from tests.desktop.listening import Listening
from tests.desktop.stage import Stage
from workbench.model.geometry import Rect

OpenGround = Callable[..., GroundWindow]


@pytest.fixture
def stage() -> Iterator[Stage]:
    """An empty virtual desktop of 1280×800 with a window manager."""
    with Stage(1280, 800, accessibility=True) as opened:
        yield opened


@pytest.fixture
def bare_stage() -> Iterator[Stage]:
    """A virtual desktop without a window manager: the focus follows the pointer."""
    with Stage(1280, 800, window_manager=False) as opened:
        yield opened


@pytest.fixture
def listening(stage: Stage) -> Iterator[Listening]:
    """The X11 desktop of the stage, with everything that its input tells."""
    with Listening(stage) as opened:
        yield opened


@pytest.fixture
def ground(request: pytest.FixtureRequest) -> Iterator[OpenGround]:
    """A function that opens windows that know which keys they got."""
    name = "bare_stage" if "bare_stage" in request.fixturenames else "stage"
    opened: list[GroundWindow] = []
    display = request.getfixturevalue(name).display

    def open_ground(title: str, rect: Rect, *, popup: bool = False, rgb: int = 0xFFFFFF) -> GroundWindow:
        opened.append(GroundWindow(display, title, rect, popup=popup, rgb=rgb).show())
        return opened[-1]

    yield open_ground
    for window in opened:
        window.close()


@pytest.fixture
def run() -> Iterator[Callable[..., Terminal]]:
    """A function that runs a command on a terminal of its own."""
    with ExitStack() as opened:

        def start(*command: str) -> Terminal:
            terminal = Terminal(command)
            opened.callback(terminal.close)
            return terminal

        yield start

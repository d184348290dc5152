"""The scripted screen shows the windows as they lie, and tells what was drawn."""

import threading

import numpy as np
import pytest

from workbench.desktop.scripted import ScriptedDesktop
from workbench.model.geometry import Rect
from workbench.model.session import Monitor
from workbench.model.windows import WindowInfo

PAD = WindowInfo(1, ("mousepad",), "Untitled 1", 100, Rect(0, 0, 600, 400))
TERMINAL = WindowInfo(2, ("xterm",), "jane@example", 200, Rect(300, 200, 600, 400))


@pytest.fixture
def stage() -> ScriptedDesktop:
    """A desktop with two overlapping windows, the terminal on top."""
    stage = ScriptedDesktop()
    stage.open_window(PAD, (255, 255, 255))
    stage.open_window(TERMINAL, (0, 0, 0))
    return stage


def test_a_picture_shows_the_windows_as_they_lie(stage: ScriptedDesktop) -> None:
    stage.paint(Rect(350, 250, 10, 10), (255, 0, 0))
    grab = stage.screen.grab(1)
    assert grab is not None
    assert grab.pixels.shape == (800, 1280, 4)
    assert grab.pixels[255, 355].tolist() == [0, 0, 255, 255]
    assert grab.pixels[10, 10].tolist() == [255, 255, 255, 255]
    assert grab.stack == stage.windows.stack()
    stage.raise_window(1)
    again = stage.screen.grab(1)
    assert again is not None
    assert again.pixels[255, 355].tolist() == [255, 255, 255, 255]
    assert grab.pixels[255, 355].tolist() == [0, 0, 255, 255]


def test_monitors_show_their_own_part() -> None:
    stage = ScriptedDesktop((Monitor(1, Rect(0, 0, 200, 100)), Monitor(2, Rect(200, 0, 300, 200))))
    stage.open_window(WindowInfo(1, ("mousepad",), "", 100, Rect(150, 50, 100, 100)), (9, 9, 9))
    left, right = stage.screen.grab(1), stage.screen.grab(2)
    assert left is not None
    assert right is not None
    assert right.pixels.shape == (200, 300, 4)
    assert left.pixels[60, 160, 0] == right.pixels[60, 10, 0] == 9
    assert not np.array_equal(left.pixels[10, 10], right.pixels[60, 10])


def test_drawing_is_told_once(stage: ScriptedDesktop) -> None:
    stage.screen.damage(0)
    stage.paint(Rect(10, 10, 5, 5), (1, 2, 3))
    assert [damage.rect for damage in stage.screen.damage(0)] == [Rect(10, 10, 5, 5)]
    assert stage.screen.damage(0) == ()


def test_whoever_waits_for_drawing_is_woken(stage: ScriptedDesktop) -> None:
    stage.screen.damage(0)
    told: list[int] = []
    waiting = threading.Thread(target=lambda: told.append(len(stage.screen.damage(100))))
    waiting.start()
    stage.paint(Rect(10, 10, 5, 5), (1, 2, 3))
    waiting.join(60)
    assert told == [1]


def test_a_grab_fails_while_windows_change(stage: ScriptedDesktop) -> None:
    stage.screen.discard_grabs(1)
    assert stage.screen.grab(1) is None
    assert stage.screen.grab(1) is not None

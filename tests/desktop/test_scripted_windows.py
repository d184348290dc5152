"""The scripted windows remember everything they ever were."""

import pytest

from workbench.desktop.scripted import ScriptedDesktop
from workbench.model.geometry import Rect
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


def test_windows_are_described_as_they_stood_in_an_interval(stage: ScriptedDesktop) -> None:
    began_ms = stage.now_ms
    stage.advance(100)
    stage.retitle_window(1, "*Untitled 1")
    stage.advance(100)
    stage.place_window(1, Rect(5, 5, 600, 400))
    describe = stage.windows.describe
    assert [info.title for info in describe(1, began_ms, began_ms + 50)] == ["Untitled 1"]
    assert [info.title for info in describe(1, began_ms, began_ms + 100)] == ["Untitled 1", "*Untitled 1"]
    assert [info.rect.x for info in describe(1, began_ms + 150, stage.now_ms)] == [0, 5]
    assert describe(2, began_ms, stage.now_ms) == (TERMINAL,)
    assert describe(77, began_ms, stage.now_ms) == ()


def test_a_child_is_described_by_its_top_level(stage: ScriptedDesktop) -> None:
    stage.windows.adopt(11, 1)
    assert stage.windows.describe(11, stage.now_ms, stage.now_ms) == (PAD,)


def test_every_change_of_the_windows_is_a_generation_of_its_own(stage: ScriptedDesktop) -> None:
    before = stage.windows.settle()
    began_ms = stage.now_ms
    stage.advance(10)
    stage.raise_window(1)
    stage.advance(10)
    stage.raise_window(2)
    assert stage.windows.settle() == before + 2
    assert [s.generation for s in stage.windows.stacks(began_ms, began_ms + 15)] == [before, before + 1]
    assert [s.generation for s in stage.windows.stacks(0, 5)] == []

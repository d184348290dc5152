"""The scripted desktop tells the truth about what its script did, and when."""

import pytest

from workbench.desktop.port import (
    ButtonInput,
    Desktop,
    EchoState,
    FocusInput,
    KeyInput,
    MissedInput,
    MotionInput,
    ScrollInput,
    Told,
)
from workbench.desktop.scripted import ScriptedDesktop
from workbench.desktop.seats import SeatInput
from workbench.model.events import Button, Modifier
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
    stage.focus(1)
    return stage


def _listen(stage: ScriptedDesktop) -> list[Told]:
    heard: list[Told] = []
    stage.input.start(heard.append)
    return heard


def test_it_offers_what_every_desktop_offers(stage: ScriptedDesktop) -> None:
    desktop: Desktop = stage.desktop
    assert desktop.clock_ms() == stage.now_ms
    assert desktop.platform.system == "scripted"
    assert desktop.screen.monitors() == desktop.platform.monitors
    desktop.screen.close()
    desktop.close()
    assert stage.closed


def test_typing_presses_shift_for_capitals_and_symbols(stage: ScriptedDesktop) -> None:
    heard = _listen(stage)
    stage.type("a B!\n", gap_ms=10)
    keys = [(item.key, item.text, item.mods) for item in heard if isinstance(item, KeyInput) and item.down]
    shift = (Modifier.SHIFT,)
    assert keys == [
        ("a", "a", ()), ("space", " ", ()), ("shift", "", ()), ("b", "B", shift),
        ("shift", "", ()), ("1", "!", shift), ("enter", "", ()),
    ]  # fmt: skip
    assert stage.now_ms == heard[0].at_ms + 50


def test_every_press_has_its_release_at_the_window_with_the_focus(stage: ScriptedDesktop) -> None:
    heard = _listen(stage)
    stage.press("s", Modifier.CTRL)
    keys = [(item.key, item.down, item.mods, item.window) for item in heard if isinstance(item, KeyInput)]
    ctrl = (Modifier.CTRL,)
    assert keys == [
        ("ctrl", True, (), 1),
        ("s", True, ctrl, 1),
        ("s", False, ctrl, 1),
        ("ctrl", False, ctrl, 1),
    ]


def test_a_repeat_and_a_grab_are_told(stage: ScriptedDesktop) -> None:
    heard = _listen(stage)
    stage.grabbed = True
    stage.key_down("a", "a", repeat=True)
    (key,) = heard
    assert isinstance(key, KeyInput)
    assert (key.repeat, key.grabbed) == (True, True)


def test_the_pointer_meets_the_topmost_window(stage: ScriptedDesktop) -> None:
    heard = _listen(stage)
    stage.click(350, 250, Button.RIGHT, clicks=2)
    stage.scroll(-1, notches=3)
    stage.move(1200, 700)
    assert [type(item) for item in heard] == [MotionInput, *[ButtonInput] * 4, *[ScrollInput] * 3, MotionInput]
    windows = [item.window for item in heard if not isinstance(item, FocusInput | MissedInput | SeatInput)]
    assert windows == [2] * 8 + [None]
    stage.raise_window(1)
    stage.move(350, 250)
    assert heard[-1] == MotionInput(stage.now_ms, 350, 250, 1)


def test_a_drag_goes_from_point_to_point(stage: ScriptedDesktop) -> None:
    heard = _listen(stage)
    stage.drag((10, 10), (90, 50), moves=4)
    points = [(item.x, item.y) for item in heard if isinstance(item, MotionInput | ButtonInput)]
    assert points == [(10, 10), (10, 10), (30, 20), (50, 30), (70, 40), (90, 50), (90, 50)]


def test_nothing_is_heard_before_the_start_after_the_stop_or_once_the_stream_is_broken(
    stage: ScriptedDesktop,
) -> None:
    stage.move(1, 1)
    heard = _listen(stage)
    stage.move(2, 2)
    stage.input.stop()
    stage.move(3, 3)
    assert len(heard) == 1
    assert stage.input.alive()
    stage.input.fail()
    assert not stage.input.alive()


def test_a_closed_window_is_known_only_while_it_was_open(stage: ScriptedDesktop) -> None:
    heard = _listen(stage)
    stage.advance(100)
    stage.close_window(1)
    stage.advance(100)
    assert stage.windows.describe(1, stage.now_ms, stage.now_ms) == ()
    assert stage.windows.describe(1, stage.now_ms - 150, stage.now_ms) == (PAD,)
    assert heard == [FocusInput(stage.now_ms - 100, None)]
    with pytest.raises(KeyError):
        stage.raise_window(1)


def test_painting_where_no_window_is_is_a_mistake_of_the_script(stage: ScriptedDesktop) -> None:
    with pytest.raises(KeyError):
        stage.paint(Rect(1200, 700, 5, 5), (1, 2, 3))


def test_terminals_have_the_state_that_the_script_gave_them(stage: ScriptedDesktop) -> None:
    assert stage.terminals.echo(200) is EchoState.NO_TERMINAL
    stage.set_echo(200, EchoState.SECRET)
    assert stage.desktop.terminals.echo(200) is EchoState.SECRET

"""Monitors, scale and keyboard layout."""

from collections.abc import Iterator

import pytest

from tests.desktop.stage import Stage
from workbench.desktop.x11.connection import Connection, close, connect
from workbench.desktop.x11.monitors import read_keyboard, read_monitors, read_scale
from workbench.model.geometry import Rect
from workbench.model.session import Monitor

pytestmark = pytest.mark.display


@pytest.fixture
def connection(stage: Stage) -> Iterator[Connection]:
    opened = connect(stage.display)
    yield opened
    close(opened)


def test_monitors_are_counted_from_one_by_their_place(stage: Stage, connection: Connection) -> None:
    assert read_monitors(connection) == (Monitor(1, Rect(0, 0, 1280, 800)),)
    stage.run("xrandr", "--setmonitor", "right", "640/100x800/100+640+0", "none")
    stage.run("xrandr", "--setmonitor", "left", "640/100x800/100+0+0", "screen")
    assert [(each.number, each.rect) for each in read_monitors(connection)] == [
        (1, Rect(0, 0, 640, 800)),
        (2, Rect(640, 0, 640, 800)),
    ]


def test_the_keyboard_layout_has_a_name(stage: Stage, connection: Connection) -> None:
    assert read_keyboard(connection) == "us"
    stage.run("setxkbmap", "de,us")
    assert read_keyboard(connection) == "de,us"


@pytest.mark.parametrize(
    ("resources", "scale"), [("Xft.dpi:\t192\n", 2.0), ("Xft.dpi: ?\n", 1.0), ("*x: 1\n", 1.0)]
)
def test_the_scale_is_that_of_the_resource_database(
    stage: Stage, connection: Connection, resources: str, scale: float
) -> None:
    stage.run("xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER", resources)
    assert read_scale(connection) == scale


def test_without_randr_the_whole_root_is_one_monitor() -> None:
    with Stage(640, 480, server=["-extension", "RANDR"], window_manager=False) as stage:
        connection = connect(stage.display)
        assert read_monitors(connection) == (Monitor(1, Rect(0, 0, 640, 480)),)
        assert read_scale(connection) == 1.0
        close(connection)

"""Pictures: the right pixels, with the windows that are on them, or none."""

import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PIL import Image

from tests.desktop.ground import GroundWindow
from tests.desktop.listening import Listening
from tests.desktop.stage import Stage, wait_for
from workbench.desktop.choose import open_desktop
from workbench.desktop.port import Desktop
from workbench.model.geometry import Rect

pytestmark = pytest.mark.display
OpenGround = Callable[..., GroundWindow]
PLACE = Rect(200, 150, 300, 200)


@pytest.fixture
def desktop(stage: Stage) -> Iterator[Desktop]:
    opened = open_desktop("x11", stage.display)
    yield opened
    opened.close()


def test_a_picture_shows_what_was_drawn_in_the_servers_own_bytes(
    stage: Stage, desktop: Desktop, ground: OpenGround
) -> None:
    window = ground("Paint", PLACE, popup=True, rgb=0x204060)
    window.fill(Rect(10, 20, 30, 40), 0xFF8000)
    grab = desktop.screen.grab(1)
    assert grab is not None
    assert grab.pixels.shape == (800, 1280, 4)
    assert tuple(grab.pixels[PLACE.y + 30, PLACE.x + 20, :3]) == (0x00, 0x80, 0xFF)
    assert tuple(grab.pixels[PLACE.y + 5, PLACE.x + 5, :3]) == (0x60, 0x40, 0x20)
    assert stage.pixel(PLACE.x + 20, PLACE.y + 30) == (0xFF, 0x80, 0x00)
    assert [each.app for each in grab.stack.windows if not each.rect.empty][-1] == "paint"
    assert grab.started_ms <= grab.ended_ms


def test_a_part_of_a_monitor_equals_that_part_of_the_whole(
    stage: Stage, desktop: Desktop, ground: OpenGround
) -> None:
    stage.run("xrandr", "--setmonitor", "left", "640/100x800/100+0+0", "screen")
    stage.run("xrandr", "--setmonitor", "right", "640/100x800/100+640+0", "none")
    window = ground("Paint", PLACE.shift(640, 0), popup=True, rgb=0x204060)
    window.fill(Rect(10, 20, 30, 40), 0xFF8000)
    wait_for(lambda: len(desktop.screen.monitors()) == 2, "two monitors")
    whole = desktop.screen.grab(2)
    part = desktop.screen.grab(2, PLACE)
    beyond = desktop.screen.grab(2, Rect(600, 790, 128, 128))
    assert whole is not None
    assert part is not None
    assert beyond is not None
    assert (part.rect, beyond.rect) == (PLACE, Rect(600, 790, 40, 10))
    there = whole.pixels[PLACE.y : PLACE.bottom, PLACE.x : PLACE.right]
    assert np.array_equal(part.pixels, there)
    assert len(np.unique(there.reshape(-1, 4), axis=0)) > 1
    assert beyond.pixels.shape == (10, 40, 4)


def test_a_picture_equals_that_of_another_program(stage: Stage, desktop: Desktop) -> None:
    stage.open_xterm("sh", "-c", "ls -l /etc; sleep 60")
    stage.move(5, 5)
    file = stage.home / "root.png"

    def equal() -> bool:
        grab = desktop.screen.grab(1)
        stage.run("import", "-window", "root", str(file))
        with Image.open(file) as picture:
            other = np.asarray(picture.convert("RGB"))
        drawn = len(np.unique(other.reshape(-1, 3), axis=0)) > 1
        return drawn and grab is not None and np.array_equal(grab.pixels[:, :, 2::-1], other)

    wait_for(equal, "two pictures of a terminal that has drawn everything", 60)


def test_monitors_are_grabbed_one_by_one(stage: Stage, ground: OpenGround) -> None:
    stage.run("xrandr", "--setmonitor", "left", "640/100x800/100+0+0", "screen")
    stage.run("xrandr", "--setmonitor", "right", "640/100x800/100+640+0", "none")
    desktop = open_desktop("x11", stage.display)
    ground("Right", Rect(700, 100, 100, 100), popup=True, rgb=0x0000FF)
    first, second = desktop.screen.grab(1), desktop.screen.grab(2)
    assert first is not None
    assert second is not None
    assert first.pixels.shape == second.pixels.shape == (800, 640, 4)
    assert tuple(second.pixels[150, 110, :3]) == (0xFF, 0, 0)
    assert not (first.pixels[:, :, 0] == 0xFF).all(axis=1).any()
    assert desktop.screen.grab(3) is None
    assert [each.number for each in desktop.platform.monitors] == [1, 2]
    desktop.close()


def test_no_picture_is_told_with_windows_that_were_elsewhere(desktop: Desktop, ground: OpenGround) -> None:
    window = ground("Runner", PLACE, popup=True, rgb=0xFF0000)
    ended = threading.Event()

    def run() -> None:
        step = 0
        while not ended.is_set():
            step += 1
            window.move(100 + step * 7 % 800, 100 + step * 5 % 400)
            time.sleep(0.002)

    mover = threading.Thread(target=run)
    mover.start()
    grabs = [desktop.screen.grab(1) for _ in range(60)]
    ended.set()
    mover.join(5)
    for grab in grabs:
        if grab is not None:
            rect = next(each.rect for each in grab.stack.windows if each.id == window.id)
            corners = [(rect.x, rect.y), (rect.right - 1, rect.bottom - 1)]
            assert [tuple(grab.pixels[y, x, :3]) for x, y in corners] == [(0, 0, 0xFF)] * 2
            assert tuple(grab.pixels[rect.y, rect.x - 1, :3]) == (0, 0, 0)
    assert wait_for(lambda: desktop.screen.grab(1), "a picture") is not None


def test_a_window_that_never_stands_still_leaves_no_picture(stage: Stage, desktop: Desktop) -> None:
    storm = stage.open_python(
        "import time\n"
        "from Xlib import display\n"
        "d = display.Display()\n"
        "w = d.screen().root.create_window(0, 0, 50, 50, 0, 24, override_redirect=True)\n"
        "w.map()\n"
        "n = 0\n"
        "while True:\n"
        "    n += 1\n"
        "    w.configure(x=n % 900)\n"
        "    d.flush()\n"
        "    time.sleep(0.0005)\n"
    )
    wait_for(lambda: desktop.screen.grab(1) is None, "a discarded picture")
    stage.stop(storm)
    assert wait_for(lambda: desktop.screen.grab(1), "a picture") is not None


def test_a_root_that_is_resized_is_followed(stage: Stage, desktop: Desktop) -> None:
    assert desktop.screen.grab(1) is not None
    mode = "small 60 1024 1040 1060 1100 600 610 620 640"
    stage.run("xrandr", "--newmode", *mode.split())
    stage.run("xrandr", "--addmode", "screen", "small")
    stage.run("xrandr", "--output", "screen", "--mode", "small")
    wait_for(
        lambda: desktop.windows.settle() and desktop.screen.monitors()[0].rect.width <= 1024, "the new size"
    )
    grab = wait_for(lambda: desktop.screen.grab(1), "a picture")
    rect = desktop.screen.monitors()[0].rect
    assert grab.pixels.shape == (rect.height, rect.width, 4)


def test_without_damage_pictures_are_compared() -> None:
    with Stage(640, 480, server=["-extension", "DAMAGE"]) as plain, Listening(plain) as listening:
        window = GroundWindow(plain.display, "Plain", Rect(10, 10, 50, 50), popup=True).show()
        screen = listening.desktop.screen
        while screen.damage(0.3):
            pass
        assert screen.damage(0.3) == ()
        window.fill(Rect(0, 0, 5, 5), 0x123456)
        assert [each.rect for each in screen.damage(20)] == [Rect(0, 0, 640, 480)]
        assert screen.damage(0.2) == ()
        window.close()


def test_the_display_gone_means_no_picture(stage: Stage, desktop: Desktop) -> None:
    stage.kill_server()
    assert desktop.screen.grab(1) is None

"""What was drawn is told at once, and nothing is told while nothing is drawn."""

import select
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from tests.desktop.ground import GroundWindow
from tests.desktop.stage import Stage
from workbench.desktop.x11.damage import DamageWatch
from workbench.errors import DesktopError
from workbench.model.geometry import Rect

pytestmark = pytest.mark.display
OpenGround = Callable[..., GroundWindow]
PLACE = Rect(100, 100, 300, 200)


@pytest.fixture
def watch(stage: Stage) -> Iterator[DamageWatch]:
    opened = DamageWatch(stage.display)
    yield opened
    opened.close()


def quiet(watch: DamageWatch) -> None:
    while watch.wait(0.3):
        pass


def test_what_is_drawn_is_told_with_its_rectangle(watch: DamageWatch, ground: OpenGround) -> None:
    window = ground("Paint", PLACE, popup=True)
    quiet(watch)
    window.fill(Rect(10, 20, 30, 40), 0xFF0000)
    assert [each.rect for each in watch.wait(20)] == [Rect(110, 120, 30, 40)]


def test_nothing_drawn_is_nothing_told_and_costs_nothing(watch: DamageWatch) -> None:
    quiet(watch)
    began, used = time.monotonic(), time.thread_time()
    assert watch.wait(0.5) == ()
    assert time.monotonic() - began >= 0.45
    assert time.thread_time() - used < 0.02


class Waits:
    """Counts how often somebody waits for the server."""

    def __init__(self, inside: select.poll) -> None:
        self._inside = inside
        self.count = 0

    def poll(self, wait_ms: float) -> list[tuple[int, int]]:
        self.count += 1
        return self._inside.poll(wait_ms)


def test_a_waiting_thread_sleeps_until_something_is_drawn_and_wakes_within_milliseconds(
    watch: DamageWatch, ground: OpenGround, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One long wait each time, so that it is the drawing that wakes it; how late depends on free cores, too."""
    waits = Waits(watch._poll)
    monkeypatch.setattr(watch, "_poll", waits)
    window = ground("Paint", PLACE, popup=True)
    late = [1.0]
    for number in range(20):
        quiet(watch)
        waits.count = 0
        drawn: list[float] = []

        def draw(colour: int = number, drawn: list[float] = drawn) -> None:
            time.sleep(0.03)
            drawn.append(time.monotonic())
            window.fill(Rect(0, 0, 10, 10), colour)

        thread = threading.Thread(target=draw)
        thread.start()
        assert watch.wait(60) != ()
        late.append(time.monotonic() - drawn[0])
        thread.join()
        assert waits.count == 1
        if number >= 7 and min(late) < 0.02:
            return
    pytest.fail(f"it took {min(late)} s at the least")


def test_the_same_place_drawn_again_is_told_again(watch: DamageWatch, ground: OpenGround) -> None:
    window = ground("Paint", PLACE, popup=True)
    quiet(watch)
    for number in range(30):
        window.fill(Rect(0, 0, 10, 10), number)
        assert [each.rect for each in watch.wait(20)] == [Rect(100, 100, 10, 10)]


def test_waiting_says_so_when_the_display_is_gone(stage: Stage, watch: DamageWatch) -> None:
    stage.kill_server()
    with pytest.raises(DesktopError, match="The display is gone"):
        watch.wait(1)

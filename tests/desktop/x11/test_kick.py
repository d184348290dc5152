"""The connection that makes the server write."""

import select
import time
from collections.abc import Iterator

import pytest

from tests.desktop.stage import Stage
from workbench.desktop.x11.kick import BEAT_S, REST_S, Kick

pytestmark = pytest.mark.display


@pytest.fixture
def kick(stage: Stage) -> Iterator[Kick]:
    opened = Kick(stage.display)
    drain(opened)
    yield opened
    opened.close()


def comes(kick: Kick, timeout_s: float = 20) -> bool:
    return bool(select.select([kick.fileno()], [], [], timeout_s)[0])


def drain(kick: Kick) -> None:
    while comes(kick, 0.1):
        kick.answer()


def test_input_wakes_it_and_it_rests_without(stage: Stage, kick: Kick) -> None:
    assert kick.wait_ms is None
    assert not comes(kick, 0.2)
    stage.hands.key_down("a")
    assert comes(kick)
    stage.hands.key_up("a")


def test_while_something_moves_it_beats_and_then_rests_again(stage: Stage, kick: Kick) -> None:
    stage.move(10, 10)
    assert comes(kick)
    kick.answer()
    assert kick.wait_ms == BEAT_S * 1000
    drain(kick)
    stage.move(20, 20)
    stage.hands.sync()
    assert not comes(kick, 0.05)
    time.sleep(REST_S)
    kick.beat(heard=False)
    assert kick.wait_ms is None
    drain(kick)
    stage.move(30, 30)
    assert comes(kick)


def test_what_is_heard_keeps_it_beating(stage: Stage, kick: Kick) -> None:
    stage.move(10, 10)
    assert comes(kick)
    kick.answer()
    time.sleep(REST_S)
    kick.beat(heard=True)
    assert kick.wait_ms is not None


def test_a_server_that_is_gone_is_an_error(stage: Stage, kick: Kick) -> None:
    stage.kill_server()
    assert comes(kick)
    with pytest.raises(ConnectionResetError):
        kick.answer()

"""The server's 32 bits on this machine's clock."""

import pytest

from tests.desktop.stage import Stage
from workbench.desktop.x11.clock import WRAP, ServerClock, monotonic_ms
from workbench.desktop.x11.connection import close, connect


def test_a_server_on_this_machine_shares_its_clock() -> None:
    now = monotonic_ms()
    assert abs(ServerClock(0).at_ms(now % WRAP) - now) == 0


@pytest.mark.parametrize("distance", [-5000, -1, 0, 1, 4000])
def test_times_around_the_wrap_are_the_nearest_moment(distance: int) -> None:
    clock = ServerClock(offset_ms=12345)
    moment = monotonic_ms() + distance
    assert clock.at_ms((moment - 12345) % WRAP) == moment


def test_a_clock_elsewhere_is_told_on_ours() -> None:
    now, theirs = monotonic_ms(), 77_000
    assert ServerClock((now - theirs) % WRAP).at_ms(theirs) == now


@pytest.mark.display
def test_measuring_a_server_on_this_machine_finds_no_distance(stage: Stage) -> None:
    connection = connect(stage.display)
    assert ServerClock.measure(connection) == ServerClock(0)
    close(connection)

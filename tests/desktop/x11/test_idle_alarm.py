"""The alarm goes off once, at the first thing that is done after a rest."""

import select
import struct
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.desktop.stage import Stage, wait_for
from workbench.desktop.x11.connection import connect, drop
from workbench.desktop.x11.idle_alarm import QUIET_MS, IdleAlarm

pytestmark = pytest.mark.display
GET_INPUT_FOCUS = struct.pack("=BxH", 43, 1)


@pytest.fixture
def connection(stage: Stage) -> Iterator[Any]:
    opened = connect(stage.display)
    yield opened
    drop(opened)


def heard(connection: Any, first_s: float = 0.3) -> list[int]:
    """Return the types of the events that come: the first within that time, each other soon after."""
    found: list[int] = []
    while select.select([connection.fileno()], [], [], 0.3 if found else first_s)[0]:
        data = connection.display.socket.recv(4096)
        found += [data[at] for at in range(0, len(data), 32) if data[at] != 1]
    return found


def test_it_goes_off_once_and_again_after_it_was_set_again(stage: Stage, connection: Any) -> None:
    alarm = IdleAlarm(connection)
    alarm.find()
    for _ in range(2):
        time.sleep(3 * QUIET_MS / 1000)
        alarm.arm()
        assert heard(connection) == []
        for place in range(20):
            stage.move(100 + place, 100)
        stage.hands.sync()
        assert heard(connection, 20) == [alarm.event]
        stage.move(300, 300)
        stage.hands.sync()
        assert heard(connection) == []


def test_set_while_somebody_is_at_work_it_goes_off_at_once(stage: Stage) -> None:
    wait_for(lambda: goes_off_by_itself(stage), "an alarm that was set within 60 ms of a move")


def goes_off_by_itself(stage: Stage) -> bool:
    """Set a new alarm right after a move, and return whether it goes off while nothing moves any more."""
    opened = connect(stage.display)
    alarm = IdleAlarm(opened)
    alarm.find()
    stage.move(50, 50)
    stage.hands.sync()
    alarm.arm()
    said = heard(opened)
    drop(opened)
    return said == [alarm.event]


def test_without_the_counter_there_is_no_event(connection: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(IdleAlarm, "_idle_time", lambda _: 0)
    alarm = IdleAlarm(connection)
    alarm.find()
    assert alarm.event is None

"""Master devices and client pointers, as a real server tells of them."""

import struct
from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import pytest
from Xlib.error import BadWindow
from Xlib.ext import xinput

from tests.desktop.second_seat import Masters, SeatHands
from tests.desktop.stage import Stage
from workbench.desktop.x11.connection import Connection, close, connect
from workbench.desktop.x11.devices import (
    Seat,
    client_pointer,
    focused_window,
    own_keyboard,
    own_seat,
    read_seats,
    use_xinput,
)
from workbench.desktop.x11.seat_watch import SeatWatch

pytestmark = pytest.mark.display
CORE = Seat(2, 3, "Virtual core")


@pytest.fixture
def connection(stage: Stage) -> Iterator[Connection]:
    opened = connect(stage.display)
    yield opened
    close(opened)


def test_seats_are_read_with_their_names_and_both_devices(stage: Stage, connection: Connection) -> None:
    masters = Masters(stage.display)
    assert use_xinput(connection)
    assert read_seats(connection) == (CORE,)
    assert own_keyboard(connection) == CORE.keyboard
    masters.add("agent with a long näme")
    known = masters.devices()
    added = [known[name] for name in known if name.startswith("agent") and "XTEST" not in name]
    assert read_seats(connection) == (CORE, Seat(added[0], added[1], "agent with a long näme"))
    masters.close()


def test_a_clients_own_seat_is_the_servers_choice_until_one_is_set(
    stage: Stage, connection: Connection
) -> None:
    masters = Masters(stage.display)
    masters.add("agent")
    hands = SeatHands(stage.display, masters, "agent")
    assert use_xinput(connection)
    seats = read_seats(connection)
    window = connection.screen().root.create_window(0, 0, 1, 1, 0, 0)
    connection.sync()
    assert client_pointer(connection) in (None, CORE.pointer)
    assert own_seat(connection, seats) == CORE
    masters.set_client_pointer(int(window.id), "agent pointer")
    assert client_pointer(connection) == hands.pointer
    assert own_seat(connection, seats, int(window.id)) == Seat(hands.pointer, hands.keyboard, "agent")
    assert own_seat(connection, seats[:1]) is None
    with pytest.raises(BadWindow):
        own_seat(connection, seats, 0xDEAD)
    hands.close()
    masters.close()


def test_where_no_client_pointer_is_set_it_is_the_first_seats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.desktop.x11.devices.client_pointer", lambda _connection, _window: None)
    assert own_seat(cast("Connection", None), (CORE, Seat(8, 9, "agent"))) == CORE


@pytest.mark.parametrize(
    ("kind", "device", "mode", "window"),
    [
        (xinput.FocusIn, CORE.keyboard, xinput.NotifyNormal, 77),
        (xinput.FocusIn, CORE.keyboard, xinput.NotifyWhileGrabbed, 77),
        (xinput.FocusIn, CORE.keyboard, xinput.NotifyGrab, None),
        (xinput.FocusIn, 9, xinput.NotifyNormal, None),
        (xinput.FocusOut, CORE.keyboard, xinput.NotifyNormal, None),
    ],
    ids=["came", "came while grabbed", "a grab", "another seat's", "left"],
)
def test_the_focus_that_came_is_that_of_one_keyboard(
    kind: int, device: int, mode: int, window: int | None
) -> None:
    event = SimpleNamespace(evtype=kind, data=struct.pack("=H6xBx4xI", device, mode, 77))
    assert focused_window(event, CORE.keyboard) == window


@pytest.mark.parametrize("cause", ["of its windows", "of all seats"])
def test_a_seat_that_cannot_be_asked_for_is_not_known(
    stage: Stage, connection: Connection, cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = connection.screen().root.create_window(0, 0, 1, 1, 0, 0)
    connection.sync()
    watch = SeatWatch(stage.display, [int(window.id)])
    assert watch.state.known
    if cause == "of its windows":
        window.destroy()
        connection.sync()
    else:
        monkeypatch.setattr("workbench.desktop.x11.seat_watch.read_seats", ask_in_vain)
    watch._look()
    assert not watch.state.known
    assert watch._needs_names(), "so that no event counts whose device is not named"
    watch.close()


def test_the_first_seat_is_another_one_where_the_volunteers_is_the_second(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    masters = Masters(stage.display)
    masters.add("agent")
    monkeypatch.setattr("workbench.desktop.x11.seat_watch.own_seat", lambda _connection, seats, *_: seats[1])
    watch = SeatWatch(stage.display, ())
    assert watch.state.others == (CORE.name,)
    watch.close()
    masters.close()


def ask_in_vain(connection: Connection) -> tuple[Seat, ...]:
    """Ask for what is not there, which the server answers with an error."""
    own_seat(connection, (), 0xDEAD)
    return ()

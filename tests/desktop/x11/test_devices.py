"""Master devices and client pointers, as a real server tells of them."""

from collections.abc import Iterator

import pytest
from Xlib.error import BadWindow

from tests.desktop.second_seat import Masters, SeatHands
from tests.desktop.stage import Stage
from workbench.desktop.x11.connection import Connection, close, connect
from workbench.desktop.x11.devices import (
    Seat,
    client_pointer,
    own_keyboard,
    own_seat,
    read_seats,
    use_xinput,
)

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

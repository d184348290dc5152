"""The volunteer's events among those of all seats, from batches as servers record them."""

import struct

import pytest

from workbench.desktop.x11.seat_events import SeatEvents

FIRST = 66
"""The server's number of XInput 1's first event."""
POINTER, KEYBOARD, OTHER_POINTER, OTHER_KEYBOARD, SLAVE = 2, 3, 8, 9, 5
PRESS, RELEASE, BUTTON, MOTION = 2, 3, 4, 6


def event(kind: int, detail: int, time: int, device: int = 0) -> bytes:
    """Pack a core event, or one in the form of XInput 1 where a device is named."""
    number = kind - 2 + FIRST + 1 if device else kind
    return struct.pack("=BB2xI12xhh4xHxB", number, detail, time, 10, 20, 0, device)


def recorded(kind: int, detail: int, time: int, device: int) -> bytes:
    """Pack what a server records of one event: the slave's, the master's name of it, the core event."""
    return event(kind, detail, time, SLAVE) + event(kind, detail, time, device) + event(kind, detail, time)


@pytest.fixture
def events() -> SeatEvents:
    return SeatEvents(FIRST, POINTER, KEYBOARD)


def test_only_the_events_of_the_volunteers_devices_are_returned(events: SeatEvents) -> None:
    data = b"".join(
        [
            recorded(PRESS, 38, 1, KEYBOARD),
            recorded(PRESS, 39, 2, OTHER_KEYBOARD),
            recorded(RELEASE, 38, 3, KEYBOARD),
            recorded(MOTION, 0, 4, OTHER_POINTER),
            recorded(BUTTON, 1, 5, POINTER | 0x80),
        ]
    )
    found = events.sort(memoryview(data))
    assert found.own == event(PRESS, 38, 1) + event(RELEASE, 38, 3) + event(BUTTON, 1, 5)
    assert found.unknown_at is None


def test_a_name_and_its_event_may_come_in_two_batches(events: SeatEvents) -> None:
    assert events.sort(memoryview(event(PRESS, 38, 1, KEYBOARD))).own == b""
    assert events.sort(memoryview(event(PRESS, 38, 1))).own == event(PRESS, 38, 1)


@pytest.mark.parametrize(
    "data",
    [
        event(PRESS, 38, 7),
        event(PRESS, 39, 7, KEYBOARD) + event(PRESS, 38, 7),
        event(PRESS, 38, 6, KEYBOARD) + event(PRESS, 38, 7),
        event(RELEASE, 38, 7, KEYBOARD) + event(PRESS, 38, 7),
    ],
    ids=["without a name", "of another key", "of another time", "of another kind"],
)
def test_an_event_whose_device_is_not_named_is_unknown(events: SeatEvents, data: bytes) -> None:
    found = events.sort(memoryview(data))
    assert found.own == b""
    assert found.unknown_at == 7


def test_a_name_counts_for_one_event_only(events: SeatEvents) -> None:
    data = event(PRESS, 38, 7, KEYBOARD) + event(PRESS, 38, 7) + event(PRESS, 38, 7)
    found = events.sort(memoryview(data))
    assert found.own == event(PRESS, 38, 7)
    assert found.unknown_at == 7


def test_a_pointer_does_not_type_and_a_keyboard_does_not_click(events: SeatEvents) -> None:
    data = recorded(PRESS, 38, 1, POINTER) + recorded(BUTTON, 1, 2, KEYBOARD)
    assert events.sort(memoryview(data)).own == b""


def test_all_events_are_unknown_while_the_volunteers_seat_is_not_known(events: SeatEvents) -> None:
    found = events.sort(memoryview(recorded(PRESS, 38, 5, KEYBOARD)), known=False)
    assert found.own == b""
    assert found.unknown_at == 5


def test_the_first_of_several_unknown_events_is_told_and_a_part_of_an_event_is_none(events: SeatEvents) -> None:
    found = events.sort(memoryview(event(PRESS, 38, 7) + event(PRESS, 39, 9) + bytes(8)))
    assert found.unknown_at == 7

"""Two seats on one real server: only what the volunteer's own devices do is told."""

from collections.abc import Callable, Iterator

import pytest

from tests.desktop.ground import GroundWindow
from tests.desktop.listening import Listening
from tests.desktop.second_seat import Masters, SeatHands
from tests.desktop.stage import Stage, wait_for
from workbench.desktop.port import ButtonInput, FocusInput, KeyInput, MotionInput
from workbench.model.geometry import Rect

pytestmark = pytest.mark.display
OpenGround = Callable[..., GroundWindow]
LEFT, RIGHT = Rect(60, 100, 300, 200), Rect(700, 400, 300, 200)
AGENT = "agent"


@pytest.fixture
def masters(stage: Stage) -> Iterator[Masters]:
    """Who makes and removes seats."""
    opened = Masters(stage.display)
    yield opened
    opened.close()


@pytest.fixture
def second(stage: Stage, masters: Masters) -> Iterator[SeatHands]:
    """The hands of a second seat, made before the recording starts."""
    masters.add(AGENT)
    hands = SeatHands(stage.display, masters, AGENT)
    yield hands
    hands.close()


@pytest.fixture
def own(ground: OpenGround, stage: Stage) -> GroundWindow:
    """The window in which the volunteer works."""
    window = ground("Own", LEFT)
    wait_for(lambda: stage.hands.is_mapped(window.id), "the window")
    window.focus()
    return window


@pytest.fixture
def other(ground: OpenGround, stage: Stage) -> GroundWindow:
    """The window in which the second seat works."""
    window = ground("Other", RIGHT)
    wait_for(lambda: stage.hands.is_mapped(window.id), "the window")
    return window


def typed(listening: Listening) -> list[tuple[str, int | None]]:
    return [(key.text, key.window) for key in listening.presses()]


def test_nothing_of_a_second_seat_is_told(
    own: GroundWindow, other: GroundWindow, second: SeatHands, stage: Stage, listening: Listening
) -> None:
    own.focus()
    second.focus(other.id)
    second.type("secret")
    second.click(850, 500)
    second.scroll(2)
    stage.type("mine")
    assert len(other.caught_up().keys) == len("secret")
    assert typed(listening) == [(char, own.id) for char in "mine"]
    assert not listening.of(ButtonInput)
    assert not listening.of(MotionInput)
    assert not listening.seats
    assert listening.desktop.seats().others == (AGENT,)
    assert listening.desktop.seats().known


def test_a_seat_made_while_recording_changes_nothing_for_the_volunteer(
    own: GroundWindow, other: GroundWindow, listening: Listening, masters: Masters, stage: Stage
) -> None:
    own.focus()
    stage.type("a")
    masters.add(AGENT)
    wait_for(lambda: listening.desktop.seats().others, "word of the second seat")
    stage.type("b")
    second = SeatHands(stage.display, masters, AGENT)
    for window in (other, own, other):
        second.focus(window.id)
        second.type("secret")
        stage.type("c")
    second.close()
    masters.remove(AGENT)
    stage.type("d")
    wait_for(lambda: not listening.desktop.seats().others, "word of the last seat")
    assert typed(listening) == [(char, own.id) for char in "abcccd"]
    assert not listening.seats
    assert listening.desktop.seats().others == ()


def test_the_volunteers_focus_is_followed_beside_that_of_another_seat(
    own: GroundWindow, other: GroundWindow, second: SeatHands, listening: Listening, stage: Stage
) -> None:
    second.focus(own.id)
    other.focus()
    stage.type("a")
    second.focus(other.id)
    own.focus()
    stage.type("b")
    other.grab_keyboard()
    stage.type("c")
    other.ungrab_keyboard()
    stage.type("d")
    second.focus(own.id)
    stage.type("e")
    keys = listening.presses()
    assert [(key.text, key.window, key.grabbed) for key in keys] == [
        ("a", other.id, False),
        ("b", own.id, False),
        ("c", other.id, False),
        ("d", own.id, False),
        ("e", own.id, False),
    ]
    assert {item.window for item in listening.of(FocusInput)} <= {own.id, other.id, None}


def test_a_window_opened_beside_a_second_seat_is_known(
    second: SeatHands, ground: OpenGround, listening: Listening, stage: Stage
) -> None:
    del second
    opened = ground("New", RIGHT)
    wait_for(lambda: stage.hands.is_mapped(opened.id), "the window")
    stage.click(*stage.look_at(opened.id).centre)
    listening.focus_is_on(opened.id)
    stage.type("x")
    assert typed(listening) == [("x", opened.id)]


def test_a_device_that_moves_to_another_seat_is_no_longer_the_volunteers(
    own: GroundWindow, second: SeatHands, masters: Masters, listening: Listening, stage: Stage
) -> None:
    second.focus(own.id)
    a, b, c, d, e = (stage.hands.keycode(key) for key in "abcde")
    keyboard = "Xvfb keyboard"
    masters.tap_device(keyboard, a)
    masters.attach(keyboard, "agent keyboard")
    masters.tap_device(keyboard, b)
    masters.float(keyboard)
    masters.tap_device(keyboard, c)
    masters.attach(keyboard, "Virtual core keyboard")
    masters.tap_device(keyboard, d)
    masters.tap_device(keyboard, e)
    assert len(own.caught_up().keys) == len("abde")
    assert [key.text for key in listening.presses()] == ["a", "d", "e"]


def test_everything_is_withheld_while_the_client_pointer_is_another_seats(
    own: GroundWindow, second: SeatHands, masters: Masters, listening: Listening, stage: Stage
) -> None:
    marker = listening.desktop.windows.marker.window  # type: ignore[attr-defined]
    stage.type("a")
    masters.set_client_pointer(marker, "agent pointer")
    wait_for(lambda: not listening.desktop.seats().known, "the change")
    stage.type("b")
    second.type("secret")
    masters.set_client_pointer(marker, "Virtual core pointer")
    wait_for(lambda: listening.desktop.seats().known, "the change back")
    stage.type("c")
    assert typed(listening) == [("a", own.id), ("c", own.id)]
    assert [seat.known for seat in listening.seats] == [False, True]


def test_a_seat_is_watched_again_after_the_stream_was_started_anew(
    own: GroundWindow, second: SeatHands, listening: Listening, stage: Stage
) -> None:
    listening.desktop.input.stop()
    listening.desktop.input.start(listening.hear)
    second.focus(own.id)
    second.type("secret")
    stage.type("a")
    assert typed(listening) == [("a", own.id)]
    assert [key.down for key in listening.of(KeyInput)] == [True, False]

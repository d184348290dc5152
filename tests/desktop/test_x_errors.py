"""An X error on any connection of the recorder is an X error: logged, and everything goes on."""

import gc
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
from Xlib import display

from tests.desktop.faulty_requests import UNUSED_OPCODE, ask_badly, cpu_s, send_all, send_raw
from tests.desktop.ground import GroundWindow
from tests.desktop.listening import Listening
from tests.desktop.second_seat import Masters
from tests.desktop.stage import Stage, wait_for
from workbench.model.geometry import Rect

pytestmark = pytest.mark.display
CHORD = "ctrl+alt+p"
EXPECTED = 12
"""Windows, screen, damage, witness, screen saver, hotkeys, and six of the stream, two of them read raw."""


def connections() -> list[Any]:
    """Return every open connection of this process."""
    every = [each for each in gc.get_objects() if type(each) is display.Display]
    return [each for each in every if each.display.socket.fileno() >= 0]


@pytest.fixture
def opened(stage: Stage, caplog: pytest.LogCaptureFixture) -> Iterator[tuple[Listening, list[Any]]]:
    """A desktop that is listened to, its hotkeys taken, and all of its connections."""
    caplog.set_level(logging.DEBUG)
    before = {id(each) for each in connections()}
    with Listening(stage) as listening:
        assert not listening.desktop.hotkeys.take((CHORD,))
        yield listening, [each for each in connections() if id(each) not in before]


def raw(listening: Listening) -> list[Any]:
    """Return the connections whose answers the library does not read: the stream and what wakes it."""
    stream: Any = listening.desktop.input
    return [stream._stream._data, stream._kick._connection]


def all_works(listening: Listening, stage: Stage) -> None:
    """Check input, windows, pictures, the witness, and that nothing keeps the processor busy."""
    desktop = listening.desktop
    window = GroundWindow(stage.display, "Fresh", Rect(300, 200, 200, 200)).show()
    try:
        wait_for(lambda: listening.shown(window.id), "the window")
        window.focus()
        listening.focus_is_on(window.id)
        listening.heard.clear()
        stage.type("ok")
        assert [(key.text, key.window) for key in listening.presses()] == [("o", window.id), ("k", window.id)]
        assert wait_for(lambda: desktop.screen.grab(1), "a picture").stack.generation
        stage.move(40, 40)
        wait_for(desktop.signs, "the pointer")
        assert desktop.input.alive()
    finally:
        window.close()
    used = cpu_s()
    time.sleep(0.5)
    assert cpu_s() - used < 0.25
    began = time.monotonic()
    desktop.input.stop()
    assert time.monotonic() - began < 1


def test_errors_on_every_connection_at_once_stop_nothing(
    opened: tuple[Listening, list[Any]], stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    listening, found = opened
    assert len(found) == EXPECTED
    unread = {id(each) for each in raw(listening)}
    for each in found:
        if id(each) not in unread:
            send_all(each)
            each.pending_events()
    stream, kick = raw(listening)
    send_raw(kick)
    assert stream in found
    all_works(listening, stage)
    told = [record.getMessage() for record in caplog.records if "X error" in record.getMessage()]
    for kind in ("BadRequest", "BadValue", "BadWindow", "BadMatch"):
        assert sum(f"X error {kind} " in words for words in told) >= EXPECTED - 2
    assert "X error 1 on the connection that wakes the stream" in told


def test_errors_in_place_of_an_answer_leave_the_windows_and_the_witness_working(
    opened: tuple[Listening, list[Any]], stage: Stage
) -> None:
    listening, _ = opened
    desktop: Any = listening.desktop
    witness, windows = desktop.signs.__self__._connection, desktop.windows._connection
    witness.query_keymap = ask_badly(witness)
    assert desktop.signs() == b""
    del witness.query_keymap
    assert desktop.signs() != b""
    windows.get_input_focus, windows.get_selection_owner = ask_badly(windows), ask_badly(windows)
    GroundWindow(stage.display, "Unknown", Rect(0, 0, 50, 50)).show().close()
    desktop.windows.settle()
    del windows.get_input_focus, windows.get_selection_owner
    all_works(listening, stage)


def test_errors_in_place_of_an_answer_leave_the_pictures_working(
    opened: tuple[Listening, list[Any]], stage: Stage
) -> None:
    listening, _ = opened
    screen: Any = listening.desktop.screen
    damage, root = screen._watch._connection, screen._connection.screen().root
    before = screen.monitors()
    root.get_geometry = ask_badly(screen._connection)
    screen._looked_s = 0
    assert screen.monitors() == before
    del root.get_geometry
    damage.sync = ask_badly(damage)
    GroundWindow(stage.display, "Drawn", Rect(0, 0, 50, 50)).show().close()
    drawn = wait_for(lambda: screen.damage(0.2), "word of what was drawn")
    assert all(each.rect.clip(before[0].rect) == before[0].rect for each in drawn)
    del damage.sync
    all_works(listening, stage)


def test_errors_in_place_of_an_answer_leave_the_chords_and_the_seats_working(
    opened: tuple[Listening, list[Any]], stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    listening, _ = opened
    desktop: Any = listening.desktop
    hotkeys, seats = desktop.hotkeys, desktop.input._seats
    hotkeys._connection.get_modifier_mapping = ask_badly(hotkeys._connection)
    stage.run("setxkbmap", "de")
    wait_for(lambda: any("X error BadValue" in words for words in caplog.messages), "the error")
    del hotkeys._connection.get_modifier_mapping
    seats._connection.display.get_extension_major = lambda _: UNUSED_OPCODE
    masters = Masters(stage.display)
    masters.add("agent")
    wait_for(lambda: not desktop.seats().known, "an unknown seat")
    del seats._connection.display.get_extension_major
    masters.remove("agent")
    wait_for(lambda: desktop.seats().known, "the known seat")
    masters.close()
    assert hotkeys._thread.is_alive()
    all_works(listening, stage)


def test_a_server_that_dies_ends_every_connection_with_the_processor_idle(
    opened: tuple[Listening, list[Any]], stage: Stage
) -> None:
    listening, _ = opened
    stage.kill_server()
    wait_for(lambda: not listening.desktop.input.alive(), "the end of the stream")
    assert listening.desktop.signs() == b""
    assert listening.desktop.screen.grab(1) is None
    used = cpu_s()
    time.sleep(0.5)
    assert cpu_s() - used < 0.25
    began = time.monotonic()
    listening.desktop.input.stop()
    assert time.monotonic() - began < 1

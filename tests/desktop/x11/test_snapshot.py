"""How the windows stand at one moment."""

from collections.abc import Callable, Iterator

import pytest

from tests.desktop.ground import GroundWindow
from tests.desktop.stage import Stage, wait_for
from workbench.desktop.x11.connection import Connection, close, connect
from workbench.desktop.x11.snapshot import find_client, subject_of, take_snapshot
from workbench.model.geometry import Rect

pytestmark = pytest.mark.display
OpenGround = Callable[..., GroundWindow]
PLACE = Rect(100, 100, 200, 100)


@pytest.fixture
def connection(stage: Stage) -> Iterator[Connection]:
    opened = connect(stage.display)
    yield opened
    close(opened)


def test_a_client_is_found_in_its_frame_with_the_frames_place(
    stage: Stage, connection: Connection, ground: OpenGround
) -> None:
    window = ground("Framed", PLACE)
    wait_for(lambda: stage.hands.is_mapped(window.id), "the window")
    top = next(each for each in take_snapshot(connection).tops if each.client == window.id)
    assert top.id != window.id
    assert top.mapped
    assert top.rect.height > PLACE.height
    assert find_client(connection, top.id) == window.id


def test_popups_stand_for_themselves_and_the_order_is_bottom_to_top(
    connection: Connection, ground: OpenGround
) -> None:
    first, second = ground("A", PLACE, popup=True), ground("B", PLACE, popup=True)
    first.lift()
    tops = take_snapshot(connection).tops
    numbers = [top.id for top in tops]
    assert numbers.index(first.id) > numbers.index(second.id)
    popup = tops[numbers.index(first.id)]
    assert (popup.client, popup.override, popup.rect) == (None, True, PLACE)


def test_the_focus_is_told_by_the_top_level_that_holds_it(
    stage: Stage, connection: Connection, ground: OpenGround
) -> None:
    window = ground("Focus", PLACE)
    wait_for(lambda: stage.hands.is_mapped(window.id), "the window")
    inner = window.child(Rect(0, 0, 10, 10))
    window.focus_child(inner)
    snapshot = take_snapshot(connection)
    assert (snapshot.focus, snapshot.follows_pointer) == (window.id, False)
    assert subject_of(connection, inner, {top.id: top for top in snapshot.tops}) == window.id
    assert subject_of(connection, 0x7FFFFF, {}) is None


def test_without_a_window_manager_keys_follow_the_pointer(bare_stage: Stage) -> None:
    connection = connect(bare_stage.display)
    snapshot = take_snapshot(connection)
    close(connection)
    assert (snapshot.focus, snapshot.follows_pointer) == (None, True)

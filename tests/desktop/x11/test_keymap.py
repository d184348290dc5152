"""The server's keymap, looked at without any input."""

from collections.abc import Iterator

import pytest

from tests.desktop.stage import Stage
from workbench.desktop.x11.connection import Connection, close, connect
from workbench.desktop.x11.keymap import Keymap
from workbench.errors import DesktopError
from workbench.model.events import Modifier

pytestmark = pytest.mark.display
SHIFT, CONTROL, ALT, NUM_LOCK, META, THIRD = 1, 4, 8, 16, 64, 128


@pytest.fixture
def connection(stage: Stage) -> Iterator[Connection]:
    opened = connect(stage.display)
    yield opened
    close(opened)


@pytest.fixture
def keymap(stage: Stage, connection: Connection) -> Iterator[Keymap]:
    opened = Keymap(stage.display)
    opened.reload(connection)
    yield opened
    opened.close()


def test_a_key_means_what_the_modifiers_make_of_it(stage: Stage, keymap: Keymap) -> None:
    a = stage.hands.keycode("a")
    assert (keymap.meaning(a, 0).name, keymap.meaning(a, 0).text) == ("a", "a")
    assert (keymap.meaning(a, SHIFT).name, keymap.meaning(a, SHIFT).text) == ("a", "A")
    assert keymap.meaning(a, CONTROL).text == ""
    assert keymap.meaning(a, ALT).text == ""
    assert keymap.meaning(a, NUM_LOCK).text == "a"


def test_another_layout_is_known_after_reloading(stage: Stage, keymap: Keymap, connection: Connection) -> None:
    y = stage.hands.keycode("y")
    stage.run("setxkbmap", "de")
    assert keymap.meaning(y, 0).text == "y"
    keymap.reload(connection)
    assert keymap.meaning(y, 0).text == "z"


def test_the_group_in_the_state_decides(stage: Stage, keymap: Keymap, connection: Connection) -> None:
    stage.run("setxkbmap", "us,ru")
    keymap.reload(connection)
    f = stage.hands.keycode("f")
    assert keymap.meaning(f, 0).name == "f"
    assert (keymap.meaning(f, 1 << 13).name, keymap.meaning(f, 1 << 13).text) == ("а", "а")


def test_modifiers_are_told_from_locks_and_levels(keymap: Keymap) -> None:
    assert keymap.modifiers(NUM_LOCK | THIRD | 2) == ()
    assert keymap.modifiers(META | SHIFT | CONTROL | ALT) == (
        Modifier.CTRL,
        Modifier.ALT,
        Modifier.SHIFT,
        Modifier.META,
    )


def test_a_key_that_has_no_symbol_is_called_by_its_number(keymap: Keymap) -> None:
    assert keymap.meaning(8, 0).name == "keycode_8"
    assert keymap.meaning(8, 0).text == ""


def test_a_server_that_cannot_be_reached_is_refused_in_a_sentence() -> None:
    with pytest.raises(DesktopError, match="no XKB keyboard"):
        Keymap(":4711")

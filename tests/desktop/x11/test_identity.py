"""Whose window it is, by the server's word before the window's own."""

import os
from collections.abc import Callable, Iterator

import pytest

from tests.desktop.ground import GroundWindow
from tests.desktop.stage import Stage
from workbench.desktop.x11.connection import Connection, close, connect
from workbench.desktop.x11.identity import IdentityReader, executable
from workbench.model.geometry import Rect

OpenGround = Callable[..., GroundWindow]
PLACE = Rect(10, 10, 50, 50)


@pytest.fixture
def connection(stage: Stage) -> Iterator[Connection]:
    opened = connect(stage.display)
    yield opened
    close(opened)


@pytest.mark.display
def test_a_window_that_lies_about_its_process_is_not_believed(
    connection: Connection, ground: OpenGround
) -> None:
    window = ground("Liar", PLACE, popup=True)
    window.property("_NET_WM_PID", "CARDINAL", 32, [1])
    identity = IdentityReader(connection).identity(window.id)
    assert identity is not None
    assert identity.pid == os.getpid()


@pytest.mark.display
def test_without_the_servers_word_a_windows_own_is_taken_unless_it_runs_elsewhere() -> None:
    with Stage(640, 480, server=["-extension", "X-Resource"], window_manager=False) as stage:
        connection = connect(stage.display)
        window = GroundWindow(stage.display, "Far", PLACE, popup=True).show()
        reader = IdentityReader(connection)
        window.property("_NET_WM_PID", "CARDINAL", 32, [os.getpid()])
        near = reader.identity(window.id)
        window.property("WM_CLIENT_MACHINE", "STRING", 8, b"far.example.com")
        far = reader.identity(window.id)
        window.close()
        close(connection)
    assert near is not None
    assert far is not None
    assert near.pid == os.getpid()
    assert (far.pid, far.names) == (None, ("far", "Far"))


@pytest.mark.display
def test_names_come_once_each_and_owners_are_told(connection: Connection, ground: OpenGround) -> None:
    owner, window = ground("Owner", PLACE, popup=True), ground("Window", PLACE, popup=True)
    window.do("set_wm_class", cls="same", inst="same")
    window.property("WM_TRANSIENT_FOR", "WINDOW", 32, [owner.id])
    identity = IdentityReader(connection).identity(window.id)
    assert identity is not None
    assert identity.names[0] == "same"
    assert len(identity.names) == 2
    assert identity.transient_for == owner.id
    assert identity.drawn


@pytest.mark.display
def test_a_window_that_is_gone_is_nobody(connection: Connection) -> None:
    assert IdentityReader(connection).identity(0x7FFFFF) is None
    assert IdentityReader(connection).title(0x7FFFFF) == ""


def test_an_executable_is_known_by_its_base_name() -> None:
    assert executable(os.getpid()).startswith("python")
    assert executable(None) == executable(0) == executable(2**22 + 1) == ""

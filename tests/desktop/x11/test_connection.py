"""Connections and their refusals."""

import os

import pytest
from Xlib import error

from tests.desktop.stage import Stage, wait_for
from workbench.desktop.x11.connection import client_of, close, connect, drop, read_property, window_of
from workbench.errors import DesktopError


def test_a_display_that_is_not_there_is_refused_with_what_to_do() -> None:
    with pytest.raises(DesktopError, match="start the workbench from a desktop session"):
        connect(":4711")


@pytest.mark.display
def test_windows_that_are_gone_have_no_properties_and_stop_nobody(
    stage: Stage, capfd: pytest.CaptureFixture[str]
) -> None:
    connection = connect(stage.display)
    window_of(connection, 0x7FFFFF).change_attributes(event_mask=0)
    connection.sync()
    assert read_property(connection, 0x7FFFFF, "WM_NAME") is None
    close(connection)
    assert capfd.readouterr().err == ""


@pytest.mark.display
def test_closing_works_after_the_server_has_gone(stage: Stage) -> None:
    first, second = connect(stage.display), connect(stage.display)
    assert client_of(first) != client_of(second)
    os.kill(stage.server_pid, 9)

    def gone() -> bool:
        try:
            first.sync()
        except error.ConnectionClosedError:
            return True
        return False

    wait_for(gone, "the end of the server")
    close(first)
    drop(second)

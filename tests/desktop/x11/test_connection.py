"""Connections and their refusals."""

import os

import pytest
from Xlib import display, error

from tests.desktop.faulty_requests import NO_WINDOW, send_all
from tests.desktop.stage import Stage, wait_for
from workbench.desktop.x11.connection import asking, client_of, close, connect, drop, read_property, window_of
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


CORE_ERRORS = {
    1: error.BadRequest,
    2: error.BadValue,
    3: error.BadWindow,
    8: error.BadMatch,
    9: error.BadDrawable,
}


@pytest.mark.display
def test_core_errors_keep_their_classes_whatever_extensions_there_are(stage: Stage) -> None:
    connection, other = connect(stage.display), display.Display(stage.display)
    for each in (connection, other):
        known = each.display.error_classes
        assert {code: known[code] for code in CORE_ERRORS} == CORE_ERRORS
        with pytest.raises(error.BadValue):
            each.get_keyboard_mapping(1, 1)
        each.sync()
    close(connection)
    other.close()


@pytest.mark.display
def test_errors_that_nobody_waits_for_are_logged_and_the_awaited_reply_comes(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    connection = connect(stage.display)
    with caplog.at_level("DEBUG"):
        send_all(connection)
        assert connection.screen().root.query_pointer().root_x >= 0
    told = [record.getMessage() for record in caplog.records if "X error" in record.getMessage()]
    kinds = [words.split()[2] for words in told]
    assert kinds == ["BadRequest", "BadValue", "BadWindow", "BadWindow", "BadMatch", "XError"]
    assert not any(str(NO_WINDOW) in words for words in told)
    close(connection)


@pytest.mark.display
def test_an_error_in_place_of_an_answer_is_a_desktop_error(stage: Stage) -> None:
    with (
        pytest.raises(DesktopError, match=r"BadValue\), so nothing was recorded"),
        asking(stage.display) as opened,
    ):
        opened.get_keyboard_mapping(1, 1)

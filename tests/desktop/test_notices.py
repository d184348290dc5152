"""Notices on the desktop."""

import time

import pytest

from tests.desktop.stage import Stage, wait_for
from workbench.desktop.notices import notify

SERVICE = """
import sys
from jeepney import DBusAddress, MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
connection = open_dbus_connection()
connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.Notifications"))
print("ready", flush=True)
while True:
    message = connection.receive()
    if message.header.message_type is MessageType.method_call:
        with open(sys.argv[1], "w") as file:
            file.write("|".join(message.body[3:5]))
        if sys.argv[2] == "answers":
            connection.send(new_method_return(message, "u", (1,)))
"""


@pytest.mark.display
def test_a_notice_reaches_the_service_of_the_desktop(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    file = stage.home / "notice"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", stage.environment["DBUS_SESSION_BUS_ADDRESS"])
    stage.open_python(SERVICE, str(file), "answers")
    wait_for(lambda: notify("Recording", "mousepad is being recorded"), "the service")
    assert file.read_text() == "Recording|mousepad is being recorded"


@pytest.mark.display
def test_a_service_that_does_not_answer_is_left_after_a_second(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = stage.home / "notice"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", stage.environment["DBUS_SESSION_BUS_ADDRESS"])
    stage.open_python(SERVICE, str(file), "hangs")
    wait_for(lambda: notify("Recording", "x") or file.exists(), "the service")
    began = time.monotonic()
    assert not notify("Recording", "x")
    assert time.monotonic() - began < 20, "an answer is waited for 25 seconds elsewhere"


@pytest.mark.display
def test_without_a_service_there_is_no_notice(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", stage.environment["DBUS_SESSION_BUS_ADDRESS"])
    assert not notify("Recording", "x")


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/bus"])
def test_without_a_bus_there_is_no_notice(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    assert not notify("Recording", "x")

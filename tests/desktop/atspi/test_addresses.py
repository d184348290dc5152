"""Where the accessibility bus is looked for."""

import signal
from pathlib import Path

import pytest

from tests.desktop.atspi.conftest import PrivateBus
from tests.desktop.stage import Stage
from workbench.desktop.atspi import addresses
from workbench.desktop.atspi.addresses import accessibility_addresses, ask_session, session_address
from workbench.desktop.atspi.questions import DBUS

NOWHERE = ":987"


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A session without any bus."""
    for name in ("AT_SPI_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return monkeypatch


def test_without_a_session_there_is_no_address(nowhere: pytest.MonkeyPatch) -> None:
    assert session_address() is None
    assert list(accessibility_addresses(NOWHERE)) == []
    nowhere.setenv("DBUS_SESSION_BUS_ADDRESS", "nonsense")
    assert ask_session("GetAddress") is None


def test_what_the_environment_says_comes_first(nowhere: pytest.MonkeyPatch) -> None:
    nowhere.setenv("AT_SPI_BUS_ADDRESS", "unix:path=/somewhere")
    assert list(accessibility_addresses(NOWHERE)) == ["unix:path=/somewhere"]


def test_a_session_bus_without_the_service_gives_none(
    nowhere: pytest.MonkeyPatch, private_bus: PrivateBus
) -> None:
    nowhere.setenv("DBUS_SESSION_BUS_ADDRESS", private_bus.address)
    assert ask_session("NoSuchMethod") is None


def test_a_session_bus_that_hangs_is_given_up(nowhere: pytest.MonkeyPatch, private_bus: PrivateBus) -> None:
    nowhere.setenv("DBUS_SESSION_BUS_ADDRESS", private_bus.address)
    nowhere.setattr(addresses, "OPENING_S", 0.1)
    nowhere.setattr(addresses, "ACTIVATION_S", 0.1)
    assert ask_session("ListNames", target=(DBUS, "/org/freedesktop/DBus"), interface=DBUS) is not None
    private_bus.process.send_signal(signal.SIGSTOP)
    assert ask_session("GetAddress") is None
    private_bus.process.send_signal(signal.SIGCONT)


@pytest.mark.display
def test_the_session_bus_starts_the_service_and_the_display_then_knows_it(
    nowhere: pytest.MonkeyPatch,
) -> None:
    with Stage(accessibility=True) as stage:
        nowhere.setenv("DBUS_SESSION_BUS_ADDRESS", stage.environment["DBUS_SESSION_BUS_ADDRESS"])
        first = list(accessibility_addresses(stage.display))
        assert len(first) >= 1
        nowhere.delenv("DBUS_SESSION_BUS_ADDRESS")
        assert list(accessibility_addresses(stage.display)) == first[:1]

"""Whether the accessibility service is there, and switching it on."""

from pathlib import Path

import pytest

from tests.desktop.atspi.conftest import PrivateBus
from tests.desktop.stage import Stage
from workbench.desktop.atspi.addresses import ask_session
from workbench.desktop.atspi.questions import PROPERTIES
from workbench.desktop.atspi.service import STATUS, check_accessibility, switch_on


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A session without a bus."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return monkeypatch


@pytest.mark.usefixtures("nowhere")
def test_without_a_session_bus_the_way_to_one_is_said() -> None:
    assert not switch_on()
    name, well, sentence = check_accessibility()
    assert (name, well) == ("fields", False)
    assert "dbus-run-session" in sentence


def test_a_bus_that_offers_no_such_service_is_said_with_the_package(
    nowhere: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bare = PrivateBus(tmp_path)
    nowhere.setenv("DBUS_SESSION_BUS_ADDRESS", bare.address)
    try:
        assert not switch_on()
        _, well, sentence = check_accessibility()
    finally:
        bare.end()
    assert not well
    assert sentence.endswith("install at-spi2-core.")


@pytest.mark.display
def test_the_service_is_found_before_it_runs_and_switched_on_for_everybody(
    nowhere: pytest.MonkeyPatch,
) -> None:
    with Stage(accessibility=True) as stage:
        nowhere.setenv("DBUS_SESSION_BUS_ADDRESS", stage.environment["DBUS_SESSION_BUS_ADDRESS"])
        assert check_accessibility()[1]
        assert switch_on()
        reply = ask_session("Get", "ss", (STATUS, "IsEnabled"), PROPERTIES)
        assert reply == (("b", True),)
        assert check_accessibility()[1]

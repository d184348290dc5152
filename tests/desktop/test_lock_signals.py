"""What lockers announce over D-Bus."""

import threading
from collections.abc import Iterator

import pytest

from tests.desktop.lockers import LOGIN_SESSION, Locker, Login
from tests.desktop.stage import Stage, wait_for
from workbench.desktop.lock_signals import LOCKERS, LockSignals


@pytest.fixture
def bus(bare_stage: Stage) -> str:
    """Return the address of a bus of one's own; it stands for both buses."""
    return bare_stage.environment["DBUS_SESSION_BUS_ADDRESS"]


@pytest.fixture
def signals(bus: str) -> Iterator[LockSignals]:
    """Return what listens on it; started by the test."""
    made = LockSignals(session=bus, system=bus)
    yield made
    made.stop()


@pytest.mark.display
def test_a_locker_that_announces_itself_is_heard_and_its_end_as_well(bus: str, signals: LockSignals) -> None:
    signals.start()
    for name in LOCKERS:
        with Locker(bus, name) as locker:
            wait_for(lambda: _said(locker, signals, active=True), f"{name} to be heard")
            locker.announce(active=False)
            wait_for(lambda: not signals.locked(), f"{name} to be over")


@pytest.mark.display
def test_a_screen_that_was_locked_before_is_known_at_once(bus: str, signals: LockSignals) -> None:
    with Locker(bus, active=True):
        signals.start()
        wait_for(signals.locked, "the answer to the first question")


@pytest.mark.display
def test_a_locker_that_leaves_the_bus_locks_nothing_any_more(bus: str, signals: LockSignals) -> None:
    locker = Locker(bus, active=True)
    signals.start()
    wait_for(signals.locked, "the lock")
    locker.leave()
    wait_for(lambda: not signals.locked(), "the locker to be missed")


@pytest.mark.display
def test_the_login_sessions_own_hint_counts_and_no_other_sessions(bus: str, signals: LockSignals) -> None:
    with Login(bus) as login:
        signals.start()
        wait_for(lambda: _hinted(login, signals), "the hint")
        login.announce(locked=False)
        wait_for(lambda: not signals.locked(), "its end")
        login.announce(locked=True, path=LOGIN_SESSION.replace("c7", "c8"))
        login.announce(locked=False)
        assert not signals.locked()


@pytest.mark.display
def test_a_bus_that_goes_away_locks_nothing_and_leaves_no_thread(
    bare_stage: Stage, signals: LockSignals
) -> None:
    with Locker(bare_stage.environment["DBUS_SESSION_BUS_ADDRESS"], active=True):
        signals.start()
        wait_for(signals.locked, "the lock")
        bare_stage.stop(bare_stage.bus)
        wait_for(lambda: not signals.locked(), "the bus to be missed")
    wait_for(lambda: not _threads(), "the threads")


@pytest.mark.parametrize("address", ["unix:path=/nowhere/bus", "nonsense", ""])
def test_without_a_bus_nothing_is_ever_locked(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, address)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    signals = LockSignals()
    signals.start()
    wait_for(lambda: not _threads(), "the threads")
    assert not signals.locked()
    signals.stop()


def _said(locker: Locker, signals: LockSignals, *, active: bool) -> bool:
    locker.announce(active=active)
    return signals.locked() is active


def _hinted(login: Login, signals: LockSignals) -> bool:
    login.announce(locked=True)
    return signals.locked()


def _threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "lock signals"]

"""Whether the screen is locked."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from Xlib import X, display

from tests.desktop.lockers import LOCKER_WINDOW, Locker
from tests.desktop.stage import Stage, wait_for
from workbench.desktop.x11.presence import LockerWindows, X11Presence
from workbench.desktop.x11.windows import X11Windows
from workbench.model.geometry import Rect
from workbench.model.session import Monitor
from workbench.model.windows import WindowInfo, WindowStack

WHOLE = Rect(0, 0, 1280, 800)
MONITORS = (Monitor(1, WHOLE),)


@pytest.fixture
def presence(bare_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[X11Presence]:
    """Return what listens on the stage."""
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, bare_stage.environment["DBUS_SESSION_BUS_ADDRESS"])
    windows = X11Windows(bare_stage.display, frozenset())
    made = X11Presence(bare_stage.display, windows.stack, MONITORS)
    made.start()
    yield made
    made.stop()
    windows.close()
    wait_for(
        lambda: "screen saver" not in {thread.name for thread in threading.enumerate()}, "its thread's end"
    )


@pytest.mark.display
def test_the_servers_screen_saver_a_locker_and_its_window_count_each_by_itself(
    bare_stage: Stage, presence: X11Presence
) -> None:
    assert not presence.locked()
    connection = display.Display(bare_stage.display)
    for state, locked in ((X.ScreenSaverActive, True), (X.ScreenSaverReset, False)):
        connection.force_screen_saver(state)
        connection.sync()
        wait_for(lambda: presence.locked() is locked, f"the screen saver {locked}")  # noqa: B023  (called at once)
    connection.close()
    with Locker(bare_stage.environment["DBUS_SESSION_BUS_ADDRESS"]) as locker:
        wait_for(lambda: announced(locker, presence), "the locker")
    wait_for(lambda: not presence.locked(), "the locker to leave")
    process = bare_stage.open_python(LOCKER_WINDOW, "i3lock", "1280", "800")
    wait_for(presence.locked, "the locker's window")
    bare_stage.stop(process)
    wait_for(lambda: not presence.locked(), "the locker's window to go")


@pytest.mark.display
def test_any_other_window_over_everything_locks_nothing(bare_stage: Stage, presence: X11Presence) -> None:
    small = bare_stage.open_python(LOCKER_WINDOW, "i3lock", "400", "300")
    film = bare_stage.open_python(LOCKER_WINDOW, "player", "1280", "800")
    wait_for(lambda: {"i3lock", "player"} <= seen_by(presence), "both windows")
    assert not presence.locked()
    for process in (small, film):
        bare_stage.stop(process)


def test_windows_are_looked_through_only_when_they_have_changed() -> None:
    looked = []

    def stack() -> WindowStack:
        looked.append(1)
        return stacks[-1]

    stacks = [WindowStack(1, 0, (WindowInfo(1, ("mousepad",), "", 1, WHOLE),))]
    lockers = LockerWindows(stack, MONITORS)
    assert not lockers.locked()
    stacks.append(WindowStack(1, 0, (WindowInfo(2, ("i3lock",), "", 1, WHOLE),)))
    assert not lockers.locked(), "the same generation is not looked at again"
    stacks.append(WindowStack(2, 0, (WindowInfo(2, ("i3lock",), "", 1, WHOLE),)))
    assert lockers.locked()
    assert len(looked) == 3


def test_without_a_server_nothing_is_locked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, "unix:path=/nowhere/bus")
    files = len(list(Path("/proc/self/fd").iterdir()))
    presence = X11Presence(":no-such-display", lambda: WindowStack(0, 0, ()), MONITORS)
    presence.start()
    assert not presence.locked()
    presence.stop()
    assert len(list(Path("/proc/self/fd").iterdir())) == files


def seen_by(presence: X11Presence) -> set[str]:
    """Return the applications whose windows are looked through for a locker's."""
    return {window.app for window in presence._windows._stack().windows}


def announced(locker: Locker, presence: X11Presence) -> bool:
    """Let the locker say that it is active, and return whether that was heard by now."""
    locker.announce(active=True)
    return presence.locked()

"""Which desktop is opened, and the sentences of those that are refused."""

import os

import pytest

from tests.desktop.stage import Stage, need, wait_for
from workbench.desktop.choose import check_desktop, open_desktop, own_pids, refuse_unrecordable
from workbench.errors import DesktopError, UsageError


def test_no_display_is_refused_with_what_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(
        DesktopError, match=r"not set, so nothing was recorded.*review and submission work here"
    ):
        open_desktop()
    (found,) = check_desktop()
    assert (found.name, found.ok) == ("display", False)
    assert found.sentence.startswith("There is no display: DISPLAY is not set. Start the workbench from")


@pytest.mark.parametrize(
    "environment",
    [
        {"XDG_SESSION_TYPE": "wayland", "DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"},
        {"XDG_SESSION_TYPE": "wayland"},
        {"WAYLAND_DISPLAY": "wayland-0"},
    ],
)
def test_wayland_is_refused_because_the_scope_cannot_be_verified(environment: dict[str, str]) -> None:
    with pytest.raises(
        DesktopError, match=r"Wayland session: the scope cannot be verified.*Log in with an X11"
    ):
        refuse_unrecordable(environment, None)


def test_a_display_that_is_named_is_not_refused_for_the_session_around_it() -> None:
    refuse_unrecordable({"XDG_SESSION_TYPE": "wayland"}, ":7")


def test_an_input_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(UsageError, match="no input called evdev; choose one of x11, pynput"):
        open_desktop("evdev", ":7")


@pytest.mark.display
@pytest.mark.parametrize("which", ["x11", "pynput"])
def test_a_server_without_record_is_refused(which: str) -> None:
    with Stage(640, 480, server=["-extension", "RECORD"], window_manager=False) as stage:
        desktop = open_desktop(which, stage.display)
        with pytest.raises(DesktopError, match="no RECORD extension"):
            desktop.input.start(lambda _: None)
        desktop.close()


@pytest.mark.display
def test_a_desktop_tells_what_it_is_and_closes_for_good(stage: Stage) -> None:
    desktop = open_desktop("x11", stage.display)
    assert desktop.platform.system == "x11"
    assert desktop.platform.keyboard == "us"
    assert len(desktop.platform.monitors) == 1
    desktop.input.start(lambda _: None)
    desktop.close()
    assert not desktop.input.alive()


@pytest.mark.display
def test_a_complete_desktop_passes_every_check(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", stage.environment["DBUS_SESSION_BUS_ADDRESS"])
    assert all(each.ok for each in check_desktop(stage.display))


def test_this_process_and_all_above_it_are_our_own() -> None:
    pids = own_pids()
    assert {os.getpid(), os.getppid()} - {1} <= pids
    assert 1 not in pids


@pytest.mark.display
def test_inside_tmux_the_terminal_that_shows_it_is_our_own(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("tmux")
    socket = stage.home / "tmux"
    stage.end_tmux(socket)
    command = ["env", "-u", "TMUX", "tmux", "-S", str(socket), "-f", "/dev/null", "new", "sleep 60"]
    terminal = stage.open_xterm(*command)
    wait_for(socket.exists, "the tmux")
    monkeypatch.setenv("TMUX", f"{socket},1,0")
    pids = wait_for(lambda: own_pids() if terminal.pid in own_pids() else None, "the client")
    assert os.getpid() in pids

"""GTK, Qt, Chromium and terminals: what their fields are said to be, key by key."""

import os
import signal
import sys
import time
from collections.abc import Iterator

import pytest

from tests.desktop.atspi.dialogs import QUIET, open_chromium, open_qt, open_zenity, see
from tests.desktop.atspi.watcher import Watcher, require
from tests.desktop.stage import Stage, StageWindow, wait_for
from tests.soak import rounds
from workbench.desktop.accessibility import FieldState
from workbench.desktop.atspi.questions import DBUS, MESSAGE_BUS, Question
from workbench.model.geometry import Rect

PLAIN, PASSWORD = FieldState.PLAIN, FieldState.PASSWORD
NO_FIELDS, NO_ANSWER = FieldState.NO_FIELDS, FieldState.NO_ANSWER

pytestmark = [pytest.mark.display, pytest.mark.soak, pytest.mark.timeout(600)]


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    """A stage with accessibility, and somebody who watches its fields."""
    with Stage(1280, 800, accessibility=True) as stage, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", see(stage).environment["DBUS_SESSION_BUS_ADDRESS"])
        with Watcher(stage) as opened:
            yield opened


def one_area(watcher: Watcher) -> Rect:
    """Wait until the place of one password field is known, and return it."""
    (field,) = wait_for(lambda: found if len(found := watcher.areas()) == 1 else None, "the field's place")
    return field


def go_to(watcher: Watcher, window: StageWindow) -> None:
    """Give a window the keyboard, without a click into it."""
    watcher.stage.hands.focus(window.id)
    wait_for(lambda: watcher.stage.hands.has_focus(window.id), "the focus")


def test_a_new_gtk_dialog_with_a_plain_field_is_plain_from_its_first_settled_key(watcher: Watcher) -> None:
    for _ in range(rounds(20, reduced=2)):
        process, _ = open_zenity(watcher.stage, "--entry", "--text=Your town")
        time.sleep(0.05)
        watcher.stage.type("Lund", 20)
        require([state for _, state in watcher.said("Lund")], PLAIN)
        watcher.stage.stop(process)


def test_a_new_gtk_dialog_that_asks_for_a_password_is_secret_from_its_first_key(watcher: Watcher) -> None:
    for _ in range(rounds(20, reduced=2)):
        process, _ = open_zenity(watcher.stage, "--password")
        watcher.stage.type("hunter2", 20)
        require([state for _, state in watcher.said("hunter2")], PASSWORD)
        watcher.stage.stop(process)


def test_a_gtk_form_by_tab_and_by_mouse(watcher: Watcher) -> None:
    stage = watcher.stage
    _, window = open_zenity(stage, "--forms", "--add-entry=Name", "--add-password=Secret", "--add-entry=Town")
    watcher.only("Ada", PLAIN)
    stage.press("Tab")
    watcher.only("hunter2", PASSWORD)
    field = one_area(watcher)
    assert field.clip(window.rect.pad(40)) == field
    stage.press("Tab")
    watcher.only("Lund", PLAIN)
    stage.click(field.x + 20, field.y + field.height // 2)
    watcher.only("again", PASSWORD)


def test_qt_fields_by_tab_and_a_password_that_shows_its_text(watcher: Watcher) -> None:
    stage = watcher.stage
    open_qt(stage, "Form:lpnt")
    watcher.only("Ada", PLAIN)
    stage.press("Tab")
    watcher.only("hunter2", PASSWORD)
    stage.press("Tab")
    stage.press("space")  # the switch: the field now shows what is in it
    stage.press("shift+Tab")
    watcher.only("shown", PASSWORD)
    stage.press("Tab")
    stage.press("Tab")
    watcher.only("unseen", PASSWORD)
    stage.press("Tab")
    watcher.only("a note", PLAIN)
    wait_for(lambda: len(watcher.areas()) == 2, "the places of both")


def test_two_windows_of_one_qt_process(watcher: Watcher) -> None:
    _, (plain, secret) = open_qt(watcher.stage, "Plain:l", "Secret:p")
    for _ in range(rounds(20, reduced=2)):
        go_to(watcher, plain)
        watcher.only("Ada", PLAIN)
        go_to(watcher, secret)
        watcher.keys.clear()
        watcher.stage.type("hunter2", 10)
        require([state for _, state in watcher.said("hunter2")], PASSWORD)


def test_chromium_by_tab_and_by_mouse_and_a_password_that_shows_its_text(watcher: Watcher) -> None:
    stage = watcher.stage
    open_chromium(stage, "--force-renderer-accessibility", focused=True)
    watcher.only("Ada", PLAIN)
    stage.press("Tab")
    watcher.only("hunter2", PASSWORD)
    field = one_area(watcher)
    stage.press("Tab")
    stage.press("space")
    stage.press("shift+Tab")
    watcher.only("shown", PASSWORD)
    wait_for(lambda: field in watcher.areas(), "its place")
    stage.press("Tab")
    stage.press("Tab")
    watcher.only("a note", PLAIN)
    stage.click(field.x + 20, field.y + field.height // 2)
    watcher.only("again", PASSWORD)


def test_two_windows_of_one_chromium(watcher: Watcher) -> None:
    stage = watcher.stage
    plain = open_chromium(stage, "--force-renderer-accessibility", focused=True)
    secret = open_chromium(stage, "--new-window", title="Second", focused=True)
    stage.press("Tab")
    watcher.only("hunter2", PASSWORD)
    for _ in range(rounds(20, reduced=1)):
        go_to(watcher, plain)
        watcher.only("Ada", PLAIN)
        go_to(watcher, secret)
        watcher.keys.clear()
        stage.type("hunter2", 10)
        require([state for _, state in watcher.said("hunter2")], PASSWORD)


def test_a_blind_chromium_a_terminal_and_what_workbench_launch_starts_instead(watcher: Watcher) -> None:
    stage, profile = watcher.stage, f"--user-data-dir={watcher.stage.home / 'profile'}"
    blind = open_chromium(stage, focused=True)
    watcher.only("Ada", NO_FIELDS)
    go_to(watcher, stage.open_xterm())
    watcher.only("ls", NO_FIELDS)
    for name in ("GNOME_ACCESSIBILITY", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON"):
        del stage.environment[name]
    stage.environment["NO_AT_BRIDGE"] = "1"
    launch = (sys.executable, "-m", "workbench", "launch")
    refused = stage.start(*launch, "chromium", *QUIET, profile)
    other = f"--user-data-dir={stage.home / 'other'}"
    seeing = stage.start(*launch, "chromium", *QUIET, other, (stage.home / "Login.html").as_uri())
    assert refused.wait(60) == 1, "it runs already, and shows no fields"
    assert seeing.wait(60) == 0
    wait_for(lambda: stage.wait_window("Login - Chromium").id != blind.id, "the second browser")
    window = stage.wait_window("Login - Chromium")
    go_to(watcher, window)
    wait_for(lambda: set(watcher.typed("a")) == {PLAIN}, "a field that is seen")
    dialog = stage.start(*launch, "zenity", "--entry")
    assert dialog.wait(60) == 0
    wait_for(lambda: stage.hands.has_focus(stage.wait_window("zenity").id), "the dialog")
    watcher.only("Lund", PLAIN)
    for opened in (blind, window, stage.wait_window("zenity")):
        os.kill(opened.pid or 0, signal.SIGTERM)


def test_an_application_that_hangs_is_no_answer_and_slows_no_other(watcher: Watcher) -> None:
    stage = watcher.stage
    hung, first = open_zenity(stage, "--entry", "--title=First")
    watcher.only("Ada", PLAIN)
    assert first.pid is not None
    os.kill(first.pid, signal.SIGSTOP)
    try:
        watcher.only("stuck", NO_ANSWER)
        pad = stage.open_mousepad()
        stage.click_into(pad)
        watcher.only("a note", PLAIN)
    finally:
        os.kill(first.pid, signal.SIGCONT)
    assert watcher.fields.timeouts() > 0
    go_to(watcher, first)
    watcher.only("Lund", PLAIN)
    stage.stop(hung)


def test_a_bus_that_dies_leaves_nothing_plain(watcher: Watcher) -> None:
    open_zenity(watcher.stage, "--entry")
    watcher.only("Ada", PLAIN)
    bus = watcher.fields._bus  # type: ignore[attr-defined]  # who runs the bus is of no use to the program
    daemon = bus.call(Question(MESSAGE_BUS, DBUS, "GetConnectionUnixProcessID", "s", (DBUS,))).value
    os.kill(daemon, signal.SIGKILL)
    wait_for(lambda: not watcher.fields.listening(), "the end")
    watcher.only("lost", NO_FIELDS)

"""Chords on a real server: nobody else gets them, whatever is locked and whichever layout is in force."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from Xlib import X

from tests.desktop.conftest import OpenGround
from tests.desktop.ground import GroundWindow
from tests.desktop.listening import Listening
from tests.desktop.stage import Stage, wait_for
from workbench.desktop.port import KeyInput
from workbench.desktop.x11.connection import connect
from workbench.desktop.x11.hotkeys import X11Hotkeys, sums_of
from workbench.model.geometry import Rect

pytestmark = pytest.mark.display
PAUSE = "ctrl+alt+p"


@contextmanager
def hotkeys(stage: Stage, *chords: str) -> Iterator[tuple[str, ...]]:
    """Take chords on the stage while the block runs, and hand it those that could not be had."""
    taken = X11Hotkeys(stage.display)
    try:
        yield taken.take(chords)
    finally:
        taken.give_up()


def codes(window: GroundWindow) -> list[int]:
    """Return the keycodes that a window got since the last look, up to now."""
    got = [key.detail for key in window.caught_up().keys]
    window.keys.clear()
    return got


def tap(stage: Stage, keycode: int, held: list[int]) -> None:
    """Press and let go of a key by its number, while others are held."""
    stage.hands.tap_codes(keycode, held)
    stage.hands.sync()


def got_by(window: GroundWindow, press: Callable[[], None], keycode: int) -> bool:
    """Press something and return whether the window got that key: a new layout is heard of a little later."""
    codes(window)
    press()
    return keycode in codes(window)


@pytest.fixture
def window(stage: Stage, ground: OpenGround) -> GroundWindow:
    """A window that has the keyboard."""
    opened = ground("Ground", Rect(100, 100, 400, 300))
    opened.focus()
    wait_for(lambda: stage.hands.has_focus(opened.id), "the focus")
    return opened


def test_a_chord_reaches_nobody_else_whatever_is_locked(stage: Stage, window: GroundWindow) -> None:
    p, locks = stage.hands.keycode("p"), ("Caps_Lock", "Num_Lock")
    with hotkeys(stage, PAUSE) as refused:
        assert refused == ()
        for lock in ("", *locks, *locks):
            if lock:
                stage.press(lock)
            stage.press(PAUSE)
            assert p not in codes(window), lock
        stage.press("ctrl+shift+alt+p")
        stage.press("p")
        assert codes(window).count(p) == 2
    wait_for(lambda: got_by(window, lambda: stage.press(PAUSE), p), "the chord that was given up")


def test_a_chord_of_another_program_is_told_and_stays_its(stage: Stage, window: GroundWindow) -> None:
    p, m = stage.hands.keycode("p"), stage.hands.keycode("m")
    other = connect(stage.display)
    modifiers = X.ControlMask | X.Mod1Mask
    other.screen().root.grab_key(p, modifiers | X.LockMask, 0, X.GrabModeAsync, X.GrabModeAsync)
    other.sync()
    with hotkeys(stage, PAUSE, "ctrl+alt+m") as refused:
        assert refused == (PAUSE,)
        stage.press("ctrl+alt+m")
        stage.press(PAUSE)
        got = codes(window)
        assert p in got
        assert m not in got
    other.close()


def test_a_key_that_the_keyboard_lacks_cannot_be_had(stage: Stage) -> None:
    stage.run("setxkbmap", "ru")
    with hotkeys(stage, PAUSE) as refused:
        assert refused == (PAUSE,)


def test_a_chord_follows_its_key_into_another_layout(stage: Stage, window: GroundWindow) -> None:
    y, z = stage.hands.keycode("y"), stage.hands.keycode("z")
    with hotkeys(stage, "ctrl+alt+y"):
        stage.press("ctrl+alt+y")
        assert y not in codes(window)
        stage.run("setxkbmap", "de")
        wait_for(lambda: not got_by(window, lambda: stage.press("ctrl+alt+y"), z), "the chord on its new key")
        stage.press("ctrl+alt+y")
        assert z not in codes(window)
        stage.press("ctrl+alt+z")
        assert y in codes(window)


def test_a_chord_works_in_the_second_group_and_is_called_by_its_latin_name(
    stage: Stage, window: GroundWindow
) -> None:
    stage.run("setxkbmap", "-layout", "us,ru", "-option", "grp:menu_toggle")
    p = stage.hands.keycode("p")
    with hotkeys(stage, PAUSE) as refused, Listening(stage) as listening:
        assert refused == ()
        stage.press("Menu")
        held = [stage.hands.keycode("Control_L"), stage.hands.keycode("Alt_L")]
        wait_for(lambda: not got_by(window, lambda: tap(stage, p, held), p), "the chord")
        listening.forget()
        tap(stage, p, held)
        assert p not in codes(window)
        pressed = [key for key in listening.settled().of(KeyInput) if key.down]
        assert [(key.key, key.latin) for key in pressed][-1] == ("з", "p")


def test_two_latin_groups_each_have_their_own_key(stage: Stage, window: GroundWindow) -> None:
    stage.run("setxkbmap", "-layout", "us,de", "-option", "grp:menu_toggle")
    y, z = stage.hands.keycode("y"), stage.hands.keycode("z")
    held = [stage.hands.keycode("Control_L"), stage.hands.keycode("Alt_L")]
    with hotkeys(stage, "ctrl+alt+y"):
        assert got_by(window, lambda: tap(stage, z, held), z)
        stage.press("Menu")
        wait_for(lambda: not got_by(window, lambda: tap(stage, z, held), z), "the chord on its new key")
        tap(stage, z, held)
        tap(stage, y, held)
        got = codes(window)
        assert z not in got
        assert y in got


def test_nothing_wanted_takes_nothing_and_may_be_given_up(stage: Stage) -> None:
    taken = X11Hotkeys(stage.display)
    assert taken.take(()) == ()
    taken.give_up()
    taken.give_up()


def test_every_combination_of_bits() -> None:
    assert sorted(sums_of((2, 16))) == [0, 2, 16, 18]

"""Where a password field is, by toolkits that say less of it than others."""

from dataclasses import replace

import pytest

from tests.desktop.atspi.pretending import FOCUSED, PANEL, PASSWORD, VISIBLE, PretendApplication
from tests.desktop.atspi.typist import LOGIN, SECOND, Typist
from tests.desktop.stage import wait_for
from workbench.desktop.accessibility import FieldState
from workbench.desktop.scripted_windows import ScriptedWindows
from workbench.desktop.x11.clock import monotonic_ms
from workbench.model.geometry import Rect

AWAY = replace(LOGIN, rect=Rect(30, 40, 400, 300))
POPUP = replace(LOGIN, id=70, rect=Rect(600, 500, 80, 40), popup=True)


@pytest.fixture
def gtk4(application: PretendApplication, windows: ScriptedWindows) -> PretendApplication:
    """An application that tells neither SHOWING nor where its window is, in a window near the corner."""
    application.toolkit = "GTK"
    windows.close(SECOND.id)
    windows.place(LOGIN.id, AWAY.rect)
    application.put("/panel", PANEL)
    application.put("/secret", PASSWORD, inside="/panel")
    application.things["/panel"].states = VISIBLE
    application.things["/secret"].states = VISIBLE | FOCUSED
    return application


def come(typist: Typist, application: PretendApplication) -> None:
    """Bring the keyboard to the window; GTK 4 announces which field has it."""
    typist.fields.focus_moved(LOGIN, monotonic_ms())
    application.announce("/secret")
    wait_for(lambda: typist.fields.state(LOGIN, monotonic_ms()) is FieldState.PASSWORD, "the field")


def test_in_gtk_4_a_place_is_counted_from_the_window_wherever_it_is(
    typist: Typist, gtk4: PretendApplication, windows: ScriptedWindows
) -> None:
    come(typist, gtk4)
    wait_for(lambda: typist.areas() == (Rect(40, 110, 100, 30),), "its place")
    windows.place(LOGIN.id, Rect(700, 300, 400, 300))
    wait_for(lambda: typist.areas() == (Rect(710, 370, 100, 30),), "its new place")
    gtk4.things["/panel"].states = 0
    wait_for(lambda: typist.areas() == (), "nothing, as what holds it is not visible")


def test_in_gtk_4_the_whole_window_is_hidden_where_its_size_does_not_fit(
    typist: Typist, gtk4: PretendApplication
) -> None:
    come(typist, gtk4)
    gtk4.things["/frame"].extents = (0, 0, 200, 100)
    wait_for(lambda: typist.areas() == (AWAY.rect,), "the whole window")


def test_in_gtk_4_the_whole_window_is_hidden_while_the_field_may_be_in_a_popup(
    typist: Typist, gtk4: PretendApplication, windows: ScriptedWindows
) -> None:
    windows.open(POPUP)
    come(typist, gtk4)
    wait_for(lambda: set(typist.areas()) == {AWAY.rect, POPUP.rect}, "window and popup")
    windows.close(POPUP.id)
    wait_for(lambda: typist.areas() == (Rect(40, 110, 100, 30),), "its place")


def test_in_gtk_4_a_popup_that_opens_later_does_not_hold_a_field_that_showed_before(
    typist: Typist, gtk4: PretendApplication, windows: ScriptedWindows
) -> None:
    come(typist, gtk4)
    wait_for(lambda: typist.areas() == (Rect(40, 110, 100, 30),), "its place")
    asked = len(gtk4.asked)
    wait_for(lambda: len(gtk4.asked) > asked + 40, "some more looks")
    windows.open(POPUP)
    wait_for(lambda: len(gtk4.asked) > asked + 80, "some more looks")
    assert typist.areas() == (Rect(40, 110, 100, 30),)


def test_a_toolkit_of_which_nothing_is_known_is_not_believed_that_a_field_does_not_show(
    typist: Typist, application: PretendApplication
) -> None:
    application.toolkit = "Strange"
    application.put("/secret", PASSWORD, focused=True)
    application.things["/secret"].states = FOCUSED
    typist.come()
    wait_for(lambda: set(typist.areas()) == {LOGIN.rect, SECOND.rect}, "the whole windows")
    del application.things["/secret"]
    wait_for(lambda: typist.areas() == (), "nothing")

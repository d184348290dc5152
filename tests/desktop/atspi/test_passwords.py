"""Where the password fields of an application stand."""

import time

import pytest

from tests.desktop.atspi.pretending import (
    DEFUNCT,
    ENTRY,
    FOCUSED,
    PAGE,
    PANEL,
    PASSWORD,
    SHOWING,
    PretendApplication,
)
from tests.desktop.atspi.typist import LOGIN, SECOND, Typist
from tests.desktop.stage import wait_for
from workbench.desktop.accessibility import FieldState
from workbench.model.geometry import Rect


def test_the_place_of_a_password_is_known_and_forgotten_when_it_is_gone(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/secret", PASSWORD, focused=True)
    typist.come()
    here = Rect(10, 70, 100, 30)
    wait_for(lambda: typist.areas() == (here,), "the field's place")
    application.things["/secret"].extents = (200, 20, 100, 30)
    wait_for(lambda: Rect(200, 20, 100, 30) in typist.areas(), "the new place")
    del application.things["/secret"]
    application.tops = []
    wait_for(lambda: typist.areas() == (), "nothing")


def test_the_place_of_a_password_that_nobody_tells_is_the_whole_window(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/secret", PASSWORD, focused=True)
    typist.come()
    application.hung = True
    wait_for(lambda: set(typist.areas()) >= {LOGIN.rect, SECOND.rect}, "the whole windows")
    application.hung = False
    application.things["/secret"].extents = (5000, 20, 100, 30)
    time.sleep(0.9)
    assert LOGIN.rect in typist.areas(), "a place outside the windows is not believed"
    application.things["/secret"].states = FOCUSED
    wait_for(lambda: typist.areas() == (), "a field that does not show")


def test_on_a_scaled_screen_the_place_is_scaled_too_and_what_was_told_counts_as_well(
    typist: Typist, application: PretendApplication
) -> None:
    application.things["/frame"].extents = (0, 0, 200, 150)
    application.tops = ["/frame"]
    application.put("/secret", PASSWORD, focused=True)
    typist.come()
    told, shown = Rect(10, 70, 100, 30), Rect(20, 140, 201, 61)
    wait_for(lambda: typist.areas() == (told, shown), "both places")


def test_the_place_of_a_password_in_a_page_that_was_left_is_hidden_until_the_page_has_gone_for_sure(
    typist: Typist, application: PretendApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.desktop.atspi.passwords.LINGERS_MS", 1500)
    application.put("/view", PANEL)
    application.put("/page", PAGE, inside="/view")
    application.put("/secret", PASSWORD, focused=True, inside="/page")
    typist.come()
    here = (Rect(10, 70, 100, 30),)
    wait_for(lambda: typist.areas() == here, "the field's place")
    application.leave("/page")
    until = time.monotonic() + 1.2
    while (areas := typist.areas()) and time.monotonic() < until:
        assert here[0] in areas or LOGIN.rect in areas
        time.sleep(0.05)
    assert time.monotonic() >= until, "it was hidden all the while"
    wait_for(lambda: typist.areas() == (), "nothing")
    application.things["/view"].children.append("/page")
    wait_for(lambda: typist.areas() == here, "the place again")


def test_the_place_of_a_password_whose_page_is_gone_is_hidden_until_the_next_page_is_drawn(
    typist: Typist, application: PretendApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.desktop.atspi.passwords.LINGERS_MS", 1500)
    application.put("/page", PAGE)
    application.put("/secret", PASSWORD, focused=True, inside="/page")
    typist.come()
    here = (Rect(10, 70, 100, 30),)
    wait_for(lambda: typist.areas() == here, "the field's place")
    application.things["/frame"].children.remove("/page")
    del application.things["/secret"], application.things["/page"]
    gone = time.monotonic()
    while time.monotonic() < gone + 1.2:
        assert typist.areas() == here
        time.sleep(0.05)
    wait_for(lambda: typist.areas() == (), "nothing")


def test_a_field_that_takes_the_place_of_a_password_is_one_with_the_focus_and_without(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/secret", PASSWORD, focused=True)
    application.put("/name", ENTRY)
    typist.come()
    here = Rect(10, 70, 100, 30)
    wait_for(lambda: typist.areas() == (here,), "the field's place")
    application.swap("/secret", "/shown", ENTRY, extents=(10, 70, 120, 32))
    wait_for(lambda: typist.areas() == (Rect(10, 70, 120, 32),), "the other one's place")
    application.focus("/shown")
    typist.becomes(FieldState.PASSWORD)
    application.focus("/name")
    typist.becomes(FieldState.PLAIN)


def test_a_field_that_has_the_focus_as_soon_as_it_takes_the_place_of_a_password_is_one(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/secret", PASSWORD, focused=True)
    typist.come()
    wait_for(lambda: typist.areas() == (Rect(10, 70, 100, 30),), "the field's place")
    application.swap("/secret", "/shown", ENTRY, extents=(10, 70, 100, 30))
    application.focus("/shown")
    time.sleep(0.7)
    assert typist.key() is FieldState.PASSWORD


def test_a_field_elsewhere_is_none_after_a_password_has_gone(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/secret", PASSWORD, focused=True)
    typist.come()
    wait_for(lambda: typist.areas() == (Rect(10, 70, 100, 30),), "the field's place")
    application.swap("/secret", "/next", ENTRY, extents=(10, 110, 100, 30))
    application.focus("/next")
    wait_for(lambda: typist.areas() == (), "nothing")
    typist.becomes(FieldState.PLAIN)


def test_nothing_is_hidden_of_a_password_that_is_defunct(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/secret", PASSWORD, focused=True)
    typist.come()
    wait_for(lambda: typist.areas() == (Rect(10, 70, 100, 30),), "the field's place")
    application.things["/secret"].states = DEFUNCT | SHOWING
    application.things["/secret"].extents = (-1, -1, -1, -1)
    wait_for(lambda: typist.areas() == (), "nothing")

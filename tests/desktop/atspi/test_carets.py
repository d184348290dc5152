"""Carets that moved tell where keys went: in plain fields as evidence, in password fields never."""

import pytest

from tests.desktop.atspi.pretending import ENTRY, PASSWORD, PretendApplication
from tests.desktop.atspi.typist import LOGIN, Typist
from tests.desktop.stage import wait_for
from workbench.desktop.accessibility import CaretMove
from workbench.desktop.atspi.carets import Carets
from workbench.desktop.atspi.questions import Ref
from workbench.desktop.x11.clock import monotonic_ms

NAME, SECRET = Ref(":1.5", "/name"), Ref(":1.5", "/secret")


def test_moves_are_told_by_field_and_interval() -> None:
    carets = Carets()
    for at_ms, ref in ((100, NAME), (200, SECRET), (300, NAME)):
        carets.note(ref, at_ms // 100, at_ms)
    assert carets.between({NAME}, 0, 1000) == (CaretMove(100, ":1.5/name", 1), CaretMove(300, ":1.5/name", 3))
    assert carets.between({NAME}, 101, 300) == carets.between({NAME}, 0, 1000), "and the last one before"
    assert carets.between({NAME}, 300, 400) == carets.between({NAME}, 0, 1000), "each once"
    assert carets.between({NAME}, 301, 400) == (CaretMove(300, ":1.5/name", 3),)
    assert carets.between({NAME}, 0, 299) == (CaretMove(100, ":1.5/name", 1),)
    assert carets.between({NAME, SECRET}, 301, 400) == (
        CaretMove(200, ":1.5/secret", 2),
        CaretMove(300, ":1.5/name", 3),
    ), "of each field"
    assert carets.between(set(), 0, 1000) == ()


def test_the_caret_of_a_field_that_has_the_focus_already_is_asked_for(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/name", ENTRY, focused=True)
    typist.come()
    wait_for(lambda: typist.fields.trace(LOGIN, 0, monotonic_ms()).carets, "the caret")
    (caret,) = typist.fields.trace(LOGIN, 0, monotonic_ms()).carets
    assert (caret.field, caret.offset) == (f"{application.name}/name", 0)


def test_the_trace_tells_of_changes_carets_and_whether_there_is_a_password(
    typist: Typist, application: PretendApplication
) -> None:
    application.finds = True
    application.put("/name", ENTRY, focused=True)
    application.put("/note", ENTRY)
    since_ms = monotonic_ms()
    typist.come()
    application.focus("/note")
    wait_for(lambda: typist.fields.trace(LOGIN, since_ms, monotonic_ms()).carets, "the first caret")
    wait_for(lambda: typist.fields.trace(LOGIN, since_ms, monotonic_ms()).moved_ms[1:], "a change of focus")
    application.move_caret("/note", 3)
    wait_for(lambda: typist.fields.trace(LOGIN, since_ms, monotonic_ms()).carets[1:], "a caret that moved")
    trace = typist.fields.trace(LOGIN, since_ms, monotonic_ms())
    assert [(caret.field, caret.offset) for caret in trace.carets][1:] == [(f"{application.name}/note", 3)]
    assert not trace.passwords
    application.put("/secret", PASSWORD)
    typist.fields.key_pressed(LOGIN, monotonic_ms())
    wait_for(lambda: typist.fields.trace(LOGIN, since_ms, monotonic_ms()).passwords, "the password field")
    application.things["/frame"].children.remove("/secret")
    del application.things["/secret"]
    typist.fields.key_pressed(LOGIN, monotonic_ms())
    wait_for(lambda: not typist.fields.trace(LOGIN, since_ms, monotonic_ms()).passwords, "its end")


@pytest.mark.parametrize("toolkit", ["gtk", "Qt"])
def test_a_toolkit_that_announces_each_change_of_focus_is_told_from_others(
    typist: Typist, application: PretendApplication, toolkit: str
) -> None:
    application.finds, application.toolkit = True, toolkit
    application.put("/name", ENTRY, focused=True)
    application.put("/secret", PASSWORD)
    typist.come()
    typist.fields.key_pressed(LOGIN, monotonic_ms())
    wait_for(lambda: typist.fields.searched(LOGIN.pid or 0), "the search")
    wait_for(lambda: application.asked.count("org.a11y.atspi.Collection.GetMatches") > 1, "another search")
    trace = typist.fields.trace(LOGIN, 0, monotonic_ms())
    assert (trace.passwords, trace.each_change) == (False, True)


def test_a_caret_that_moves_in_a_password_field_is_no_evidence(
    typist: Typist, application: PretendApplication
) -> None:
    application.finds = True
    application.put("/name", ENTRY, focused=True)
    application.put("/secret", PASSWORD)
    typist.come()
    wait_for(lambda: typist.fields.trace(LOGIN, 0, monotonic_ms()).passwords, "the password field")
    application.move_caret("/secret", 1)
    application.move_caret("/name", 4)
    wait_for(lambda: typist.fields.trace(LOGIN, 0, monotonic_ms()).carets[1:], "the caret")
    carets = typist.fields.trace(LOGIN, 0, monotonic_ms()).carets
    assert {caret.field for caret in carets} == {f"{application.name}/name"}

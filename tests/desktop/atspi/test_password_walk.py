"""Password fields of applications that cannot search their own tree."""

import pytest

from tests.desktop.atspi.pretending import ENTRY, PANEL, PASSWORD, PretendApplication
from tests.desktop.atspi.typist import LOGIN, Typist
from tests.desktop.stage import wait_for
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.password_walk import MOST_CHILDREN, find_passwords
from workbench.desktop.atspi.questions import ROOT_PATH, Ref
from workbench.desktop.x11.clock import monotonic_ms
from workbench.model.geometry import Rect

TABLE = 55


def found(bus: Bus, application: PretendApplication) -> list[str]:
    """Return the paths of the password fields that are found."""
    refs = bus.run(find_passwords(bus.ask_all, Ref(application.name, ROOT_PATH))).result(10)
    return [ref.path for ref in refs]


def test_password_fields_are_found_at_every_level(linked: Bus, application: PretendApplication) -> None:
    application.put("/panel", PANEL)
    application.put("/name", ENTRY, inside="/panel")
    application.put("/outer", PASSWORD)
    for number in range(30):
        application.put(f"/panel/{number}", PANEL, inside="/panel")
    application.put("/inner", PASSWORD, inside="/panel/29")
    assert found(linked, application) == ["/outer", "/inner"]


def test_tables_and_what_holds_too_much_are_not_looked_through(
    linked: Bus, application: PretendApplication
) -> None:
    application.put("/table", TABLE)
    application.put("/cell", PASSWORD, inside="/table")
    application.put("/crowd", PANEL)
    for number in range(MOST_CHILDREN + 1):
        application.put(f"/crowd/{number}", PASSWORD, inside="/crowd")
    assert found(linked, application) == []


def test_the_walk_ends_after_so_many_objects(
    linked: Bus, application: PretendApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.desktop.atspi.password_walk.MOST_OBJECTS", 15)
    application.put("/first", PASSWORD)
    for number in range(20):
        application.put(f"/{number}", PANEL)
    application.put("/last", PASSWORD)
    assert found(linked, application) == ["/first"]


def test_a_password_field_that_never_had_the_focus_is_hidden(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/secret", PASSWORD)
    typist.fields.focus_moved(LOGIN, monotonic_ms())
    wait_for(lambda: typist.areas() == (Rect(10, 70, 100, 30),), "its place")
    assert typist.fields.searched(LOGIN.pid or 0)

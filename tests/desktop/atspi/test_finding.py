"""Finding the focus by asking."""

import pytest

from tests.desktop.atspi.pretending import (
    ACTIVE,
    ENTRY,
    FOCUSED,
    PANEL,
    PASSWORD,
    SHOWING,
    PretendApplication,
    Thing,
)
from workbench.desktop.atspi import finding
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.finding import Found, Search, check_focus, find_focus
from workbench.desktop.atspi.questions import ROOT_PATH, Ref


def found(bus: Bus, application: PretendApplication) -> Found:
    return bus.run(find_focus(bus.ask_all, Ref(application.name, ROOT_PATH))).result(5)


def test_the_innermost_focused_object_of_the_active_window_is_found(
    linked: Bus, application: PretendApplication
) -> None:
    application.put("/panel", PANEL, focused=True)
    application.put("/other", ENTRY)
    secret = application.put("/secret", PASSWORD, focused=True, inside="/panel")
    assert found(linked, application) == Found(Search.FOUND, secret, PASSWORD)


def test_a_focus_in_a_window_that_is_not_active_does_not_count(
    linked: Bus, application: PretendApplication
) -> None:
    application.put("/name", ENTRY)
    application.things["/back"] = Thing(23)
    application.tops.append("/back")
    application.put("/behind", PASSWORD, focused=True, inside="/back")
    assert found(linked, application).search is Search.NOTHING


def test_a_bare_frame_shows_no_fields(linked: Bus, application: PretendApplication) -> None:
    assert found(linked, application).search is Search.NO_FIELDS


def test_what_does_not_show_is_not_searched(linked: Bus, application: PretendApplication) -> None:
    application.things["/hidden"] = Thing(PANEL, 0, ["/secret"])
    application.things["/secret"] = Thing(PASSWORD, SHOWING | FOCUSED)
    application.things["/frame"].children.append("/hidden")
    assert found(linked, application).search is Search.NOTHING


def test_a_search_gives_up_after_so_many_objects(
    linked: Bus, application: PretendApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MAX_OBJECTS", 50)
    for number in range(60):
        application.put(f"/panel{number}", PANEL)
    application.put("/name", ENTRY, focused=True)
    assert found(linked, application).search is Search.NOTHING
    assert len(application.asked) < 60


def test_an_application_that_hangs_gives_no_answer(linked: Bus, application: PretendApplication) -> None:
    name = application.put("/name", ENTRY, focused=True)
    application.hung = True
    assert found(linked, application).search is Search.NO_ANSWER
    assert (
        linked.run(check_focus(linked.ask_all, name, frame(application))).result(5).search is Search.NO_ANSWER
    )


def frame(application: PretendApplication) -> Ref:
    return Ref(application.name, "/frame")


@pytest.mark.parametrize(
    ("path", "active", "expected"),
    [
        ("/name", True, Search.FOUND),
        ("/name", False, Search.NOTHING),
        ("/other", True, Search.NOTHING),
        ("/gone", True, Search.NOTHING),
    ],
)
def test_an_object_has_the_focus_if_it_says_so_and_its_window_is_active(
    linked: Bus, application: PretendApplication, path: str, *, active: bool, expected: Search
) -> None:
    application.put("/name", ENTRY, focused=True)
    application.put("/other", ENTRY)
    application.things["/frame"].states |= ACTIVE
    application.things["/frame"].states ^= 0 if active else ACTIVE
    asked = check_focus(linked.ask_all, Ref(application.name, path), frame(application))
    assert linked.run(asked).result(5).search is expected

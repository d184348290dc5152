"""Fields at the places of password fields that are gone."""

from tests.desktop.atspi.pretending import ENTRY, PAGE, PANEL, PASSWORD, PretendApplication
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.former_places import MOST_PLACES, FormerPlace, FormerPlaces, same_place
from workbench.desktop.atspi.questions import Ref
from workbench.desktop.x11.clock import monotonic_ms
from workbench.model.geometry import Rect

HERE = Rect(10, 70, 100, 30)


def former(application: PretendApplication, bus: Bus) -> FormerPlaces:
    """Return the places of one password field in a page that has gone."""
    application.put("/page", PAGE)
    application.put("/box", PANEL, inside="/page")
    application.things["/page"].extents = (0, 0, 400, 300)
    application.things["/box"].extents = (0, 60, 400, 100)
    places = FormerPlaces(bus, monotonic_ms)
    page, box = Ref(application.name, "/page"), Ref(application.name, "/box")
    places.note(Ref(application.name, "/secret"), FormerPlace(4, page, box, HERE, 17))
    return places


def successors(bus: Bus, places: FormerPlaces, *, anew: bool = False) -> list[tuple[int, Ref, int]]:
    return bus.run(places.successors(anew=anew)).result(5)


def test_the_field_that_appears_there_is_found_once_and_may_have_been_there_since_the_last_look(
    linked: Bus, application: PretendApplication
) -> None:
    places = former(application, linked)
    assert successors(linked, places) == []
    looked = places.of(4)[0].looked_ms
    assert looked > 17
    shown = application.put("/shown", ENTRY, inside="/box")
    assert successors(linked, places) == [], "it is elsewhere"
    application.things["/shown"].extents = (12, 72, 90, 28)
    ((pid, ref, since_ms),) = successors(linked, places)
    assert (pid, ref) == (4, shown)
    assert since_ms >= looked
    assert successors(linked, places) == []


def test_without_an_answer_what_is_at_a_point_the_former_parent_s_children_are_looked_at(
    linked: Bus, application: PretendApplication
) -> None:
    places = former(application, linked)
    application.tells_points = False
    shown = application.put("/shown", ENTRY, inside="/box")
    application.things["/shown"].extents = (10, 70, 100, 30)
    assert successors(linked, places) == []
    assert [ref for _, ref, _ in successors(linked, places, anew=True)] == [shown]


def test_a_place_ends_with_its_page_and_with_the_password_field_that_shows_again(
    linked: Bus, application: PretendApplication
) -> None:
    places = former(application, linked)
    secret = application.put("/secret", PASSWORD, inside="/box")
    assert successors(linked, places) == [], "the password field itself"
    places.forget(secret)
    assert len(places) == 0
    places = former(application, linked)
    del application.things["/page"]
    assert successors(linked, places) == []
    assert len(places) == 0


def test_the_oldest_of_too_many_places_is_forgotten(linked: Bus, application: PretendApplication) -> None:
    places = former(application, linked)
    page = Ref(application.name, "/page")
    for number in range(MOST_PLACES):
        places.note(Ref(application.name, f"/{number}"), FormerPlace(4, page, page, HERE, number))
    assert [place.looked_ms for place in places.of(4)] == list(range(MOST_PLACES))
    places.clear()
    assert places.of(4) == []


def test_places_of_fields_that_are_gone_are_kept_longer_than_those_of_hidden_ones(
    linked: Bus, application: PretendApplication
) -> None:
    places = former(application, linked)
    page = Ref(application.name, "/page")
    for number in range(12):
        places.note(Ref(application.name, f"/g{number}"), FormerPlace(5, page, page, HERE, 0, gone=True))
    for number in range(2 * MOST_PLACES):
        places.note(Ref(application.name, f"/{number}"), FormerPlace(6, page, page, HERE, 0))
    assert (len(places.of(5)), len(places)) == (12, MOST_PLACES)


def test_a_field_is_at_the_same_place_where_both_middles_lie_in_the_other_and_it_is_as_high() -> None:
    assert same_place(HERE, HERE)
    assert same_place(HERE, Rect(10, 70, 140, 32))
    assert not same_place(HERE, HERE.shift(60, 0))
    assert not same_place(HERE, HERE.shift(0, 20))
    assert not same_place(HERE, Rect(0, 0, 120, 200))

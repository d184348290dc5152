"""A browser that is slow to answer is asked again: what was announced once is not lost."""

import os

import pytest

from tests.desktop.atspi.pretending import ENTRY, PAGE, PANEL, PretendApplication
from tests.desktop.stage import wait_for
from workbench.desktop.atspi.applications import Applications
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.keyboard_places import KeyboardPlaces
from workbench.desktop.atspi.objects import Objects
from workbench.desktop.atspi.questions import Ref
from workbench.desktop.atspi.topics import FOCUSED
from workbench.desktop.x11.clock import monotonic_ms
from workbench.model.geometry import Rect

HERE = Rect(10, 20, 100, 30)
PID = os.getpid()


class Watching:
    """Follows the keyboard of processes over a bus."""

    def __init__(self, bus: Bus) -> None:
        objects = Objects(bus)
        self.watched = {PID}
        self.places = KeyboardPlaces(bus, objects, Applications(bus, objects).root, monotonic_ms)
        self._bus = bus
        bus.subscribe(FOCUSED, lambda signal: self.places.announced(signal, self.watched))
        bus.start()
        wait_for(lambda: bus.alive and bus.tried, "the bus")

    def rect(self) -> Rect | None:
        place = self.places.at(PID, monotonic_ms())
        return place.rect if place is not None else None

    def pages(self) -> frozenset[Ref] | None:
        place = self.places.at(PID, monotonic_ms())
        return place.pages if place is not None else None

    def search(self) -> None:
        self._bus.post(self.places.search, self.watched)


@pytest.fixture
def watching(bus: Bus, application: PretendApplication) -> Watching:
    application.put("/name", ENTRY)
    return Watching(bus)


def test_an_announcement_of_a_process_that_nobody_asked_for_yet_counts(
    watching: Watching, application: PretendApplication
) -> None:
    before_ms = monotonic_ms()
    assert watching.rect() is None
    application.focus("/name")
    wait_for(lambda: watching.rect() == HERE, "its place")
    assert watching.places.at(PID, before_ms - 1) is None, "nobody knows where it was before"
    assert watching.places.at(PID + 1, monotonic_ms()) is None


def test_a_place_is_filled_in_once_the_application_answers_again(
    watching: Watching, application: PretendApplication
) -> None:
    application.hung = True
    application.focus("/name")
    with pytest.raises(AssertionError):
        wait_for(watching.rect, "an answer", 0.6)
    application.hung = False
    wait_for(lambda: watching.rect() == HERE, "its place")


def test_a_focus_that_went_on_is_not_asked_for_again(
    watching: Watching, application: PretendApplication
) -> None:
    application.put("/note", ENTRY)
    application.things["/name"].extents = (0, 0, 0, 0)
    application.focus("/name")
    with pytest.raises(AssertionError):
        wait_for(watching.rect, "a place that it has not", 0.3)
    application.focus("/note")
    wait_for(lambda: watching.rect() == HERE, "the place of the next")
    application.things["/name"].extents = (1, 1, 9, 9)
    with pytest.raises(AssertionError):
        wait_for(lambda: watching.rect() != HERE, "another place", 0.8)


def test_a_process_that_is_not_watched_is_not_asked(
    watching: Watching, application: PretendApplication
) -> None:
    watching.watched.clear()
    before = list(application.asked)
    application.focus("/name")
    with pytest.raises(AssertionError):
        wait_for(lambda: application.asked != before, "a question", 0.4)
    assert watching.rect() is None


def test_a_search_finds_what_got_the_keyboard_before_anybody_listened(
    watching: Watching, application: PretendApplication
) -> None:
    application.registered = False
    application.focus("/name", told=False)
    watching.search()
    with pytest.raises(AssertionError):
        wait_for(watching.rect, "a place", 0.3)
    application.registered = True
    wait_for(lambda: watching.rect() == HERE, "its place, although it was not on the bus at first")


def test_it_is_told_in_which_page_a_field_lies_and_that_a_bar_lies_in_none(
    watching: Watching, application: PretendApplication
) -> None:
    page = application.put("/page", PAGE)
    application.put("/inside", ENTRY, inside="/page")
    application.focus("/inside")
    wait_for(lambda: watching.pages() == frozenset({page}), "the page")
    application.focus("/name")
    wait_for(lambda: watching.pages() == frozenset(), "the bar")
    place = watching.places.at(PID, monotonic_ms())
    assert place is not None
    assert not place.within(frozenset({page}))


def test_while_a_browser_says_nothing_the_page_before_counts_for_what_may_show(
    watching: Watching, application: PretendApplication
) -> None:
    page = application.put("/page", PAGE)
    application.put("/inside", ENTRY, inside="/page")
    application.focus("/inside")
    wait_for(lambda: watching.pages() == frozenset({page}), "the page")
    application.hung = True
    application.focus("/name")
    wait_for(lambda: watching.rect() is None, "the next announcement")
    told = watching.places.told_at(PID, monotonic_ms())
    assert told is not None
    assert told.within(frozenset({page}))
    application.hung = False
    wait_for(lambda: watching.pages() == frozenset(), "the bar")


def test_on_another_bus_the_way_up_is_asked_anew(
    watching: Watching, application: PretendApplication, bus: Bus
) -> None:
    page = application.put("/page", PAGE)
    application.put("/inside", ENTRY, inside="/page")
    application.focus("/inside")
    wait_for(lambda: watching.pages() == frozenset({page}), "the page")
    for sink in bus.on_link:
        sink(True)  # noqa: FBT003  (the bus's own call)
    application.things["/page"].role = PANEL
    application.focus("/inside")
    wait_for(lambda: watching.pages() == frozenset(), "no page")

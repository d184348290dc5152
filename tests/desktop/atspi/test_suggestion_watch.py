"""A browser's window is looked at closely while it may show suggestions, and else hidden whole."""

import time

import pytest

from tests.desktop.atspi.browser import NAMES, PID, WINDOW, show_page
from tests.desktop.atspi.pretending import COMBO_BOX, ENTRY, PANEL, SHOWING, PretendApplication, Thing
from tests.desktop.stage import wait_for
from workbench.desktop.atspi.applications import Applications
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.keyboard_places import KeyboardPlaces
from workbench.desktop.atspi.objects import Objects
from workbench.desktop.atspi.questions import Ref
from workbench.desktop.atspi.suggestion_watch import Looked, SuggestionWatch
from workbench.desktop.atspi.suggestions import Suggestions
from workbench.desktop.atspi.topics import FOCUSED, Signal
from workbench.desktop.x11.clock import monotonic_ms
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo

POPUP = WindowInfo(8, NAMES, WINDOW.title, PID, Rect(60, 172, 200, 80), popup=True)
ADDRESS, NAME, COUNT = Rect(100, 44, 500, 32), Rect(60, 150, 200, 20), Rect(57, 263, 51, 20)
LIST = Rect(100, 80, 500, 200)


class Watching:
    """Watches the one window of a browser over a bus."""

    def __init__(self, bus: Bus, application: PretendApplication) -> None:
        self.bus = bus
        self.harmless: set[int] = set()
        objects = Objects(bus)
        applications = Applications(bus, objects)
        self.places = KeyboardPlaces(bus, objects, applications.root, monotonic_ms)
        suggestions = Suggestions(bus, applications)
        self.watch = SuggestionWatch(
            bus, suggestions, self.places, monotonic_ms, lambda popup: popup.id in self.harmless
        )
        bus.subscribe(FOCUSED, self._announced)
        bus.start()
        wait_for(lambda: bus.alive and bus.tried, "the bus")
        frames, pages = (Ref(application.name, "/frame"),), (Ref(application.name, "/page"),)
        bus.post(self.watch.know, Looked(WINDOW, frames, pages))

    def _announced(self, signal: Signal) -> None:
        self.places.announced(signal, {PID})
        self.watch.stir()

    def areas(self, *popups: WindowInfo, around_ms: int = 300) -> set[Rect]:
        """Return what is hidden in a picture that was taken as long ago as pictures wait."""
        taken_ms = monotonic_ms() - around_ms
        return set(self.watch.areas(WINDOW, popups, taken_ms - around_ms, taken_ms + around_ms))


@pytest.fixture
def watching(bus: Bus, application: PretendApplication) -> Watching:
    """A browser with an address bar and two fields in its page."""
    show_page(application)
    things = application.things
    things["/frame"].children += ["/bar"]
    things["/bar"] = Thing(63, SHOWING, ["/holder"], (0, 40, 900, 40))
    things["/holder"] = Thing(PANEL, SHOWING, ["/address"], (100, 44, 500, 32))
    things["/address"] = Thing(COMBO_BOX, SHOWING, [], (110, 50, 400, 20))
    things["/page"].children.append("/name")
    things["/name"] = Thing(ENTRY, SHOWING, [], (60, 150, 200, 20))
    made = Watching(bus, application)
    application.focus("/name")
    place = wait_for(lambda: made.places.told_at(PID, monotonic_ms()), "where the keyboard is")
    assert place.pages
    wait_for(lambda: made.areas() == set(), "a quiet window")
    return made


def test_a_list_is_hidden_as_soon_as_it_opens_and_no_more_once_it_is_closed(
    watching: Watching, application: PretendApplication
) -> None:
    application.focus("/address")
    wait_for(lambda: watching.areas() == {ADDRESS}, "the field")
    application.things["/holder"].extents = (100, 44, 500, 236)
    wait_for(lambda: LIST in watching.areas(), "the list")
    assert watching.watch.lists(WINDOW, monotonic_ms()) == (LIST,)
    application.things["/holder"].extents = (100, 44, 500, 32)
    application.focus("/name")
    wait_for(lambda: watching.areas() == set(), "nothing")
    assert watching.watch.lists(WINDOW, monotonic_ms()) == ()


def test_a_browser_that_does_not_answer_is_hidden_whole(
    watching: Watching, application: PretendApplication
) -> None:
    application.focus("/address")
    wait_for(lambda: watching.areas() == {ADDRESS}, "the field")
    application.hung = True
    wait_for(lambda: watching.areas() == {WINDOW.rect}, "the whole window")
    application.hung = False
    wait_for(lambda: watching.areas() == {ADDRESS}, "the field")


def test_while_a_popup_may_hold_suggestions_the_fields_of_the_page_are_hidden(watching: Watching) -> None:
    assert watching.areas(POPUP) == {WINDOW.rect}, "no look knew of the popup yet"
    watching.watch.opened((POPUP,))
    watching.bus.post(watching.watch.stir)
    wait_for(lambda: watching.areas(POPUP) == {NAME, COUNT}, "the fields")
    watching.harmless.add(POPUP.id)
    wait_for(lambda: watching.areas(POPUP) == set(), "nothing: it is a menu")
    watching.harmless.clear()
    wait_for(lambda: watching.areas(POPUP) == {NAME, COUNT}, "the fields")
    watching.watch.opened(())
    wait_for(lambda: watching.areas() == set(), "nothing")


def test_windows_that_are_watched_no_more_are_not_asked(
    watching: Watching, application: PretendApplication
) -> None:
    application.focus("/address")
    wait_for(lambda: watching.areas() == {ADDRESS}, "the field")
    watching.bus.post(watching.watch.keep_only, ())
    wait_for(lambda: watching.areas() == {WINDOW.rect}, "what nobody looks at any more")
    application.asked.clear()
    time.sleep(0.3)
    assert application.asked == []

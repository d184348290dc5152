"""Items of an open drop-down are told apart by their places, and not where these cannot be trusted."""

import pytest

from tests.desktop.atspi.browser import BELOW, open_list, show_page
from tests.desktop.atspi.pretending import PretendApplication
from tests.desktop.stage import wait_for
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.drop_downs import DropDowns
from workbench.desktop.atspi.objects import Object, Objects
from workbench.desktop.atspi.questions import ROOT_PATH, Ref
from workbench.model.geometry import Rect


class Pointing:
    """Points at the list's items over a bus."""

    def __init__(self, bus: Bus, name: str) -> None:
        self._bus, self._objects, self._name = bus, Objects(bus), name
        self._drop_downs = DropDowns(bus, self._objects)
        bus.start()
        wait_for(lambda: bus.alive and bus.tried, "the bus")

    def at(self, x: int, y: int, place: Rect = BELOW) -> str | None:
        found = self._bus.run(self._item(x, y, place)).result(60)
        return found.name if found is not None else None

    async def _item(self, x: int, y: int, place: Rect) -> Object | None:
        top = await self._objects.look(Ref(self._name, "/popup"))
        assert top is not None
        menu = await self._drop_downs.of_list(Ref(self._name, ROOT_PATH), top, place)
        return None if menu is None else await self._drop_downs.item_at(menu, place, x, y)


@pytest.fixture
def pointing(bus: Bus, application: PretendApplication) -> Pointing:
    show_page(application)
    open_list(application)
    return Pointing(bus, application.name)


def test_an_item_is_found_where_it_stands(pointing: Pointing) -> None:
    assert (pointing.at(70, 290), pointing.at(70, 320), pointing.at(105, 332)) == ("One", "Two", None)


def test_on_a_fine_screen_the_list_stands_in_pixels_and_the_page_in_points(
    pointing: Pointing, application: PretendApplication
) -> None:
    application.things["/popup"].extents = (57, 283, 50, 50)
    assert pointing.at(120, 580, Rect(114, 566, 100, 100)) is None, "items tell places that are not in the list"
    application.things["/count"].states = 0
    assert pointing.at(70, 290) is None, "nothing is open"


def test_items_of_a_list_that_may_be_scrolled_are_not_told_apart(
    pointing: Pointing, application: PretendApplication
) -> None:
    application.things["/two"].extents = (58, 332, 32, 24)
    assert (pointing.at(70, 290), pointing.at(70, 320)) == (None, None)

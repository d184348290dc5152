"""Whether a page belongs to the window that embeds it, and whether a window is private; pure parts."""

import pytest

from workbench.desktop.atspi.applications import matching, named_as, own_tops
from workbench.desktop.atspi.documents import belongs, is_private
from workbench.desktop.atspi.objects import Object
from workbench.desktop.atspi.questions import Ref
from workbench.desktop.atspi.roles import States
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo


@pytest.mark.parametrize(
    ("title", "address", "name", "fits"),
    [
        ("Orders", "https://example.com/", "Orders - Chromium", True),
        ("Orders", "https://example.com/", "Orders - Network error - Chromium (Incognito)", True),
        ("Orders  of\nJane", "https://example.com/", "Orders of Jane — Mozilla Firefox", True),
        ("Orders", "https://example.com/", "example.org/salaries - Chromium", False),
        ("Orders", "https://example.com/", "", False),
        ("", "https://www.example.com/x", "example.com/x - Chromium", True),
        ("", "https://example.com/x", "Untitled - Chromium", False),
        ("", "", "Untitled - Chromium", False),
        ("x" * 200, "https://example.com/", "x" * 60, True),
    ],
)
def test_a_page_belongs_to_a_window_of_its_title(title: str, address: str, name: str, fits: bool) -> None:  # noqa: FBT001  (a column of the table)
    assert belongs(title, address, name) is fits


@pytest.mark.parametrize(
    ("name", "title", "private"),
    [
        ("Orders - Chromium", "Orders - Chromium", False),
        ("Orders - Chromium (Incognito)", "Orders - Chromium", True),
        ("Orders - Network error - Chromium (Inkognito)", "Orders - Chromium", True),
        ("Orders - Memory usage - 25 MB - Chromium", "Orders - Chromium", False),
        ("Report (draft)", "Report (draft)", False),
        ("Orders（シークレット）", "Orders", True),
        ("This site does not support a secure connection", "example.org - Chromium", None),
        ("", "Orders - Chromium", None),
    ],
)
def test_a_private_window_has_a_mark_that_its_title_lacks(name: str, title: str, private: bool | None) -> None:  # noqa: FBT001  (a column of the table)
    assert is_private(name, title) is private


def top(name: str, rect: Rect) -> Object:
    """Return a window's object."""
    return Object(Ref(":1.7", f"/{name}/{rect.x}"), 23, name, States(), rect)


def test_a_window_is_the_object_of_its_place_and_title() -> None:
    here, there = Rect(20, 20, 900, 600), Rect(30, 30, 900, 600)
    orders = WindowInfo(1, ("chromium",), "Orders - Chromium", 7, here)
    news = WindowInfo(2, ("chromium",), "News - Chromium", 7, there)
    tops = [top("Orders - Chromium", here), top("News - Chromium", there)]
    assert matching(orders, tops)[0] == tops[0]
    assert own_tops(news, tops[:1], (orders, news)) == []
    assert own_tops(news, tops, (orders, news)) == [tops[1]]
    twins = [top("Orders - Chromium", here), top("Orders - Chromium (Incognito)", here)]
    assert own_tops(orders, twins, (orders,)) == twins


def test_a_popup_is_an_object_of_its_very_rectangle() -> None:
    menu = WindowInfo(3, ("chromium",), "Orders", 7, Rect(50, 50, 100, 80), popup=True)
    assert matching(menu, [top("", Rect(50, 50, 100, 80)), top("Orders", Rect(20, 20, 900, 600))])[0].name == ""
    assert matching(menu, [top("Orders", Rect(20, 20, 900, 600))]) == []
    assert not named_as("anything", "")

"""A browser that a test pretends: one window with a page in which a drop-down stands."""

import os

from tests.desktop.atspi.pretending import (
    COMBO_BOX,
    EXPANDED,
    FRAME,
    MENU,
    MENU_ITEM,
    PAGE,
    SHOWING,
    PretendApplication,
    Thing,
)
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo

PID = os.getpid()
NAMES = ("chromium", "Chromium")
HERE = "https://example.com/orders"
WINDOW = WindowInfo(7, NAMES, "Orders - Chromium", PID, Rect(0, 0, 900, 600))
BELOW = Rect(57, 283, 50, 50)
POPUP = WindowInfo(8, NAMES, "Orders - Chromium", PID, BELOW, popup=True)


def show_page(browser: PretendApplication) -> None:
    """Let the browser's window show a page with a drop-down that is closed."""
    browser.finds = True
    browser.tops = ["/frame"]
    browser.things = {
        "/frame": Thing(FRAME, SHOWING, ["/page"], sides(WINDOW.rect), WINDOW.title, page="/page"),
        "/page": Thing(PAGE, SHOWING, ["/count"], (4, 87, 892, 509), "Orders", address=HERE),
        "/count": Thing(COMBO_BOX, SHOWING, ["/menu"], (57, 263, 51, 20)),
        "/menu": Thing(MENU, 0, ["/one", "/two"], (57, 263, 51, 11)),
        "/one": Thing(MENU_ITEM, SHOWING, [], (58, 284, 32, 24), "One"),
        "/two": Thing(MENU_ITEM, SHOWING, [], (58, 308, 32, 24), "Two"),
    }


def put_up(browser: PretendApplication, rect: Rect = BELOW, *inside: int) -> None:
    """Put up a popup with objects of these roles in it."""
    browser.tops = ["/frame", "/popup"]
    paths = [f"/inside{number}" for number in range(len(inside))]
    browser.things |= {path: Thing(role) for path, role in zip(paths, inside, strict=True)}
    browser.things["/popup"] = Thing(FRAME, SHOWING, paths, sides(rect))


def open_list(browser: PretendApplication) -> None:
    """Open the drop-down."""
    browser.things["/count"].states |= EXPANDED
    browser.things["/menu"].states |= SHOWING
    put_up(browser)


def sides(rect: Rect) -> tuple[int, int, int, int]:
    return rect.x, rect.y, rect.width, rect.height

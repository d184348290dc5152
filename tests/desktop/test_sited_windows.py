"""Windows with what browsers show in them: strict about every moment, and about the browser around a page."""

from tests.capture.rehearsal import EDITOR
from workbench.capture.mask import Masks
from workbench.desktop.accessibility import Visit
from workbench.desktop.scripted import ONE_MONITOR, ScriptedDesktop
from workbench.desktop.sited_windows import SitedScreen, SitedWindows, with_sites
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.windows import WindowInfo

BROWSER = WindowInfo(7, ("chromium", "Chromium"), "Orders - Chromium", 700, Rect(600, 0, 600, 500))
MENU = WindowInfo(8, ("chromium", "Chromium"), "Orders - Chromium", 700, Rect(620, 40, 200, 200), popup=True)
PAGE = Rect(600, 100, 600, 400)
SCOPE = Scope(("chromium", "mousepad"), urls=("example.com",))
HERE, THERE = "https://example.com/orders", "https://example.org/salaries"


def a_desktop(scope: Scope = SCOPE) -> tuple[ScriptedDesktop, SitedWindows]:
    """Return a desktop with an editor and a browser, and its windows with their sites."""
    desktop = ScriptedDesktop()
    desktop.open_window(EDITOR)
    desktop.open_window(BROWSER)
    windows = with_sites(desktop.desktop, scope).windows
    assert isinstance(windows, SitedWindows)
    return desktop, windows


def test_a_window_is_described_once_for_each_address_of_the_interval() -> None:
    desktop, windows = a_desktop()
    now_ms = desktop.now_ms
    desktop.sites.show(7, HERE, now_ms, PAGE)
    desktop.sites.show(7, THERE, now_ms + 500, PAGE)
    desktop.advance(1000)
    assert [info.address for info in windows.describe(7, now_ms, now_ms + 400)] == [HERE]
    assert [info.address for info in windows.describe(7, now_ms, now_ms + 600)] == [HERE, THERE]
    assert [info.address for info in windows.describe(7, now_ms + 600, now_ms + 700)] == [THERE]
    assert [info.page for info in windows.describe(7, now_ms, now_ms + 400)] == [PAGE]
    assert windows.describe(1, now_ms, now_ms + 600) == (EDITOR,)


def test_what_is_not_known_has_an_empty_address() -> None:
    desktop, windows = a_desktop()
    assert [info.address for info in windows.describe(7, desktop.now_ms, desktop.now_ms)] == [""]


def test_a_popup_counts_as_unknown_until_it_is_known_to_be_a_menu_or_a_list() -> None:
    for scope, address in ((SCOPE, HERE), (Scope(("chromium",)), None)):
        desktop, windows = a_desktop(scope)
        desktop.open_window(MENU)
        desktop.sites.show(8, HERE, desktop.now_ms, MENU.rect)
        [info] = windows.describe(8, desktop.now_ms, desktop.now_ms)
        assert (info.names, info.title, info.pid) == ((), "", 700)
        assert not scope.names(windows.stack().windows[-1])
        desktop.sites.menus.add(8)
        [info] = windows.describe(8, desktop.now_ms, desktop.now_ms)
        assert (info.names, info.address, info.private) == (MENU.names, address, False)
        assert scope.names(windows.stack().windows[-1])


def test_a_popup_counts_as_unknown_beside_a_window_of_its_browser_that_is_not_chosen() -> None:
    desktop, windows = a_desktop(Scope(windows=("Orders",)))
    desktop.sites.menus.add(8)
    desktop.open_window(WindowInfo(9, BROWSER.names, "News - Chromium", 700, BROWSER.rect))
    desktop.open_window(MENU)
    assert windows.stack().windows[-1].names == ()
    desktop.close_window(9)
    assert windows.stack().windows[-1].names == MENU.names


def test_only_browsers_that_may_be_recorded_are_watched() -> None:
    desktop, windows = a_desktop()
    desktop.open_window(WindowInfo(9, ("firefox",), "News", 900, Rect(0, 0, 10, 10)))
    desktop.open_window(MENU)
    windows.stack()
    assert desktop.sites.watched == (7, 8)
    assert windows.settle() == desktop.windows.settle()


def test_a_mask_shows_the_page_of_a_covered_site_and_nothing_around_it() -> None:
    desktop, windows = a_desktop()
    now_ms = desktop.now_ms
    desktop.sites.show(7, HERE, now_ms - 1000, PAGE)
    masks = Masks(SCOPE, ONE_MONITOR[0], [ONE_MONITOR[0].rect])
    mask = masks.allowed(windows.stacks(now_ms, now_ms))
    assert mask[300, 700]
    assert not mask[50, 700]
    assert mask[100, 100]
    desktop.sites.show(7, THERE, now_ms + 10, PAGE)
    assert not masks.allowed(windows.stacks(now_ms, now_ms + 20))[300, 700]
    assert not masks.allowed(windows.stacks(now_ms + 20, now_ms + 20))[300, 700]
    assert masks.allowed(windows.stacks(now_ms + 20, now_ms + 20))[100, 100]


def test_what_covers_a_page_is_black_in_a_mask_and_with_the_keyboard_in_a_bar_all_of_the_page_is() -> None:
    masks = Masks(SCOPE, ONE_MONITOR[0], [ONE_MONITOR[0].rect])
    desktop, windows = a_desktop()
    now_ms = desktop.now_ms
    desktop.sites.shown[7] = [
        (now_ms - 1000, Visit(HERE, PAGE, (Rect(650, 150, 100, 100),))),
        (now_ms + 500, Visit(HERE, PAGE, barred=True)),
    ]
    mask = masks.allowed(windows.stacks(now_ms, now_ms))
    assert (mask[300, 700], mask[200, 700], mask[50, 700]) == (True, False, False)
    for since_ms, until_ms in ((now_ms, now_ms + 600), (now_ms + 600, now_ms + 600)):
        mask = masks.allowed(windows.stacks(since_ms, until_ms))
        assert (mask[300, 700], mask[100, 100]) == (False, True)


def test_equal_stacks_have_equal_generations_and_others_have_not() -> None:
    desktop, windows = a_desktop()
    desktop.sites.show(7, HERE, desktop.now_ms - 1000, PAGE)
    first = windows.stack()
    assert windows.stack().generation == first.generation
    desktop.sites.show(7, THERE, desktop.now_ms, PAGE)
    assert windows.stack().generation != first.generation
    desktop.close_window(7)
    assert windows.stack() == desktop.windows.stack()


def test_a_private_window_is_marked_where_sites_do_not_matter_too() -> None:
    desktop, windows = a_desktop(Scope(("chromium",)))
    desktop.sites.privately.add(7)
    [info] = windows.describe(7, desktop.now_ms, desktop.now_ms)
    assert (info.private, info.address) == (True, None)
    assert [window.private for window in windows.stack().windows] == [False, True]
    assert not isinstance(with_sites(desktop.desktop, Scope(("chromium",))).screen, SitedScreen)

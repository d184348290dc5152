"""The tracker on a real server: names, titles with their past, popups, places, windows that come and go."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from tests.desktop.ground import GroundWindow
from tests.desktop.stage import Stage, wait_for
from tests.patience import NotInTimeError
from workbench.desktop.x11.clock import monotonic_ms
from workbench.desktop.x11.windows import X11Windows
from workbench.errors import DesktopError
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo

pytestmark = pytest.mark.display
OpenGround = Callable[..., GroundWindow]
PLACE = Rect(100, 100, 300, 200)


@pytest.fixture
def windows(stage: Stage) -> Iterator[X11Windows]:
    opened = X11Windows(stage.display, frozenset())
    yield opened
    opened.close()


def now_of(windows: X11Windows, window: int) -> WindowInfo:
    """Return the newest description of a window."""
    windows.settle()
    moment = monotonic_ms()
    return windows.describe(window, moment, moment)[-1]


def shown(windows: X11Windows, window: int) -> WindowInfo | None:
    windows.settle()
    return next((each for each in windows.stack().windows if each.id == window), None)


def in_front(stage: Stage, windows: X11Windows, ground: GroundWindow) -> WindowInfo:
    """Wait until a window is on the screen, and return its entry in the stack."""
    wait_for(lambda: stage.hands.is_mapped(ground.id), "the window")
    return wait_for(lambda: shown(windows, ground.id), "the window in the stack")


def test_an_application_is_known_by_class_executable_title_pid_and_place_with_decorations(
    stage: Stage, windows: X11Windows
) -> None:
    pad = stage.open_mousepad()
    info = now_of(windows, pad.id)
    assert info.names == ("mousepad", "Mousepad")
    assert (info.title, info.pid, info.popup, info.own) == ("Untitled 1 - Mousepad", pad.pid, False, False)
    assert info.rect.x < pad.x + 1
    assert info.rect.y < pad.y
    assert info.rect.right >= pad.x + pad.width
    assert info.rect.bottom >= pad.y + pad.height
    assert shown(windows, pad.id) == info


def test_windows_that_were_open_before_are_known_from_the_start(stage: Stage) -> None:
    pad = stage.open_mousepad()
    late = X11Windows(stage.display, frozenset())
    assert now_of(late, pad.id).app == "mousepad"
    late.close()


def test_a_script_is_known_by_its_interpreter_too(
    stage: Stage, windows: X11Windows, ground: OpenGround
) -> None:
    info = in_front(stage, windows, ground("Tool", PLACE))
    assert info.names[:2] == ("tool", "Tool")
    assert info.names[2].startswith("python")
    assert info.pid == os.getpid()


def test_every_title_of_an_interval_is_told(stage: Stage, windows: X11Windows, ground: OpenGround) -> None:
    window = ground("First", PLACE)
    in_front(stage, windows, window)
    window.rename("Second")
    windows.settle()
    time.sleep(0.01)
    between = monotonic_ms()
    time.sleep(0.05)
    window.rename("Third")
    windows.settle()
    time.sleep(0.01)
    after = monotonic_ms()
    titles = dict.fromkeys(each.title for each in windows.describe(window.id, 0, after))
    assert list(titles) == ["First", "Second", "Third"]
    assert [each.title for each in windows.describe(window.id, after, after)] == ["Third"]
    assert [each.title for each in windows.describe(window.id, between, between)] == ["Second"]


def test_titles_of_every_encoding_are_read(stage: Stage, windows: X11Windows, ground: OpenGround) -> None:
    window = ground("Plain", PLACE)
    in_front(stage, windows, window)
    window.property("WM_NAME", "STRING", 8, "Brücke".encode("latin-1"))
    assert now_of(windows, window.id).title == "Brücke"
    window.property("_NET_WM_NAME", "UTF8_STRING", 8, "東京 – Reise".encode())
    assert now_of(windows, window.id).title == "東京 – Reise"


def test_a_menu_belongs_to_its_application_and_has_its_title(stage: Stage, windows: X11Windows) -> None:
    pad = stage.open_mousepad()
    stage.click_into(pad)
    menu = wait_for(lambda: _menu(stage, windows), "a menu")
    assert menu[-1].title == "Untitled 1 - Mousepad"
    assert menu[-1].pid == pad.pid
    top = windows.stack().at(menu[-1].rect.x + 5, menu[-1].rect.y + 5)
    assert top == menu[-1]


def _menu(stage: Stage, windows: X11Windows) -> list[WindowInfo]:
    """Open the editor's first menu; an editor that has just been opened may miss a chord."""
    stage.press("Escape")
    stage.press("alt+f")
    with suppress(NotInTimeError):
        return wait_for(
            lambda: [each for each in _settled(windows) if each.popup and each.app == "mousepad"], "a menu", 4
        )
    return []


def _settled(windows: X11Windows) -> tuple[WindowInfo, ...]:
    windows.settle()
    return windows.stack().windows


def test_a_popup_without_a_name_is_attributed_by_its_process(
    stage: Stage, windows: X11Windows, ground: OpenGround
) -> None:
    owner = ground("Owner", PLACE)
    in_front(stage, windows, owner)
    popup = ground("Popup", Rect(150, 150, 50, 50), popup=True)
    popup.do("delete_property", property=67)
    popup.property("WM_TRANSIENT_FOR", "WINDOW", 32, [owner.id])
    info = now_of(windows, popup.id)
    assert info.popup
    assert info.names == now_of(windows, owner.id).names
    assert info.title == "Owner"


def test_a_window_inside_another_is_described_by_its_top_level(
    stage: Stage, windows: X11Windows, ground: OpenGround
) -> None:
    outer = ground("Outer", PLACE)
    in_front(stage, windows, outer)
    inner = outer.child(Rect(5, 5, 20, 20))
    assert now_of(windows, inner).id == outer.id


def test_windows_that_nobody_knows_are_not_described(windows: X11Windows) -> None:
    assert windows.describe(0x7FFFFF, 0, monotonic_ms()) == ()
    assert windows.describe(0, 0, monotonic_ms()) == ()


def test_a_window_that_is_gone_can_still_be_described(
    stage: Stage, windows: X11Windows, ground: OpenGround
) -> None:
    window = ground("Short", PLACE)
    in_front(stage, windows, window)
    before = monotonic_ms()
    window.do("destroy")
    wait_for(lambda: shown(windows, window.id) is None, "the end of the window")
    assert {each.title for each in windows.describe(window.id, before - 10, before)} == {"Short"}


def test_own_windows_are_those_of_the_given_processes(stage: Stage, ground: OpenGround) -> None:
    window = ground("Ours", PLACE)
    pad = stage.open_mousepad()
    tracker = X11Windows(stage.display, frozenset({os.getpid()}))
    assert now_of(tracker, window.id).own
    assert not now_of(tracker, pad.id).own
    tracker.close()


def test_the_terminal_that_windowid_names_is_our_own(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    told = stage.home / "windowid"
    terminal = stage.open_xterm("sh", "-c", f"echo $WINDOWID > {told}; sleep 60")
    number = wait_for(lambda: told.read_text().strip() if told.exists() else "", "the number")
    monkeypatch.setenv("WINDOWID", number)
    tracker = X11Windows(stage.display, frozenset())
    assert now_of(tracker, terminal.id).own
    tracker.close()


def test_stacking_and_moving_are_followed_and_grow_the_generation(
    windows: X11Windows, ground: OpenGround
) -> None:
    first = ground("First", Rect(100, 100, 200, 200), popup=True)
    second = ground("Second", Rect(150, 150, 200, 200), popup=True)
    seen = [windows.settle()]
    point = (200, 200)
    for change, on_top in ((first.lift, first), (second.lift, second), (second.lower, first)):
        change()
        seen.append(windows.settle())
        found = windows.stack().at(*point)
        assert found is not None
        assert found.id == on_top.id
    first.move(700, 500)
    seen.append(windows.settle())
    entry = shown(windows, first.id)
    assert entry is not None
    assert entry.rect == Rect(700, 500, 200, 200)
    assert seen == sorted(set(seen))
    assert windows.settle() == seen[-1]


def test_every_stack_of_an_interval_is_told(windows: X11Windows, ground: OpenGround) -> None:
    window = ground("Moving", PLACE, popup=True)
    windows.settle()
    since = monotonic_ms()
    time.sleep(0.01)
    for x in (200, 300, 400):
        window.move(x, 100)
        windows.settle()
        time.sleep(0.01)
    stacks = windows.stacks(since, monotonic_ms())
    places = dict.fromkeys(each.rect.x for stack in stacks for each in stack.windows if each.id == window.id)
    assert list(places) == [100, 200, 300, 400]


def test_windows_for_input_alone_and_hidden_ones_are_not_on_the_picture(
    stage: Stage, windows: X11Windows, ground: OpenGround
) -> None:
    window, mapped = ground("Seen", PLACE, popup=True), stage.home / "mapped"
    stage.open_python(
        "import pathlib, sys, time\n"
        "from Xlib import X, display\n"
        "d = display.Display()\n"
        "w = d.screen().root.create_window(0, 0, 500, 500, 0, 0, X.InputOnly, override_redirect=True)\n"
        "w.map()\n"
        "d.sync()\n"
        "pathlib.Path(sys.argv[1]).touch()\n"
        "time.sleep(60)\n",
        str(mapped),
    )
    wait_for(mapped.exists, "the window for input alone")
    found = shown(windows, window.id)
    assert found is not None
    at = windows.stack().at(PLACE.x + 5, PLACE.y + 5)
    assert at is not None
    assert at.id == window.id
    window.do("unmap")
    assert shown(windows, window.id) is None


def test_a_storm_of_windows_that_vanish_leaves_the_tracker_right(
    stage: Stage, windows: X11Windows, ground: OpenGround
) -> None:
    storm = stage.open_python(
        "from Xlib import X, display\n"
        "d = display.Display()\n"
        "root = d.screen().root\n"
        "for number in range(300):\n"
        "    w = root.create_window(0, 0, 50, 50, 0, X.CopyFromParent)\n"
        "    w.set_wm_name(str(number))\n"
        "    w.map()\n"
        "    d.flush()\n"
        "    w.destroy()\n"
        "d.sync()\n"
    )
    generations = []
    while storm.poll() is None:
        generations.append(windows.settle())
    last = ground("Last", PLACE)
    assert in_front(stage, windows, last).app == "last"
    assert generations == sorted(generations)
    numbers = {each.id for each in _settled(windows)}
    wait_for(lambda: windows.settle() and {each.id for each in windows.stack().windows} <= numbers, "quiet")


def test_settling_from_several_threads_at_once_is_safe(windows: X11Windows, ground: OpenGround) -> None:
    window = ground("Busy", PLACE, popup=True)
    wrong: list[BaseException] = []

    def settle() -> None:
        try:
            for _ in range(100):
                windows.settle()
                windows.describe(window.id, 0, monotonic_ms())
        except BaseException as problem:  # noqa: BLE001  (whatever it is, the test must see it)
            wrong.append(problem)

    threads = [threading.Thread(target=settle) for _ in range(4)]
    for thread in threads:
        thread.start()
    for x in range(100):
        window.move(100 + x, 100)
    for thread in threads:
        thread.join(20)
    assert wrong == []
    entry = shown(windows, window.id)
    assert entry is not None
    assert entry.rect.x == 199


def test_settling_says_so_when_the_display_is_gone(stage: Stage, windows: X11Windows) -> None:
    stage.kill_server()
    with pytest.raises(DesktopError, match="The display is gone"):
        windows.settle()
    assert windows.describe(0x123456, 0, 1) == ()


def test_closing_ends_the_thread(stage: Stage) -> None:
    tracker = X11Windows(stage.display, frozenset())
    tracker.close()
    wait_for(lambda: "x11-windows" not in {thread.name for thread in threading.enumerate()}, "the thread's end")

"""Fields that are known are hidden; where one is not known, its whole window is."""

from dataclasses import replace

import pytest

from tests.capture.rehearsal import CHAT, EDITOR, TERMINAL
from workbench.capture.hidden import LASTING_MS, LATER_MS, LINGERS_MS, HiddenAreas
from workbench.capture.timing import HOLD_MS
from workbench.desktop.accessibility import FieldState
from workbench.desktop.scripted import ScriptedDesktop
from workbench.model.gaps import GapCause
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.windows import WindowInfo

FIELD = Rect(20, 20, 100, 20)


def start() -> tuple[ScriptedDesktop, HiddenAreas]:
    desktop = ScriptedDesktop()
    for window in (EDITOR, TERMINAL, CHAT):
        desktop.open_window(window)
    return desktop, HiddenAreas(desktop.fields, desktop.windows, Scope(("mousepad", "xterm")))


def test_nothing_is_hidden_while_nobody_asks_for_a_secret() -> None:
    desktop, hidden = start()
    assert hidden.during(desktop.now_ms, desktop.now_ms + 600) == ()


def test_a_known_field_is_hidden_alone() -> None:
    desktop, hidden = start()
    desktop.fields.areas.append((desktop.now_ms, FIELD))
    desktop.fields.set(EDITOR.id, FieldState.PASSWORD, desktop.now_ms)
    assert hidden.during(desktop.now_ms, desktop.now_ms + 600) == (FIELD,)


def test_a_window_whose_field_is_nowhere_is_hidden_whole_and_others_are_not() -> None:
    desktop, hidden = start()
    desktop.fields.set(TERMINAL.id, FieldState.PASSWORD, desktop.now_ms + 500)
    desktop.fields.set(CHAT.id, FieldState.PASSWORD, desktop.now_ms)
    assert hidden.during(desktop.now_ms, desktop.now_ms + 600) == (TERMINAL.rect,)


@pytest.mark.parametrize("asked_ms", range(0, 1201, 150))
def test_a_window_is_hidden_if_it_asked_for_a_secret_at_any_moment_of_a_long_capture(asked_ms: int) -> None:
    desktop, hidden = start()
    desktop.fields.set(EDITOR.id, FieldState.PASSWORD, desktop.now_ms + asked_ms)
    desktop.fields.set(EDITOR.id, FieldState.PLAIN, desktop.now_ms + asked_ms + 10)
    assert hidden.during(desktop.now_ms, desktop.now_ms + 1200) == (EDITOR.rect,)


def test_a_window_that_nobody_has_looked_through_yet_is_hidden_whole_if_it_is_in_scope() -> None:
    desktop, hidden = start()
    desktop.fields.unsearched |= {EDITOR.pid or 0, CHAT.pid or 0}
    assert hidden.during(desktop.now_ms, desktop.now_ms + 600) == (EDITOR.rect,)


def test_windows_in_scope_are_looked_through_whoever_has_the_keyboard() -> None:
    desktop, hidden = start()
    desktop.open_window(replace(EDITOR, id=9, pid=None))
    hidden.follow(desktop.windows.stack(), [Rect(10, 10, 5, 5), CHAT.rect], 100)
    assert desktop.fields.watched == [(frozenset({100, 200}), frozenset({100}))]


def test_a_browser_without_an_accessibility_tree_is_hidden_whole_and_the_cure_is_named() -> None:
    desktop, _ = start()
    browser = replace(EDITOR, id=77, names=("Navigator", "firefox-esr"), pid=700, rect=Rect(5, 6, 300, 200))
    desktop.open_window(browser)
    hidden = HiddenAreas(desktop.fields, desktop.windows, Scope(("mousepad", "firefox-esr")))
    desktop.fields.without_pages |= {700, EDITOR.pid or 0}
    assert hidden.during(desktop.now_ms, desktop.now_ms + 600) == (browser.rect,), "an editor is no browser"
    hidden.note(desktop.windows.stack(), desktop.now_ms)
    assert hidden.sentences(desktop.now_ms) == ()
    (sentence,) = hidden.sentences(desktop.now_ms + LASTING_MS)
    assert "firefox-esr exposes no accessibility tree" in sentence
    assert sentence.endswith("workbench launch firefox-esr")
    desktop.fields.without_pages.clear()
    assert hidden.during(desktop.now_ms, desktop.now_ms + 600) == ()
    hidden.note(desktop.windows.stack(), desktop.now_ms)
    assert hidden.sentences(desktop.now_ms + LASTING_MS) == ()


def test_it_is_said_where_the_place_of_a_password_field_stays_unknown() -> None:
    desktop, hidden = start()
    desktop.fields.without_place |= {EDITOR.pid or 0, CHAT.pid or 0}
    hidden.note(desktop.windows.stack(), desktop.now_ms)
    hidden.note(desktop.windows.stack(), desktop.now_ms + LASTING_MS)
    (sentence,) = hidden.sentences(desktop.now_ms + LASTING_MS)
    assert "mousepad does not say where its password field is" in sentence
    assert hidden.masked(desktop.now_ms) == frozenset(), "a field that just opened needs a moment"
    assert hidden.masked(desktop.now_ms + LASTING_MS) == {GapCause.FIELD_PLACE}


BROWSER = WindowInfo(7, ("firefox", "firefox-esr"), "Orders", 70, Rect(0, 100, 900, 600))
UNKNOWN = WindowInfo(8, (), "", 70, Rect(60, 300, 200, 80), popup=True)
LIST = Rect(100, 180, 500, 200)


def test_what_a_browser_suggests_in_its_window_is_hidden_if_the_window_is_in_scope() -> None:
    desktop = ScriptedDesktop()
    desktop.open_window(BROWSER)
    desktop.sites.suggested[BROWSER.id] = (LIST,)
    for apps, expected in ((("firefox",), (LIST,)), (("mousepad",), ())):
        hidden = HiddenAreas(desktop.fields, desktop.windows, Scope(apps), desktop.sites)
        assert hidden.during(desktop.now_ms, desktop.now_ms + 600) == expected


def test_it_is_said_at_once_that_a_browser_suggests_something() -> None:
    desktop = ScriptedDesktop()
    desktop.open_window(BROWSER)
    hidden = HiddenAreas(desktop.fields, desktop.windows, Scope(("firefox",)), desktop.sites)
    hidden.note(desktop.windows.stack(), desktop.now_ms)
    assert hidden.masked(desktop.now_ms) == frozenset()
    desktop.sites.suggested[BROWSER.id] = (LIST,)
    hidden.note(desktop.windows.stack(), desktop.now_ms)
    assert hidden.masked(desktop.now_ms) == {GapCause.SUGGESTIONS}
    (sentence,) = hidden.sentences(desktop.now_ms + LASTING_MS)
    assert sentence.startswith("firefox-esr suggests something")


def test_popups_count_from_before_a_picture_until_shortly_after_it() -> None:
    desktop = ScriptedDesktop()
    desktop.open_window(BROWSER)
    desktop.advance(2000)
    opened_ms = desktop.now_ms
    desktop.open_window(UNKNOWN)
    desktop.advance(1000)
    closed_ms = desktop.now_ms
    desktop.close_window(UNKNOWN.id)
    desktop.advance(2000)
    hidden = HiddenAreas(desktop.fields, desktop.windows, Scope(("firefox",)), desktop.sites)

    def counts(taken_ms: int) -> bool:
        hidden.during(taken_ms - HOLD_MS, taken_ms + HOLD_MS)
        return desktop.sites.popups_asked[-1][0] == (UNKNOWN.id,)

    assert not counts(opened_ms - HOLD_MS + LATER_MS - 1)
    assert counts(opened_ms - HOLD_MS + LATER_MS)
    assert counts(closed_ms + HOLD_MS + LINGERS_MS - 1)
    assert not counts(closed_ms + HOLD_MS + LINGERS_MS + 1)

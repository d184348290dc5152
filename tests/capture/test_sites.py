"""Sites as scope: what is not on a page that is named is withheld, titles, pictures and toolbars included."""

from pathlib import Path

import pytest

from tests.capture.rehearsal import Rehearsal, keys_of, of_kind, pixel
from tests.desktop.test_sited_windows import BROWSER, HERE, MENU, PAGE, SCOPE, THERE
from workbench.desktop.accessibility import Visit
from workbench.model.events import ButtonDown
from workbench.model.gaps import GapCause
from workbench.model.geometry import Rect
from workbench.model.reduce import reduce_recording
from workbench.model.scope import Scope
from workbench.model.session import Recording
from workbench.model.steps import TypeText

OTHER_TITLE = "Salaries of Jane - Chromium"


@pytest.fixture
def browsing(tmp_path: Path) -> Rehearsal:
    """A recording with a browser that shows a page of a site in scope and has the focus."""
    rehearsal = Rehearsal(tmp_path, scope=SCOPE)
    rehearsal.open_window(BROWSER)
    rehearsal.sites.show(7, HERE, rehearsal.now_ms, PAGE)
    rehearsal.focus(7)
    rehearsal.advance(700)
    return rehearsal


def titles(recording: Recording) -> set[tuple[str, str | None]]:
    """Return titles and addresses that were kept."""
    return {(context.title, context.url) for context in recording.contexts.values()}


def causes(recording: Recording) -> set[GapCause]:
    """Return why something was withheld."""
    return {gap.cause for gap in recording.gaps}


def test_what_happens_on_a_page_that_is_named_is_kept_with_its_address(browsing: Rehearsal) -> None:
    browsing.type("hello")
    browsing.click(700, 300)
    recording = browsing.end()
    assert keys_of(recording) == "hello"
    assert len(of_kind(recording, "button_down")) == 1
    assert titles(recording) == {(BROWSER.title, HERE)}


def test_what_is_chosen_from_the_list_of_a_page_is_kept_and_what_a_browser_suggests_is_not(
    browsing: Rehearsal,
) -> None:
    for known in (True, False):
        browsing.open_window(MENU)
        browsing.sites.show(8, HERE, browsing.now_ms, MENU.rect)
        browsing.sites.menus = {8} if known else set()
        browsing.advance(400)
        browsing.click(700, 100)
        browsing.advance(400)
        browsing.close_window(8)
        browsing.advance(700)
    recording = browsing.end()
    assert len(of_kind(recording, "button_down")) == 1
    assert titles(recording) == {(BROWSER.title, HERE)}
    assert causes(recording) == {GapCause.BROWSER_POPUP}


def test_what_is_clicked_where_the_browser_covers_its_page_is_withheld(browsing: Rehearsal) -> None:
    covered = Visit(HERE, PAGE, (Rect(650, 150, 100, 100),), barred=True)
    browsing.sites.shown[7].append((browsing.now_ms, covered))
    browsing.advance(400)
    browsing.click(700, 200)
    browsing.advance(400)
    browsing.click(700, 300)
    recording = browsing.end()
    (kept,) = (event.body for event in recording.events if isinstance(event.body, ButtonDown))
    assert (kept.x, kept.y) == (700, 300)
    assert causes(recording) == {GapCause.OTHER_SITE}


def test_another_site_leaves_neither_keys_nor_its_title(browsing: Rehearsal) -> None:
    browsing.type("kept")
    browsing.advance(400)
    browsing.sites.show(7, THERE, browsing.now_ms, PAGE)
    browsing.retitle_window(7, OTHER_TITLE)
    browsing.advance(400)
    browsing.type("gone")
    browsing.click(700, 300)
    browsing.advance(700)
    now_in = browsing.pipeline.transcript.now_in
    assert now_in is None or now_in.title == BROWSER.title
    recording = browsing.end()
    assert keys_of(recording) == "kept"
    assert of_kind(recording, "button_down") == []
    assert titles(recording) == {(BROWSER.title, HERE)}
    assert GapCause.OTHER_SITE in causes(recording)


@pytest.mark.parametrize("gap_ms", [-250, -50, 0, 50, 250])
def test_a_key_counts_only_if_every_address_around_it_does(browsing: Rehearsal, gap_ms: int) -> None:
    moved_ms = browsing.now_ms + 300
    browsing.sites.show(7, THERE, moved_ms, PAGE)
    browsing.advance(300 + gap_ms)
    browsing.press("x")
    browsing.advance(600)
    assert "x" not in keys_of(browsing.end())


def test_the_browser_around_a_page_is_of_no_site(browsing: Rehearsal) -> None:
    browsing.click(700, 50)
    browsing.sites.in_toolbar.add(7)
    browsing.type("example.org/salaries")
    recording = browsing.end()
    assert keys_of(recording) == ""
    assert of_kind(recording, "button_down") == []
    assert causes(recording) == {GapCause.OTHER_SITE}


def test_pictures_show_the_page_alone_and_nothing_of_another_site(browsing: Rehearsal) -> None:
    browsing.paint(Rect(600, 20, 600, 40), (200, 0, 0))
    browsing.paint(Rect(650, 200, 50, 50), (0, 200, 0))
    browsing.advance(800)
    browsing.click(700, 300)
    browsing.advance(1500)
    browsing.sites.show(7, THERE, browsing.now_ms, PAGE)
    browsing.paint(Rect(650, 200, 50, 50), (0, 0, 200))
    browsing.advance(800)
    browsing.click(100, 100)
    browsing.advance(800)
    recording = browsing.end()
    pictures = [browsing.picture(frame.id) for frame in recording.frames]
    assert any(pixel(picture, 660, 210) == (0, 200, 0) for picture in pictures)
    assert {pixel(picture, 620, 30) for picture in pictures} == {(0, 0, 0)}
    assert {pixel(picture, 660, 210) for picture in pictures} <= {(0, 200, 0), (0, 0, 0)}


def test_a_site_that_nobody_knows_is_withheld_and_other_applications_are_not(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, scope=SCOPE)
    rehearsal.open_window(BROWSER)
    rehearsal.focus(7)
    rehearsal.type("gone")
    rehearsal.focus(1)
    rehearsal.advance(700)
    rehearsal.type("kept")
    recording = rehearsal.end()
    assert keys_of(recording) == "kept"
    assert BROWSER.title not in {title for title, _ in titles(recording)}


def test_what_is_pointed_at_in_a_list_of_suggestions_is_withheld_and_said_and_the_rest_is_kept(
    tmp_path: Path,
) -> None:
    rehearsal = Rehearsal(tmp_path, scope=Scope((BROWSER.names[0],)))
    rehearsal.open_window(BROWSER)
    rehearsal.focus(BROWSER.id)
    rehearsal.advance(700)
    rehearsal.sites.suggested[BROWSER.id] = (Rect(650, 200, 50, 50),)
    rehearsal.click(660, 210)
    rehearsal.advance(700)
    rehearsal.click(660, 251)
    rehearsal.type("kept")
    recording = rehearsal.end()
    bodies = [event.body for event in recording.events if isinstance(event.body, ButtonDown)]
    assert [(body.x, body.y) for body in bodies] == [(660, 251)]
    assert keys_of(recording) == "kept"
    assert causes(recording) == {GapCause.BROWSER_POPUP, GapCause.SUGGESTIONS}
    last = reduce_recording(recording)[-1].action
    assert last == TypeText("kept"), "screenshots that were black divide no text"

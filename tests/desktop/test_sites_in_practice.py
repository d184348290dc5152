"""Sites and private windows in a real Chromium: what is on another site, or private, is nowhere in the file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.desktop.browsing import Web, go_to, open_chromium
from tests.desktop.stage import Stage, StageWindow, wait_for
from tests.desktop.volunteer import Volunteer, frames, plain_bytes, spellings
from tests.patience import KeptTooLittleError, require_shown
from tests.soak import rounds

pytestmark = pytest.mark.display
FIELD = (130, 180)
"""Where the page's first field is, in a window that opens at 20,20."""


@pytest.fixture
def speaking() -> Iterator[Stage]:
    """A stage on which applications say what they show."""
    with Stage(1280, 800, accessibility=True) as opened:
        yield opened


def settle(stage: Stage, seconds: float = 0.7) -> None:
    """Let what was judged be over: nothing within 300 ms counts for two sites."""
    with pytest.raises(AssertionError):
        wait_for(lambda: None, "time to pass", seconds)
    stage.hands.sync()


def write(stage: Stage, window: StageWindow, text: str) -> None:
    """Click into the page's first field and type."""
    stage.click(window.x + FIELD[0], window.y + FIELD[1])
    settle(stage, 0.5)
    stage.type(text)
    settle(stage, 0.5)


def test_only_the_page_of_a_site_in_scope_is_kept(speaking: Stage, tmp_path: Path) -> None:
    with Web() as web:
        web.titles = {"example.org": "Salaries of Jane"}
        window = open_chromium(speaking, web)
        volunteer = Volunteer(speaking, tmp_path / "home")
        with volunteer.recording("--app", "chromium", "--url", "example.com"):
            settle(speaking)
            for number in range(rounds(8, reduced=1)):
                write(speaking, window, f"kept {number} ")
                go_to(speaking, web, "http://example.org/salaries")
                write(speaking, window, "withheld ")
                go_to(speaking, web, f"http://example.com/team{number}")
                settle(speaking)
            speaking.press("ctrl+t")
            settle(speaking, 0.6)
            speaking.type("http://example.org/salaries\n")
            settle(speaking)
            write(speaking, window, "withheld ")
            speaking.press("ctrl+w")
            settle(speaking)
            write(speaking, window, "kept last")
    session = volunteer.export(tmp_path / "plain.session")
    stored = plain_bytes(session)
    for text in ("withheld", "Salaries", "example.org", "salaries"):
        assert not [spelling for spelling in spellings(text) if spelling in stored], text
    shown = [frame for _, frame in frames(session)]
    assert shown
    assert all(frame.getpixel((window.x + 300, window.y + 40)) == (0, 0, 0) for frame in shown)
    volunteer.require_typed("".join(f"kept {number} " for number in range(rounds(8, reduced=1))) + "kept last")
    white = [frame for frame in shown if frame.getpixel((window.x + 500, window.y + 400)) == (255, 255, 255)]
    require_shown(white, "a picture of the page in scope")
    assert {gap["cause"] for gap in volunteer.gaps()} >= {"other_site"}


def test_the_picture_before_a_click_shows_the_page_that_the_browser_came_back_to(
    speaking: Stage, tmp_path: Path
) -> None:
    """Also the very first one, and where nothing was drawn for a while before the click."""
    with Web() as web:
        window = open_chromium(speaking, web)
        volunteer = Volunteer(speaking, tmp_path / "home")
        blank = (window.x + 600, window.y + 420)
        with volunteer.recording("--app", "chromium", "--url", "example.com"):
            speaking.click(*blank)
            settle(speaking)
            for number in range(rounds(20, reduced=2)):
                go_to(speaking, web, "http://example.org/salaries")
                settle(speaking)
                go_to(speaking, web, f"http://example.com/team{number}")
                settle(speaking, 2.5)
                speaking.click(*blank)
                settle(speaking)
    clicks = [step for step in volunteer.steps() if step["kind"] == "click"]
    require_shown(len(clicks) >= 1 + rounds(20, reduced=2), "every click")
    assert len(clicks) == 1 + rounds(20, reduced=2)
    for step in clicks:
        file = tmp_path / f"{step['index']}.png"
        volunteer.run("frame", "last", str(step["index"]), str(file))
        with Image.open(file) as picture:
            shown = picture.getpixel(blank)
        if shown == (0, 0, 0):
            message = f"the picture before step {step['index']} is black there"
            raise KeptTooLittleError(message)
        assert shown == (255, 255, 255)


def test_a_private_window_is_never_recorded(speaking: Stage, tmp_path: Path) -> None:
    with Web() as web:
        window = open_chromium(speaking, web)
        volunteer = Volunteer(speaking, tmp_path / "home")
        with volunteer.recording("--app", "chromium"):
            known = set(speaking.hands.windows())
            speaking.press("ctrl+shift+n")
            wait_for(lambda: set(speaking.hands.windows()) - known, "a private window")
            settle(speaking)
            speaking.type("http://withheld.example/\n", gap_ms=25)
            settle(speaking, 1.5)
            write(speaking, window, "withheld")
            speaking.press("ctrl+w")
            settle(speaking)
            write(speaking, window, "kept last")
    stored = plain_bytes(volunteer.export(tmp_path / "plain.session"))
    assert not [spelling for spelling in spellings("withheld") if spelling in stored]
    volunteer.require_typed("kept last")
    assert {gap["cause"] for gap in volunteer.gaps()} >= {"private_window"}

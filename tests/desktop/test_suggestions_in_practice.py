"""What real browsers suggest is in no picture and no element, however it is reached; what is typed is kept."""

import os
import subprocess
import time
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.desktop.browsing import Web, go_to, open_chromium, open_firefox
from tests.desktop.stage import Stage, StageWindow, need, wait_for
from tests.desktop.volunteer import Volunteer, frames, plain_bytes, spellings
from tests.patience import require_shown
from tests.soak import rounds

pytestmark = [pytest.mark.display, pytest.mark.timeout(240)]

GREEN, BLACK = (0, 0xAA, 0), (0, 0, 0)
CANARY = "Walrus"
"""It stands in what the browser remembers, and in no page that is recorded."""
PAGE = """<!doctype html><title>Orders</title><style>body { background: #0a0; height: 90vh }
input { position: absolute; left: 40px; width: 200px; font: 20px sans-serif }</style><form action=/done>
<input id=name name=name aria-label=Name style="top: 40px">
<input id=note name=note aria-label=Note style="top: 300px" autocomplete=off><button>Send</button></form>
<script>navigator.sendBeacon("/saw", JSON.stringify({what: "shown"}))</script>"""
CHOSEN = "Badger"
"""A suggestion that is chosen, so that it becomes the volunteer's own text."""
NAME, NOTE, GROUND = (100, 50), (100, 310), (500, 440)
"""Points in the page, from its top left."""


class Browser:
    """A browser with a page, and a history of canaries."""

    def __init__(self, stage: Stage, web: Web, window: StageWindow) -> None:
        self.stage = stage
        self._web = web
        self.window = window
        self.x, self.y = window.x + 4, wait_for(self._top, "the page below the bars")

    def _top(self) -> int | None:
        """Return where the page begins, once no notice of the browser's own is above it any more."""
        rows = range(self.window.y + 60, self.window.y + 100)
        return next((y for y in rows if self.stage.pixel(self.window.x + 700, y) == GREEN), None)

    def click(self, place: tuple[int, int]) -> None:
        self.stage.click(self.x + place[0], self.y + place[1])
        time.sleep(0.8)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.stage.press(key)
            time.sleep(0.8)

    def type(self, text: str) -> None:
        self.stage.type(text, gap_ms=60)
        time.sleep(0.8)

    def remember(self) -> None:
        """Fill in the form, visit another site, and come back."""
        for text in (f"{CANARY} one", f"{CANARY} two", CHOSEN):
            self.click(NAME)
            shown = len(self._web.of("shown"))
            self.stage.type(f"{text}\n", gap_ms=20)
            wait_for(partial(self._shown_since, shown), "the next page", 40)
            time.sleep(0.5)
        go_to(self.stage, self._web, "http://example.org/salaries")
        go_to(self.stage, self._web, "http://example.com/")
        time.sleep(1)

    def choose(self) -> None:
        """Choose a suggestion for the field, and go on."""
        self.click(NAME)
        self.type(CHOSEN[:4])
        self.press("Down", "Return")
        time.sleep(2)
        self.click(GROUND)
        self.click(GROUND)

    def _shown_since(self, count: int) -> bool:
        return len(self._web.of("shown")) > count

    def covered(self, place: tuple[int, int]) -> None:
        """Wait until something is drawn over the page's ground at a point: otherwise a test tells nothing."""
        x, y = self.x + place[0], self.y + place[1]
        wait_for(lambda: self.stage.pixel(x, y) != GREEN, "suggestions over the page", 10)

    def show_canary(self, folder: Path) -> None:
        """Wait until the canary can be read on the screen: otherwise a test tells nothing."""
        file = folder / "screen.png"

        def readable() -> bool:
            self.stage.run("import", "-window", "root", str(file))
            with Image.open(file) as picture:
                return CANARY.casefold() in read([picture.convert("RGB")], folder).casefold()

        wait_for(readable, "the canary on the screen", 20)


@pytest.fixture
def web() -> Iterator[Web]:
    """A server whose second site has the canary as its title."""
    pages = {"/": PAGE, "/done": PAGE}
    with Web(pages=pages, titles={"example.org": f"{CANARY} salaries"}) as opened:
        yield opened


def bands(picture: Image.Image) -> Iterator[Image.Image]:
    """Yield the parts of a picture between rows that are black and green alone."""
    pixels = np.asarray(picture)
    plain = (pixels == GREEN).all(axis=2) | (pixels == BLACK).all(axis=2)
    rows = np.flatnonzero(~plain.all(axis=1))
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
        if run.size > 1:
            columns = np.flatnonzero(~plain[run].all(axis=0))
            part = pixels[run[0] : run[-1] + 1, columns[0] : columns[-1] + 1]
            yield Image.fromarray(np.pad(part, ((8, 8), (8, 8), (0, 0)), mode="edge")).convert("L")


def read(pictures: Iterable[Image.Image], folder: Path) -> str:
    """Return what tesseract reads on pictures; what several of them show is read once."""
    known = {band.tobytes(): band for picture in pictures for band in bands(picture)}
    width, height = max(band.width for band in known.values()), sum(band.height for band in known.values())
    sheet, y = Image.new("L", (width, height), 255), 0
    for band in known.values():
        sheet.paste(band, (0, y))
        y += band.height
    file = folder / "read.png"
    sheet.save(file)
    command = ["tesseract", str(file), "-", "--psm", "11"]
    alone = {"PATH": os.environ["PATH"], "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, env=alone, capture_output=True, text=True, check=True, timeout=100)
    return done.stdout


def has_text(picture: Image.Image, browser: Browser) -> bool:
    """Return whether the page's field for names is shown with something in it."""
    x, y = browser.x + 46, browser.y + 46
    part = picture.crop((x, y, x + 100, y + 16)).convert("L")
    dark = sum(part.histogram()[:100])
    return 20 < dark < 100 * 16 // 2


def require_the_rest(volunteer: Volunteer, browser: Browser, pictures: list[Image.Image]) -> None:
    """Fail where what the volunteer typed and chose is not kept."""
    typed = "".join(volunteer.typed())
    require_shown(typed.startswith("first "), f"the first text of {typed!r}")
    require_shown("last" in typed, f"the last text of {typed!r}")
    require_shown(has_text(pictures[-1], browser), "what was chosen, in the last picture")
    gaps = volunteer.gaps()
    require_shown([gap for gap in gaps if gap["cause"] == "browser_popup"], f"what is said of {gaps}")


def forbid(volunteer: Volunteer, folder: Path) -> list[Image.Image]:
    """Fail where the canary is anywhere in the newest session; return its pictures."""
    need("tesseract")
    session = volunteer.export(folder / "plain.session")
    said = volunteer.run("steps", "last", "--json") + volunteer.run("events", "last", "--json")
    held = plain_bytes(session) + said.encode()
    assert not [spelling for spelling in spellings(CANARY) if spelling in held]
    pictures = [picture for _, picture in frames(session)]
    words = read(pictures, folder)
    assert "example.com" in words, "what is shown can be read"
    assert CANARY.casefold() not in words.casefold()
    return pictures


def look_into_history(browser: Browser) -> None:
    """Open Firefox's history sidebar, search in it, and close it."""
    browser.press("ctrl+h")
    browser.covered((150, 300))
    browser.type(CANARY[:3].lower())
    browser.press("Tab", "Tab", "Down", "Up")
    browser.click(GROUND)
    browser.press("ctrl+h")


@pytest.mark.soak
def test_nothing_that_firefox_suggests_is_kept(stage: Stage, web: Web, tmp_path: Path) -> None:
    """Form history, the address bar and, in full, the history sidebar."""
    browser = Browser(stage, web, open_firefox(stage, web))
    browser.remember()
    volunteer = Volunteer(stage, tmp_path / "home")
    with volunteer.recording("--app", "firefox-esr"):
        time.sleep(1)
        browser.click(NOTE)
        browser.type("first ")
        browser.click(NAME)
        browser.press("Down")
        wait_for(stage.hands.popups, "the form's history")
        browser.press("Down", "Down", "Escape", "Escape")
        browser.click(GROUND)
        browser.press("ctrl+l")
        browser.type("exam")
        browser.covered((500, 40))
        browser.show_canary(tmp_path)
        browser.press("Down", "Down", "Up")
        stage.click(browser.x + 300, browser.y + 60, button=3)
        time.sleep(0.8)
        browser.press("Escape", "Escape", "Escape")
        browser.click(GROUND)
        for _ in range(rounds(1, reduced=0)):
            look_into_history(browser)
        browser.click(NOTE)
        browser.type("last")
        browser.choose()
    require_the_rest(volunteer, browser, forbid(volunteer, tmp_path))


def test_nothing_that_chromium_suggests_is_kept(stage: Stage, web: Web, tmp_path: Path) -> None:
    """A page's field with a preview of what is highlighted, and the address bar."""
    browser = Browser(stage, web, open_chromium(stage, web))
    browser.remember()
    volunteer = Volunteer(stage, tmp_path / "home")
    with volunteer.recording("--app", "chromium"):
        time.sleep(1)
        browser.click(NOTE)
        browser.type("first ")
        browser.click(NAME)
        browser.press("Down")
        wait_for(stage.hands.popups, "the form's history")
        browser.press("Down", "Down", "Up")
        browser.click(GROUND)
        browser.click(NAME)
        browser.press("Down", "Down", "Escape", "Escape")
        browser.click(GROUND)
        browser.press("ctrl+l")
        browser.type("exam")
        browser.covered((500, 40))
        browser.show_canary(tmp_path)
        browser.press("Down", "Down", "Up")
        stage.click(browser.x + 300, browser.y + 60, button=3)
        time.sleep(0.8)
        browser.press("Escape", "Escape", "Escape")
        browser.click(GROUND)
        browser.click(NOTE)
        browser.type("last")
        browser.choose()
    require_the_rest(volunteer, browser, forbid(volunteer, tmp_path))

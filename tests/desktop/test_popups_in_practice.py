"""What a real Chromium puts up: a page's list is recorded as the page is, what the browser remembers is not."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.desktop.browsing import Web, go_to, open_chromium
from tests.desktop.stage import Stage, StageWindow, wait_for
from tests.desktop.volunteer import Volunteer, frames, plain_bytes, spellings
from tests.patience import require_shown

pytestmark = pytest.mark.display

GREEN, BLACK = (0, 0xAA, 0), (0, 0, 0)
PAGE = """<!doctype html><title>Orders</title><style>body { background: #0a0 }
input, select { position: absolute; left: 40px; width: 200px }</style><form action=/done>
<input id=name name=name style="top: 40px"><select id=tea aria-label=Tea style="top: 240px">
<option>Assam<option>Sencha</select><button>Send</button></form>
<script>navigator.sendBeacon("/saw", JSON.stringify({what: "shown"}))</script>"""
NAME, TEA = (100, 50), (100, 250)
"""Points in the page's fields, from its top left."""


@pytest.fixture
def speaking() -> Iterator[Stage]:
    """A stage on which applications say what they show."""
    with Stage(1280, 800, accessibility=True) as opened:
        yield opened


def page_of(stage: Stage, window: StageWindow) -> tuple[int, int]:
    """Return where the page begins: below the bars."""
    bars = (y for y in range(window.y + 60, window.y + 200) if stage.pixel(window.x + 450, y) == GREEN)
    return window.x + 4, next(bars)


def popup_of(stage: Stage) -> StageWindow:
    """Return the popup that is open, once it is drawn."""
    (popup,) = wait_for(stage.hands.popups, "a popup")
    time.sleep(0.8)
    return stage.look_at(popup)


def middle(picture: Image.Image, popup: StageWindow) -> set[object]:
    """Return the colours that a picture shows where a popup is."""
    part = picture.crop((popup.x + 8, popup.y + 8, popup.x + popup.width - 8, popup.y + popup.height - 8))
    return {colour for _, colour in part.getcolors(1 << 24) or ()}


def test_an_item_chosen_with_the_mouse_is_kept_and_its_list_is_in_the_pictures(
    speaking: Stage, tmp_path: Path
) -> None:
    with Web(pages={"/": PAGE}) as web:
        window = open_chromium(speaking, web)
        x, y = page_of(speaking, window)
        volunteer = Volunteer(speaking, tmp_path / "home")
        with volunteer.recording("--app", "chromium", "--url", "example.com"):
            time.sleep(1)
            speaking.click(x + TEA[0], y + TEA[1])
            popup = popup_of(speaking)
            speaking.move(popup.x + 20, popup.y + popup.height - 12)
            time.sleep(1)
            speaking.click(popup.x + 20, popup.y + popup.height - 12)
            time.sleep(1)
    clicks = [step for step in volunteer.steps() if step["kind"] == "click"]
    require_shown(len(clicks) == 2, f"both clicks; withheld: {[gap['cause'] for gap in volunteer.gaps()]}")
    assert clicks[1]["context"]["app"] == clicks[0]["context"]["app"]
    require_shown(clicks[1]["element"], "what the second was aimed at")
    assert (clicks[1]["element"]["role"], clicks[1]["element"]["name"]) == ("menu item", "Sencha")
    file = tmp_path / "before.png"
    volunteer.run("frame", "last", str(clicks[1]["index"]), str(file))
    with Image.open(file) as picture:
        require_shown(middle(picture, popup) - {GREEN, BLACK}, "the list")


def test_what_the_browser_remembers_and_suggests_is_in_no_picture(speaking: Stage, tmp_path: Path) -> None:
    with Web(pages={"/": PAGE, "/done": PAGE}) as web:
        window = open_chromium(speaking, web)
        x, y = page_of(speaking, window)
        speaking.click(x + NAME[0], y + NAME[1])
        time.sleep(0.5)
        speaking.type("Walrus", gap_ms=20)
        shown = len(web.of("shown"))
        speaking.press("Return")
        wait_for(lambda: len(web.of("shown")) > shown, "the next page")
        time.sleep(1)
        volunteer = Volunteer(speaking, tmp_path / "home")
        with volunteer.recording("--app", "chromium"):
            time.sleep(1)
            speaking.click(x + NAME[0], y + NAME[1])
            time.sleep(1)
            speaking.press("Down")
            popup = popup_of(speaking)
            assert speaking.pixel(popup.x + popup.width // 2, popup.y + 16) not in {GREEN, BLACK}
            speaking.click(x + 500, y + 400)
            time.sleep(1)
            speaking.click(x + 500, y + 400)
            time.sleep(1)
    session = volunteer.export(tmp_path / "plain.session")
    assert not [spelling for spelling in spellings("Walrus") if spelling in plain_bytes(session)]
    for at_ms, picture in frames(session):
        assert middle(picture, popup) <= {GREEN, BLACK}, f"at {at_ms} ms"
    require_shown(len([step for step in volunteer.steps() if step["kind"] == "click"]) >= 2, "the clicks")


def test_what_a_browser_puts_over_a_page_in_scope_is_in_no_picture(speaking: Stage, tmp_path: Path) -> None:
    """Suggestions behind the address bar, what is looked for in the page, and a card that tells of a tab."""
    with Web(pages={"/": PAGE, "/salaries": PAGE}, titles={"example.org": "Salaries of Walrus"}) as web:
        window = open_chromium(speaking, web)
        x, y = page_of(speaking, window)
        go_to(speaking, web, "http://example.org/other")
        go_to(speaking, web, "http://example.com/")
        volunteer = Volunteer(speaking, tmp_path / "home")
        with volunteer.recording("--app", "chromium", "--url", "example.com"):
            for put_up, at_x in (("ctrl+l", 300), ("ctrl+f", 500)):
                time.sleep(1)
                speaking.click(x + NAME[0], y + NAME[1])
                time.sleep(1)
                speaking.type("kept ")
                time.sleep(0.6)
                speaking.press(put_up)
                time.sleep(0.5)
                speaking.type("exa", gap_ms=60)
                time.sleep(1.5)
                assert not greens(speaking, x + at_x, y + 5), f"{put_up} put something over the page"
                speaking.click(x + 500, y + 400)
                time.sleep(1)
                speaking.click(x + 500, y + 400)
                time.sleep(1)
            speaking.click(x + NAME[0], y + NAME[1])
            speaking.move(window.x + 110, window.y + 18)
            time.sleep(2)
            assert not greens(speaking, x + 100, y + 20), "a card shows"
            speaking.type("kept")
            time.sleep(1)
    session = volunteer.export(tmp_path / "plain.session")
    assert not [spelling for spelling in spellings("Walrus") if spelling in plain_bytes(session)]
    for at_ms, picture in frames(session):
        part = picture.crop((x + 260, y, x + 880, y + 400))
        assert {colour for _, colour in part.getcolors(1 << 24) or ()} <= {GREEN, BLACK}, f"at {at_ms} ms"
        card = picture.crop((x + 90, y + 2, x + 240, y + 30))
        assert {colour for _, colour in card.getcolors(1 << 24) or ()} <= {GREEN, BLACK}, f"at {at_ms} ms"
    volunteer.require_typed("kept kept kept")


def greens(stage: Stage, x: int, y: int) -> bool:
    """Return whether the page's ground shows at a point."""
    return stage.pixel(x, y) == GREEN

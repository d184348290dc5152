"""A browser keeps the pages that one has left: password fields in them do not count, those that show do."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.browsing import Web, open_chromium
from tests.desktop.stage import Stage, wait_for
from tests.desktop.typist import SETTLE_S, began_at_ms
from tests.desktop.volunteer import Volunteer, frames, plain_bytes, spellings
from tests.patience import require_shown

pytestmark = pytest.mark.display

SHOWN = '<script>navigator.sendBeacon("/saw", JSON.stringify({what: "shown"}))</script>'
STYLE = (
    "<style>input { position: absolute; left: 40px; width: 300px; height: 24px; border: 0; background: #8f8 }"
)
LOGIN = f"""<!doctype html><title>Log in</title>{STYLE}</style><form action=/next>
<input id=user style="top: 40px" autofocus><input id=password type=password style="top: 100px">
<button>Go</button></form>{SHOWN}"""
NEXT = f"""<!doctype html><title>Welcome</title>{STYLE}</style>
<input id=name style="top: 160px" autofocus><input id=note style="top: 100px">
<input id=filled type=password value=abcdefgh style="top: 220px">{SHOWN}"""
LINGERED_S = 4.5
PACE_MS = 80
"""Between two keys: beside a password field each of them is kept once the page has shown it, within 300 ms."""
NOTE, FILLED = (300, 222), (300, 342)
"""Points inside the fields that stand at 100px and 220px, in a window that opens at 20,20."""
GREEN, BLACK = (0x88, 0xFF, 0x88), (0, 0, 0)


@pytest.fixture
def speaking() -> Iterator[Stage]:
    """A stage on which applications say what they show."""
    with Stage(1280, 800, accessibility=True) as opened:
        yield opened


def test_what_follows_a_login_is_kept_and_its_password_is_not(speaking: Stage, tmp_path: Path) -> None:
    with Web(pages={"/": LOGIN, "/next": NEXT}) as web:
        open_chromium(speaking, web)
        volunteer = Volunteer(speaking, tmp_path / "home")
        with volunteer.recording("--app", "chromium"):
            time.sleep(1)
            log_in(speaking, web, "jane", "qxzvw")
            speaking.type("after the login", gap_ms=PACE_MS)
            time.sleep(LINGERED_S)
            welcomed_ms = time.monotonic_ns() // 1_000_000
            speaking.press("Tab")
            time.sleep(SETTLE_S)  # right after Tab, beside a password field, a key may have gone there
            speaking.type(" note", gap_ms=PACE_MS)
            time.sleep(1)
    session = volunteer.export(tmp_path / "plain.session")
    stored = plain_bytes(session)
    assert not [spelling for spelling in spellings("qxzvw") if spelling in stored]
    began_ms = began_at_ms(session)
    later = [picture for at_ms, picture in frames(session) if at_ms + began_ms > welcomed_ms]
    assert {picture.getpixel(FILLED) for picture in later} <= {BLACK}, "a password nobody typed does not show"
    require_shown(later, "a picture of the next page")
    require_shown(any(picture.getpixel(NOTE) == GREEN for picture in later), "the note's field")
    typed = " ".join(volunteer.typed())
    for text in ("jane", "after the login", "note"):
        require_shown(text in typed, text)


def log_in(stage: Stage, web: Web, name: str, password: str) -> None:
    """Fill in the form, which leads to another page, and wait until that one shows."""
    before = len(web.of("shown"))
    stage.type(name, gap_ms=PACE_MS)
    time.sleep(SETTLE_S)
    stage.press("Tab")
    time.sleep(SETTLE_S)
    stage.type(password)
    time.sleep(SETTLE_S)
    stage.press("Return")
    wait_for(lambda: len(web.of("shown")) > before, "the next page", 30)
    time.sleep(2 * SETTLE_S)

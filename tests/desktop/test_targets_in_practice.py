"""What typed steps of a recording were aimed at: the field that got the text, however fast it was typed."""

import time
from collections import Counter
from pathlib import Path

import pytest

from tests.desktop.browsing import Web, open_chromium
from tests.desktop.stage import Stage
from tests.desktop.typist import SETTLE_S
from tests.desktop.volunteer import Volunteer
from tests.patience import require_shown

pytestmark = pytest.mark.display
ROUNDS = 3
PAGE = """<!doctype html><title>Orders</title><body style="font:16px sans-serif;margin:8px">
<p><label>Your name <input id=name></label></p>
<p><label>Town <input id=town></label></p>
<p><input id=agree type=checkbox aria-label="Agree"></p>
<script>navigator.sendBeacon("/saw", JSON.stringify({what: "shown"}))</script>"""
NAME = (130, 120)
"""Where the page's first field is in its window."""


def test_a_key_right_behind_tab_is_of_the_field_that_got_it(stage: Stage, tmp_path: Path) -> None:
    with Web() as web:
        web.pages["/two"] = PAGE
        window = open_chromium(stage, web, "http://example.com/two")
        volunteer = Volunteer(stage, tmp_path / "home")
        with volunteer.recording("--app", "chromium"):
            for _ in range(ROUNDS):
                stage.click_into(window, (window.x + NAME[0], window.y + NAME[1]))
                time.sleep(SETTLE_S)
                stage.type("Jane", gap_ms=20)
                time.sleep(SETTLE_S)
                stage.press("Tab")
                stage.type("Lund", gap_ms=30)
                time.sleep(SETTLE_S)
                stage.press("Tab")
                stage.press("space")
                time.sleep(SETTLE_S)
    volunteer.require_typed("JaneLund " * ROUNDS)
    steps = [step for step in volunteer.steps() if step["kind"] == "type"]
    aimed = Counter((step["text"], step["element"] and step["element"]["name"]) for step in steps)
    right = {("Jane", "Your name"), ("Lund", "Town"), (" ", "Agree")}
    unknown = {(text, None) for text, _ in right}
    assert aimed.keys() <= right | unknown, "what was not heard in time is not guessed"
    for each in right:
        require_shown(aimed[each] >= ROUNDS - 1, f"where {each} was aimed at")


def test_typing_into_an_editor_that_had_the_keyboard_before_the_recording_has_a_target(
    stage: Stage, tmp_path: Path
) -> None:
    pad = stage.open_mousepad()
    stage.click_into(pad)
    volunteer = Volunteer(stage, tmp_path / "home")
    with volunteer.recording("--app", "mousepad"):
        stage.click_into(pad)
        time.sleep(SETTLE_S)
        stage.type("Dear Jane", gap_ms=20)
    volunteer.require_typed("Dear Jane")
    (step,) = [step for step in volunteer.steps() if step["kind"] == "type"]
    assert step["element"] is not None
    assert step["element"]["role"] == "text"

"""Browsers that expose no accessibility tree are black whole: any of their pages may show a password."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from tests.desktop.password_forms import (
    NAME_RGB,
    SECRET_RGB,
    PasswordForm,
    middle,
    open_chromium,
    open_firefox,
    place_of,
)
from tests.desktop.stage import Stage, wait_for
from tests.desktop.typist import SETTLE_S
from tests.desktop.volunteer import Volunteer, frames
from tests.patience import require_shown

pytestmark = [pytest.mark.display, pytest.mark.timeout(240)]
BLACK = ((0, 0),) * 3
WITHOUT_TREE: dict[str, Callable[[Stage], PasswordForm]] = {
    "Firefox": partial(open_firefox, accessible=False),
    "Chromium": partial(open_chromium, accessible=False),
}


def log_in(stage: Stage, form: PasswordForm) -> None:
    """Type into a plain field and a password field, and show the password."""
    for place, text in ((middle(form.name), "ada"), (middle(form.secret), "quokka")):
        stage.click_into(form.window, place)
        stage.type(text, gap_ms=20)
        time.sleep(SETTLE_S)
    stage.click(*form.eye)
    time.sleep(2 * SETTLE_S)


def part(picture: Image.Image, form: PasswordForm) -> Image.Image:
    """Return the part of a picture in which a form's window is."""
    rect = form.window.rect
    return picture.crop((rect.x, rect.y, rect.right, rect.bottom))


@pytest.mark.parametrize("browser", WITHOUT_TREE)
def test_a_browser_without_a_tree_is_black_from_its_opening_and_how_to_start_it_is_said(
    stage: Stage, tmp_path: Path, browser: str
) -> None:
    beside = stage.open_xterm(geometry="40x10+900+500")
    volunteer = Volunteer(stage, tmp_path / "home")
    with volunteer.recording("--app", "firefox-esr", "--app", "chromium", "--app", "xterm"):
        form = WITHOUT_TREE[browser](stage)
        log_in(stage, form)
        advice = f"{form.app} exposes no accessibility tree, so its windows are black in screenshots"
        wait_for(lambda: advice.casefold() in volunteer.said().casefold(), "what is said of the browser")
        assert f"workbench launch {form.app}" in volunteer.said()
        stage.click_into(beside)
        stage.type("echo shown\n", gap_ms=30)
        time.sleep(SETTLE_S)
    pictures = [picture for _, picture in frames(volunteer.export(tmp_path / "plain.session"))]
    assert pictures
    assert not [picture for picture in pictures if place_of(picture, NAME_RGB) or place_of(picture, SECRET_RGB)]
    assert part(pictures[-1], form).getextrema() == BLACK
    assert b"quokka" not in volunteer.everything_stored()
    assert "browser without an accessibility tree" in volunteer.run("withheld", "last")
    x, y = beside.centre
    require_shown(pictures[-1].crop((x - 50, y - 50, x + 50, y + 50)).getextrema() != BLACK, "the terminal")

"""Passwords in pictures of five toolkits: neither readable nor countable, shown by an eye icon or not."""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.desktop.password_forms import (
    FORMS,
    NAME_RGB,
    PasswordForm,
    middle,
    place_of,
    screenshot,
)
from tests.desktop.stage import Stage, need
from tests.desktop.typist import SETTLE_S
from tests.desktop.volunteer import Volunteer, frames, png
from tests.patience import require_shown
from tests.soak import rounds
from workbench.model.geometry import Rect

pytestmark = [pytest.mark.display, pytest.mark.soak, pytest.mark.timeout(1800)]
WORD = "quokkazebra"
FRAMES = 200
SWAPS_OBJECTS = frozenset({"Firefox"})
"""Toolkits that replace the object of a field that is shown; until the new one has a place, all is black."""
CLICKED_S = 0.2
PADDING_PX = 12
"""How far outside the field a picture may be black: a border that the toolkit draws around it."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the pictures of one recording show."""

    frames: int
    """How many there are."""
    readable: int
    """In how many the password can be read."""
    countable: int
    """In how many the place of the password is not flat black."""
    masked_more: int
    """In how many something outside the field is black that is not black on the screen."""
    outside_px: float
    """How many pixels outside the field are black that are not black on the screen, in the mean."""


def box(rect: Rect) -> tuple[int, int, int, int]:
    """Return a rectangle as Pillow wants it."""
    return rect.x, rect.y, rect.right, rect.bottom


def read(picture: Image.Image) -> str:
    """Return the letters that can be read in a picture."""
    need("tesseract")
    large = picture.resize((3 * picture.width, 3 * picture.height))
    command = ["tesseract", "-", "-", "--psm", "11"]
    done = subprocess.run(command, input=png(large), capture_output=True, check=True, timeout=120)
    return "".join(done.stdout.decode().lower().split())


def click_eye(stage: Stage, form: PasswordForm) -> None:
    """Show or hide the password, and go away before GTK 4 opens a tooltip there, which is a window."""
    stage.click(*form.eye)
    time.sleep(CLICKED_S)  # a pointer that goes on at once makes some clicks do nothing
    stage.move(*middle(form.name))
    time.sleep(SETTLE_S)


def require_readable(stage: Stage, form: PasswordForm, *, expected: bool) -> None:
    """Raise where the screen does not show or hide the password as it is to be: a click did nothing then."""
    found = read(screenshot(stage).crop(box(form.secret)))
    require_shown((WORD[:5] in found) is expected, f"{expected=} on the screen, which shows {found!r}")


def fill_in(stage: Stage, form: PasswordForm, number: int) -> None:
    """Type a name and a password, show the password, go elsewhere while it shows, and hide it again."""
    stage.click_into(form.window, middle(form.name))
    stage.type(f"u{number}")
    time.sleep(SETTLE_S)
    stage.click(form.secret.x + 20, middle(form.secret)[1])
    time.sleep(SETTLE_S)
    stage.press("ctrl+a")
    stage.type(WORD, gap_ms=20)
    time.sleep(SETTLE_S)
    click_eye(stage, form)
    stage.click(*form.note)
    time.sleep(SETTLE_S)
    stage.type("n", gap_ms=20)
    time.sleep(2 * SETTLE_S)


def judge(pictures: list[Image.Image], form: PasswordForm, ground: Image.Image, *, read_all: bool) -> Figures:
    """Compare pictures with the screen as it was before anything was typed."""
    window, secret = form.window.rect, form.secret
    inner = secret.shift(-window.x, -window.y)
    lit: NDArray[np.bool_] = np.array(np.asarray(ground.crop(box(window))).any(axis=2))
    around = inner.pad(PADDING_PX)
    lit[max(0, around.y) : around.bottom, max(0, around.x) : around.right] = False
    black = [~np.asarray(picture.crop(box(window))).any(axis=2) & lit for picture in pictures]
    countable = [picture.crop(box(secret)).getextrema() != ((0, 0),) * 3 for picture in pictures]
    different = {picture.tobytes(): picture for picture in pictures}
    looked_at = list(different.values()) if read_all else list(different.values())[-3:]
    readable = [
        WORD[:5] in (text := read(picture.crop(box(window)))) or WORD[-5:] in text for picture in looked_at
    ]
    outside = [int(part.sum()) for part in black]
    more = sum(map(bool, outside))
    return Figures(len(pictures), sum(readable), sum(countable), more, float(np.mean(outside)))


@pytest.mark.parametrize("toolkit", FORMS)
def test_a_password_is_neither_readable_nor_countable_in_any_picture_and_all_else_shows(
    stage: Stage, tmp_path: Path, toolkit: str, figure: Callable[[str], None]
) -> None:
    form = FORMS[toolkit](stage)
    ground = screenshot(stage)
    volunteer = Volunteer(stage, tmp_path / "home")
    wanted, taken = rounds(FRAMES, reduced=4), list[Image.Image]()
    number_of = rounds(12, reduced=1)
    for session in range(20):
        with volunteer.recording("--app", form.app):
            for number in range(number_of):
                fill_in(stage, form, number)
                if number == 0:
                    require_readable(stage, form, expected=True)
                click_eye(stage, form)
            require_readable(stage, form, expected=False)
        name = tmp_path / f"{session}.session"
        taken += [picture for _, picture in frames(volunteer.export(name))]
        if len(taken) >= wanted:
            break
    figures = judge(taken, form, ground, read_all=wanted >= FRAMES)
    figure(f"{toolkit}: {figures}")
    assert figures.frames >= wanted
    assert figures.countable == 0
    assert figures.readable == 0
    most = figures.frames // 4 if toolkit in SWAPS_OBJECTS else 0
    require_shown(figures.masked_more <= most, "what stands outside the field")
    plain = [place_of(picture.crop(box(form.window.rect)), NAME_RGB) is not None for picture in taken]
    assert plain.count(False) <= most, "the plain field shows"

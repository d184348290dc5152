"""Two applications, one in scope: the other is in no byte and in no pixel."""

import itertools
import time
from pathlib import Path

import numpy as np
import pytest

from tests.desktop.stage import Stage
from tests.desktop.volunteer import Volunteer, frames, plain_bytes, spellings
from tests.patience import require_shown
from workbench.model.geometry import Rect

pytestmark = pytest.mark.display

PUBLIC = ("Hello from the editor, ", "still the editor; ", "and Back again.")
PRIVATE = ("zebra quagga", "okapi tapir")
PRIVATE_TITLE = "Walrus ledger"


@pytest.fixture
def volunteer(stage: Stage, tmp_path: Path) -> Volunteer:
    return Volunteer(stage, tmp_path / "home")


def test_nothing_of_a_window_outside_the_scope_is_kept(
    stage: Stage, volunteer: Volunteer, tmp_path: Path
) -> None:
    editor = stage.open_mousepad()
    terminal = stage.open_xterm("cat", title=PRIVATE_TITLE, geometry="40x14+985+420")
    with volunteer.recording("--app", "mousepad"):
        for public, private in itertools.zip_longest(PUBLIC, PRIVATE):
            stage.click_into(editor, (editor.x + 150, editor.y + 150))
            time.sleep(0.4)  # and the editor must have said that it has it
            stage.press("ctrl+End")
            stage.type(public, gap_ms=25)
            time.sleep(0.4)  # the editor must still have the keyboard when it vouches for the last key
            if private:
                stage.click_into(terminal)
                stage.type(private, gap_ms=15)
    assert {step["context"]["app"] for step in volunteer.steps()} == {"mousepad"}
    assert "out_of_scope" in {gap["reason"] for gap in volunteer.gaps()}
    assert volunteer.results[-1]["gaps"] == len(volunteer.gaps())
    session = volunteer.export(tmp_path / "plain.session")
    stored = plain_bytes(session) + volunteer.everything_stored()
    for text in (*PRIVATE, PRIVATE_TITLE, *(word for line in PRIVATE for word in line.split())):
        assert not any(spelling in stored for spelling in spellings(text)), text
    assert_black_in(session, terminal.rect)
    volunteer.require_typed("".join(PUBLIC))
    assert_seen_in(session, editor.rect)


def assert_black_in(session: Path, rect: Rect) -> None:
    pictures = frames(session)
    assert pictures
    for _, picture in pictures:
        part = np.asarray(picture)[rect.y : rect.bottom, rect.x : rect.right]
        assert not part.any()


def assert_seen_in(session: Path, rect: Rect) -> None:
    shown = [
        np.asarray(picture)[rect.y : rect.bottom, rect.x : rect.right].mean() for _, picture in frames(session)
    ]
    require_shown(max(shown) > 100, f"a picture of what lies at {rect}")


def test_a_window_outside_the_scope_that_moves_about_is_black_in_every_frame(
    stage: Stage, volunteer: Volunteer, tmp_path: Path
) -> None:
    """The other window is plain magenta, which nothing else on the stage is."""
    editor = stage.open_mousepad()
    stage.open_python(MAGENTA)
    other = stage.wait_window("magenta")
    with volunteer.recording("--app", "mousepad"):
        for turn in range(12):
            stage.run("xdotool", "windowmove", str(other.id), str(60 + turn * 40), str(80 + turn * 20))
            stage.click(editor.x + 150, editor.y + 150)
            stage.type("ab", gap_ms=30)
            stage.run("xdotool", "windowraise", str(other.id))
    for captured_ms, picture in frames(volunteer.export(tmp_path / "plain.session")):
        pixels = np.asarray(picture)
        magenta = (pixels[:, :, 0] > 240) & (pixels[:, :, 1] < 15) & (pixels[:, :, 2] > 240)
        assert not magenta.any(), f"{int(magenta.sum())} pixels at {captured_ms} ms"


MAGENTA = """
from Xlib import X, display
d = display.Display(); s = d.screen()
w = s.root.create_window(60, 60, 260, 200, 0, s.root_depth, background_pixel=0xff00ff)
w.set_wm_name("magenta"); w.set_wm_class("magenta", "Magenta"); w.map(); d.flush()
while True: d.next_event()
"""


def test_no_byte_under_the_home_shows_typed_text_or_titles(
    stage: Stage, volunteer: Volunteer, tmp_path: Path
) -> None:
    note = stage.home / "walnut-diary.txt"
    note.write_text("", encoding="utf-8")
    editor = stage.open_mousepad(note)
    with volunteer.recording("--app", "mousepad", task="Write about the pistachio harvest"):
        stage.click_into(editor, (editor.x + 150, editor.y + 150))
        time.sleep(0.4)
        stage.type("The cardamom arrived.", gap_ms=10)
    stored = volunteer.everything_stored()
    for text in ("cardamom", "pistachio", "walnut-diary"):
        assert not any(spelling in stored for spelling in spellings(text)), text
    session = volunteer.export(tmp_path / "plain.session")
    assert b"cardamom" not in stored
    volunteer.require_typed("The cardamom arrived.")
    assert all(word in session.read_bytes() for word in (b"pistachio", b"walnut-diary"))

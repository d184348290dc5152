"""Which pictures are stored, and what is black in them."""

from pathlib import Path

from tests.capture.rehearsal import CHAT, EDITOR, TERMINAL, Rehearsal, pixel, steps_of
from workbench.model.geometry import Rect

RED = (250, 10, 10)
BLUE = (10, 10, 250)
BLACK = (0, 0, 0)


def test_each_action_has_the_picture_before_it_and_the_settled_one_after(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(500)
    rehearsal.click(100, 100)
    rehearsal.paint(Rect(50, 50, 20, 20), BLUE)
    rehearsal.advance(60)
    rehearsal.paint(Rect(50, 50, 20, 20), RED)
    rehearsal.advance(1500)
    rehearsal.click(200, 200)
    recording = rehearsal.end()
    first, second = [step for step in steps_of(recording) if step.kind == "click"]
    assert first.frame is not None
    assert first.after is not None
    assert second.frame is not None
    assert first.frame.age_ms == 0
    assert pixel(rehearsal.picture(first.frame.id), 55, 55) not in {RED, BLUE}
    assert pixel(rehearsal.picture(first.after.id), 55, 55) == RED
    assert pixel(rehearsal.picture(second.frame.id), 55, 55) == RED


def test_no_picture_is_younger_than_its_action(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    for number in range(12):
        rehearsal.paint(Rect(50, 50, 20, 20), (number * 20, 0, 100))
        rehearsal.advance(35)
        rehearsal.click(100 + number * 20, 100)
        rehearsal.paint(Rect(80, 50, 20, 20), (0, number * 20, 100))
        rehearsal.advance(470)
    recording = rehearsal.end()
    frames = {frame.id: frame for frame in recording.frames}
    clicks = [step for step in steps_of(recording) if step.kind == "click"]
    assert len(clicks) == 12
    for step in clicks:
        assert step.frame is not None
        assert frames[step.frame.id].captured_ms <= step.start_ms


def test_typing_stores_no_pictures_in_its_middle(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(600)
    for number, character in enumerate("slow typist"):
        rehearsal.type(character)
        rehearsal.paint(Rect(50 + number * 10, 50, 8, 8), RED)
        rehearsal.advance(700)
    recording = rehearsal.end()
    assert len({frame.captured_ms for frame in recording.frames}) == 2


def test_windows_outside_the_scope_are_black_and_so_is_where_they_just_were(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, "mousepad")
    rehearsal.open_window(CHAT, RED)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(700)
    rehearsal.click(50, 50)
    rehearsal.advance(600)
    rehearsal.place_window(CHAT.id, CHAT.rect.shift(100, 50))
    rehearsal.advance(120)
    rehearsal.click(50, 60)
    rehearsal.advance(900)
    rehearsal.click(50, 70)
    recording = rehearsal.end()
    before, just_moved, settled = [
        rehearsal.picture(step.frame.id) for step in steps_of(recording) if step.kind == "click" and step.frame
    ]
    old_place, new_place = (210, 110), (590, 340)
    assert [pixel(before, *old_place), pixel(before, *new_place)][0] == BLACK
    assert pixel(before, *new_place) != BLACK
    assert pixel(just_moved, *old_place) == BLACK
    assert pixel(settled, *old_place) != BLACK
    assert pixel(settled, 590, 340) == BLACK
    for frame in recording.frames:
        picture = rehearsal.picture(frame.id)
        assert not any(pixel(picture, x, y) == RED for x in range(0, 1280, 10) for y in range(0, 800, 10))
        assert pixel(picture, TERMINAL.rect.x + 10, 10) == BLACK


def test_what_is_drawn_outside_the_scope_takes_no_picture(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, "mousepad")
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(1000)
    ring = rehearsal.pipeline.pictures.rings[1]
    taken = ring.newest(rehearsal.now_ms)
    for number in range(20):
        rehearsal.paint(Rect(700, 50, 50, 50), (number, 0, 0))
        rehearsal.advance(100)
    assert ring.newest(rehearsal.now_ms) is taken

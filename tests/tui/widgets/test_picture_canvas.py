"""A part of a picture with the action on it."""

import time

import pytest
from PIL import Image

from workbench.model.geometry import Rect
from workbench.store.frames import Picture
from workbench.tui.widgets.action_marks import ActionMark
from workbench.tui.widgets.half_blocks import half_block_strips
from workbench.tui.widgets.picture_canvas import INK, Shot, draw, shot_of, view_of

GREY = (90, 90, 90)
FRAME = (1920, 1080)


def grey(mark: ActionMark | None, size: tuple[int, int] = FRAME) -> Shot:
    """Return a grey picture."""
    return Shot(Image.new("RGB", size, GREY), mark, mark.focus if mark else (0, 0))


def test_the_action_is_in_the_middle_where_there_is_room_around_it() -> None:
    view = view_of(FRAME, (100, 60), (960, 540), 2.0)
    assert (view.rect, view.width, view.height) == (Rect(860, 480, 200, 120), 100, 60)


@pytest.mark.parametrize("focus", [(0, 0), (1919, 1079), (5000, -20)])
def test_at_the_edge_the_part_stays_inside_the_frame(focus: tuple[int, int]) -> None:
    part = view_of(FRAME, (100, 60), focus, 2.0).rect
    assert Rect(0, 0, *FRAME).clip(part) == part
    assert (part.width, part.height) == (200, 120)


@pytest.mark.parametrize("room", [(100, 60), (10, 300), (300, 4), (1, 1), (4000, 4000)])
def test_the_whole_frame_fits_into_any_room(room: tuple[int, int]) -> None:
    view = view_of(FRAME, room, (0, 0), None)
    assert view.rect == Rect(0, 0, *FRAME)
    assert 1 <= view.width <= room[0]
    assert 1 <= view.height <= room[1]


def test_a_small_frame_is_not_cut_however_close_one_looks() -> None:
    view = view_of((40, 20), (100, 60), (0, 0), 10.0)
    assert view.rect == Rect(0, 0, 40, 20)


def test_a_click_is_drawn_around_its_point_and_leaves_the_point_to_be_seen() -> None:
    shot = grey(ActionMark(focus=(960, 540), cross=(960, 540)))
    image = draw(shot, view_of(FRAME, (100, 60), shot.focus, 2.0))
    assert image.getpixel((50, 30)) == GREY
    assert INK in {image.getpixel((50 + 3, 30)), image.getpixel((50, 30 + 3))}


def test_a_window_and_a_way_are_drawn_too() -> None:
    shot = grey(ActionMark(focus=(50, 50), line=((20, 50), (80, 50)), box=Rect(10, 10, 80, 80)), (100, 100))
    image = draw(shot, view_of((100, 100), (100, 100), (50, 50), None))
    assert image.getpixel((50, 50)) == INK
    assert image.getpixel((10, 40)) == INK
    assert image.getpixel((89, 40)) == INK


def test_without_a_mark_nothing_is_drawn() -> None:
    image = draw(grey(None), view_of(FRAME, (100, 60), (0, 0), None))
    assert image.getcolors() == [(image.width * image.height, GREY)]


def test_a_picture_becomes_a_shot_with_its_own_pixels() -> None:
    picture = Picture(2, 1, bytes((1, 2, 3, 4, 5, 6)))
    mark = ActionMark(focus=(1, 0), cross=(1, 0))
    shot = shot_of(picture, mark, drawn=False)
    assert shot.image.tobytes() == picture.rgb
    assert (shot.mark, shot.focus) == (None, (1, 0))
    assert shot_of(picture, mark, drawn=True).mark is mark


def test_a_preview_of_a_full_hd_frame_takes_at_most_20_ms_of_work() -> None:
    noise = Image.effect_noise((480, 270), 90).resize(FRAME).convert("RGB")
    shot = Shot(noise, ActionMark(focus=(700, 300), cross=(700, 300)), (700, 300))
    spent = []
    for at in range(9):
        begun = time.process_time()
        half_block_strips(draw(shot, view_of(FRAME, (72, 40), (700 + at, 300), 2.0)))
        spent.append(time.process_time() - begun)
    assert sorted(spent)[len(spent) // 2] <= 0.02

"""Masks: flat black, opaque, clipped to the picture, and nothing else changed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.store.examples import a_screen
from workbench.model.geometry import Rect
from workbench.privacy.masks import paint

WIDTH, HEIGHT = 60, 40
RECTS = st.builds(Rect, st.integers(-80, 80), st.integers(-80, 80), st.integers(-5, 120), st.integers(-5, 120))


@given(st.lists(RECTS, max_size=4))
def test_every_masked_pixel_is_black_and_every_other_is_as_it_was(masks: list[Rect]) -> None:
    screen = a_screen(WIDTH, HEIGHT) | 1  # so that nothing is black before
    painted = np.frombuffer(paint(screen.tobytes(), WIDTH, HEIGHT, masks), np.uint8).reshape(HEIGHT, WIDTH, 3)
    inside = np.zeros((HEIGHT, WIDTH), bool)
    for y in range(HEIGHT):
        for x in range(WIDTH):
            inside[y, x] = any(mask.contains(x, y) for mask in masks)
    assert not painted[inside].any()
    assert (painted[~inside] == screen[~inside]).all()


def test_what_is_painted_is_a_copy() -> None:
    screen = a_screen(WIDTH, HEIGHT)
    before = screen.copy()
    paint(screen, WIDTH, HEIGHT, [Rect(0, 0, WIDTH, HEIGHT)])
    assert (screen == before).all()

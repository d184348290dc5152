"""Frames."""

from workbench.model.frames import Frame
from workbench.model.geometry import Rect


def test_a_picture_ages_only_from_when_the_screen_may_have_changed() -> None:
    frame = Frame(1, 1, 1000, 1400, 1920, 1080)
    assert [frame.age_ms(at_ms) for at_ms in (1000, 1400, 1450)] == [0, 0, 50]


def test_a_picture_covers_its_own_pixels() -> None:
    assert Frame(1, 1, 0, 0, 1920, 1080).rect == Rect(0, 0, 1920, 1080)

"""Places that applications tell in pixels of their own."""

import pytest

from workbench.desktop.atspi.scaling import apart, scale_of, scaled
from workbench.model.geometry import Rect

WINDOW = Rect(350, 220, 582, 352)
OTHER = Rect(0, 0, 1280, 40)


@pytest.mark.parametrize("factor", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_the_factor_is_that_which_makes_the_object_its_window(factor: float) -> None:
    told = Rect(*(round(side / factor) for side in (354, 240, 574, 328)))
    assert scale_of(told, [OTHER, WINDOW]) == factor


def test_what_fits_no_window_has_no_factor() -> None:
    assert scale_of(Rect(900, 600, 580, 330), [OTHER, WINDOW]) is None
    assert scale_of(WINDOW, []) is None


def test_scaling_rounds_outwards() -> None:
    assert scaled(Rect(3, 3, 5, 5), 1.5) == Rect(4, 4, 9, 9)
    assert scaled(WINDOW, 1.0) is WINDOW
    assert apart(Rect(0, 0, 10, 10), Rect(1, 2, 10, 20)) == 12

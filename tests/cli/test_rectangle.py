"""Rectangles behind an option."""

import click
import pytest

from workbench.cli.rectangle import Rectangle
from workbench.model.geometry import Rect


def test_four_numbers_are_a_rectangle() -> None:
    assert Rectangle()("10,20,300,200") == Rect(10, 20, 300, 200)
    assert Rectangle()(Rect(1, 2, 3, 4)) == Rect(1, 2, 3, 4)


@pytest.mark.parametrize("value", ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "1.5,2,3,4", "0,0,0,10", "0,0,10,-1"])
def test_anything_else_is_none(value: str) -> None:
    with pytest.raises(click.BadParameter, match="a rectangle"):
        Rectangle()(value)

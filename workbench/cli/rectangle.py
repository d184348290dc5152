"""Rectangles as they are given behind an option."""

import click

from workbench.model.geometry import Rect


class Rectangle(click.ParamType[Rect]):
    """Four numbers, `X,Y,W,H`, in pixels."""

    name = "X,Y,W,H"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Rect:
        """Read the four numbers."""
        if isinstance(value, Rect):
            return value
        try:
            x, y, width, height = (int(part) for part in str(value).split(","))
        except ValueError:
            self.fail("a rectangle is four whole numbers, as in 0,0,800,600", param, ctx)
        if width <= 0 or height <= 0:
            self.fail("a rectangle needs a width and a height above 0", param, ctx)
        return Rect(x, y, width, height)

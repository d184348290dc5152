"""A picture on which a box can be drawn with the mouse."""

from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Offset, Region
from textual.message import Message

from workbench.model.geometry import Rect
from workbench.tui.graphics import Graphics
from workbench.tui.widgets.picture_canvas import INK, Shot, View, draw
from workbench.tui.widgets.picture_view import HalfBlockPicture, PictureView

if TYPE_CHECKING:
    from PIL.Image import Image

LEFT_BUTTON = 1


def spanned(start: Offset, end: Offset, area: Region, part: Rect) -> Rect:
    """Return the part of a frame that lies under the cells from one to another, both included.

    `area` is where on the screen the part of the frame is shown.
    """
    left, right = sorted((start.x, end.x))
    top, bottom = sorted((start.y, end.y))
    x0, x1 = (_along(at, area.x, area.width, part.width) for at in (left, right + 1))
    y0, y1 = (_along(at, area.y, area.height, part.height) for at in (top, bottom + 1))
    return Rect(part.x + x0, part.y + y0, x1 - x0, y1 - y0)


def _along(cell: int, first: int, cells: int, pixels: int) -> int:
    return round(min(max(0, cell - first), cells) * pixels / max(1, cells))


class BoxPicture(PictureView):
    """Dragging draws a box; letting go tells the screen which pixels of the frame it covers."""

    def __init__(self, graphics: Graphics) -> None:
        super().__init__(graphics)
        self._start: Offset | None = None
        self._box: Rect | None = None

    class Drawn(Message):
        """A box was drawn."""

        def __init__(self, rect: Rect) -> None:
            super().__init__()
            self.rect = rect

    def drawn(self, shot: Shot, view: View) -> "Image":
        """Return the part that is seen, with the box that is being drawn."""
        image = draw(shot, view)
        if self._box is None:
            return image
        from PIL import ImageDraw

        part, box = view.rect, self._box
        across, down = view.width / part.width, view.height / part.height
        left, top = round((box.x - part.x) * across), round((box.y - part.y) * down)
        right, bottom = round((box.right - part.x) * across) - 1, round((box.bottom - part.y) * down) - 1
        ImageDraw.Draw(image).rectangle((left, top, max(left, right), max(top, bottom)), outline=INK)
        return image

    def _area(self, view: View) -> Region:
        if self._graphics is not Graphics.BLOCKS:
            return self.query_one("#graphic").region
        region = self.query_one(HalfBlockPicture).region
        left = region.x + max(0, (region.width - view.width) // 2)
        return Region(left, region.y, view.width, (view.height + 1) // 2)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a box."""
        if self.shot is not None and self._view is not None and event.button == LEFT_BUTTON:
            self._start = event.screen_offset
            self.capture_mouse()
            event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show the box as it grows."""
        if self._start is not None and self._view is not None:
            self._box = self._spanned(event.screen_offset)
            self._draw()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Tell of the box; a click without a way is none."""
        if self._start is None:
            return
        self.release_mouse()
        start, box = self._start, self._spanned(event.screen_offset)
        self._start = self._box = None
        self._draw()
        if event.screen_offset != start and not box.empty:
            self.post_message(self.Drawn(box))

    def _spanned(self, end: Offset) -> Rect:
        if self._start is None or self._view is None:
            return Rect(0, 0, 0, 0)
        return spanned(self._start, end, self._area(self._view), self._view.rect)

"""A part of a picture, cut out, scaled and with the action drawn on it.

Pillow is imported on first use: no picture is on the first screen.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.model.geometry import Rect
from workbench.tui.widgets.action_marks import ActionMark, Point

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

    from workbench.store.frames import Picture

INK, EDGE = (255, 40, 140), (255, 255, 255)
ARM_PX = 4


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """A picture that is ready to be looked at."""

    image: "Image"
    """The whole frame, RGB."""
    mark: ActionMark | None
    """The action; none on the picture after it."""
    focus: Point
    """What to look at."""


@dataclass(frozen=True, slots=True)
class View:
    """Which part of a frame is seen, and how large."""

    rect: Rect
    """The part, in pixels of the frame."""
    width: int
    """Pixels on the screen."""
    height: int
    """Pixels on the screen."""


def shot_of(picture: "Picture", mark: ActionMark, *, drawn: bool) -> Shot:
    """Make a picture ready; some milliseconds for a large one, so call it in a worker."""
    from PIL import Image

    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)
    return Shot(image, mark if drawn else None, mark.focus)


def view_of(frame: tuple[int, int], room: tuple[int, int], focus: Point, scale: float | None) -> View:
    """Return the part around a point that fills the room at a scale (frame pixels a pixel); none shows all."""
    width, height = frame
    whole = max(width / room[0], height / room[1])
    used = whole if scale is None else min(scale, whole)
    part_width, part_height = min(width, round(room[0] * used)), min(height, round(room[1] * used))
    x = min(max(0, focus[0] - part_width // 2), width - part_width)
    y = min(max(0, focus[1] - part_height // 2), height - part_height)
    seen = max(1, min(room[0], round(part_width / used))), max(1, min(room[1], round(part_height / used)))
    return View(Rect(x, y, part_width, part_height), *seen)


def draw(shot: Shot, view: View) -> "Image":
    """Return the part that is seen, with the action on it."""
    from PIL import ImageDraw
    from PIL.Image import Resampling

    part = view.rect
    shrinks = part.width > view.width
    image = shot.image.resize(
        (view.width, view.height),
        Resampling.BOX if shrinks else Resampling.NEAREST,
        (part.x, part.y, part.right, part.bottom),
    )
    if shot.mark is not None:
        _draw_mark(ImageDraw.Draw(image), shot.mark, view)
    return image


def _draw_mark(pen: "ImageDraw", mark: ActionMark, view: View) -> None:
    if mark.box is not None:
        left, top = _seen((mark.box.x, mark.box.y), view)
        right, bottom = _seen((mark.box.right - 1, mark.box.bottom - 1), view)
        if left < right and top < bottom:
            pen.rectangle((left, top, right, bottom), outline=INK)
    if len(mark.line) > 1:
        way = [_seen(point, view) for point in mark.line]
        pen.line(way, fill=EDGE, width=3)
        pen.line(way, fill=INK, width=1)
    if mark.cross is not None:
        _draw_cross(pen, _seen(mark.cross, view), view)


def _draw_cross(pen: "ImageDraw", at: Point, view: View) -> None:
    """Draw four arms around the point, which itself stays visible; white edges part them from any ground."""
    x, y = at
    arm = max(ARM_PX, min(view.width, view.height) // 16)
    for colour, width in ((EDGE, 3), (INK, 1)):
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            pen.line((x + 2 * dx, y + 2 * dy, x + arm * dx, y + arm * dy), fill=colour, width=width)


def _seen(point: Point, view: View) -> Point:
    part = view.rect
    x = round((point[0] - part.x) * view.width / part.width)
    return x, round((point[1] - part.y) * view.height / part.height)

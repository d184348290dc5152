"""The picture of a step: by the terminal's graphics where it has them, else half-blocks around the action."""

import importlib
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from workbench.tui.graphics import Graphics
from workbench.tui.widgets.half_blocks import half_block_strips
from workbench.tui.widgets.picture_canvas import Shot, View, draw, view_of

if TYPE_CHECKING:
    from PIL.Image import Image

BLOCK_SCALES: tuple[float | None, ...] = (2.0, None, 1.0)
GRAPHIC_SCALES: tuple[float | None, ...] = (None, 1.0, 0.5)
PAN_SHARE = 4


class HalfBlockPicture(Widget):
    """An image as half-blocks, drawn line by line."""

    DEFAULT_CSS = "HalfBlockPicture { width: 1fr; height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._strips: list[Strip] = []

    def show(self, image: "Image | None") -> None:
        """Show an image, two of its rows a line."""
        self._strips = half_block_strips(image) if image is not None else []
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of cells, the image in the middle."""
        width = self.size.width
        if y >= len(self._strips):
            return Strip.blank(width, self.rich_style)
        strip = self._strips[y]
        left = max(0, (width - strip.cell_length) // 2)
        right = max(0, width - strip.cell_length - left)
        return strip.crop_pad(strip.cell_length, left, right, self.rich_style).crop(0, width)


class PictureView(Container, can_focus=True):
    """Shows a shot, zooms and pans. Words stand in its place where there is none."""

    DEFAULT_CSS = """
    PictureView {
        background: $background; border: round $foreground 25%;
        &:focus { border: round $primary; }
        & > #words { width: 1fr; height: 1fr; content-align: center middle; color: $foreground 60%; }
        & > #graphic { width: auto; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "pan(-1, 0)", "Left", show=False, id="picture.left", tooltip="Look further left"),
        Binding("right", "pan(1, 0)", "Right", show=False, id="picture.right", tooltip="Look further right"),
        Binding("up", "pan(0, -1)", "Up", show=False, id="picture.up", tooltip="Look further up"),
        Binding("down", "pan(0, 1)", "Down", show=False, id="picture.down", tooltip="Look further down"),
    ]

    shot: reactive[Shot | None] = reactive(None, init=False)

    def __init__(self, graphics: Graphics) -> None:
        super().__init__()
        self._graphics = graphics
        self._zoom = 0
        self._focus = (0, 0)
        self._view: View | None = None

    def compose(self) -> ComposeResult:
        """Put words, half-blocks and the terminal's own graphics on top of one another; one is shown."""
        yield Static(id="words")
        yield HalfBlockPicture()
        if self._graphics is not Graphics.BLOCKS:
            yield self._graphic_widget()

    def _graphic_widget(self) -> Widget:
        module = importlib.import_module("textual_image.widget")
        kind = module.SixelImage if self._graphics is Graphics.SIXEL else module.TGPImage
        widget: Widget = kind(id="graphic")
        return widget

    def on_mount(self) -> None:
        """Begin with nothing."""
        self.say("")

    def say(self, words: str) -> None:
        """Show words of our own instead of a picture."""
        self.shot = None
        self.query_one("#words", Static).update(Content(words))
        self._show_only("#words")

    def watch_shot(self, shot: Shot | None) -> None:
        """Show another picture, looking at its action; the zoom stays."""
        if shot is not None:
            self._focus = shot.focus
            self._draw()

    def on_resize(self) -> None:
        """Fill the new room."""
        self._draw()

    def zoom(self) -> None:
        """Go to the next of three distances."""
        self._zoom = (self._zoom + 1) % len(BLOCK_SCALES)
        if self.shot is not None:
            self._focus = self.shot.focus
        self._draw()

    def action_pan(self, columns: int, rows: int) -> None:
        """Look further to one side, by a quarter of what is seen."""
        if self.shot is None:
            return
        part = view_of(self.shot.image.size, self._room(), self._focus, self._scale()).rect
        x = part.x + part.width // 2 + columns * max(1, part.width // PAN_SHARE)
        y = part.y + part.height // 2 + rows * max(1, part.height // PAN_SHARE)
        width, height = self.shot.image.size
        self._focus = min(max(0, x), width), min(max(0, y), height)
        self._draw()

    def _scale(self) -> float | None:
        return (BLOCK_SCALES if self._graphics is Graphics.BLOCKS else GRAPHIC_SCALES)[self._zoom]

    def _room(self) -> tuple[int, int]:
        size: Size = self.content_size
        if self._graphics is Graphics.BLOCKS:
            return max(1, size.width), max(2, size.height * 2)
        cell = importlib.import_module("textual_image._terminal").get_cell_size()
        return max(1, size.width * cell.width), max(1, size.height * cell.height)

    def _draw(self) -> None:
        shot = self.shot
        if shot is None or not self.content_size:
            return
        self._view = view_of(shot.image.size, self._room(), self._focus, self._scale())
        image = self.drawn(shot, self._view)
        if self._graphics is Graphics.BLOCKS:
            self.query_one(HalfBlockPicture).show(image)
            self._show_only("HalfBlockPicture")
        else:
            setattr(self.query_one("#graphic"), "image", image)  # noqa: B010  (the widget has no types here)
            self._show_only("#graphic")

    def drawn(self, shot: Shot, view: View) -> "Image":
        """Return the part that is seen, as it is shown."""
        return draw(shot, view)

    def _show_only(self, selector: str) -> None:
        chosen = self.query_one(selector)
        for child in self.children:
            child.display = child is chosen

"""The picture of a step on the screen."""

from types import ModuleType

import pytest
from PIL import Image
from textual.app import App, ComposeResult
from textual.widgets import Static

from workbench.tui.graphics import Graphics
from workbench.tui.widgets.action_marks import ActionMark
from workbench.tui.widgets.picture_canvas import Shot
from workbench.tui.widgets.picture_view import HalfBlockPicture, PictureView


class OnePicture(App[None]):
    """A picture."""

    def __init__(self, graphics: Graphics = Graphics.BLOCKS) -> None:
        super().__init__()
        self.view = PictureView(graphics)

    def compose(self) -> ComposeResult:
        yield self.view


def shot(size: tuple[int, int] = (640, 400)) -> Shot:
    """Return a picture with a gradient on it, so that every part looks different."""
    down = Image.linear_gradient("L")
    image = Image.merge("RGB", [down, down.rotate(90), down]).resize(size)
    return Shot(image, ActionMark(focus=(320, 200), cross=(320, 200)), (320, 200))


def seen(app: OnePicture) -> list[object]:
    """Return what the half-blocks show."""
    return list(app.view.query_one(HalfBlockPicture)._strips)


async def test_words_stand_in_the_place_of_a_picture() -> None:
    app = OnePicture()
    async with app.run_test(size=(60, 20)) as pilot:
        app.view.say("There is no picture [before] this step.")
        await pilot.pause()
        words = app.view.query_one("#words", Static)
        assert words.display
        assert str(words.content) == "There is no picture [before] this step."
        app.view.shot = shot()
        assert not words.display
        assert app.view.query_one(HalfBlockPicture).display


async def test_three_zooms_lead_back_to_the_first() -> None:
    app = OnePicture()
    async with app.run_test(size=(60, 20)):
        app.view.shot = shot()
        looks = [seen(app)]
        for _ in range(3):
            app.view.zoom()
            looks.append(seen(app))
        assert looks[0] == looks[3]
        assert looks[1] != looks[0] != looks[2]


async def test_panning_stops_at_the_edge_of_the_frame() -> None:
    app = OnePicture()
    async with app.run_test(size=(60, 20)):
        app.view.action_pan(1, 0)
        app.view.shot = shot()
        for _ in range(40):
            app.view.action_pan(-1, -1)
        at_the_edge = seen(app)
        app.view.action_pan(-1, -1)
        assert seen(app) == at_the_edge
        app.view.action_pan(1, 0)
        assert seen(app) != at_the_edge


async def test_the_picture_fills_a_larger_terminal() -> None:
    app = OnePicture()
    async with app.run_test(size=(60, 20)) as pilot:
        app.view.shot = shot()
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert len(seen(app)) == 28


async def test_a_line_below_a_small_picture_is_blank() -> None:
    app = OnePicture()
    async with app.run_test(size=(60, 20)):
        app.view.shot = shot((20, 4))
        blocks = app.view.query_one(HalfBlockPicture)
        assert blocks.render_line(17).text.strip() == ""
        assert blocks.render_line(0).cell_length == blocks.size.width


@pytest.mark.parametrize("graphics", [Graphics.SIXEL, Graphics.KITTY])
async def test_a_terminal_with_graphics_gets_the_image_itself(graphics: Graphics) -> None:
    module = pytest.importorskip("textual_image.widget")
    assert isinstance(module, ModuleType)
    app = OnePicture(graphics)
    async with app.run_test(size=(60, 20)) as pilot:
        app.view.shot = shot()
        await pilot.pause()
        widget = app.view.query_one("#graphic")
        assert widget.display
        assert not app.view.query_one(HalfBlockPicture).display
        first = vars(widget)["_image"]
        assert first is not None
        app.view.zoom()
        await pilot.pause()
        assert vars(widget)["_image"].tobytes() != first.tobytes()

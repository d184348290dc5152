"""One picture over a screen."""

from PIL import Image
from textual.content import Content

from tests.tui.conftest import Workplace, press, settle
from workbench.tui.dialogs.picture import PictureDialog
from workbench.tui.widgets.picture_canvas import Shot
from workbench.tui.widgets.picture_view import HalfBlockPicture


async def test_a_picture_zooms_pans_and_closes(empty_workplace: Workplace) -> None:
    app = empty_workplace.app()
    image = Image.radial_gradient("L").convert("RGB").resize((800, 600))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await app.push_screen(PictureDialog(Content("As it leaves"), Shot(image, None, (400, 300))))
        await settle(pilot)
        blocks = app.screen.query_one(HalfBlockPicture)
        seen = [blocks._strips]
        for key in ("z", "right"):
            await press(pilot, key)
            assert blocks._strips != seen[-1]
            seen.append(blocks._strips)
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1

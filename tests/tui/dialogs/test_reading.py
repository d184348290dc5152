"""A longer text to read."""

from textual.containers import VerticalScroll
from textual.content import Content

from tests.tui.dialogs.conftest import Asking
from workbench.tui.dialogs.reading import Reading


async def test_a_long_text_scrolls_by_keys_and_stays_inside_the_terminal() -> None:
    app = Asking(Reading("The notice", Content("\n".join(f"line {at}" for at in range(100)))))
    async with app.run_test(size=(80, 24)) as pilot:
        page = app.screen.query_one(VerticalScroll)
        assert page.region.bottom <= 24
        await pilot.press("pagedown")
        while not page.scroll_offset.y:  # it glides there
            await pilot.pause(0.02)
        await pilot.press("q")
        await pilot.pause()
    assert app.answers == [None]

"""What all screens share: size, keys, words about failures."""

import pytest

from tests.tui.conftest import Workplace, press, settle
from workbench.tui.screens.recording import RecordingScreen
from workbench.tui.screens.workbench_screen import WorkbenchScreen

ROOMS = {
    "home": (),
    "scope": ("n",),
    "recording": ("n", "text:x", "tab", "space", "f2", "enter"),
    "review": ("end", "enter"),
}


@pytest.mark.parametrize("room", ROOMS)
async def test_a_terminal_that_is_too_small_gets_a_sentence(workplace: Workplace, room: str) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *ROOMS[room])
        words = app.screen.query_one("#too-small")
        for size in ((79, 24), (80, 23), (40, 10)):
            assert not words.display
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert words.display
            await pilot.resize_terminal(80, 24)
            await settle(pilot)
        assert not words.display


@pytest.mark.parametrize("room", ROOMS)
async def test_the_footer_names_at_most_seven_keys_that_fit_into_80_columns(
    workplace: Workplace, room: str
) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *ROOMS[room])
        keys = list(app.screen.query("FooterKey"))
        palette = [key for key in keys if key.has_class("-command-palette")]
        others = [key for key in keys if key not in palette]
        assert len(others) <= 7
        assert max(key.region.right for key in others) <= palette[0].region.x


async def test_every_room_is_a_screen_with_header_and_help(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for keys in ROOMS.values():
            app.go_home()
            await settle(pilot)
            if isinstance(app.screen, RecordingScreen):
                continue
            await press(pilot, *keys)
            assert isinstance(app.screen, WorkbenchScreen)
            assert app.screen.header.render().plain.strip()
            assert app.screen.HELP_LINES

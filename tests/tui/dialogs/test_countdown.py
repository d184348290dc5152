"""Three seconds before anything is recorded."""

import asyncio

from textual.widgets import Digits

from tests.tui.dialogs.conftest import Asking
from workbench.tui.dialogs.countdown import Countdown


async def test_it_counts_to_the_start_by_itself() -> None:
    app = Asking(Countdown("Keys of mousepad."))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.screen.query_one(Digits).value == "3"
        await asyncio.sleep(1.2)
        assert app.screen.query_one(Digits).value == "2"
        await asyncio.sleep(2.1)
        await pilot.pause()
    assert app.answers == [True]


async def test_enter_starts_at_once_and_escape_does_not_start() -> None:
    for key, answer in (("enter", True), ("escape", None)):
        app = Asking(Countdown("Keys of mousepad."))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(key)
            await pilot.pause()
        assert app.answers == [answer]

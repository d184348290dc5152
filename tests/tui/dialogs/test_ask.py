"""Asking for one line."""

from textual.content import Content

from tests.tui.dialogs.conftest import Asking
from workbench.tui.dialogs.ask import Ask


async def test_what_is_typed_is_the_answer_without_blanks_around_it() -> None:
    app = Asking(Ask("Go to", Content("Where?"), value="a"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end", "b", "space", "enter")
        await pilot.pause()
    assert app.answers == ["ab"]


async def test_nothing_typed_is_no_answer_yet() -> None:
    app = Asking(Ask("Go to", Content("Where?")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "enter")
        await pilot.pause()
        assert app.answers == []
        await pilot.press("escape")
        await pilot.pause()
    assert app.answers == [None]

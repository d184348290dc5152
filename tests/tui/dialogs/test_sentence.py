"""One thing that must not be missed."""

import pytest
from textual.widgets import Static

from tests.tui.dialogs.conftest import Asking
from tests.tui.made_sessions import HOSTILE
from workbench.tui.dialogs.sentence import Sentence


@pytest.mark.parametrize("key", ["enter", "space", "escape"])
async def test_any_usual_key_closes_it(key: str) -> None:
    app = Asking(Sentence("The recording", "It ended."))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
    assert app.answers == [None]


async def test_its_text_is_shown_harmlessly() -> None:
    app = Asking(Sentence("The recording", HOSTILE))
    async with app.run_test(size=(80, 24)):
        assert str(app.screen.query_one(".warning", Static).content).isprintable()

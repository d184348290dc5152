"""What all dialogs share."""

from textual.content import Content
from textual.widgets import Static

from tests.tui.dialogs.conftest import Asking
from workbench.tui.dialogs.dialog import Dialog


async def test_escape_closes_with_no_answer() -> None:
    app = Asking(Dialog[bool]("Title [x]", keys="Esc back"))
    async with app.run_test(size=(80, 24)) as pilot:
        assert [str(part.content) for part in app.screen.query(Static)] == ["Title [x]", "Esc back"]
        await pilot.press("escape")
        await pilot.pause()
    assert app.answers == [None]


async def test_a_title_may_be_content() -> None:
    app = Asking(Dialog[bool](Content("Title")))
    async with app.run_test(size=(80, 24)):
        assert str(app.screen.query_one(".title", Static).content) == "Title"

"""Asking before what cannot be undone."""

import pytest
from textual.content import Content

from tests.tui.dialogs.conftest import Asking
from workbench.tui.dialogs.confirm import Confirm


@pytest.mark.parametrize(("keys", "answer"), [(["enter"], False), (["tab", "enter"], True), (["escape"], None)])
async def test_the_safe_answer_has_the_focus(keys: list[str], answer: object) -> None:
    app = Asking(Confirm("Remove?", Content("It is gone then."), go="Remove", stay="Keep it"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
    assert app.answers == [answer]


async def test_the_mouse_answers_too() -> None:
    app = Asking(Confirm("Remove?", Content("It is gone then."), go="Remove", stay="Keep it"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click("#go")
        await pilot.pause()
    assert app.answers == [True]

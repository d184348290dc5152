"""What of a step is to be redacted."""

import pytest

from tests.tui.conftest import Workplace, press, settle
from workbench.tui.app import WorkbenchApp
from workbench.tui.dialogs.redacting import Redacting, What, WhatList


async def answer(app: WorkbenchApp, dialog: Redacting, *keys: str) -> list[What | None]:
    """Return what the dialog answers to some keys."""
    answers: list[What | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await app.push_screen(dialog, answers.append)
        await press(pilot, *keys)
    return answers


@pytest.mark.parametrize(
    ("keys", "what"),
    [(("enter",), What.ALL), (("down", "enter"), What.PART), (("b",), What.BOX), (("escape",), None)],
)
async def test_enter_or_a_letter_chooses(
    empty_workplace: Workplace, keys: tuple[str, ...], what: What | None
) -> None:
    assert await answer(empty_workplace.app(), Redacting(text=True, picture=True), *keys) == [what]


async def test_what_is_not_there_cannot_be_chosen(empty_workplace: Workplace) -> None:
    dialog = Redacting(text=False, picture=False)
    assert await answer(empty_workplace.app(), dialog, "a", "b", "p", "enter") == [What.EVERYWHERE]


def test_every_kind_stands_in_the_list_with_its_letter() -> None:
    kinds = WhatList()
    kinds._rows = tuple(What)
    assert [kinds.row_content(at, 80).plain[1] for at in range(len(What))] == list("apetb")

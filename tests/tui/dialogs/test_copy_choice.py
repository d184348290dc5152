"""From which corpus a session is to be withdrawn."""

from collections.abc import Callable

import pytest

from tests.tui.conftest import Workplace, press, settle
from tests.tui.made_sessions import HOSTILE
from workbench.model.copies import CopyState, SessionCopy
from workbench.tui.app import WorkbenchApp
from workbench.tui.dialogs.copy_choice import CopyChoice, CopyList

Compare = Callable[..., None]


def copy(number: int, name: str) -> SessionCopy:
    """Return a copy in a corpus of that name."""
    path = f"/home/ann/{number}/{name}.db"
    return SessionCopy(
        f"r{number}", name, f"c{number}", path, "2026-11-22T14:02:00Z", None, CopyState.SUBMITTED
    )


COPIES = (copy(1, "first"), copy(2, "team"), copy(3, HOSTILE))


@pytest.mark.parametrize(
    ("keys", "chosen"), [(("enter",), COPIES[0]), (("down", "enter"), COPIES[1]), (("escape",), None)]
)
async def test_enter_chooses_a_corpus_and_escape_none(
    empty_workplace: Workplace, keys: tuple[str, ...], chosen: SessionCopy | None
) -> None:
    answers: list[SessionCopy | None] = []
    app = empty_workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await app.push_screen(CopyChoice(COPIES), answers.append)
        await press(pilot, *keys)
    assert answers == [chosen]


def test_the_choice_looks_as_before(looks_the_same: Compare, empty_workplace: Workplace) -> None:
    class WithChoice(WorkbenchApp):
        """Goes to the choice."""

        def on_mount(self) -> None:
            self.push_screen(CopyChoice(COPIES))

    looks_the_same(WithChoice(empty_workplace.app().sessions, empty_workplace.recording))


def test_names_and_paths_are_harmless() -> None:
    copies = CopyList()
    copies._rows = COPIES
    assert all(copies.row_content(at, 200).plain.isprintable() for at in range(3))

"""One of several values, by its key, by the arrows, by a click."""

import pytest
from textual.app import App, ComposeResult

from tests.tui.conftest import press
from workbench.model.labels import OUTCOMES, YES_NO_UNSURE
from workbench.tui.widgets.choice_row import ChoiceRow


class TwoRows(App[None]):
    """Two lines of a form."""

    def compose(self) -> ComposeResult:
        yield ChoiceRow(OUTCOMES, id="outcome")
        yield ChoiceRow(YES_NO_UNSURE, id="correct")


async def test_a_values_key_sets_it_and_moves_on() -> None:
    app = TwoRows()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "question_mark")
        assert app.query_one("#outcome", ChoiceRow).value == "partial"
        assert app.query_one("#correct", ChoiceRow).value == "unsure"


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("right",), "success"),
        (("left",), "abandoned"),
        (("right", "right"), "partial"),
        (("left", "right"), "success"),
        (("right", "backspace"), None),
        (("x",), None),
        (("down", "up", "right"), "success"),
        (("enter",), None),
    ],
)
async def test_arrows_choose_and_backspace_takes_back(keys: tuple[str, ...], value: str | None) -> None:
    app = TwoRows()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *keys)
        assert app.query_one("#outcome", ChoiceRow).value == value


async def test_the_chosen_value_stands_in_brackets_and_all_of_them_where_they_fit() -> None:
    app = TwoRows()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        row = app.query_one("#outcome", ChoiceRow)
        assert row.render().plain == "[1 success] 2 partial  3 failure  4 infeasible  5 abandoned "
        await pilot.resize_terminal(30, 24)
        await pilot.pause()
        assert row.render().plain == "‹ success – the task was done ›"
        await press(pilot, "shift+tab", "backspace")
        assert row.render().plain == "‹ ←→ one of 5 ›"


async def test_a_click_goes_to_the_next_value() -> None:
    app = TwoRows()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click("#correct")
        await pilot.click("#correct")
        assert app.query_one("#correct", ChoiceRow).value == "no"

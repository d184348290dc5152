"""Lists by line: as fast with 100,000 rows as with ten."""

import time

from textual.app import App, ComposeResult
from textual.content import Content

from workbench.tui.widgets.line_list import LineList

MANY = 100_000


class Numbers(LineList[int]):
    """A list of numbers that counts what it draws."""

    drawn = 0

    def row_content(self, index: int, width: int) -> Content:
        self.drawn += 1
        return Content(f"{self.rows[index]} of {width}")


class OneList(App[None]):
    """A list and what it said."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.numbers = Numbers()
        self.chosen: list[int] = []
        self.moved: list[int] = []
        self._count = rows

    def compose(self) -> ComposeResult:
        yield self.numbers

    def on_mount(self) -> None:
        self.numbers.set_rows(range(self._count))
        self.numbers.focus()

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        self.chosen.append(message.index)

    def on_line_list_moved(self, message: LineList.Moved) -> None:
        self.moved.append(message.index)


async def test_only_the_lines_that_are_seen_are_drawn() -> None:
    app = OneList(MANY)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.numbers.drawn <= 2 * 24
        before = app.numbers.drawn
        await pilot.press("end")
        await pilot.pause()
        assert app.numbers.cursor == MANY - 1
        assert app.numbers.scroll_offset.y == MANY - 24
        assert app.numbers.drawn - before <= 3 * 24


async def test_moving_draws_two_lines_and_never_the_rest() -> None:
    app = OneList(MANY)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = app.numbers.drawn
        await pilot.press("down", "j", "up", "k")
        await pilot.pause()
        assert app.numbers.drawn - before <= 8
        assert app.numbers.cursor == 0


async def test_a_hundred_thousand_rows_are_set_as_quickly_as_ten() -> None:
    app = OneList(10)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        begun = time.process_time()
        app.numbers.set_rows(range(MANY))
        assert time.process_time() - begun < 0.02


async def test_the_cursor_stays_on_a_row_and_in_sight() -> None:
    app = OneList(30)
    async with app.run_test(size=(80, 10)) as pilot:
        for keys in (["up"], ["pagedown"], ["end"], ["down"], ["home"], *[["down"]] * 15, ["pageup"]):
            await pilot.press(*keys)
            top, cursor = app.numbers.scroll_offset.y, app.numbers.cursor
            assert 0 <= cursor < 30
            assert top <= cursor < top + 10


async def test_enter_chooses_and_an_empty_list_chooses_nothing() -> None:
    app = OneList(3)
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.press("down", "enter")
        assert app.chosen == [1]
        app.numbers.set_rows(())
        await pilot.press("down", "enter", "end", "pagedown")
        assert app.chosen == [1]
        assert app.numbers.current is None


async def test_the_mouse_moves_the_cursor_and_clicks_beside_the_rows_do_nothing() -> None:
    app = OneList(3)
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.click(app.numbers, offset=(2, 2))
        assert app.numbers.cursor == 2
        await pilot.click(app.numbers, offset=(2, 8))
        assert app.numbers.cursor == 2
        assert app.chosen == []


async def test_lines_follow_the_width_of_the_terminal() -> None:
    app = OneList(3)
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.resize_terminal(100, 10)
        await pilot.pause()
        assert app.numbers.render_line(0).text.startswith("0 of 100")
        assert app.numbers.render_line(5).text.strip() == ""


async def test_other_rows_keep_the_cursor_where_it_is_asked_for() -> None:
    app = OneList(50)
    async with app.run_test(size=(80, 10)) as pilot:
        app.numbers.set_rows(range(100, 150), cursor=40)
        await pilot.pause()
        assert app.numbers.current == 140
        assert app.moved[-1] == 40
        assert 31 <= app.numbers.scroll_offset.y <= 40

"""Ticks that show without colour."""

from textual.app import App, ComposeResult
from textual.content import Content

from workbench.tui.widgets.choices import Choice, Choices


class TickList(App[None]):
    """A list of three choices, the last of which cannot be had."""

    def __init__(self, *, single: bool) -> None:
        super().__init__()
        self.choices = Choices(single=single)
        self.changes = 0

    def compose(self) -> ComposeResult:
        yield self.choices

    def on_mount(self) -> None:
        self.choices.set_rows(
            [Choice("a", Content("a")), Choice("b", Content("b")), Choice("c", Content("c"), enabled=False)]
        )
        self.choices.focus()

    def on_choices_changed(self) -> None:
        self.changes += 1


def lines(choices: Choices) -> list[str]:
    """Return what is seen."""
    return [choices.render_line(at).text.strip() for at in range(3)]


async def test_space_and_enter_tick_and_take_the_tick_away() -> None:
    app = TickList(single=False)
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.press("space", "down", "enter")
        assert lines(app.choices) == ["[x] a", "[x] b", "–  c"]
        assert list(app.choices.ticked) == ["a", "b"]
        await pilot.press("enter")
        assert list(app.choices.ticked) == ["a"]
        assert app.changes == 3


async def test_what_cannot_be_had_cannot_be_ticked() -> None:
    app = TickList(single=False)
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.press("end", "space")
        await pilot.click(app.choices, offset=(3, 2))
        assert list(app.choices.ticked) == []
        assert app.changes == 0


async def test_of_single_choices_one_is_ticked() -> None:
    app = TickList(single=True)
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.press("space", "down", "space")
        assert lines(app.choices) == ["( ) a", "(•) b", "–  c"]


async def test_a_click_ticks_at_once() -> None:
    app = TickList(single=False)
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.click(app.choices, offset=(3, 1))
        assert list(app.choices.ticked) == ["b"]
        await pilot.click(app.choices, offset=(3, 1))
        assert list(app.choices.ticked) == []

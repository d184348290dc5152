"""One thing that is on or off."""

from textual.app import App, ComposeResult

from workbench.tui.widgets.tick import Tick


class Form(App[None]):
    """Holds one tick and counts its changes."""

    changes = 0

    def compose(self) -> ComposeResult:
        yield Tick("pictures")

    def on_tick_changed(self) -> None:
        self.changes += 1


async def test_space_enter_and_a_click_change_it_and_the_tick_is_a_character() -> None:
    app = Form()
    async with app.run_test(size=(40, 5)) as pilot:
        tick = app.query_one(Tick)
        tick.focus()
        assert tick.render().plain == "[x] pictures"
        await pilot.press("space")
        assert (tick.value, tick.render().plain) == (False, "[ ] pictures")
        await pilot.press("enter")
        assert tick.value
        await pilot.click(Tick)
        assert not tick.value
        await pilot.pause()
        assert app.changes == 3

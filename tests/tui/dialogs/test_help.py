"""Help: the keys that work just now."""

from tests.tui.conftest import Workplace, press, settle
from workbench.tui.dialogs.help import Help, key_lines


async def test_help_lists_every_key_of_the_footer(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for keys in ((), ("end", "enter")):
            await press(pilot, *keys)
            lines = key_lines(app.screen).plain
            shown = [active.binding for active in app.screen.active_bindings.values() if active.binding.show]
            assert shown
            assert all((binding.tooltip or binding.description) in lines for binding in shown)


async def test_help_opens_once_says_what_the_screen_is_for_and_closes(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        about = app.screen
        await press(pilot, "question_mark", "f1")
        assert isinstance(app.screen, Help)
        assert len(app.screen_stack) == 2
        assert "Your sessions, on this machine alone" in app.screen._text.plain
        await press(pilot, "escape")
        assert app.screen is about

"""The palette: everything, by name."""

import re

from textual.screen import Screen

from tests.tui.conftest import Workplace, press, settle
from workbench.tui.app import WorkbenchApp
from workbench.tui.dialogs.reading import Reading
from workbench.tui.palette import entry_name, everything
from workbench.tui.screens.recording import RecordingScreen
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.screens.scope import ScopeScreen
from workbench.workflow.safeguards import SAFEGUARDS


def names(app: WorkbenchApp, screen: Screen[object] | None = None) -> set[str]:
    """Return what the palette offers."""
    return {command.title for command in everything(app, screen or app.screen)}


def test_an_entry_is_named_after_its_binding() -> None:
    assert entry_name("review.go_to") == "review: go to"


async def test_every_key_of_the_footer_is_in_the_palette_as_area_and_verb(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for keys in ((), ("end", "enter")):
            await press(pilot, *keys)
            offered = names(app)
            shown = [active.binding for active in app.screen.active_bindings.values() if active.binding.show]
            assert {entry_name(binding.id) for binding in shown if binding.id} <= offered
            assert all(re.fullmatch(r"[a-z]+: [a-z ]+", name) for name in offered)


async def test_what_cannot_be_done_now_is_not_offered(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "recording: stop" not in names(app)
        await press(pilot, "n", "text:x", "tab", "space", "f2", "enter", "escape")
        assert "recording: stop" in names(app)
        assert "recording: new" not in names(app)


async def test_an_entry_does_what_its_key_does(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "end", "ctrl+p", "text:session: review", "enter")
        assert isinstance(app.screen, ReviewScreen)
        await press(pilot, "ctrl+p", "text:recording: new", "enter")
        assert isinstance(app.screen, ScopeScreen)


async def test_a_recording_can_be_stopped_from_anywhere(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "n", "text:x", "tab", "space", "f2", "enter", "escape", "end", "enter")
        await press(pilot, "ctrl+p", "text:recording: pause", "enter")
        assert workplace.recording.recorder.asked == ["pause"]
        await press(pilot, "ctrl+p", "text:recording: show", "enter")
        assert isinstance(app.screen, RecordingScreen)
        await press(pilot, "ctrl+p", "text:recording: stop", "enter")
        assert workplace.recording.recorder.asked == ["pause", "stop"]


async def test_the_notice_can_be_read_again_and_says_when_it_was_agreed_to(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p", "text:consent", "enter")
        assert isinstance(app.screen, Reading)
        words = app.screen._text.plain
        assert words.startswith("You agreed to this on 2026-11-21")
        assert workplace.recording.notice() in words


async def test_the_palette_changes_from_dark_to_light_and_back(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        themes = [app.theme]
        for _ in range(2):
            await press(pilot, "ctrl+p", "text:view: light", "enter")
            themes.append(app.theme)
        assert themes == ["textual-dark", "textual-light", "textual-dark"]


async def test_what_keeps_things_out_can_be_read_with_what_it_misses(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        command = next(
            command for command in everything(app, app.screen) if command.title == "safeguards: read"
        )
        command.callback()
        await settle(pilot)
        assert isinstance(app.screen, Reading)
        words = app.screen._text.plain
        assert all(f"{safeguard.name}\n" in words and safeguard.misses in words for safeguard in SAFEGUARDS)

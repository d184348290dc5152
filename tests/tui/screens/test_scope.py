"""Scope: chosen from what is open, said in one sentence, refused where it names nothing."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual.widgets import Button, Static

from tests.tui.conftest import Workplace, press, settle
from tests.tui.made_sessions import HOSTILE
from workbench.model.geometry import Rect
from workbench.model.scope import KeyChannel
from workbench.tui.dialogs.countdown import Countdown
from workbench.tui.screens.scope import ScopeScreen
from workbench.tui.widgets.choices import Choices
from workbench.workflow.recording import OpenApplication

Compare = Callable[..., None]
NO_DISPLAY = "There is no display here, so nothing can be recorded."


def test_a_scope_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    looks_the_same(workplace.app(), "n", "tab", "space", "down", "space")


def test_a_scope_without_a_display_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    workplace.recording.no_desktop = NO_DISPLAY
    looks_the_same(workplace.app(), "n", "tab")


def test_hostile_window_titles_look_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    workplace.recording.applications = (OpenApplication(HOSTILE, (HOSTILE,), 1, own=False),)
    looks_the_same(workplace.app(), "n", "tab", "space")


@asynccontextmanager
async def scope_screen(workplace: Workplace, *keys: str) -> AsyncIterator[ScopeScreen]:
    """Show the scope screen as it stands after some keys."""
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "n", *keys)
        assert isinstance(app.screen, ScopeScreen)
        yield app.screen


async def test_the_sentence_says_what_will_be_recorded_and_for_how_long(workplace: Workplace) -> None:
    async with scope_screen(workplace, "tab", "space") as screen:
        assert str(screen.query_one("#sentence", Static).content) == (
            "Keys, clicks and pictures of mousepad, for at most 20 minutes. Everything else stays invisible."
        )


async def test_all_channels_reach_the_plan(workplace: Workplace) -> None:
    keys = ["tab", "space", "tab", "text:example.com,example.org/team", "tab", "text:Untitled", "tab", "text:1"]
    keys += ["tab", "text:0,0,800,600", "tab", "ctrl+u", "text:5", "tab", "enter", "down", "enter"]
    keys += ["tab", "space", "tab", "space", "tab", "space"]
    async with scope_screen(workplace, "text:Write a letter", *keys) as screen:
        plan = screen.plan()
        assert plan.task == "Write a letter"
        assert plan.scope.apps == ("mousepad",)
        assert plan.scope.windows == ("Untitled",)
        assert plan.scope.monitor == 1
        assert plan.scope.keys is KeyChannel.SHORTCUTS
        assert plan.scope.urls == ("example.com", "example.org/team")
        assert plan.scope.region == Rect(0, 0, 800, 600)
        assert (plan.scope.pointer, plan.scope.pictures, plan.scope.elements) == (False, False, False)
        assert plan.limit_s == 300


async def test_the_terminal_of_the_workbench_cannot_be_ticked(workplace: Workplace) -> None:
    async with scope_screen(workplace, "tab", "end", "space") as screen:
        assert screen.query_one(Choices).ticked == ()
        assert "never recorded" in screen.query_one(Choices).row_content(2, 80).plain


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        (("tab", "space", "tab", "text:not/a site?"), "is no site"),
        (("tab", *["tab"] * 2, "text:("), "pattern cannot be read"),
        (("tab", "space", *["tab"] * 3, "text:x"), "The monitor is a number"),
        (("tab", "space", *["tab"] * 4, "text:1,2,3"), "The region is four numbers"),
        (("tab", "space", *["tab"] * 5, "ctrl+u"), "needs a time limit"),
        (("tab", "space", *["tab"] * 5, "ctrl+u", "text:0"), "The time limit is a number"),
        ((), "Choose an application"),
        (("tab", "tab", "text:example.com"), "A site needs its browser as well"),
    ],
    ids=["site", "pattern", "monitor", "region", "no limit", "limit", "nothing", "site alone"],
)
async def test_what_cannot_be_is_said_at_once(
    workplace: Workplace, keys: tuple[str, ...], sentence: str
) -> None:
    async with scope_screen(workplace, *keys) as screen:
        assert sentence in str(screen.query_one("#sentence", Static).content)


async def test_nothing_starts_without_a_task(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "n", "tab", "space", "f2")
        assert isinstance(app.screen, ScopeScreen)
        assert app.focused is app.screen.query_one("#task")


async def test_without_a_display_the_sentence_stands_there_and_nothing_starts(workplace: Workplace) -> None:
    workplace.recording.no_desktop = NO_DISPLAY
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "n", "text:Write", "tab", "tab", "tab", "text:x", "f2")
        assert NO_DISPLAY in str(app.screen.query_one("#said", Static).content)
        assert app.screen.query_one("#start", Button).disabled
        workplace.recording.no_desktop = ""
        await press(pilot, "f5", "f2")
        assert isinstance(app.screen, Countdown)


DENIED = (
    OpenApplication("firefox", ("Orders — Mozilla Firefox",), 1, own=False, hidden=1),
    OpenApplication("keepassxc", (), 2, own=False, never="a password manager"),
    OpenApplication("mousepad", ("Untitled 1 - Mousepad",), 3, own=False),
)


async def test_what_is_never_recorded_is_shown_as_such_and_cannot_be_ticked(workplace: Workplace) -> None:
    workplace.recording.applications = DENIED
    async with scope_screen(workplace, "tab", "space", "down", "space") as screen:
        choices = screen.query_one(Choices)
        assert choices.ticked == ("firefox",)
        assert "a password manager, never recorded" in choices.row_content(1, 80).plain
        assert "and 1 window never recorded" in choices.row_content(0, 80).plain


def test_what_is_never_recorded_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    workplace.recording.applications = DENIED
    keys = (
        "n",
        "text:Write an invoice",
        "tab",
        "space",
        "down",
        "tab",
        "text:example.com",
        "tab",
        "tab",
        "tab",
    )
    looks_the_same(workplace.app(), *keys, "text:0,0,800,600", *["tab"] * 3, "space")


async def test_everything_is_in_sight_at_80_by_24(workplace: Workplace) -> None:
    workplace.recording.applications = DENIED
    async with scope_screen(workplace, "tab", "space") as screen:
        form = screen.query_one("#form")
        assert form.max_scroll_y == 0
        assert screen.query_one(Choices).size.height >= 3
        assert screen.query_one("#start").region.bottom <= 23
        assert all(part.region.right <= form.content_region.right for part in screen.query(".row > *"))


async def test_looking_again_keeps_the_ticks(workplace: Workplace) -> None:
    async with scope_screen(workplace, "tab", "space", "f5") as screen:
        assert screen.query_one(Choices).ticked == ("mousepad",)


async def test_enter_in_a_field_and_the_button_start_too(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "n", "tab", "space", "shift+tab", "text:Write", "enter")
        assert isinstance(app.screen, Countdown)
        await press(pilot, "escape")
        await pilot.click("#start")
        await settle(pilot)
        assert isinstance(app.screen, Countdown)
        assert workplace.recording.plans == []

"""Homes with real session files, and the program on them."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui import made_sessions
from tests.tui.fakes import FakeRecording
from workbench.paths import Home
from workbench.store.library import SessionSummary
from workbench.tui.app import WorkbenchApp
from workbench.tui.calls import SessionCalls

SIZE_BYTES = 1_400_000


class SameSizeSessions(SessionCalls):
    """Real sessions, but all of one size: how SQLite packs pages is no matter of the screens."""

    def summaries(self) -> Sequence[SessionSummary]:
        return tuple(replace(summary, size_bytes=SIZE_BYTES) for summary in super().summaries())


@dataclass
class Workplace:
    """One person's place: home, sessions and a desktop that is a fake."""

    home: Home
    recording: FakeRecording = field(default_factory=FakeRecording)

    def app(self, *, demo: bool = False) -> WorkbenchApp:
        """Return the program on this home."""
        return WorkbenchApp(SameSizeSessions(self.home), self.recording, demo=demo)


@pytest.fixture(autouse=True)
def _one_time_zone_and_colour_and_a_cursor_and_notices_that_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Input, "cursor_blink", False)
    monkeypatch.setattr(App, "NOTIFICATION_TIMEOUT", 100)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("COLORFGBG", raising=False)


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a home with five sessions, one damaged and one cut off; tests leave it as it is."""
    home = Home(tmp_path_factory.mktemp("filled") / "home")
    home.ensure()
    home.settings_file.write_text('key_store = "file"\n', encoding="utf-8")
    made_sessions.invoice(home, 1)
    made_sessions.empty(home, 2)
    made_sessions.hostile(home, 3)
    made_sessions.damaged(home, 4)
    made_sessions.cut_off(home, 5)
    return home


@pytest.fixture
def workplace(filled_home: Home) -> Workplace:
    """Return a place with sessions."""
    return Workplace(filled_home)


@pytest.fixture
def empty_workplace(tmp_path: Path) -> Workplace:
    """Return a place without any session."""
    home = Home(tmp_path / "home").ensure()
    home.settings_file.write_text('key_store = "file"\n', encoding="utf-8")
    return Workplace(home)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until workers have answered and the screen is painted."""
    await pilot.pause()
    while not all(worker.is_finished for worker in pilot.app.workers):
        await asyncio.sleep(0.01)
        await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each settled; `text:…` writes into the field that has the focus."""
    for key in keys:
        if key.startswith("text:"):
            field = pilot.app.focused
            assert isinstance(field, Input)
            field.insert_text_at_cursor(key.removeprefix("text:"))
        else:
            await pilot.press(key)
        await settle(pilot)


Snapshot = Callable[..., bool]


@pytest.fixture(params=[(80, 24), (120, 40)], ids=["80x24", "120x40"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Return the sizes at which every screen is looked at."""
    found: tuple[int, int] = request.param
    return found


@pytest.fixture
def looks_the_same(snap_compare: Snapshot, size: tuple[int, int]) -> Callable[..., None]:
    """Return a function that compares a screen, after some keys, with its picture on record."""

    def compare(app: WorkbenchApp, *keys: str) -> None:
        async def before(pilot: Pilot[Any]) -> None:
            await settle(pilot)
            await press(pilot, *keys)

        assert snap_compare(app, run_before=before, terminal_size=size)

    return compare

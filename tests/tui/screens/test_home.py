"""Home: sessions, their problems, and the ways on."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from textual.widgets import Static

from tests.tui.conftest import Workplace, press, settle
from tests.tui.made_sessions import invoice, session_id
from workbench.paths import Home
from workbench.store.library import Library, SessionSummary
from workbench.tui.app import WorkbenchApp
from workbench.tui.calls import SessionCalls
from workbench.tui.dialogs.confirm import Confirm
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.widgets.session_list import SessionList

Compare = Callable[..., None]


def test_home_with_sessions_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    looks_the_same(workplace.app(demo=True), "down")


def test_home_without_sessions_looks_as_before(looks_the_same: Compare, empty_workplace: Workplace) -> None:
    looks_the_same(empty_workplace.app())


def test_home_in_light_colours_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    app = workplace.app()
    app.theme = "textual-light"
    looks_the_same(app, "down", "down")


class WaitingSessions(SessionCalls):
    """Sessions that are read only once the test allows it."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self.allowed = threading.Event()

    def summaries(self) -> Sequence[SessionSummary]:
        assert self.allowed.wait(100)
        return super().summaries()


async def test_the_first_paint_does_not_wait_for_the_sessions(workplace: Workplace) -> None:
    sessions = WaitingSessions(workplace.home)
    app = WorkbenchApp(sessions, workplace.recording)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.screen.query_one("#empty", Static).display
        sessions.allowed.set()
        await settle(pilot)
        assert not app.screen.query_one("#empty", Static).display
        assert len(app.screen.query_one(SessionList).rows) == 5


async def test_the_cursor_goes_to_a_session_that_is_new(empty_workplace: Workplace) -> None:
    for number in (1, 2):
        invoice(empty_workplace.home, number)
    app = empty_workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "down")
        invoice(empty_workplace.home, 3)
        await press(pilot, "f5")
        sessions = app.screen.query_one(SessionList)
        assert sessions.current is not None
        assert sessions.current.id == session_id(3)
        await press(pilot, "down", "f5")
        assert sessions.current.id != session_id(3)


async def test_a_damaged_session_is_listed_and_says_its_sentence(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "down")
        assert "damaged" in str(app.screen.query_one("#about", Static).content)
        await press(pilot, "enter")
        assert not isinstance(app.screen, ReviewScreen)
        assert any("damaged" in notice.message for notice in app._notifications)


async def test_enter_leads_to_the_review_and_escape_back(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "end", "enter")
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.session_id == session_id(1)
        await press(pilot, "escape")
        assert app.screen.query_one(SessionList).cursor == 4


async def test_removing_asks_first_and_enter_keeps_the_session(empty_workplace: Workplace) -> None:
    made = invoice(empty_workplace.home)
    app = empty_workplace.app()
    path = Library.of(empty_workplace.home).path(made)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "d")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "enter")
        assert path.exists()
        await press(pilot, "d", "tab", "enter")
        assert not path.exists()
        assert app.screen.query_one("#empty", Static).display


async def test_exporting_writes_a_plain_file_where_it_was_asked_to(
    empty_workplace: Workplace, tmp_path: Path
) -> None:
    invoice(empty_workplace.home)
    app = empty_workplace.app()
    target = tmp_path / "out.session"
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "e", "ctrl+u", f"text:{target}", "enter")
        assert target.read_bytes().startswith(b"SQLite format 3\0")


async def test_exporting_over_a_file_is_refused_with_its_sentence(
    empty_workplace: Workplace, tmp_path: Path
) -> None:
    invoice(empty_workplace.home)
    app = empty_workplace.app()
    target = tmp_path / "out.session"
    target.write_text("mine")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "e", "ctrl+u", f"text:{target}", "enter")
        assert target.read_text() == "mine"
        assert [notice.severity for notice in app._notifications] == ["warning"]


async def test_a_session_that_appears_elsewhere_is_shown_after_refresh(empty_workplace: Workplace) -> None:
    app = empty_workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        invoice(empty_workplace.home)
        await press(pilot, "f5")
        assert len(app.screen.query_one(SessionList).rows) == 1


async def test_a_click_moves_the_cursor_and_a_double_click_opens(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.click(SessionList, offset=(5, 4))
        assert app.screen.query_one(SessionList).cursor == 4
        await pilot.click(SessionList, offset=(5, 4), times=2)
        await settle(pilot)
        assert isinstance(app.screen, ReviewScreen)

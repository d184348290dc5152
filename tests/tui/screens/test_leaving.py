"""What leaves: shown from the bytes, mended by keys, submitted after one question."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Button, Static

from tests.tui.conftest import Workplace, press, settle
from tests.tui.made_sessions import HOSTILE, session_id
from tests.tui.submissions import INSTRUCTION, LABELS, a_volunteer, submitted
from workbench.store.library import Library
from workbench.tui.app import WorkbenchApp
from workbench.tui.dialogs.confirm import Confirm
from workbench.tui.dialogs.picture import PictureDialog
from workbench.tui.dialogs.reading import Reading
from workbench.tui.screens import leaving as leaving_module
from workbench.tui.screens.leaving import LeavingScreen, terms
from workbench.tui.screens.receipt import ReceiptScreen
from workbench.tui.widgets.header_bar import HeaderBar
from workbench.tui.widgets.leaving_lists import TextList
from workbench.workflow import submitting
from workbench.workflow.editing import label_task, redact_step
from workbench.workflow.leaving_texts import LeavingText
from workbench.workflow.withdrawing import withdraw

Compare = Callable[..., None]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """Return a volunteer's place that tests may change."""
    return a_volunteer(tmp_path / "home", monkeypatch)


def words(app: WorkbenchApp, selector: str) -> str:
    """Return what a part of the screen says."""
    return str(app.screen.query_one(selector, Static).render())


async def shown(pilot: Pilot[None], *keys: str) -> LeavingScreen:
    """Open the screen from home."""
    await settle(pilot)
    await press(pilot, "s", *keys)
    screen = pilot.app.screen
    assert isinstance(screen, LeavingScreen)
    return screen


@pytest.fixture
def _one_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show the same hash in every run: a pseudonym and a key are made anew each time."""
    monkeypatch.setattr(leaving_module, "terms", lambda shown: terms(replace(shown, sha256="9f" * 32)))


@pytest.mark.usefixtures("_one_hash")
def test_what_leaves_looks_as_before(looks_the_same: Compare, place: Workplace) -> None:
    redact_step(Library.of(place.home), session_id(1), 3, "Jane")
    looks_the_same(place.app(), "s")


@pytest.mark.usefixtures("_one_hash")
def test_what_leaves_of_a_hostile_session_looks_as_before(
    looks_the_same: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = a_volunteer(tmp_path / "hostile", monkeypatch, hostile=True)
    label_task(Library.of(place.home), session_id(1), {**LABELS, "notes": HOSTILE})
    looks_the_same(place.app(), "s", "tab", "tab")


async def test_missing_labels_are_in_the_way_and_l_writes_them_down(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot)
        assert "no instruction yet" in words(app, "#problems")
        assert screen.query_one("#submit", Button).disabled
        await press(pilot, "s")
        assert app.screen is screen
        await press(pilot, "l", f"text:{INSTRUCTION}", "tab", "1", "f2")
        assert words(app, "#problems") == "Ready to submit."
        assert not screen.query_one("#submit", Button).disabled
        await press(pilot, "u")
        assert "no instruction yet" in words(app, "#problems")


async def test_s_says_why_it_cannot_submit_and_covers_no_reason(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await shown(pilot)
        await press(pilot, "s", "s")
        (said,) = [notice.message for notice in app._notifications]
        assert said == "The task has no instruction yet. l writes it down."
        (toast,) = screen.query("Toast")
        assert not toast.region.overlaps(screen.query_one("#problems").region)
        assert not toast.region.overlaps(screen.query_one("#answers").region)
        assert not toast.region.overlaps(screen.query_one("#terms").region)
        assert not toast.region.overlaps(screen.query_one(HeaderBar).region)


async def test_s_says_why_nothing_can_be_submitted_where_the_corpus_is_missing(
    place: Workplace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WORKBENCH_CORPUS", str(tmp_path / "nowhere.db"))
    app = place.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await shown(pilot)
        await press(pilot, "s")
        (said,) = [notice.message for notice in app._notifications]
        assert app.screen is screen
        assert "nowhere.db" in said


async def test_texts_and_pictures_are_shown_as_they_leave(place: Workplace) -> None:
    redact_step(Library.of(place.home), session_id(1), 3, "Jane")
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot)
        assert "Dear █ Example," in [entry.text for entry in screen.query_one(TextList).rows]
        assert "1 text redacted" in words(app, "#terms")
        screen.query_one(TextList).focus()
        await press(pilot, "enter")
        assert isinstance(app.screen, Reading)
        await press(pilot, "escape", "tab", "enter")
        assert isinstance(app.screen, PictureDialog)


async def test_enter_shows_a_text_whole_however_long_it_is(place: Workplace) -> None:
    note = "".join(f"word{number} " for number in range(240)) + "END"
    label_task(Library.of(place.home), session_id(1), {**LABELS, "notes": note})
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot)
        texts = screen.query_one(TextList)
        assert note in [entry.text for entry in texts.rows]
        for text in ("x" * 60_000 + "END", note, "one\n\x1b[2Jtwo" * 300, "\u202e" * 1000):
            texts.set_rows([LeavingText("window title", text)])
            texts.focus()
            await press(pilot, "enter")
            body = app.screen.query_one("VerticalScroll Static", Static)
            told = str(body.render())
            assert told.replace("␛", "\x1b").replace("\\u{202e}", "\u202e") == text
            assert f"Window title · {len(text)} characters" in words(app, ".title")
            await press(pilot, "end")
            assert (
                app.screen.query_one(VerticalScroll).scroll_y
                == app.screen.query_one(VerticalScroll).max_scroll_y
            )
            await press(pilot, "escape")


@pytest.mark.usefixtures("_one_hash")
def test_a_long_text_looks_as_before(looks_the_same: Compare, place: Workplace) -> None:
    note = "".join(f"word{number} " for number in range(240)) + "END"
    label_task(Library.of(place.home), session_id(1), {**LABELS, "notes": note})
    looks_the_same(place.app(), "s", "tab", "tab", *["down"] * 9, "enter")


async def test_a_session_under_another_notice_says_how_it_can_go_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = a_volunteer(tmp_path / "home", monkeypatch)
    monkeypatch.setattr("tests.tui.submissions.NOTICE_HASH", "0" * 64)
    from tests.tui import made_sessions

    made_sessions.invoice(place.home, 2)
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        assert "another notice" in words(app, "#problems")


async def test_a_withdrawn_session_says_at_once_that_a_copy_has_to_go_and_offers_no_s(place: Workplace) -> None:
    submitted(place)
    withdraw(place.home, session_id(1))
    app = place.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await shown(pilot)
        assert "not taken a second time" in words(app, "#problems")
        assert "--new-id" in words(app, "#problems")
        assert "submit" not in {binding.binding.action for binding in screen.active_bindings.values()}
        assert screen.query_one("#submit", Button).disabled
        await press(pilot, "s")
        assert app.screen is screen


async def test_submitting_asks_with_the_safe_answer_in_front(place: Workplace) -> None:
    label_task(Library.of(place.home), session_id(1), LABELS)
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot)
        assert app.focused is screen.query_one("#back")
        await press(pilot, "s")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "enter")
        assert app.screen_stack[-1] is screen
        assert submitting.mine(place.home) == ()


async def test_what_was_shown_is_what_the_receipt_names(place: Workplace) -> None:
    label_task(Library.of(place.home), session_id(1), LABELS)
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot)
        assert screen._leaving is not None
        sha256 = screen._leaving.preview.sha256
        await press(pilot, "s", "tab", "enter")
        assert isinstance(app.screen, ReceiptScreen)
        assert app.screen.kept.receipt.sha256 == sha256
    assert [kept.receipt.sha256 for kept in submitting.mine(place.home)] == [sha256]


async def test_a_corpus_that_is_missing_is_said_and_nothing_leaves(
    place: Workplace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WORKBENCH_CORPUS", str(tmp_path / "nowhere.db"))
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        assert "Nothing has left" in words(app, "#empty")
        assert app.screen.query_one(HeaderBar).aside.plain == ""
        await press(pilot, "enter")
        assert not isinstance(app.screen, LeavingScreen)


async def test_a_session_that_changed_since_it_was_shown_is_not_sent(place: Workplace) -> None:
    library = Library.of(place.home)
    label_task(library, session_id(1), LABELS)
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        label_task(library, session_id(1), {"notes": "said meanwhile"})
        await press(pilot, "s", "tab", "enter")
        assert "changed since it was shown" in words(app, "#empty")
    assert submitting.mine(place.home) == ()

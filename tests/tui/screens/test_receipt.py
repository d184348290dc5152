"""The receipt, and taking a submission back from home."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.tui.conftest import Workplace, press, settle
from tests.tui.made_sessions import HOSTILE, session_id
from tests.tui.submissions import a_volunteer, submitted
from workbench.corpus.connection import reading
from workbench.corpus.database import create_corpus, open_corpus
from workbench.corpus.receipt import Receipt
from workbench.store.library import Library
from workbench.tui.app import WorkbenchApp
from workbench.tui.dialogs.confirm import Confirm
from workbench.tui.dialogs.copy_choice import CopyChoice
from workbench.tui.screens.home import HomeScreen
from workbench.tui.screens.receipt import ReceiptScreen, receipt_lines, way_back
from workbench.workflow.copies import session_copies
from workbench.workflow.receipts import KeptReceipt
from workbench.workflow.submitting import submit

Compare = Callable[..., None]
RECEIPT = KeptReceipt(
    Receipt(
        id="d1405837-fd67-45d7-892e-1be1e97c5a00",
        session=session_id(1),
        sha256="9f" * 32,
        corpus_id="5f0c1c3e-0000-4000-8000-000000000001",
        corpus_name="team corpus",
        received_at="2026-11-22T14:02:00Z",
        policy="built-in",
    ),
    "/home/ann/corpus.db",
    bulk=False,
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """Return a volunteer's place with a session that was submitted."""
    found = a_volunteer(tmp_path / "home", monkeypatch)
    submitted(found)
    return found


def test_a_receipt_looks_as_before(looks_the_same: Compare, empty_workplace: Workplace) -> None:
    class WithReceipt(WorkbenchApp):
        """Goes to a receipt."""

        def on_mount(self) -> None:
            self.push_screen(ReceiptScreen(RECEIPT))

    looks_the_same(WithReceipt(empty_workplace.app().sessions, empty_workplace.recording))


def test_a_receipt_beside_other_copies_looks_as_before(
    looks_the_same: Compare, empty_workplace: Workplace
) -> None:
    other = replace(RECEIPT, receipt=replace(RECEIPT.receipt, corpus_id="2", corpus_name="first"))
    gone = replace(other, receipt=replace(other.receipt, corpus_id="3", corpus_name="lab"), withdrawn_at="2026")

    class WithReceipt(WorkbenchApp):
        """Goes to a receipt of a session that is in two corpora."""

        def on_mount(self) -> None:
            self.push_screen(ReceiptScreen(RECEIPT, (other.copy, gone.copy)))

    looks_the_same(WithReceipt(empty_workplace.app().sessions, empty_workplace.recording))


def test_a_receipt_says_that_it_was_withdrawn_and_is_harmless() -> None:
    withdrawn = replace(RECEIPT, withdrawn_at="2026-11-23T10:00:00Z", corpus_path=HOSTILE)
    lines = receipt_lines(withdrawn).plain
    assert "↩ Withdrawn from team corpus" in lines
    assert "workbench withdraw" not in lines
    assert lines.replace("\n", "").isprintable()


def test_a_receipt_of_what_its_corpus_lost_says_so() -> None:
    lines = receipt_lines(replace(RECEIPT, missing=True)).plain
    assert "✗ Not any more in team corpus" in lines
    assert "workbench withdraw" not in lines


async def test_from_home_the_receipt_opens_and_its_parts_are_copied(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "s")
        screen = app.screen
        assert isinstance(screen, ReceiptScreen)
        for key, text in (
            ("y", way_back(screen.kept)),
            ("i", screen.kept.receipt.id),
            ("c", screen.kept.receipt.sha256),
        ):
            await press(pilot, key)
            assert app.clipboard == text
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_withdrawing_asks_and_home_then_says_withdrawn(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "w")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "enter")
        assert Library.of(place.home).summaries()[0].state == "submitted"
        await press(pilot, "w", "tab", "enter")
        assert Library.of(place.home).summaries()[0].state == "withdrawn"
        assert app.screen.active_bindings["s"].binding.id == "session.submit"
        assert "w" not in app.screen.active_bindings


async def says(pilot: Pilot[None], words: str) -> None:
    """Wait until the lines under the list say something."""
    about = pilot.app.screen.query_one("#about", Static)
    for _ in range(200):
        if words in str(about.render()):
            return
        await asyncio.sleep(0.02)
        await settle(pilot)
    assert words in str(about.render())


def two_corpora(place: Workplace, tmp_path: Path) -> None:
    """Submit the session to a second corpus."""
    create_corpus(tmp_path / "team.db").close()
    submit(place.home, session_id(1), tmp_path / "team.db")


async def test_with_two_corpora_one_is_chosen_and_the_other_keeps_its_copy(
    place: Workplace, tmp_path: Path
) -> None:
    two_corpora(place, tmp_path)
    app = place.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await says(pilot, "In corpus and team.")
        await press(pilot, "w")
        assert isinstance(app.screen, CopyChoice)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        rows = [copy.corpus for copy in session_copies(place.home, session_id(1))]
        await press(pilot, "w", *["down"] * rows.index("team"), "enter")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "tab", "enter")
        await says(pilot, "In corpus; withdrawn from team.")
        assert [notice.message for notice in app._notifications][-1].endswith("nothing of it is left in team.")
        await press(pilot, "w")
        assert isinstance(app.screen, Confirm), "only one copy is left, so nothing is asked"
        await press(pilot, "tab", "enter")
        await says(pilot, "Withdrawn from corpus and team.")
        assert "w" not in app.screen.active_bindings


async def test_a_session_in_another_corpus_can_be_submitted_to_the_one_that_is_meant(
    place: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_corpus(tmp_path / "team.db").close()
    monkeypatch.setenv("WORKBENCH_CORPUS", str(tmp_path / "team.db"))
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.screen.active_bindings["s"].binding.id == "session.submit"
        await press(pilot, "c")
        screen = app.screen
        assert isinstance(screen, ReceiptScreen)
        assert screen.kept.receipt.corpus_name == "corpus"
        await press(pilot, "escape", "s", "s", "tab", "enter")
        screen = app.screen
        assert isinstance(screen, ReceiptScreen)
        assert (screen.kept.receipt.corpus_name, [copy.corpus for copy in screen.others]) == (
            "team",
            ["corpus"],
        )
        await press(pilot, "escape")
        assert app.screen.active_bindings["s"].binding.id == "session.receipt"


async def test_a_withdrawal_that_a_reader_delays_is_shown_as_it_stands(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.workflow.withdrawing.BUSY_MS", 50)
    app = place.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        with open_corpus(place.home.corpus_file) as reader, reading(reader) as db:
            assert db.table("sessions").count == 1
            await press(pilot, "w", "tab", "enter")
            assert "last bytes are still in the log" in [notice.message for notice in app._notifications][-1]
            await says(pilot, "last bytes not erased yet")
        await press(pilot, "f5")
        await says(pilot, "Withdrawn from corpus.")


def test_a_corpus_that_cannot_be_opened_is_said_to_be_elsewhere_and_has_to_be_named() -> None:
    lines = receipt_lines(RECEIPT, reached=False).plain
    assert f"cannot be opened at {RECEIPT.corpus_path} now" in lines
    assert f"{way_back(RECEIPT)} --corpus PATH" in lines
    assert "at home" not in lines
    assert "--corpus" not in receipt_lines(RECEIPT).plain


def test_a_receipt_of_what_was_confirmed_in_bulk_says_so() -> None:
    assert "confirmed without a look" in receipt_lines(replace(RECEIPT, bulk=True)).plain
    assert "the bytes that you looked at" in receipt_lines(replace(RECEIPT, bulk=False)).plain

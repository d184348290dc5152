"""The receipt, and taking a submission back from home."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.tui.conftest import Workplace, press, settle
from tests.tui.made_sessions import HOSTILE, session_id
from tests.tui.submissions import a_volunteer, submitted
from workbench.corpus.receipt import Receipt
from workbench.store.library import Library
from workbench.tui.app import WorkbenchApp
from workbench.tui.dialogs.confirm import Confirm
from workbench.tui.screens.home import HomeScreen
from workbench.tui.screens.receipt import ReceiptScreen, receipt_lines, way_back
from workbench.workflow.receipts import KeptReceipt

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


def test_a_receipt_says_that_it_was_withdrawn_and_is_harmless() -> None:
    withdrawn = replace(RECEIPT, withdrawn_at="2026-11-23T10:00:00Z", corpus_path=HOSTILE)
    lines = receipt_lines(withdrawn).plain
    assert "↩ Withdrawn from team corpus" in lines
    assert "workbench withdraw" not in lines
    assert lines.replace("\n", "").isprintable()


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

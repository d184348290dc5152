"""Annotating: sessions of others, one's own labels alone, sent all at once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.tui.conftest import press, settle
from tests.tui.made_sessions import invoice, session_id
from tests.tui.submissions import INSTRUCTION, a_volunteer, an_empty_home, submitted
from workbench.corpus.annotations import Annotation
from workbench.tui.annotate import AnnotateApp
from workbench.tui.annotate_calls import AnnotateCalls
from workbench.tui.dialogs.confirm import Confirm
from workbench.tui.screens.annotate import AnnotateScreen
from workbench.tui.widgets.header_bar import HeaderBar
from workbench.tui.widgets.picture_view import PictureView
from workbench.workflow.annotating import own_labels

Compare = Callable[..., None]
SAY = ("l", f"text:{INSTRUCTION}", "tab", "2")


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AnnotateCalls:
    """Return the way of somebody else to a corpus with two submitted sessions."""
    place = a_volunteer(tmp_path / "home", monkeypatch)
    invoice(place.home, 2)
    submitted(place, 1)
    submitted(place, 2)
    return AnnotateCalls(an_empty_home(tmp_path / "other"), place.home.corpus_file, "Ann Example")


def own(calls: AnnotateCalls, number: int = 1) -> tuple[Annotation, ...]:
    """Return what was sent."""
    return own_labels(calls.home, session_id(number), calls.corpus, calls.author)


def aside(pilot: Pilot[None]) -> str:
    """Return what the header says at the right."""
    return pilot.app.screen.query_one(HeaderBar).aside.plain


def test_annotating_looks_as_before(looks_the_same: Compare, calls: AnnotateCalls) -> None:
    looks_the_same(AnnotateApp(calls), "down", "down", *SAY)


async def test_a_corpus_without_sessions_of_others_says_so(calls: AnnotateCalls, tmp_path: Path) -> None:
    owner = AnnotateCalls(an_empty_home(tmp_path / "home"), calls.corpus, None)
    app = AnnotateApp(owner)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "nobody labels their own" in str(app.screen.query_one("#empty", Static).render())
        await press(pilot, "f2", "l", "tab", "escape")
    assert app.return_code == 0


async def test_somebody_elses_session_comes_with_pictures_and_without_labels(calls: AnnotateCalls) -> None:
    app = AnnotateApp(calls)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, AnnotateScreen)
        assert screen.query_one(PictureView).shot is not None
        assert [row.now() for row in screen._form("task").rows] in ([None] * 5, ["", None, None, None, ""])
        assert aside(pilot) == "missing: instruction, outcome"


async def test_labels_wait_for_f2_and_go_all_at_once(calls: AnnotateCalls) -> None:
    app = AnnotateApp(calls)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, *SAY, "4", "3", "escape", "j", "l", *["tab"] * 5, "text:Open the menu", "tab", "y")
        assert aside(pilot) == "6 labels not sent"
        assert own(calls) == ()
        await press(pilot, "escape", "k", "j", "f2")
        said = {(note.target.kind, note.field): note.value for note in own(calls)}
        assert said == {
            ("task", "instruction"): INSTRUCTION,
            ("task", "outcome"): "partial",
            ("task", "domain"): "professional/development",
            ("task", "difficulty"): 3,
            ("step", "intent"): "Open the menu",
            ("step", "correct"): "yes",
        }
        assert {note.author for note in own(calls)} == {"Ann Example"}
        assert aside(pilot) == "everything is sent"
        await press(pilot, "f2")
        assert "nothing to send" in list(app._notifications)[-1].message


async def test_another_annotator_sees_none_of_them(calls: AnnotateCalls) -> None:
    first = AnnotateApp(calls)
    async with first.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *SAY, "f2")
    assert len(own(calls)) == 2
    second = AnnotateApp(replace(calls, author="Ben Example"))
    async with second.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert aside(pilot) == "missing: instruction, outcome"


async def test_a_label_that_cannot_be_sends_nothing_and_keeps_what_was_said(calls: AnnotateCalls) -> None:
    app = AnnotateApp(calls)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "l", "text:short", "tab", "1", "f2")
        assert "10 to 500" in list(app._notifications)[-1].message
        assert own(calls) == ()
        assert "2 labels not sent" in aside(pilot)


async def test_leaving_and_going_on_ask_where_something_is_not_sent(calls: AnnotateCalls) -> None:
    app = AnnotateApp(calls)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, AnnotateScreen)
        await press(pilot, *SAY, "escape", "escape")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "enter", "n")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "tab", "enter")
        assert screen.session_id == session_id(2)
        assert aside(pilot) == "missing: instruction, outcome"
        await press(pilot, "n")
        assert screen.session_id == session_id(1)
        await press(pilot, "escape")
    assert own(calls) == ()

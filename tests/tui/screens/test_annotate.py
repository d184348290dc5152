"""Annotating: sessions of others, one's own labels alone, sent all at once."""

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2 as sqlite3
from textual.pilot import Pilot
from textual.widgets import Static

from tests.tui.conftest import Snapshot, press, settle
from tests.tui.made_sessions import invoice, session_id
from tests.tui.submissions import INSTRUCTION, a_volunteer, an_empty_home, submitted
from workbench.corpus.annotations import Annotation
from workbench.tui.annotate import AnnotateApp
from workbench.tui.annotate_calls import AnnotateCalls
from workbench.tui.dialogs.confirm import Confirm
from workbench.tui.screens.annotate import AnnotateScreen
from workbench.tui.widgets.header_bar import HeaderBar
from workbench.tui.widgets.picture_view import PictureView
from workbench.workflow import waiting
from workbench.workflow.annotating import own_labels
from workbench.workflow.withdrawing import withdraw

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


@contextmanager
def locked(calls: AnnotateCalls) -> Iterator[None]:
    """Lock the corpus as another program does."""
    with closing(sqlite3.connect(str(calls.corpus), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for a state; workers may be waiting meanwhile."""
    async with asyncio.timeout(40):
        while not holds():
            await asyncio.sleep(0.01)
            await pilot.pause()


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    """Press keys without waiting for workers; `text:…` types key by key."""
    for key in pressed:
        typed = key.removeprefix("text:")
        await pilot.press(*([key] if typed == key else ["space" if one == " " else one for one in typed]))
        await pilot.pause()


def waits(pilot: Pilot[None]) -> str:
    """Return what the screen says of a locked corpus; empty where it says nothing."""
    line = pilot.app.screen.query_one("#waiting", Static)
    return str(line.render()) if line.display else ""


def told(pilot: Pilot[None]) -> str:
    """Return the notices that are shown."""
    return " ".join(notice.message for notice in pilot.app._notifications)


def own(calls: AnnotateCalls, number: int = 1) -> tuple[Annotation, ...]:
    """Return what was sent."""
    return own_labels(calls.home, session_id(number), calls.corpus, calls.author)


def rows(calls: AnnotateCalls) -> int:
    """Return how many rows of labels the corpus has, those that no longer count included."""
    with closing(sqlite3.connect(str(calls.corpus))) as connection:
        (number,) = connection.execute("SELECT count(*) FROM annotations").fetchone()
    return int(number)


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


async def test_a_sending_clears_what_it_sent_and_nothing_that_was_typed_meanwhile(calls: AnnotateCalls) -> None:
    app = AnnotateApp(calls)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, *SAY)
        with locked(calls):
            await keys(pilot, "f2")
            await until(pilot, lambda: "locked by another program" in waits(pilot))
            assert "2 labels will be sent once it is free" in waits(pilot)
            assert "Esc stops waiting" in waits(pilot)
            assert aside(pilot) == "sending 2 …"
            assert "stop_waiting" in {one.binding.action for one in app.screen.active_bindings.values()}
            await keys(pilot, "4", "shift+tab", "shift+tab", "1")
            assert aside(pilot) == "sending 2 … · 2 labels not sent"
        await until(pilot, lambda: "sending" not in aside(pilot))
        await settle(pilot)
        assert {note.field: note.value for note in own(calls)} == {
            "instruction": INSTRUCTION,
            "outcome": "partial",
        }
        assert aside(pilot) == "2 labels not sent"
        assert waits(pilot) == ""
        await press(pilot, "f2")
        assert {note.field: note.value for note in own(calls)} == {
            "instruction": INSTRUCTION,
            "outcome": "success",
            "domain": "professional/development",
        }
        assert aside(pilot) == "everything is sent"
    assert rows(calls) == 4


async def test_labels_of_the_next_session_outlive_a_sending_of_the_one_before(calls: AnnotateCalls) -> None:
    app = AnnotateApp(calls)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, AnnotateScreen)
        await press(pilot, *SAY)
        with locked(calls):
            await keys(pilot, "f2", "tab", "tab")
            app.screen.query_one("#steps").focus()
            await keys(pilot, "n")
            await until(pilot, lambda: screen.session_id == session_id(2) and "of another" in aside(pilot))
            await keys(pilot, "l", "text:Another invoice", "tab", "1")
            assert aside(pilot) == "sending 2 of another session … · 2 labels not sent"
        await until(pilot, lambda: "sending" not in aside(pilot))
        await settle(pilot)
        assert aside(pilot) == "2 labels not sent"
        assert len(own(calls)) == 2
        await press(pilot, "f2")
        assert {note.value for note in own(calls, 2)} == {"Another invoice", "success"}
        await press(pilot, "escape", "n")
        assert screen.session_id == session_id(1)
        assert aside(pilot) == "everything is sent"


async def test_pressing_f2_again_and_again_while_it_is_locked_sends_every_label_once(
    calls: AnnotateCalls,
) -> None:
    app = AnnotateApp(calls)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, *SAY)
        with locked(calls):
            await keys(pilot, "f2", "f2", "f2")
            await until(pilot, lambda: "locked" in waits(pilot))
            await keys(pilot, "f2", "escape")
            await until(pilot, lambda: "sending" not in aside(pilot))
            assert "2 labels are kept here; F2 sends again" in told(pilot)
            assert aside(pilot) == "2 labels not sent"
            await keys(pilot, "f2", "f2")
            await until(pilot, lambda: "locked" in waits(pilot))
        await until(pilot, lambda: "sending" not in aside(pilot))
        await press(pilot, "f2", "f2")
    assert rows(calls) == 2


async def test_a_sending_whose_answer_was_lost_is_not_doubled_by_the_next(calls: AnnotateCalls) -> None:
    class AnswerLost(AnnotateCalls):
        """Commits, and fails before it can say so."""

        def submit(self, *args: Any) -> int:
            super().submit(*args)
            raise sqlite3.OperationalError

    app = AnnotateApp(AnswerLost(calls.home, calls.corpus, calls.author))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, *SAY, "f2")
        assert aside(pilot) == "2 labels not sent"
        await press(pilot, "shift+tab", "2", "f2")
    assert rows(calls) == 2
    again = AnnotateApp(calls)
    async with again.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "f2")
    assert rows(calls) == 2


async def test_a_wait_that_takes_too_long_says_what_is_kept_and_what_to_do(
    calls: AnnotateCalls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "PATIENCE_S", 0.5)
    app = AnnotateApp(calls)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, *SAY)
        with locked(calls):
            await press(pilot, "f2")
        assert "is locked by another program, so nothing was changed in it" in told(pilot)
        assert "2 labels are kept here; F2 sends again" in told(pilot)
        assert (aside(pilot), waits(pilot)) == ("2 labels not sent", "")


async def test_what_was_typed_is_there_again_when_the_program_is_opened_again(calls: AnnotateCalls) -> None:
    app = AnnotateApp(calls)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "n", *SAY, "escape", "j", "l", *["tab"] * 5, "text:Open the menu")
        await until(pilot, lambda: aside(pilot) == "3 labels not sent")
        app.exit()
    assert app.unsent == 3
    again = AnnotateApp(calls)
    async with again.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        screen = again.screen
        assert isinstance(screen, AnnotateScreen)
        assert screen.session_id == session_id(2), "the session with drafts comes first"
        assert "3 labels are not sent yet. F2 sends, d discards" in told(pilot)
        assert [row.now() for row in screen._form("task").rows][:2] == [INSTRUCTION, "partial"]
        await press(pilot, "j")
        assert screen._form("step").rows[0].now() == "Open the menu"
        await press(pilot, "f2")
        assert aside(pilot) == "everything is sent"
    assert len(own(calls, 2)) == 3
    assert again.unsent == 0


async def test_drafts_belong_to_one_name_and_one_corpus(calls: AnnotateCalls, tmp_path: Path) -> None:
    app = AnnotateApp(calls)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *SAY)
    moved = tmp_path / "moved.db"
    shutil.copy(str(calls.corpus), moved)
    for there, aside_says in (
        (replace(calls, author="Ben Example"), "missing: instruction, outcome"),
        (replace(calls, corpus=moved), "2 labels not sent"),
    ):
        other = AnnotateApp(there)
        async with other.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert aside(pilot) == aside_says


async def test_what_is_discarded_is_gone_and_what_was_sent_is_shown_again(calls: AnnotateCalls) -> None:
    app = AnnotateApp(calls)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, AnnotateScreen)
        await press(pilot, *SAY, "f2", "shift+tab", "1", "escape", "d")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "enter")
        assert aside(pilot) == "1 label not sent"
        await press(pilot, "d", "tab", "enter")
        assert aside(pilot) == "everything is sent"
        assert screen._form("task").rows[1].now() == "partial"
    assert calls.draft(session_id(1)).unsent == ()


async def test_unsent_labels_of_a_session_that_was_withdrawn_are_erased_and_it_is_said(
    calls: AnnotateCalls, tmp_path: Path
) -> None:
    app = AnnotateApp(calls)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *SAY)
    withdraw(an_empty_home(tmp_path / "home"), session_id(1))
    again = AnnotateApp(calls)
    async with again.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert "withdrawn by its contributor" in told(pilot)
        assert aside(pilot) == "missing: instruction, outcome"
    assert calls.drafted() == ((), 0)


async def test_a_place_that_keeps_no_drafts_is_said_in_the_header_and_before_leaving(
    calls: AnnotateCalls,
) -> None:
    calls.home.drafts.write_text("no folder")
    app = AnnotateApp(calls)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, *SAY, "escape")
        assert "⚠ no drafts" in aside(pilot)
        assert "send or save it before you leave" in told(pilot)
        await press(pilot, "escape")
        assert "would be lost" in str(app.screen.query(Static)[1].render())


async def test_a_space_that_was_just_typed_stays_when_a_sending_ends(calls: AnnotateCalls) -> None:
    app = AnnotateApp(calls)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, *SAY)
        with locked(calls):
            await keys(pilot, "f2", "tab", "tab", "text:Look at ")
        await until(pilot, lambda: aside(pilot) == "1 label not sent")
        await settle(pilot)
        await press(pilot, "text:it")
        assert calls.draft(session_id(1)).values(None) == {"notes": "Look at it"}


@dataclass(frozen=True, slots=True)
class Locked(AnnotateCalls):
    """Says at once that it has waited for 12 seconds, and waits until nobody does."""

    def submit(self, session_id: str, labels: Any, still_waiting: Any = None) -> int:
        while still_waiting(12.3):
            time.sleep(0.25)
        return AnnotateCalls.submit(self, session_id, labels, lambda _waited_s: False)


def test_waiting_for_a_locked_corpus_looks_as_before(
    snap_compare: Snapshot, calls: AnnotateCalls, size: tuple[int, int]
) -> None:
    async def wait(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, *SAY)
        await keys(pilot, "f2")
        await until(pilot, lambda: waits(pilot) != "")
        await keys(pilot, "4")

    app = AnnotateApp(Locked(calls.home, calls.corpus, calls.author))
    assert snap_compare(app, run_before=wait, terminal_size=size)


def test_labels_that_are_there_again_look_as_before(looks_the_same: Compare, calls: AnnotateCalls) -> None:
    draft = calls.draft(session_id(1))
    draft.type(None, "instruction", INSTRUCTION, as_before=False)
    draft.type(None, "outcome", "partial", as_before=False)
    looks_the_same(AnnotateApp(calls), "l")


def test_the_question_before_leaving_looks_as_before(looks_the_same: Compare, calls: AnnotateCalls) -> None:
    looks_the_same(AnnotateApp(calls), *SAY, "escape", "escape")

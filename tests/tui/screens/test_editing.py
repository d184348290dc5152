"""Editing in the review: every edit says what it did, is on the disk, and can be taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.tui.conftest import Workplace, press, settle
from tests.tui.made_sessions import session_id
from tests.tui.submissions import a_volunteer
from workbench.model.folded import Folded
from workbench.store.library import Library
from workbench.tui.app import WorkbenchApp
from workbench.tui.dialogs.labelling import Labelling
from workbench.tui.screens.editing import EditableReview
from workbench.tui.screens.leaving import LeavingScreen
from workbench.tui.widgets.picture_view import PictureView
from workbench.tui.widgets.step_list import StepList

Compare = Callable[..., None]
TYPED = ("enter", "down", "down")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """Return a volunteer's place that tests may change."""
    return a_volunteer(tmp_path / "home", monkeypatch)


def line(app: WorkbenchApp, row: int) -> str:
    """Return a row of the list."""
    return app.screen.query_one(StepList).row_content(row, 80).plain.strip()


def said(app: WorkbenchApp) -> str:
    """Return the last notice."""
    return list(app._notifications)[-1].message


def folded(place: Workplace) -> Folded:
    """Return the session as it stands on the disk."""
    with Library.of(place.home).open(session_id(1)) as file:
        return file.folded()


async def opened(pilot: Pilot[None], *keys: str) -> EditableReview:
    """Open the session at the typed step and press keys."""
    await settle(pilot)
    await press(pilot, *TYPED, *keys)
    screen = pilot.app.screen
    assert isinstance(screen, EditableReview)
    return screen


def test_an_edited_review_looks_as_before(looks_the_same: Compare, place: Workplace) -> None:
    edits = ("r", "p", "text:Jane", "enter", "down", "x", "up", "up", "l", "tab", "2", "f2")
    looks_the_same(place.app(), *TYPED, *edits)


async def test_x_drops_a_step_says_so_and_x_again_takes_it_back(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await opened(pilot, "x")
        assert line(app, 2) == '3  0:07 ⌨ ✂ type "Dear Jane Example,"'
        assert said(app) == "Step 3: dropped. u takes it back."
        assert screen.query_one(StepList).cursor == 2
        assert folded(place).steps[2].dropped
        await press(pilot, "x")
        assert said(app) == "Undone: 1 stretch dropped."
        assert not folded(place).steps[2].dropped
        await press(pilot, "U")
        assert folded(place).steps[2].dropped


async def test_a_dropped_step_shows_no_picture_and_takes_no_other_edit(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await opened(pilot, "x", "down", "up")
        assert screen.query_one(PictureView).shot is None
        await press(pilot, "r")
        assert "is dropped" in said(app)
        await press(pilot, "down", "x", "up", "x")
        assert "dropped already" in said(app)


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("a",), "█"),
        (("p", "text:Jane", "enter"), "Dear █ Example,"),
        (("e", "text:Dear", "enter"), "█ Jane Example,"),
    ],
)
async def test_r_redacts_all_of_a_text_a_part_of_it_or_wherever_it_stands(
    place: Workplace, keys: tuple[str, ...], text: str
) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, "r", *keys)
        assert folded(place).steps[2].text == text
        assert "1 text redacted" in said(app)
        assert "▒" in line(app, 2)
        await press(pilot, "u")
        assert folded(place).steps[2].text == "Dear Jane Example,"


async def test_a_part_that_is_not_there_changes_nothing_and_says_so(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, "r", "p", "text:Jan.", "enter")
        assert "nothing was changed" in said(app)
        assert folded(place).counts.redacted_texts == 0


async def test_the_title_of_a_window_is_redacted(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, "r", "t")
        assert folded(place).steps[2].context.title == ""
        await press(pilot, "u")
        assert folded(place).steps[2].context.title


async def test_a_box_by_numbers_is_painted_over_in_the_picture(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        screen = await opened(pilot)
        picture = screen.query_one(PictureView)
        assert picture.shot is not None
        assert picture.shot.image.getpixel((300, 200)) == (250, 250, 250)
        await press(pilot, "r", "b", "ctrl+u", "text:290,190,40,20", "enter")
        assert folded(place).counts.boxes == 1
        assert picture.shot.image.getpixel((300, 200)) == (0, 0, 0)
        await press(pilot, "r", "b", "ctrl+u", "text:here", "enter")
        assert "four numbers" in said(app)


async def test_a_drag_on_the_picture_redacts_a_box_and_a_click_does_not(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await opened(pilot)
        await pilot.click(PictureView, offset=(20, 10))
        await settle(pilot)
        assert folded(place).counts.boxes == 0
        await pilot.mouse_down(PictureView, offset=(20, 10))
        await pilot.hover(PictureView, offset=(30, 12))
        await pilot.mouse_up(PictureView, offset=(30, 12))
        await settle(pilot)
        assert folded(place).counts.boxes == 1
        assert "1 box redacted" in said(app)


async def test_l_labels_the_task_and_the_step_in_one_form(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        form = (
            "l",
            "text:Write to Jane Example",
            "tab",
            "1",
            "tab",
            "tab",
            "tab",
            "text:Greet Jane",
            "tab",
            "y",
            "f2",
        )
        await opened(pilot, *form)
        now = folded(place)
        assert now.task_label == {"instruction": "Write to Jane Example", "outcome": "success"}
        assert now.steps[2].label == {"intent": "Greet Jane", "correct": "yes"}
        assert "★" in line(app, 2)
        await press(pilot, "l", "tab", "backspace", "f2")
        assert folded(place).steps[2].label == {"intent": "Greet Jane"}


async def test_a_label_that_cannot_be_is_said_in_the_form_and_nothing_is_lost(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *TYPED, "l", "text:short", "f2")
        assert "10 to 500 characters" in str(app.screen.query_one("#said").render())
        await press(pilot, "text: but longer now", "f2")
        assert folded(place).task_label == {"instruction": "short but longer now"}


async def test_edits_have_the_same_keys_with_the_picture_in_front(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "tab")
        await press(pilot, "l")
        assert isinstance(app.screen, Labelling)
        await press(pilot, "escape", "x")
        assert folded(place).steps[2].dropped


async def test_undo_without_an_edit_says_so(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, "u")
        assert [notice.severity for notice in app._notifications] == ["warning"]


async def test_withheld_stretches_take_no_edits(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, "g", "text:0:14", "enter", "x")
        assert "withheld stretch" in said(app)
        assert folded(place).counts.dropped == 0


async def test_s_leads_to_what_would_leave_and_back(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "s")
        assert isinstance(app.screen, LeavingScreen)
        await press(pilot, "escape")
        assert app.screen_stack[-1] is screen


async def test_labels_that_were_typed_and_not_saved_are_there_again_after_a_kill(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *TYPED, "l", *["tab"] * 5, "text:Greet")
    again = place.app()
    async with again.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert "1 label is typed but not saved: l on step 3 shows" in said(again)
        await press(pilot, "down", "down", "l")
        assert "typed before and not saved" in str(again.screen.query_one("#said", Static).render())
        await press(pilot, "f2")
        assert folded(place).steps[2].label == {"intent": "Greet"}
    assert place.app().sessions.draft(session_id(1)).unsent == ()


async def test_labels_whose_session_is_locked_when_they_are_saved_are_in_the_form_again(
    place: Workplace,
) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, *TYPED, "l", "text:Write to Jane Example")
        with Library.of(place.home).open(session_id(1)) as other:
            other._connection.execute("BEGIN IMMEDIATE")
            await press(pilot, "f2")
            other._connection.execute("ROLLBACK")
        assert "was not changed" in said(app)
        assert folded(place).task_label == {}
        await press(pilot, "l", "f2")
        assert folded(place).task_label == {"instruction": "Write to Jane Example"}


async def test_labels_that_are_given_up_by_escape_do_not_return(place: Workplace) -> None:
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *TYPED, "l", "text:Write to Jane Example", "escape", "escape")
        assert place.app().sessions.draft(session_id(1)).unsent == ()
        await press(pilot, "l")
        assert not app.screen.query_one("#said", Static).display

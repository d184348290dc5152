"""Review: every step with its picture, at both sizes, whatever a session holds."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.conftest import Workplace, press, settle
from tests.tui.made_sessions import session_id
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens import review as review_module
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.widgets.header_bar import HeaderBar
from workbench.tui.widgets.picture_view import HalfBlockPicture, PictureView
from workbench.tui.widgets.step_details import StepDetails
from workbench.tui.widgets.step_list import StepList

Compare = Callable[..., None]

INVOICE = ("end", "enter")
HOSTILE = ("end", "up", "up", "enter")
EMPTY = ("end", "up", "enter")


def test_a_review_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    looks_the_same(workplace.app(), *INVOICE, "down", "down")


def test_the_picture_in_front_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    looks_the_same(workplace.app(), *INVOICE, "down", "tab")


def test_a_withheld_stretch_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    looks_the_same(workplace.app(), *INVOICE, "g", "text:0:14", "enter", "tab")


def test_a_session_without_steps_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    looks_the_same(workplace.app(), *EMPTY)


def test_a_hostile_session_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    looks_the_same(workplace.app(), *HOSTILE, "down")


def test_a_session_that_is_gone_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    class Gone(WorkbenchApp):
        """Goes to a session that nobody has."""

        def on_mount(self) -> None:
            self.review("nobody")

    looks_the_same(Gone(workplace.app().sessions, workplace.recording))


async def opened(pilot: Pilot[None], *keys: str) -> ReviewScreen:
    """Open a session from home."""
    await settle(pilot)
    await press(pilot, *(keys or INVOICE))
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


def details(app: WorkbenchApp) -> str:
    """Return the words under the picture."""
    return str(app.screen.query_one(StepDetails).content)


async def test_the_header_counts_steps_and_withheld_stretches(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert app.screen.query_one(HeaderBar).render().plain.split() == [
            "Write",
            "an",
            "invoice",
            "7",
            "steps",
            "·",
            "1",
            "withheld",
            "stretch",
            "·",
            "0:44",
        ]


async def test_steps_and_gaps_stand_in_the_order_of_time(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        steps = screen.query_one(StepList)
        lines = [steps.row_content(at, 80).plain.strip() for at in range(len(steps.rows))]
        assert lines[2] == '3  0:07 ⌨ type "Dear Jane Example,"'
        assert lines[4] == "·  0:13 ░ withheld: outside the scope (0:09)"
        assert len(lines) == 8


async def test_details_name_text_window_time_and_the_age_of_the_picture(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "down", "down")
        said = details(app)
        assert "text      Dear Jane Example," in said
        assert "window    mousepad — Untitled 1 - Mousepad" in said
        assert "time      00:00:07.000" in said
        assert "▸ before: 100 ms old" in said


async def test_below_120_columns_tab_flips_between_list_and_picture(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        steps, picture = screen.query_one(StepList), screen.query_one(PictureView)
        assert (steps.display, picture.display) == (True, False)
        await press(pilot, "tab")
        assert (steps.display, picture.display) == (False, True)
        await press(pilot, "tab")
        assert (steps.display, picture.display) == (True, False)
        assert app.focused is steps


async def test_at_120_columns_both_are_seen(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert screen.query_one(StepList).display
        assert screen.query_one(PictureView).display
        assert screen.query_one(HalfBlockPicture).display
        assert screen.query_one(HalfBlockPicture)._strips


async def test_b_shows_the_picture_after_the_step_without_the_action_on_it(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        picture = screen.query_one(PictureView)
        before = picture.shot
        assert before is not None
        assert before.mark is not None
        await press(pilot, "b")
        after = picture.shot
        assert after is not None
        assert after.mark is None
        assert after.image.tobytes() != before.image.tobytes()
        assert "▸ after: " in details(app)


async def test_a_step_without_a_picture_says_so(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "g", "text:4", "enter", "b")
        picture = screen.query_one(PictureView)
        assert picture.shot is None
        assert "no picture after" in str(picture.query_one("#words").render())


async def test_zoom_and_arrows_change_what_is_seen(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        blocks = screen.query_one(HalfBlockPicture)
        seen = [blocks._strips]
        await press(pilot, "tab")
        for keys in (("right",), ("down",), ("z",), ("z",), ("z",)):
            await press(pilot, *keys)
            assert blocks._strips not in seen[-1:]
            seen.append(blocks._strips)
        assert seen[-1] == seen[0]


async def test_j_and_k_go_through_the_steps_with_the_picture_in_front(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "tab", "j", "j", "k")
        assert screen.query_one(StepList).cursor == 1
        assert details(app).startswith("2 ")


@pytest.mark.parametrize(("place", "row"), [("5", 5), ("0:14", 4), ("0:00", 0), ("9:00", 7)])
async def test_go_to_takes_a_number_or_a_time(workplace: Workplace, place: str, row: int) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "g", f"text:{place}", "enter")
        assert screen.query_one(StepList).cursor == row


async def test_going_to_nowhere_says_so_and_stays(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await opened(pilot)
        await press(pilot, "g", "text:99", "enter")
        assert screen.query_one(StepList).cursor == 0
        assert [notice.severity for notice in app._notifications] == ["warning"]


async def test_copy_takes_the_typed_text(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "down", "down", "y")
        assert app.clipboard == "Dear Jane Example,"


async def test_without_a_viewer_open_says_so(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    app = workplace.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot)
        await press(pilot, "o")
        assert ["Nothing here opens" in notice.message for notice in app._notifications] == [True]


async def test_open_hands_a_private_file_to_the_viewer_and_removes_it_at_the_end(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    viewer = tmp_path / "viewer"
    viewer.write_text(f'#!/bin/sh\ncp "$1" {seen}\n')
    viewer.chmod(0o700)
    monkeypatch.setattr(review_module, "opener", lambda: str(viewer))
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "o")
        folder = app.outside_pictures.folder
        assert folder is not None
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert [stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()] == [0o600]
        while not seen.exists() or not seen.stat().st_size:
            await pilot.pause(0.05)
        await press(pilot, "ctrl+q")
    assert seen.read_bytes().startswith(b"\x89PNG")
    assert not folder.exists()


async def test_a_session_that_is_gone_says_so_and_escape_goes_back(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.review("nobody")
        await settle(pilot)
        assert "nobody" in str(app.screen.query_one("#empty").render())
        await press(pilot, "escape")
        assert not isinstance(app.screen, ReviewScreen)


async def test_a_cut_off_session_is_recovered_and_says_so(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.review(session_id(5))
        await settle(pilot)
        assert "✂ cut off" in app.screen.query_one(HeaderBar).render().plain
        assert len(app.screen.query_one(StepList).rows) == 1

"""What was kept out, to look at and to go to."""

from collections.abc import Callable

import pytest
from textual.widgets import Static

from tests.tui.conftest import Workplace, press, settle
from tests.tui.dialogs.conftest import Asking
from workbench.model.gaps import Gap, GapCause, GapReason
from workbench.model.withheld import stretches, totals
from workbench.tui.dialogs.kept_out import KeptOutDialog
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.widgets.step_list import StepList
from workbench.workflow.withheld import KeptOut

Compare = Callable[..., None]
GAPS = (
    Gap(13_000, 22_000, GapReason.OUT_OF_SCOPE, GapCause.OTHER_WINDOW),
    Gap(25_000, 31_000, GapReason.SECRET, GapCause.PASSWORD_FIELD),
    Gap(40_000, 52_000, GapReason.UNKNOWN_TARGET, GapCause.NO_FIELDS),
    Gap(60_000, 360_000, GapReason.PAUSED, GapCause.AWAY),
    Gap(400_000, 460_000, GapReason.LOCKED),
)


def found(*gaps: Gap) -> KeptOut:
    """Return what was kept out by these gaps."""
    grouped = stretches(gaps, [gap.end_ms for gap in gaps])
    return KeptOut(grouped, totals(grouped))


def words(app: Asking) -> str:
    """Return everything that the dialog says beside its list."""
    return "\n".join(str(part.content) for part in app.screen.query(Static))


async def test_every_stretch_says_why_and_what_can_be_done() -> None:
    app = Asking(KeptOutDialog(found(*GAPS)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "A window outside the scope, 0:09. If the task needs it and it asks for no password" in words(
            app
        )
        await pilot.press("down")
        await pilot.pause()
        assert "A password field had the keyboard, only the steps around it are known." in words(app)
        await pilot.press("down")
        await pilot.pause()
        assert "Start the application with `workbench launch`" in words(app)
        assert "password field: 1 stretch, length unknown" in words(app)
        await pilot.press("enter")
        await pilot.pause()
    assert app.answers == [40_000]


@pytest.mark.parametrize("key", ["escape", "w", "q"])
async def test_it_closes_without_going_anywhere(key: str) -> None:
    app = Asking(KeptOutDialog(found(*GAPS)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
    assert app.answers == [None]


async def test_a_session_of_which_nothing_was_kept_out_says_so() -> None:
    app = Asking(KeptOutDialog(found()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Nothing was kept out" in words(app)


async def test_many_stretches_stay_inside_a_small_terminal() -> None:
    many = [Gap(at * 1000, at * 1000 + 500, GapReason.OUT_OF_SCOPE) for at in range(80)]
    app = Asking(KeptOutDialog(found(*many)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.screen.query_one(".dialog").region.bottom <= 24
        await pilot.press("end", "enter")
        await pilot.pause()
    assert app.answers == [79_000]


async def test_w_in_the_review_lists_them_and_enter_goes_to_the_place(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "end", "enter", "w")
        assert isinstance(app.screen, KeptOutDialog)
        await press(pilot, "enter")
        assert isinstance(app.screen, ReviewScreen)
        assert isinstance(app.screen.query_one(StepList).current, Gap)


def test_what_was_kept_out_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    looks_the_same(workplace.app(), "end", "enter", "w")

"""Consent: understood and typed, not clicked past."""

from collections.abc import Callable

from textual.containers import VerticalScroll

from tests.tui.conftest import Workplace, press, settle
from workbench.tui.screens.consent import ConsentScreen
from workbench.tui.screens.home import HomeScreen
from workbench.tui.screens.scope import ScopeScreen
from workbench.tui.widgets.field import Field
from workbench.workflow.consent import QUESTIONS

Compare = Callable[..., None]

RIGHT = [key for question in QUESTIONS for key in ("tab", *["down"] * question.right, "space")]


def test_the_notice_looks_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    workplace.recording.agreed = False
    looks_the_same(workplace.app(), "n")


def test_wrong_answers_look_as_before(looks_the_same: Compare, workplace: Workplace) -> None:
    workplace.recording.agreed = False
    looks_the_same(workplace.app(), "n", "tab", "space", "tab", "tab", "tab", "text:yes", "enter")


async def test_right_answers_and_a_typed_yes_agree_and_lead_to_the_scope(workplace: Workplace) -> None:
    workplace.recording.agreed = False
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "n", *RIGHT, "tab", "text:yes", "enter")
        assert workplace.recording.agreed
        assert isinstance(app.screen, ScopeScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_a_wrong_answer_does_not_agree_and_says_why(workplace: Workplace) -> None:
    workplace.recording.agreed = False
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "n", "tab", "space", *RIGHT[len(["tab"]) + QUESTIONS[0].right + 1 :], "tab")
        await press(pilot, "text:yes", "enter")
        assert not workplace.recording.agreed
        shown = [str(because.render()) for because in app.screen.query(".because") if because.display]
        assert shown == [f"Not quite: {QUESTIONS[0].because}"]


async def test_anything_but_yes_does_not_agree(workplace: Workplace) -> None:
    workplace.recording.agreed = False
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "n", *RIGHT, "tab", "text:y", "enter")
        assert not workplace.recording.agreed
        assert isinstance(app.screen, ConsentScreen)
        assert "type the word yes" in str(app.screen.query_one("#said").render())


async def test_enter_alone_does_not_agree(workplace: Workplace) -> None:
    workplace.recording.agreed = False
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "n", "enter", "enter", "enter", "escape")
        assert not workplace.recording.agreed
        assert isinstance(app.screen, HomeScreen)


async def test_the_notice_can_be_read_by_keys_alone_down_to_its_end(workplace: Workplace) -> None:
    workplace.recording.agreed = False
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "n", "end")
        page = app.screen.query_one("#page", VerticalScroll)
        assert page.scroll_offset.y == page.max_scroll_y > 0
        assert app.screen.query_one("#yes", Field).region.bottom <= 24


async def test_someone_who_agreed_goes_straight_to_the_scope(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "n")
        assert isinstance(app.screen, ScopeScreen)

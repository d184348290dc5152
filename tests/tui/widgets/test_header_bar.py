"""The first line of every screen."""

from dataclasses import replace

from textual.app import App, ComposeResult
from textual.content import Content

from tests.tui.fakes import STATUS
from tests.tui.made_sessions import HOSTILE
from workbench.model.scope import Scope
from workbench.tui.calls import RecordingPlan
from workbench.tui.recording_control import Live
from workbench.tui.widgets.header_bar import HeaderBar, standing_of

PLAN = RecordingPlan("Write an invoice", Scope(apps=("mousepad",)), 1200)
RUNNING = Live("Write an invoice", PLAN, STATUS)
PAUSED = replace(RUNNING, status=replace(STATUS, state="paused"))


class OneHeader(App[None]):
    """A header."""

    def __init__(self, *, names_task: bool) -> None:
        super().__init__()
        self.header = HeaderBar(names_task=names_task)
        self.pressed = 0

    def compose(self) -> ComposeResult:
        self.header.heading = Content("Review")
        self.header.aside = Content("31 steps")
        yield self.header

    def on_header_bar_pressed(self) -> None:
        self.pressed += 1


async def test_at_rest_it_says_where_one_is() -> None:
    app = OneHeader(names_task=False)
    async with app.run_test(size=(60, 5)):
        shown = app.header.render().plain
        assert len(shown) == 60
        assert shown.split() == ["Review", "31", "steps"]
        assert not app.header.has_class("-recording")


async def test_while_recording_it_is_red_and_says_so_in_words() -> None:
    for names_task, words in ((False, "Review"), (True, "Write an invoice")):
        app = OneHeader(names_task=names_task)
        async with app.run_test(size=(60, 5)):
            app.header.live = RUNNING
            assert app.header.render().plain.startswith(f" ● REC  {words}")
            assert app.header.render().plain.rstrip().endswith("00:02:14    31 steps")
            assert app.header.has_class("-recording")
            app.header.live = PAUSED
            assert app.header.render().plain.startswith(f" ‖ PAUSED  {words}")
            assert app.header.has_class("-paused")
            app.header.live = None
            assert not app.header.has_class("-paused")


async def test_a_hostile_task_is_harmless_and_cut() -> None:
    app = OneHeader(names_task=True)
    async with app.run_test(size=(60, 5)):
        app.header.live = replace(RUNNING, task=HOSTILE)
        shown = app.header.render().plain
        assert shown.isprintable()
        assert len(shown) == 60


async def test_a_click_asks_for_the_recording_only_while_one_runs() -> None:
    app = OneHeader(names_task=False)
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.click(HeaderBar)
        assert app.pressed == 0
        app.header.live = RUNNING
        await pilot.click(HeaderBar)
        assert app.pressed == 1


def test_standing_is_idle_recording_or_paused() -> None:
    assert [standing_of(live) for live in (None, RUNNING, PAUSED)] == ["idle", "recording", "paused"]

"""Screens and dialogs, imported when somebody goes there."""

import subprocess
import sys

from textual.content import Content

from tests.tui.fakes import FakeRecorder
from workbench.capture.protocol import Ending
from workbench.model.scope import Scope
from workbench.tui import rooms
from workbench.tui.calls import RecordingPlan
from workbench.tui.dialogs.confirm import Confirm
from workbench.tui.dialogs.reading import Reading
from workbench.tui.dialogs.saved import Saved
from workbench.tui.screens.review import ReviewScreen


def test_the_program_imports_only_home_among_its_screens() -> None:
    code = (
        "import sys, workbench.tui.app; print(*sorted(n for n in sys.modules if 'workbench.tui.screens.' in n))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["workbench.tui.screens.home", "workbench.tui.screens.workbench_screen"]


async def test_every_room_is_what_its_name_says() -> None:
    plan = RecordingPlan("Write", Scope(apps=("mousepad",)), 60)
    review = rooms.review("id")
    assert isinstance(review, ReviewScreen)
    assert review.session_id == "id"
    assert rooms.recording().id == rooms.RECORDING
    assert isinstance(rooms.saved(FakeRecorder().end(Ending.STOPPED, ""), "1 s"), Saved)
    assert isinstance(rooms.confirm("?", Content(""), go="a", stay="b"), Confirm)
    assert isinstance(rooms.reading("x", Content("")), Reading)
    asked = (rooms.countdown(plan), rooms.ask("?", Content("")), rooms.sentence("a", "b"))
    assert all(".dialogs." in type(dialog).__module__ for dialog in asked)
    assert all(".screens." in type(room).__module__ for room in (rooms.consent(), rooms.scope()))

"""The program as a whole: what it loads, how it looks without colour, how it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.conftest import Workplace, press, settle
from workbench.errors import WorkbenchError
from workbench.tui.screens.home import HomeScreen

ROOT = Path(__file__).parent.parent.parent
HEAVY = ("numpy", "pynput", "mss", "sqlite_utils", "Xlib", "PIL", "apsw", "textual_image")

FIRST_PAINT = f"""
import asyncio, sys, threading
from pathlib import Path
from workbench.paths import Home
from workbench.tui.app import WorkbenchApp
from workbench.tui.calls import DesktopRecording, SessionCalls

class Waiting(SessionCalls):
    allowed = threading.Event()
    def summaries(self):
        self.allowed.wait(100)
        return ()

async def main():
    home = Home(Path(sys.argv[1]))
    app = WorkbenchApp(Waiting(home), DesktopRecording(home))
    async with app.run_test() as pilot:
        await pilot.pause()
        print(sorted(set({HEAVY!r}) & set(sys.modules)))
        Waiting.allowed.set()
asyncio.run(main())
"""


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(tmp_path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


async def test_home_stands_under_every_other_screen(workplace: Workplace) -> None:
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "end", "enter", "question_mark")
        app.go_home()
        await settle(pilot)
        assert app.screen_stack == [app.screen]


async def test_without_colour_every_sign_is_still_there(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = workplace.app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.no_color
        await settle(pilot)
        await press(pilot, "n", "text:x", "tab", "space", "f2", "enter", "escape")
        seen = "\n".join(
            "".join(segment.text for segment in line) for line in app.screen._compositor.render_strips()
        )
        for sign in ("● REC", "✗ problem", "✂ cut off"):
            assert sign in seen


@pytest.mark.parametrize(
    ("background", "theme"),
    [("15;0", "textual-dark"), ("0;15", "textual-light"), ("0;7", "textual-light"), ("", "textual-dark")],
)
def test_the_colours_follow_the_terminals_background(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, background: str, theme: str
) -> None:
    monkeypatch.setenv("COLORFGBG", background)
    assert workplace.app().theme == theme


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (WorkbenchError("It is locked; try again."), "It is locked; try again."),
        (KeyError("secret"), "KeyError"),
    ],
)
async def test_a_failure_in_a_worker_is_said_and_shows_no_content(
    workplace: Workplace, error: Exception, said: str
) -> None:
    def fail() -> None:
        raise error

    app = workplace.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.run_worker(fail, thread=True, exit_on_error=False)
        while not app._notifications:
            await pilot.pause(0.02)
        await settle(pilot)
        messages = [notice.message for notice in app._notifications]
        assert len(messages) == 1
        assert said in messages[0]
        assert "hush" not in messages[0]


def test_leaving_at_once_leaves_no_process_behind(workplace: Workplace) -> None:
    code = "import asyncio, sys; from tests.tui.test_app import leave; asyncio.run(leave(sys.argv[1]))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(workplace.home.root)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        env=environment,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr


async def leave(root: str) -> None:
    """Record, then leave without stopping first."""
    from workbench.paths import Home

    place = Workplace(Home(Path(root)))
    app = place.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "n", "text:x", "tab", "space", "f2", "enter", "ctrl+q", "tab", "enter")
    assert place.recording.recorder.asked == ["stop"]

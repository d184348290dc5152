"""What a recording came to, and what comes next."""

import pytest
from textual.widgets import Static

from tests.tui.dialogs.conftest import Asking
from workbench.capture.protocol import Ending, RecordingResult
from workbench.tui.dialogs.saved import Saved, SavedChoice


def result(ending: Ending) -> RecordingResult:
    """Return a result that ended that way."""
    return RecordingResult("id", 31, 412, 3, 134_000, ending, "The limit of 20 minutes was reached.")


@pytest.mark.parametrize(
    ("key", "choice"), [("enter", SavedChoice.REVIEW), ("n", SavedChoice.NEXT), ("escape", None)]
)
async def test_each_key_leads_on_its_way(key: str, choice: SavedChoice | None) -> None:
    app = Asking(Saved(result(Ending.STOPPED), "2 min 14 s"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
    assert app.answers == [choice]


@pytest.mark.parametrize("choice", list(SavedChoice))
async def test_each_button_leads_on_its_way(choice: SavedChoice) -> None:
    app = Asking(Saved(result(Ending.STOPPED), "2 min 14 s"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(f"#{choice.value}")
        await pilot.pause()
    assert app.answers == [choice]


@pytest.mark.parametrize("ending", [ending for ending in Ending if ending is not Ending.STOPPED])
async def test_a_recording_that_ended_by_itself_says_why(ending: Ending) -> None:
    app = Asking(Saved(result(ending), "2 min 14 s"))
    async with app.run_test(size=(80, 24)):
        words = [str(part.content) for part in app.screen.query(Static)]
    assert "⚠ The recording ended by itself" in words
    assert "The limit of 20 minutes was reached." in words
    assert "Saved: 2 min 14 s. Review now?" in words

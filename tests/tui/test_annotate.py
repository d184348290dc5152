"""The annotator's program."""

from pathlib import Path

import pytest

from tests.tui.conftest import settle
from tests.tui.submissions import an_empty_home
from workbench.errors import UsageError, WorkbenchError
from workbench.tui.annotate import AnnotateApp, run_annotate
from workbench.tui.annotate_calls import AnnotateCalls


def test_a_corpus_that_is_not_there_is_said_before_any_screen(tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match=r"nowhere\.db"):
        run_annotate(an_empty_home(tmp_path / "home"), tmp_path / "nowhere.db", "Ann Example")


def test_somebody_without_a_name_is_told_how_to_give_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--as"):
        run_annotate(an_empty_home(tmp_path / "home"))


async def test_the_palette_offers_nothing_of_the_volunteers_program(tmp_path: Path) -> None:
    app = AnnotateApp(AnnotateCalls(an_empty_home(tmp_path / "home"), None, "Ann Example"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert "annotate: submit labels" in titles
        assert not [title for title in titles if title.startswith(("recording:", "view: home"))]

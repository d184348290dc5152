"""A session that somebody else submitted: what is read of it, and the way to the next one."""

from pathlib import Path

import pytest

from tests.tui.conftest import press, settle
from tests.tui.made_sessions import invoice, session_id
from tests.tui.submissions import INSTRUCTION, a_volunteer, an_empty_home, submitted
from workbench.tui.annotate import AnnotateApp
from workbench.tui.annotate_calls import AnnotateCalls
from workbench.tui.screens.submitted import SubmittedScreen, review_of


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AnnotateCalls:
    """Return the way of somebody else to a corpus with one submitted session."""
    place = a_volunteer(tmp_path / "home", monkeypatch)
    invoice(place.home, 2)
    submitted(place, 1)
    return AnnotateCalls(an_empty_home(tmp_path / "other"), place.home.corpus_file, "Ann Example")


def test_a_review_has_the_annotators_own_labels_alone_each_at_its_step(calls: AnnotateCalls) -> None:
    step = calls.open(session_id(1)).steps[1]
    calls.submit(
        session_id(1),
        [{"field": "outcome", "value": "partial"}, {"step": step.index, "field": "correct", "value": "no"}],
    )
    review = review_of(calls.open(session_id(1)))
    assert review.task_label == {"outcome": "partial"}
    assert INSTRUCTION not in str(review.task_label)
    assert [one.label for one in review.steps if one.label] == [{"correct": "no"}]
    assert review.steps[1].label == {"correct": "no"}


async def test_it_begins_with_the_first_of_the_queue_and_says_where_there_is_no_other(
    calls: AnnotateCalls,
) -> None:
    app = AnnotateApp(calls)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, SubmittedScreen)
        assert screen.session_id == session_id(1)
        await press(pilot, "n")
        assert "no other session" in list(app._notifications)[-1].message
        assert screen.session_id == session_id(1)

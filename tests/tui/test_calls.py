"""What the screens ask of the workflow."""

from pathlib import Path

import pytest

from tests.tui.conftest import Workplace
from tests.tui.made_sessions import session_id
from workbench.errors import NotFoundError, SessionFileError
from workbench.model.scope import KeyChannel, Scope
from workbench.paths import Home
from workbench.tui.calls import DesktopRecording, RecordingPlan, SessionCalls, limited
from workbench.workflow.consent import NOTICE, QUESTIONS
from workbench.workflow.recording import SECRETS_NOTICE


def test_a_plan_says_what_and_for_how_long_in_one_breath() -> None:
    plan = RecordingPlan("Write", Scope(apps=("mousepad", "xclock"), keys=KeyChannel.NONE), 60)
    assert plan.sentence == (
        "Clicks and pictures of mousepad and xclock, for at most 1 minute. Everything else stays invisible."
    )


@pytest.mark.parametrize(("limit_s", "words"), [(1, "1 minute"), (1200, "20 minutes"), (89, "1 minute")])
def test_the_limit_is_said_in_minutes(limit_s: float, words: str) -> None:
    assert limited("Keys of x. Rest.", limit_s) == f"Keys of x, for at most {words}. Rest."


def test_sessions_are_read_pictured_exported_and_removed(workplace: Workplace, tmp_path: Path) -> None:
    sessions = SessionCalls(workplace.home)
    assert len(sessions.summaries()) == 5
    review = sessions.review(session_id(1))
    assert len(review.steps) == 7
    frame = review.steps[0].frame
    assert frame is not None
    assert sessions.picture(session_id(1), frame.id, review.masks[frame.id]).width == frame.width
    sessions.export(session_id(1), tmp_path / "plain.session")
    own = SessionCalls(Home(tmp_path / "home"))
    own._library.import_file(tmp_path / "plain.session")
    own.remove(session_id(1))
    assert own.summaries() == ()


def test_errors_come_through_with_their_sentence(workplace: Workplace) -> None:
    sessions = SessionCalls(workplace.home)
    with pytest.raises(NotFoundError):
        sessions.review("nobody")
    with pytest.raises(SessionFileError, match="damaged"):
        sessions.review(session_id(4))


def test_samples_are_taken_in_and_the_first_is_named(workplace: Workplace, tmp_path: Path) -> None:
    folder = tmp_path / "samples"
    folder.mkdir()
    sessions = SessionCalls(Home(tmp_path / "home"))
    assert sessions.take_in_samples(folder) is None
    SessionCalls(workplace.home).export(session_id(1), folder / "invoice.session")
    assert sessions.take_in_samples(folder) == session_id(1)
    assert sessions.take_in_samples(folder) == session_id(1)
    assert len(sessions.summaries()) == 1


def test_consent_and_limits_come_from_the_home(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").ensure()
    recording = DesktopRecording(home)
    assert recording.consent() is None
    agreed = recording.agree()
    assert recording.consent() == agreed
    assert recording.time_limit_s() == 1200
    assert recording.notice() == NOTICE
    assert list(recording.questions()) == list(QUESTIONS)
    assert recording.secrets_notice() == SECRETS_NOTICE

"""What an annotator's screen asks of the workflow."""

from pathlib import Path

import pytest

from tests.tui.made_sessions import session_id
from tests.tui.submissions import a_volunteer, an_empty_home, submitted
from workbench.tui.annotate_calls import AnnotateCalls


def test_a_session_is_listed_opened_labelled_and_then_counts_as_labelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = a_volunteer(tmp_path / "home", monkeypatch)
    submitted(place)
    calls = AnnotateCalls(an_empty_home(tmp_path / "other"), place.home.corpus_file, "Ann Example")
    assert [(task.id, task.labelled) for task in calls.tasks()] == [(session_id(1), False)]
    assert calls.open(session_id(1)).own == ()
    assert calls.submit(session_id(1), [{"field": "outcome", "value": "success"}]) == 1
    assert calls.submit(session_id(1), [{"field": "outcome", "value": "success"}], lambda _waited_s: False) == 0
    assert [task.labelled for task in calls.tasks()] == [True]
    calls.draft(session_id(1)).type(None, "notes", "not sent", as_before=False)
    assert calls.draft(session_id(1)).values(None) == {"notes": "not sent"}
    assert calls.drafted() == ((session_id(1),), 0)

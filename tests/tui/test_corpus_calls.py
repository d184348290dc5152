"""What goes from the screens to a corpus, and what comes back."""

from pathlib import Path

import pytest

from tests.tui.made_sessions import session_id
from tests.tui.submissions import LABELS, a_volunteer
from workbench.store.library import Library
from workbench.tui.corpus_calls import WITHDRAWN, CorpusCalls
from workbench.workflow.copies import SeenReceipt
from workbench.workflow.editing import label_task

OWN = session_id(1)


def test_a_session_goes_as_it_was_shown_and_comes_back_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = a_volunteer(tmp_path / "home", monkeypatch)
    calls = CorpusCalls(place.home)
    assert calls.receipt(OWN) is None
    assert [problem.key for problem in calls.leaving(OWN).problems] == ["l writes it down"] * 2
    label_task(Library.of(place.home), OWN, LABELS)
    leaving = calls.leaving(OWN)
    assert (leaving.problems, leaving.task_label) == ((), LABELS)
    kept = calls.submit(OWN, leaving.preview.sha256)
    assert kept.receipt.sha256 == leaving.preview.sha256
    assert calls.receipt(OWN) == SeenReceipt(kept, reached=True)
    assert calls.withdraw(OWN) == ()
    found = calls.receipt(OWN)
    assert found is not None
    assert found.kept.withdrawn_at
    assert calls.leaving(OWN).problems == (WITHDRAWN,)

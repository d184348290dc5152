"""Edits as the screens make them."""

from pathlib import Path

import pytest

from tests.tui.made_sessions import session_id
from tests.tui.submissions import a_volunteer
from workbench.errors import NotFoundError
from workbench.model.folded import Folded
from workbench.model.geometry import Rect
from workbench.store.library import Library
from workbench.tui.edit_calls import EditCalls

OWN = session_id(1)


def test_every_call_is_one_edit_and_undo_takes_back_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library.of(a_volunteer(tmp_path / "home", monkeypatch).home)
    edits = EditCalls(library)

    def now() -> Folded:
        with library.open(OWN) as file:
            return file.folded()

    edits.drop(OWN, 1)
    edits.redact_text(OWN, 3, "Jane")
    edits.redact_everywhere(OWN, "Dear")
    edits.redact_title(OWN, 3)
    edits.redact_box(OWN, 5, Rect(0, 0, 10, 10))
    edits.label_task(OWN, {"outcome": "success"})
    edits.label_step(OWN, 3, {"correct": "yes"})
    folded = now()
    assert folded.steps[2].text == "█ █ Example,"
    assert (folded.counts.dropped, folded.counts.boxes) == (1, 1)
    assert (folded.task_label, folded.steps[2].label) == ({"outcome": "success"}, {"correct": "yes"})
    edits.undo(OWN)
    assert now().steps[2].label == {}
    edits.redo(OWN)
    assert now().steps[2].label == {"correct": "yes"}


def test_a_text_is_taken_letter_by_letter_and_not_as_a_pattern(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits = EditCalls(Library.of(a_volunteer(tmp_path / "home", monkeypatch).home))
    with pytest.raises(NotFoundError):
        edits.redact_text(OWN, 3, "J.ne")
    with pytest.raises(NotFoundError):
        edits.redact_everywhere(OWN, "J.ne")

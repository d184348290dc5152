"""Edits of session files from somewhere else, friendly and hostile."""

import sqlite3
from pathlib import Path

import pytest

from tests.store.examples import Place, a_place
from workbench.errors import SessionFileError
from workbench.model.edits import TASK, DropSpan, RedactText, SetLabel
from workbench.model.leaving import leaving

HOSTILE = {
    "a kind that is none": "UPDATE edits SET kind = 'melt' WHERE id = 1",
    "a range of texts": 'UPDATE edits SET data = \'{"first_seq":"1","last_seq":2}\', kind = \'drop_span\'',
    "an apply of nothing known": "UPDATE edits SET data = '{\"steps\":[{}]}' WHERE kind = 'applied'",
    "a step with a text for an index": "UPDATE edits SET data = json_set(data, '$.steps[0].index', 'x') "
    "WHERE kind = 'applied'",
    "a step with a number for a sentence": "UPDATE edits SET data = json_set(data, '$.steps[0].sentence', 7) "
    "WHERE kind = 'applied'",
    "a step with a text for a place": "UPDATE edits SET data = json_set(data, '$.steps[0].action.x', '7') "
    "WHERE kind = 'applied'",
    "an immense place": "UPDATE edits SET data = json_set(data, '$.steps[0].action.x', 9007199254740993) "
    "WHERE kind = 'applied'",
    "a labelled step": "UPDATE edits SET data = json_set(data, '$.steps[0].label.x', 7) WHERE kind = 'applied'",
    "a dropped step": "UPDATE edits SET data = json_set(data, '$.steps[0].dropped', json('true')) "
    "WHERE kind = 'applied'",
    "a point of texts": "UPDATE edits SET data = json_set(data, '$.steps[0].action.mods', json('[7]')) "
    "WHERE kind = 'applied'",
    "steps that overlap": "UPDATE edits SET data = json_set(data, '$.steps[1].first_seq', 1) "
    "WHERE kind = 'applied'",
    "steps out of order": "UPDATE edits SET data = json_set(data, '$.steps[1].index', 1) "
    "WHERE kind = 'applied'",
    "a mask of texts": "UPDATE edits SET data = json_set(data, '$.masks', json('[[1,[[\"a\",2,3,4]]]]')) "
    "WHERE kind = 'applied'",
}


@pytest.fixture
def plain(place: Place, tmp_path: Path) -> Path:
    """Return the export of a session of somebody else that was edited, applied and edited again."""
    session_id = place.recorded("Hi Ada")
    with place.library.open(session_id) as file:
        step = file.steps()[1]
        file.add_edit(RedactText(step.first_seq, step.last_seq, ((3, 6),)))
    place.library.apply(session_id)
    with place.library.open(session_id) as file:
        file.add_edit(SetLabel(TASK, "outcome", "success"))
        file.add_edit(DropSpan(1, 1))
    place.library.export(session_id, tmp_path / "plain.session")
    return tmp_path / "plain.session"


def test_edits_and_what_was_applied_come_along(place: Place, plain: Path, tmp_path: Path) -> None:
    mine = a_place(tmp_path / "mine")
    session_id = mine.library.import_file(plain)
    with place.library.open(session_id) as theirs, mine.library.open(session_id) as file:
        assert file.edits() == theirs.edits()
        assert leaving(file.folded()) == leaving(theirs.folded())
        assert [step.text for step in file.steps()] == [None, "Hi █"]


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE)
def test_edits_that_no_program_of_ours_wrote_are_refused(plain: Path, tmp_path: Path, change: str) -> None:
    database = sqlite3.connect(plain)
    assert database.execute(change).rowcount > 0
    database.commit()
    database.close()
    mine = a_place(tmp_path / "mine")
    with pytest.raises(SessionFileError, match="was not written by the workbench; nothing was imported"):
        mine.library.import_file(plain)
    assert mine.library.summaries() == ()

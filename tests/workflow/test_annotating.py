"""Annotating from a home: others' sessions, blind, by step numbers."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from tests.workflow.volunteers import INSTRUCTION, Volunteer, a_volunteer
from workbench.corpus.annotations import annotations
from workbench.corpus.database import create_corpus, info, open_corpus
from workbench.errors import NotFoundError, UsageError, WorkbenchError
from workbench.model.edits import LabelKind
from workbench.store.label_drafts import DraftPlace, LabelDrafts
from workbench.workflow.annotating import (
    annotation_tasks,
    annotator_of,
    draft_to_annotate,
    drafted_sessions,
    label_from,
    open_to_annotate,
    own_labels,
    submit_labels,
)
from workbench.workflow.submitting import submit
from workbench.workflow.withdrawing import withdraw


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """Return the path of a shared corpus."""
    create_corpus(tmp_path / "team.db").close()
    return tmp_path / "team.db"


@pytest.fixture
def ada(tmp_path: Path) -> Volunteer:
    """Return a volunteer who submits."""
    return a_volunteer(tmp_path / "ada")


@pytest.fixture
def ben(tmp_path: Path) -> Volunteer:
    """Return a volunteer who annotates."""
    return a_volunteer(tmp_path / "ben")


def test_labels_by_step_number_become_rows_under_the_annotators_name(
    ada: Volunteer, ben: Volunteer, team: Path
) -> None:
    session_id = submit(ada.home, ada.session(), team).receipt.session
    view = open_to_annotate(ben.home, "last", team, "Ben")
    first, last = view.steps[0], view.steps[-1]
    notes = submit_labels(
        ben.home,
        session_id[-12:],
        [
            {"field": "difficulty", "value": 1},
            {"step": first.index, "field": "correct", "value": "yes"},
            {"steps": [first.index, last.index], "field": "label", "value": "Write the letter"},
        ],
        team,
        "Ben",
    )
    assert [note.target.kind for note in notes] == [LabelKind.TASK, LabelKind.STEP, LabelKind.SUBGOAL]
    assert {note.author for note in notes} == {"Ben"}
    assert own_labels(ben.home, session_id, team, "Ben") == notes
    assert own_labels(ben.home, session_id, team, "Cleo") == ()
    with open_corpus(team) as corpus:
        assert annotations(corpus, session_id) == notes


def test_the_view_shows_no_label_of_anybody_else(ada: Volunteer, ben: Volunteer, team: Path) -> None:
    session_id = submit(ada.home, ada.session(), team).receipt.session
    submit_labels(ben.home, session_id, [{"field": "notes", "value": "Ben said this"}], team, "Ben")
    shown = str(open_to_annotate(ben.home, session_id, team, "Cleo"))
    assert "Ben said this" not in shown
    assert INSTRUCTION not in shown


def test_tasks_are_the_sessions_of_others_those_without_labels_first(
    ada: Volunteer, ben: Volunteer, team: Path
) -> None:
    ids = [submit(ada.home, ada.session(), team).receipt.session for _ in range(2)]
    submit(ben.home, ben.session(), team)
    submit_labels(ben.home, ids[0], [{"field": "difficulty", "value": 2}], team)
    tasks = annotation_tasks(ben.home, team)
    assert [(task.id, task.labelled) for task in tasks] == [(ids[1], False), (ids[0], True)]
    assert "received_at" in tasks[0].to_json()


def test_nobody_labels_their_own_under_any_name(ada: Volunteer, team: Path) -> None:
    session_id = submit(ada.home, ada.session(), team).receipt.session
    for name in (None, "Somebody"):
        with pytest.raises(UsageError, match="your own"):
            open_to_annotate(ada.home, session_id, team, name)
        with pytest.raises(UsageError, match="your own"):
            submit_labels(ada.home, session_id, [], team, name)
        assert annotation_tasks(ada.home, team, name) == ()


def test_without_a_name_and_a_pseudonym_nobody_labels(ben: Volunteer, team: Path) -> None:
    with open_corpus(team) as corpus, pytest.raises(UsageError, match="--as NAME"):
        annotator_of(ben.home, corpus)


@pytest.mark.parametrize(
    "shape",
    [
        {"field": "difficulty"},
        {"field": "difficulty", "value": 1, "extra": 2},
        {"field": "correct", "value": "yes", "step": 1, "steps": [1, 2]},
        {"field": "label", "value": "Begin", "steps": [1]},
        {"field": "correct", "value": "yes", "step": True},
        {"field": "correct", "value": "yes", "step": "1"},
        {"field": "label", "value": "Begin", "steps": [True, 2]},
        ["difficulty", 1],
    ],
)
def test_a_label_of_another_shape_is_refused(ada: Volunteer, shape: dict[str, object]) -> None:
    with ada.library.open(ada.session()) as file, pytest.raises(UsageError, match='"field"'):
        label_from(shape, file.steps())


def test_a_step_that_is_not_there_is_said_not_to_be(ada: Volunteer) -> None:
    shape = {"step": 99, "field": "correct", "value": "yes"}
    with ada.library.open(ada.session()) as file, pytest.raises(NotFoundError, match="its steps are: 1"):
        label_from(shape, file.steps())


def test_labels_wait_for_a_locked_corpus_and_are_added_once_however_often_they_are_sent(
    ada: Volunteer, ben: Volunteer, team: Path
) -> None:
    session_id = submit(ada.home, ada.session(), team).receipt.session
    shapes = [{"field": "difficulty", "value": 1, "idempotency_key": "0123456789abcdef"}]

    def send(still_waiting: Callable[[float], bool]) -> int:
        return len(submit_labels(ben.home, session_id, shapes, team, "Ben", still_waiting))

    with closing(sqlite3.connect(team, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            with pytest.raises(WorkbenchError, match="locked by another program"):
                send(lambda _waited_s: False)
        assert send(lambda _waited_s: other.execute("ROLLBACK") is not None) == 1
    assert [send(lambda _waited_s: True) for _ in range(2)] == [0, 0]
    assert len(own_labels(ben.home, session_id, team, "Ben")) == 1


@pytest.mark.parametrize("key", [7, "short", ["0123456789abcdef"]])
def test_a_key_that_is_none_is_refused(ada: Volunteer, ben: Volunteer, team: Path, key: object) -> None:
    session_id = submit(ada.home, ada.session(), team).receipt.session
    with pytest.raises(UsageError, match=r"[Ii]dempotency key"):
        submit_labels(
            ben.home, session_id, [{"field": "difficulty", "value": 1, "idempotency_key": key}], team, "Ben"
        )


def test_a_draft_belongs_to_one_annotator_and_what_arrived_all_the_same_is_no_longer_in_it(
    ada: Volunteer, ben: Volunteer, team: Path
) -> None:
    session_id = submit(ada.home, ada.session(), team).receipt.session
    draft = draft_to_annotate(ben.home, session_id, team, "Ben")
    draft.type(None, "outcome", "success", as_before=False)
    submit_labels(ben.home, session_id, [label.to_json() for label in draft.begin_sending()], team, "Ben")
    draft.type(None, "notes", "typed while it was sent", as_before=False)
    again = draft_to_annotate(ben.home, session_id, team, "Ben")
    assert again.values(None) == {"notes": "typed while it was sent"}
    assert draft_to_annotate(ben.home, session_id, team, "Cleo").unsent == ()
    assert drafted_sessions(ben.home, team, "Ben") == ((session_id,), 0)
    assert drafted_sessions(ben.home, team, "Cleo") == ((), 0)


def test_drafts_of_a_withdrawn_session_are_erased_and_counted(
    ada: Volunteer, ben: Volunteer, team: Path
) -> None:
    gone, stays = (submit(ada.home, ada.session(), team).receipt.session for _ in range(2))
    for session_id in (gone, stays):
        draft_to_annotate(ben.home, session_id, team, "Ben").type(None, "notes", "a", as_before=False)
    withdraw(ada.home, gone)
    assert drafted_sessions(ben.home, team, "Ben") == ((stays,), 1)
    with open_corpus(team) as corpus:
        place = DraftPlace(gone, info(corpus).id, "Ben")
    assert LabelDrafts(ben.home).find(place) == ()
    assert drafted_sessions(ben.home, team, "Ben") == ((stays,), 0)


def test_drafts_that_cannot_be_read_hide_no_session(ada: Volunteer, ben: Volunteer, team: Path) -> None:
    session_id = submit(ada.home, ada.session(), team).receipt.session
    ben.home.drafts.mkdir()
    (ben.home.drafts / "labels.db").write_bytes(b"no database" * 100)
    assert drafted_sessions(ben.home, team, "Ben") == ((), 0)
    assert draft_to_annotate(ben.home, session_id, team, "Ben").problem is not None

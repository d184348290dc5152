"""Labels by annotators: rows with author, role, schema version and time; never of one's own, never others'."""

import re

import pytest

from tests.corpus.bundles import ADA, a_bundle
from workbench.corpus.annotations import (
    Annotator,
    NewLabel,
    add_annotations,
    annotations,
    problem_of,
    require_another,
    standing,
    stored_keys,
)
from workbench.corpus.database import Corpus
from workbench.corpus.sessions import stored_bundle
from workbench.corpus.submit import submit_bundle
from workbench.errors import NotFoundError, UsageError
from workbench.model.edits import TASK, LabelKind, LabelTarget
from workbench.model.labels import LABEL_SCHEMA

GRACE, LINUS = Annotator("Grace"), Annotator("Linus")


@pytest.fixture
def session(corpus: Corpus) -> str:
    """Return the id of a session that Ada submitted."""
    return submit_bundle(corpus, a_bundle().data).session


def a_step(corpus: Corpus, session: str) -> LabelTarget:
    """Return its first step as what a label is about."""
    step = stored_bundle(corpus.db, session).steps[0]
    return LabelTarget(LabelKind.STEP, step.first_seq, step.last_seq)


def test_a_label_is_a_row_with_author_role_schema_version_and_time(corpus: Corpus, session: str) -> None:
    step = a_step(corpus, session)
    said = [NewLabel(TASK, "difficulty", "2"), NewLabel(step, "correct", "yes")]
    first, second = add_annotations(corpus, session, GRACE, said)
    assert (first.field, first.value, second.target) == ("difficulty", 2, step)
    assert {(note.author, note.role, note.schema_version) for note in (first, second)} == {
        ("Grace", "annotator", LABEL_SCHEMA)
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", first.made_at)
    assert annotations(corpus, session) == (first, second)
    assert second.to_json()["target"] == {
        "kind": "step",
        "first_seq": step.first_seq,
        "last_seq": step.last_seq,
    }


def test_rows_are_added_and_the_latest_counts(corpus: Corpus, session: str) -> None:
    for value in (1, 5, None, 3):
        add_annotations(corpus, session, GRACE, [NewLabel(TASK, "difficulty", value)])
    add_annotations(
        corpus, session, LINUS, [NewLabel(TASK, "difficulty", 4), NewLabel(TASK, "outcome", "partial")]
    )
    add_annotations(corpus, session, LINUS, [NewLabel(TASK, "outcome", None)])
    rows = annotations(corpus, session)
    assert len(rows) == 7
    assert [(note.author, note.value) for note in standing(rows)] == [("Grace", 3), ("Linus", 4)]
    assert annotations(corpus, session, "Linus") == tuple(note for note in rows if note.author == "Linus")


def test_one_label_that_does_not_hold_keeps_all_of_them_out(corpus: Corpus, session: str) -> None:
    wrong = [
        NewLabel(TASK, "difficulty", 9),
        NewLabel(TASK, "mood", "good"),
        NewLabel(LabelTarget(LabelKind.STEP, 1, 10_000), "correct", "yes"),
        NewLabel(LabelTarget(LabelKind.TASK, 1, 2), "difficulty", 3),
        NewLabel(LabelTarget(LabelKind.SUBGOAL, 2, 1), "label", "Begin"),
    ]
    for label in wrong:
        with pytest.raises(UsageError):
            add_annotations(corpus, session, GRACE, [NewLabel(TASK, "outcome", "success"), label])
    assert annotations(corpus, session) == ()


def test_a_stretch_of_steps_goes_from_one_step_to_another(corpus: Corpus, session: str) -> None:
    steps = stored_bundle(corpus.db, session).steps
    stretch = LabelTarget(LabelKind.SUBGOAL, steps[0].first_seq, steps[-1].last_seq)
    (note,) = add_annotations(corpus, session, GRACE, [NewLabel(stretch, "label", "Write the letter")])
    assert note.target == stretch
    assert problem_of(note, steps, ADA) is None
    assert problem_of(note, steps[1:], ADA) is not None
    assert problem_of(note, steps, "Grace") == "is by the session's own contributor."


@pytest.mark.parametrize("who", [Annotator("Grace", ADA), Annotator(ADA)])
def test_nobody_labels_their_own_whatever_name_they_give(corpus: Corpus, session: str, who: Annotator) -> None:
    with pytest.raises(UsageError, match="nobody labels their own"):
        add_annotations(corpus, session, who, [NewLabel(TASK, "difficulty", 3)])
    with pytest.raises(UsageError, match="nobody labels their own"):
        require_another(corpus.db, session, who)
    assert annotations(corpus, session) == ()


def test_a_label_needs_a_name_and_a_session(corpus: Corpus, session: str) -> None:
    with pytest.raises(UsageError, match="--as NAME"):
        add_annotations(corpus, session, Annotator(" "), [])
    with pytest.raises(NotFoundError):
        add_annotations(corpus, "nobody", GRACE, [])
    with pytest.raises(NotFoundError):
        annotations(corpus, "nobody")


KEYS = [f"key-of-a-label-{number:04}" for number in range(4)]


def test_labels_that_are_sent_again_with_their_keys_add_no_row(corpus: Corpus, session: str) -> None:
    labels = [NewLabel(TASK, "outcome", "partial", KEYS[0]), NewLabel(TASK, "difficulty", 2, KEYS[1])]
    first = add_annotations(corpus, session, GRACE, labels)
    assert add_annotations(corpus, session, GRACE, labels) == ()
    add_annotations(corpus, session, GRACE, [NewLabel(TASK, "outcome", "success", KEYS[2])])
    assert add_annotations(corpus, session, GRACE, labels) == (), "an older label must not return"
    rows = annotations(corpus, session)
    assert rows[:2] == first
    assert [note.value for note in standing(rows)] == ["success", 2]
    assert stored_keys(corpus, session) == set(KEYS[:3])
    assert stored_keys(corpus, "nobody") == frozenset()


def test_a_label_that_repeats_the_latest_adds_no_row_and_going_back_to_an_earlier_value_does(
    corpus: Corpus, session: str
) -> None:
    for value in (1, 1, 2, 1, None, None):
        add_annotations(corpus, session, GRACE, [NewLabel(TASK, "difficulty", value)])
    add_annotations(corpus, session, LINUS, [NewLabel(TASK, "difficulty", None)])
    assert [note.value for note in annotations(corpus, session)] == [1, 2, 1, None]


def test_one_value_in_two_roles_is_two_labels(corpus: Corpus, session: str) -> None:
    add_annotations(corpus, session, GRACE, [NewLabel(TASK, "difficulty", 1)])
    add_annotations(corpus, session, GRACE, [NewLabel(TASK, "difficulty", 1)], role="curator")
    assert [note.role for note in annotations(corpus, session)] == ["annotator", "curator"]


def test_of_several_labels_for_one_field_the_last_is_added_however_often_they_come(
    corpus: Corpus, session: str
) -> None:
    step = a_step(corpus, session)
    labels = [NewLabel(TASK, "difficulty", 1), NewLabel(step, "correct", "no"), NewLabel(TASK, "difficulty", 4)]
    for _ in range(2):
        add_annotations(corpus, session, GRACE, labels)
    assert [(note.field, note.value) for note in annotations(corpus, session)] == [
        ("difficulty", 4),
        ("correct", "no"),
    ]


@pytest.mark.parametrize(
    ("who", "label"),
    [
        (LINUS, NewLabel(TASK, "difficulty", 3, KEYS[0])),
        (GRACE, NewLabel(TASK, "difficulty", 4, KEYS[0])),
        (GRACE, NewLabel(TASK, "alignment", 3, KEYS[0])),
        (GRACE, NewLabel(TASK, "difficulty", 4, "short")),
        (GRACE, NewLabel(TASK, "difficulty", 4, "a key with spaces in it")),
    ],
    ids=["another author", "another value", "another field", "too short", "spaces"],
)
def test_the_key_of_another_label_is_refused_and_nothing_is_added(
    corpus: Corpus, session: str, who: Annotator, label: NewLabel
) -> None:
    add_annotations(corpus, session, GRACE, [NewLabel(TASK, "difficulty", 3, KEYS[0])])
    with pytest.raises(UsageError, match=r"[Ii]dempotency key"):
        add_annotations(corpus, session, who, [NewLabel(TASK, "outcome", "success"), label])
    assert len(annotations(corpus, session)) == 1

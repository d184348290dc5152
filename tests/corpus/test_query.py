"""Looking into a corpus: blind for annotators, whole for releases."""

import json
from dataclasses import asdict

import pytest

from tests.corpus.bundles import ADA, BEN, INSTRUCTION, a_bundle, key_hash, withdrawal_key
from workbench.corpus.annotations import Annotator, NewLabel, add_annotations
from workbench.corpus.database import Corpus
from workbench.corpus.query import (
    resolve,
    session_to_annotate,
    sessions,
    sessions_of_others,
    submitted_sessions,
)
from workbench.corpus.submit import submit_bundle
from workbench.corpus.withdraw import withdraw
from workbench.errors import NotFoundError, UsageError
from workbench.model.edits import TASK

GRACE, LINUS = Annotator("Grace"), Annotator("Linus")


def test_sessions_are_listed_in_the_order_in_which_they_came(corpus: Corpus) -> None:
    ids = [submit_bundle(corpus, a_bundle().data).session for _ in range(3)]
    assert [row.id for row in sessions(corpus)] == ids


def test_a_session_is_named_by_its_id_an_end_of_it_its_receipt_or_last(corpus: Corpus) -> None:
    receipts = [submit_bundle(corpus, a_bundle().data) for _ in range(2)]
    first, last = receipts
    assert resolve(corpus, first.session) == resolve(corpus, first.id) == first.session
    assert resolve(corpus, first.session[-12:]) == first.session
    assert resolve(corpus, "last") == last.session
    for reference in ("", "nobody"):
        with pytest.raises(NotFoundError):
            resolve(corpus, reference)


def test_an_annotator_sees_steps_and_pictures_and_nobody_elses_label_or_name(corpus: Corpus) -> None:
    session = submit_bundle(corpus, a_bundle("Hi Ada").data).session
    add_annotations(corpus, session, LINUS, [NewLabel(TASK, "notes", "Linus said this")])
    add_annotations(corpus, session, GRACE, [NewLabel(TASK, "difficulty", 3)])
    view = session_to_annotate(corpus, session, GRACE)
    assert [step.text for step in view.steps if step.kind == "type"] == ["Hi Ada"]
    frame = view.recording.frames[0]
    assert len(view.picture(frame.id)) == frame.width * frame.height * 3
    assert [(note.author, note.field) for note in view.own] == [("Grace", "difficulty")]
    shown = json.dumps([asdict(view.recording), asdict(view.steps[0]), *map(asdict, view.own)], default=str)
    shown += json.dumps([asdict(step) for step in view.steps], default=str)
    for hidden in ("Linus", "Type the letter", INSTRUCTION, ADA, key_hash(ADA)):
        assert hidden not in shown
    assert all(step.label == {} for step in view.steps)


def test_nobody_is_offered_or_shown_their_own(corpus: Corpus) -> None:
    own = submit_bundle(corpus, a_bundle(contributor=ADA).data).session
    others = [submit_bundle(corpus, a_bundle(contributor=BEN).data).session for _ in range(2)]
    ada = Annotator("Grace", ADA)
    add_annotations(corpus, others[0], ada, [NewLabel(TASK, "difficulty", 3)])
    offered = [(row.id, labelled) for row, labelled in sessions_of_others(corpus, ada)]
    assert offered == [(others[1], False), (others[0], True)]
    with pytest.raises(UsageError, match="your own"):
        session_to_annotate(corpus, own, ada)


def test_a_release_gets_every_session_that_stands_with_all_that_counts(corpus: Corpus) -> None:
    first, second = (submit_bundle(corpus, a_bundle(contributor=ADA).data).session for _ in range(2))
    for value in (2, 4):
        add_annotations(corpus, second, GRACE, [NewLabel(TASK, "difficulty", value)])
    found = submitted_sessions(corpus)
    withdraw(corpus, first, withdrawal_key(ADA))
    (left,) = found
    assert left.row.id == left.bundle.manifest.session == second
    assert left.bundle.task_label() == {"instruction": INSTRUCTION, "outcome": "success"}
    assert [note.value for note in left.annotations] == [4]

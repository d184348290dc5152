"""A demonstration knows its last picture and its applications."""

from dataclasses import replace
from typing import Any

import pytest

from tests.export.examples import STEPS, WINDOW, demonstration, step
from tests.workflow.submissions import HEIGHT, KEY_HASH, WIDTH, note_bundle, pixels, session_id
from workbench.bundle.read import Bundle, read_bundle
from workbench.corpus.annotations import Annotation
from workbench.export import demonstrations
from workbench.export.demonstrations import Demonstration
from workbench.model.edits import TASK, LabelKind, LabelTarget
from workbench.model.steps import SwitchApp, TypeText

CLICK = LabelTarget(LabelKind.STEP, 1, 2)


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    """Return a submission whose contributor said something of the task and of its first step."""
    return read_bundle(note_bundle())


def said(*rows: tuple[str, str, LabelTarget, str, Any]) -> list[Annotation]:
    """Return labels by author and role, in the order in which they were given."""
    when = ("cua-task/1", "2026-11-22T10:00:00Z")
    return [
        Annotation(number, session_id(1), target, field, value, author, role, *when)
        for number, (author, role, target, field, value) in enumerate(rows, 1)
    ]


def made(bundle: Bundle, *rows: tuple[str, str, LabelTarget, str, Any]) -> Demonstration:
    return demonstrations.demonstration(bundle, said(*rows))


def test_a_submission_keeps_what_its_contributor_said(bundle: Bundle) -> None:
    found = made(bundle)
    assert found.task == {"instruction": "Write Ann a note about tea", "outcome": "success"}
    assert [one.label for one in found.steps][:2] == [{"intent": "Click into the note"}, {}]
    assert (found.task_id, found.system, found.labelled_by) == (session_id(1), "scripted", ("contributor",))
    assert (found.bundle_sha256, found.consent_hash) == (bundle.sha256, bundle.consent.text_hash)


def test_the_later_word_of_equals_counts_and_a_curators_most(bundle: Bundle) -> None:
    found = made(
        bundle,
        ("cleo", "curator", TASK, "outcome", "partial"),
        ("ann", "annotator", TASK, "outcome", "failure"),
        ("ann", "annotator", CLICK, "intent", "Click the text"),
        ("bob", "annotator", CLICK, "intent", "Click the page"),
    )
    assert found.task["outcome"] == "partial"
    assert found.steps[0].label == {"intent": "Click the page"}
    assert found.labelled_by == ("annotator", "contributor", "curator")


def test_what_an_annotator_took_back_counts_no_more(bundle: Bundle) -> None:
    rows = [("ann", "annotator", CLICK, "intent", value) for value in ("Click the text", None)]
    assert made(bundle, *rows).steps[0].label == {"intent": "Click into the note"}


def test_a_label_of_other_events_or_of_a_subgoal_is_on_no_step(bundle: Bundle) -> None:
    others = (LabelTarget(LabelKind.SUBGOAL, 1, 2), LabelTarget(LabelKind.STEP, 1, 3))
    rows = [("ann", "annotator", target, "label", "x") for target in others]
    assert made(bundle, *rows).steps == made(bundle).steps


def test_its_pictures_come_with_their_size_and_its_contributor_does_not_come_at_all(bundle: Bundle) -> None:
    found = made(bundle)
    frame = found.steps[0].frame
    assert frame is not None
    assert found.pixels(frame.id) == (WIDTH, HEIGHT, pixels(1))
    assert "quiet-otter" not in repr(found)
    assert KEY_HASH not in repr(found)


def test_the_final_picture_is_the_one_after_the_last_step_that_has_any() -> None:
    switched = step(9, SwitchApp("xterm"), None)
    assert demonstration(steps=(*STEPS, switched)).final_frame == STEPS[-1].after
    assert demonstration(steps=STEPS[:1]).final_frame == STEPS[0].after


def test_where_nothing_came_after_it_is_the_one_before() -> None:
    assert demonstration(steps=(step(1, TypeText("x"), 7),)).final_frame == step(1, TypeText("x"), 7).frame
    assert demonstration(steps=()).final_frame is None


def test_applications_are_named_once_and_in_order() -> None:
    other = replace(STEPS[0], context=replace(WINDOW, app="xterm"))
    assert demonstration(steps=(STEPS[0], other, STEPS[0])).apps == ("mousepad", "xterm")
    assert demonstration(apps=["Mousepad"]).apps == ("Mousepad",)

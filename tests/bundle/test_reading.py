"""Shapes become what they mean again."""

import json

from tests.bundle.examples import CONSENT, CONTRIBUTOR, SESSION, a_bundle, folded, read, step_of
from workbench.bundle.archive import parted
from workbench.bundle.reading import consent_of, event_of, frame_of, gaps_of, label_of, manifest_of, session_of
from workbench.model.edits import LabelKind, LabelTarget, SetLabel
from workbench.model.leaving import leaving
from workbench.model.steps import Step

MEMBERS = parted(a_bundle().data)


def test_manifest_and_consent_say_who_agreed_to_what() -> None:
    shape = json.loads(MEMBERS["consent.json"])
    manifest = manifest_of(json.loads(MEMBERS["manifest.json"]), shape)
    assert consent_of(shape) == CONSENT
    assert manifest.contributor == CONTRIBUTOR
    assert (manifest.session, manifest.policy) == (SESSION, "built-in")
    assert set(manifest.hashes) == set(MEMBERS) - {"manifest.json"}


def test_the_session_comes_back_with_its_scope_and_platform() -> None:
    session, was = session_of(json.loads(MEMBERS["session.json"]), CONSENT), folded().session
    assert (session.scope, session.platform) == (was.scope, was.platform)
    assert (session.title, session.created_at, session.policy_id) == (was.title, was.created_at, was.policy_id)
    assert session.consent_hash == CONSENT.text_hash
    assert gaps_of(json.loads(MEMBERS["session.json"]))[0].end_ms == 8550


def test_lines_come_back_as_events_frames_and_labels() -> None:
    events = [event_of(json.loads(line)) for line in MEMBERS["events.jsonl"].splitlines()]
    kinds = {event.kind for event in leaving(folded()).events}
    assert {event.kind for event in events} == kinds
    assert len(kinds) == 9
    assert frame_of(json.loads(MEMBERS["frames.jsonl"].splitlines()[0])).frame.width == 300
    labels = [label_of(json.loads(line)) for line in MEMBERS["labels.jsonl"].splitlines()]
    assert {label.target.kind for label in labels} == set(LabelKind)


def test_steps_carry_their_labels_and_sentences() -> None:
    steps = read().steps
    typing = next(step for step in steps if step.kind == "type")
    assert typing.label == {"intent": "Type the letter", "milestone": True}
    assert typing.sentence == 'type "Hi Ada, goodbye"'
    assert all(step.frame is None or step.frame.width == 300 for step in steps)


def test_a_label_of_a_subgoal_with_one_step_is_not_the_label_of_that_step() -> None:
    def goal(steps: tuple[Step, ...]) -> SetLabel:
        typing = step_of(steps, "type")
        return SetLabel(LabelTarget(LabelKind.SUBGOAL, typing.first_seq, typing.last_seq), "label", "Say hello")

    bundle = read(folded(goal))
    assert "Say hello" in [label.value for label in bundle.labels]
    assert step_of(bundle.steps, "type").label == {"intent": "Type the letter", "milestone": True}

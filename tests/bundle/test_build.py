"""Building: the same fold is the same bytes, and nothing outside the allow-list comes through."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bundle.examples import (
    CONSENT,
    CONTRIBUTOR,
    HEIGHT,
    LETTER,
    WIDTH,
    a_bundle,
    built,
    folded,
    picture,
    read,
    without_goodbye,
    without_letter,
)
from workbench.bundle.build import build_bundle
from workbench.bundle.content import BundleCounts
from workbench.bundle.pixels import unpacked
from workbench.errors import BundleError
from workbench.model.contexts import Context
from workbench.model.edits import DropSpan, Edit, RedactBox, RedactText, RedactTitle
from workbench.model.elements import Element
from workbench.model.events import Event
from workbench.model.folded import FoldCounts, Folded, MaskedFrame
from workbench.model.frames import Frame
from workbench.model.gaps import Gap, GapCause, GapReason
from workbench.model.geometry import Rect
from workbench.model.leaving import leaving
from workbench.model.session import Monitor, Platform, Session, SessionState
from workbench.model.steps import Step, StepFrame, TypeText

NUMBER = 424_242_421
"""A number that no bundle of the example holds by chance."""


def everything(data: bytes) -> bytes:
    """Return a bundle's bytes and what its tiles unpack to."""
    from workbench.bundle.read import read_bundle

    return data + b"".join(map(unpacked, read_bundle(data).tiles.values()))


def test_the_same_fold_gives_the_same_bytes() -> None:
    assert built(folded()) == built(folded())
    assert built(leaving(folded())) == built(folded())


def test_it_counts_what_it_holds() -> None:
    assert a_bundle().counts == BundleCounts(
        steps=7, texts=1, redacted_texts=0, pictures=4, tiles=21, events=49, labels=7
    )


def test_what_comes_back_is_the_session_without_rhythm() -> None:
    bundle, session = read(), leaving(folded())
    assert [step.action for step in bundle.steps] == [step.action for step in session.steps]
    assert [step.sentence for step in bundle.steps] == [step.sentence for step in session.steps]
    assert [step.label for step in bundle.steps] == [step.label for step in session.steps]
    assert [event.seq for event in bundle.events] == [event.seq for event in session.events]
    assert bundle.task_label() == session.task_label
    assert bundle.picture(1) == picture(2)
    assert bundle.session.title == session.session.title


def test_a_redacted_word_is_in_no_byte_and_its_keys_are_gone() -> None:
    bundle = read(folded(without_goodbye))
    typing = next(step for step in bundle.steps if step.kind == "type")
    assert typing.text == "Hi Ada, █"
    assert not [event for event in bundle.events if typing.first_seq <= event.seq <= typing.last_seq]
    assert b"goodbye" not in everything(built(folded(without_goodbye)).data)
    assert bundle.manifest.counts.redacted_texts == 1


def test_a_dropped_step_leaves_neither_text_nor_number_of_events() -> None:
    bundle = read(folded(without_letter))
    assert not any(step.kind == "type" for step in bundle.steps)
    assert [event.seq for event in bundle.events] == list(range(1, len(bundle.events) + 1))
    assert LETTER.encode() not in everything(built(folded(without_letter)).data)


def test_masked_pixels_are_black_in_every_tile_and_nothing_of_them_is_stored() -> None:
    mask = Rect(100, 50, 90, 70)
    session = folded()
    frames = tuple(MaskedFrame(entry.frame, (mask,)) for entry in session.frames)
    bundle = read(replace(session, frames=frames))
    for number, entry in enumerate(session.frames, 1):
        shown, was = bundle.picture(number), picture(entry.frame.id)
        for y in range(mask.y, mask.bottom):
            at, end = (y * WIDTH + mask.x) * 3, (y * WIDTH + mask.right) * 3
            assert shown[at:end] == bytes(end - at)
            assert shown[end : end + 30] == was[end : end + 30]
    under = picture(9)[(60 * WIDTH + 130) * 3 :][:90]
    assert under in everything(built().data)
    assert under not in everything(built(replace(session, frames=frames)).data)


def test_what_the_reader_would_not_take_is_not_built() -> None:
    session = folded()
    with pytest.raises(BundleError) as refusal:
        built(replace(session, task_label={"instruction": "short"}))
    assert refusal.value.check == "labels"
    with pytest.raises(BundleError) as refusal:
        build_bundle(session, picture, replace(CONSENT, text="Another text"), CONTRIBUTOR, "built-in")
    assert refusal.value.check == "consent"


ALLOWED = {
    Session: {
        "id", "created_at", "tool_version", "title", "scope", "platform", "policy_id", "duration_ms", "cut_off",
    },
    Context: {"id", "app", "title", "url", "rect", "monitor"},
    Step: {
        "index", "start_ms", "end_ms", "first_seq", "last_seq", "context", "action", "frame", "after",
        "element", "label", "redacted",
    },
    StepFrame: {"id", "age_ms"},
    Element: {"role", "name", "states", "rect", "ancestors"},
    Event: {"seq", "t_ms", "context", "body", "synthetic"},
    Frame: {"id", "monitor", "captured_ms", "valid_ms", "width", "height"},
    MaskedFrame: {"frame"},
    Gap: {"start_ms", "end_ms", "reason"},
    Folded: {
        "session", "contexts", "redacted_titles", "steps", "events", "frames", "gaps", "task_label", "subgoals",
    },
    FoldCounts: set(),
}  # fmt: skip
"""What of each class a bundle is made from; titles in `redacted_titles` decide what leaves and do not leave."""

PLANTED = {
    Session: {"state", "consent_id", "consent_hash", "wall_ms", "monotonic_ms"},
    Context: {"pid"},
    Step: {"sentence", "dropped"},
    StepFrame: {"width", "height"},
    Element: set(),
    Event: set(),
    Frame: set(),
    MaskedFrame: {"masks"},
    Gap: {"cause"},
    Folded: {"unmatched", "counts"},
    FoldCounts: {"steps", "texts", "pictures", "dropped", "redacted_texts", "names", "boxes"},
}
"""What must not leave; the test below plants something in each."""


@pytest.mark.parametrize("kind", ALLOWED, ids=lambda kind: kind.__name__)
def test_every_field_of_the_fold_is_either_allowed_or_planted(kind: type) -> None:
    assert is_dataclass(kind)
    assert {field.name for field in fields(kind)} == ALLOWED[kind] | PLANTED[kind]
    assert not ALLOWED[kind] & PLANTED[kind]


def test_classes_inside_the_fold_are_all_looked_at() -> None:
    seen: set[type] = {Folded}
    for _ in range(4):
        hints = [hint for kind in seen for hint in get_type_hints(kind).values()]
        inner = [part for hint in hints for part in (hint, *get_args(hint))]
        seen |= {part for part in inner if isinstance(part, type) and is_dataclass(part)}
    plain = {
        "Scope",
        "Platform",
        "Monitor",
        "Rect",
        "Subgoal",
    }  # all of their fields are listed in the allow-list
    assert {kind.__name__ for kind in seen} - plain - {
        kind.__name__ for kind in ALLOWED
    } <= actions_and_bodies()


def actions_and_bodies() -> set[str]:
    """Return the classes of which every field is in the allow-list; `test_fields` compares those."""
    from workbench.model.events import BODIES
    from workbench.model.step_shape import ACTIONS

    return {kind.__name__ for kind in (*BODIES.values(), *ACTIONS.values())}


def planted() -> Folded:
    """Return the session with canaries wherever something stands that must not leave."""
    session = folded(without_goodbye)
    row = replace(
        session.session,
        scope=replace(session.session.scope, denied=("canary-denied",)),
        state=SessionState.RETURNED,
        consent_id="canary-consent",
        consent_hash="ca9a" * 16,
        wall_ms=NUMBER,
        monotonic_ms=NUMBER,
    )
    contexts = {number: replace(context, pid=NUMBER) for number, context in session.contexts.items()}
    steps = [replace(planted_step(step), dropped=False) for step in session.steps]
    gone = replace(steps[0], dropped=True, action=TypeText("canary-dropped"), label={"intent": "canary-label"})
    frames = tuple(MaskedFrame(entry.frame, (Rect(0, 0, WIDTH, HEIGHT),)) for entry in session.frames)
    return replace(
        session,
        session=row,
        contexts=contexts,
        redacted_titles=frozenset({4}),
        steps=(gone, *steps[1:]),
        frames=frames,
        gaps=tuple(replace(gap, cause=GapCause.NEVER_RECORDED) for gap in session.gaps),
        unmatched=(NUMBER,),
        counts=FoldCounts(*[NUMBER] * 7),
    )


def planted_step(step: Step) -> Step:
    """Return a step with canaries where only its own action may speak."""

    def wider(picture: StepFrame | None) -> StepFrame | None:
        return replace(picture, width=NUMBER, height=NUMBER) if picture else None

    return replace(step, sentence="canary-sentence", frame=wider(step.frame), after=wider(step.after))


def test_nothing_outside_the_allow_list_gets_in() -> None:
    session = planted()
    shown = {number for step in session.steps[1:] for number in step.frames}
    session = replace(session, frames=tuple(entry for entry in session.frames if entry.frame.id in shown))
    data = built(session).data
    text = everything(data)
    assert b"canary" not in text
    assert b"ca9a" not in text
    assert str(NUMBER).encode() not in text
    assert b"returned" not in text
    assert b"never_recorded" not in text
    assert session.gaps
    assert b"Sums" not in text
    assert b"example.com/sums" not in text
    assert not any(any(unpacked(tile)) for tile in read(session).tiles.values())


def test_where_screenshots_were_black_stays_on_this_machine() -> None:
    session = folded()
    masked = replace(session.gaps[0], reason=GapReason.MASKED, cause=GapCause.FIELD_PLACE)
    assert built(replace(session, gaps=(*session.gaps, masked))).data == built(session).data


def test_exact_times_and_numbers_of_the_session_file_stay_behind() -> None:
    session = folded()
    frames = tuple(
        MaskedFrame(replace(entry.frame, captured_ms=entry.frame.captured_ms + 3), ())
        for entry in session.frames
    )
    text = a_bundle().data
    for moment in (3010, 3060, 6013, 6120, 3070, 8001, 8555, 9999, 2920, 7010):
        assert f":{moment},".encode() not in text
        assert f":{moment}}}".encode() not in text
    assert read(replace(session, frames=frames)).frames[0].frame.captured_ms == 0
    assert [entry.frame.id for entry in read().frames] == [1, 2, 3, 4]
    assert list(read().contexts) == [1, 2]


def test_an_odd_session_still_makes_a_bundle_that_is_taken() -> None:
    session = folded()
    monitors = (Monitor(1, Rect(-1920, 0, 1920, 1080)),)
    row = replace(
        session.session,
        title="\x1b[31m" + "x" * 9000,
        duration_ms=None,
        platform=Platform("x11", monitors, scale=2, keyboard=""),
    )
    contexts = {
        number: replace(context, title="a\x00\x07\ud800\x9b" * 900, app="\r" * 400)
        for number, context in session.contexts.items()
    }
    bundle = read(replace(session, session=row, contexts=contexts))
    assert bundle.session.title.startswith("␛[31m")
    assert len(bundle.session.title) == 4000
    assert all(ord(sign) >= 32 for context in bundle.contexts.values() for sign in context.title + context.app)


def test_a_session_without_anything_makes_a_bundle_as_well() -> None:
    session = folded()
    empty: dict[str, Any] = {"contexts": {}, "steps": (), "events": (), "frames": (), "gaps": ()}
    bundle = read(replace(session, subgoals=(), task_label={}, redacted_titles=frozenset(), **empty))
    assert bundle.manifest.counts == BundleCounts(0, 0, 0, 0, 0, 0, 0)


SPANS = st.tuples(st.integers(0, len(LETTER)), st.integers(0, len(LETTER))).map(
    lambda ends: (min(ends), max(ends))
)
EDITS = st.one_of(
    st.tuples(st.integers(1, 49), st.integers(0, 20)).map(lambda span: DropSpan(span[0], span[0] + span[1])),
    st.integers(1, 49).map(lambda seq: RedactTitle(seq, seq)),
    st.lists(SPANS.filter(lambda span: span[0] < span[1]), max_size=3).map(
        lambda spans: RedactText(4, 33, tuple(spans))
    ),
    st.builds(Rect, st.integers(0, 200), st.integers(0, 150), st.integers(1, 99), st.integers(1, 49)).map(
        lambda rect: RedactBox(1, 49, 1, rect)
    ),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(EDITS, max_size=4))
def test_whatever_is_edited_makes_a_bundle_that_is_taken_and_the_same_twice(edits: list[Edit]) -> None:
    more = [lambda _, edit=edit: edit for edit in edits]
    bundle = built(folded(*more))
    assert bundle == built(folded(*more))
    redacted = [
        LETTER[first:last] for edit in edits if isinstance(edit, RedactText) for first, last in edit.spans
    ]
    dropped = any(isinstance(edit, DropSpan) and edit.first_seq <= 33 and edit.last_seq >= 4 for edit in edits)
    steps = [step.text for step in read(folded(*more)).steps if step.text is not None]
    assert not (dropped and steps)
    assert not [text for text in redacted if len(text) > 3 and any(text in step for step in steps)]

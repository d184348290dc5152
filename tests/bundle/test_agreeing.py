"""Parts of a bundle that contradict each other; what single fields can do wrong is in `test_read`."""

from dataclasses import replace

import pytest

from tests.bundle.examples import folded, read, step_of, without_goodbye
from workbench.bundle.agreeing import check_agreement, counted
from workbench.bundle.content import Bundle, BundleLabel
from workbench.errors import BundleError
from workbench.model.edits import LabelKind, LabelTarget
from workbench.model.steps import Step, TypeText


def refusal(bundle: Bundle, because: str | None = None) -> str:
    """Return the name of the check that a bundle fails, with these words in the sentence that says why."""
    with pytest.raises(BundleError, match=because) as caught:
        check_agreement(bundle)
    return caught.value.check


def timed(bundle: Bundle, was: Step, start_ms: int, end_ms: int) -> Bundle:
    """Return the bundle with other times of a step, and with the ages of its pictures that follow from them."""
    frames = {entry.frame.id: entry.frame for entry in bundle.frames}
    before, after = was.frame, was.after
    if before:
        before = replace(before, age_ms=frames[before.id].age_ms(start_ms))
    if after:
        after = replace(after, age_ms=max(0, frames[after.id].captured_ms - end_ms))
    now = replace(was, start_ms=start_ms, end_ms=end_ms, frame=before, after=after)
    return replace(bundle, steps=tuple(now if step == was else step for step in bundle.steps))


def pictured(bundle: Bundle, number: int, captured_ms: int, valid_ms: int) -> Bundle:
    """Return the bundle with other times of a frame, and with the ages that follow from them."""
    frames = tuple(
        replace(entry, frame=replace(entry.frame, captured_ms=captured_ms, valid_ms=valid_ms))
        if entry.frame.id == number
        else entry
        for entry in bundle.frames
    )
    changed = replace(bundle, frames=frames)
    for step in changed.steps:
        changed = timed(changed, step, step.start_ms, step.end_ms)
    return changed


def test_a_bundle_that_was_built_agrees_with_itself() -> None:
    for bundle in (read(), read(folded(without_goodbye))):
        check_agreement(bundle)
        assert counted(bundle) == bundle.manifest.counts


def test_a_redacted_text_tells_neither_its_keys_nor_how_long_it_took() -> None:
    bundle = read(folded(without_goodbye))
    typing = step_of(bundle.steps, "type")
    check_agreement(timed(bundle, typing, typing.start_ms, typing.start_ms))
    longer = timed(bundle, typing, typing.start_ms, typing.end_ms + 50)
    assert refusal(longer, "how long it took to type") == "times"
    keyed = read()
    typing = step_of(keyed.steps, "type")
    masked = replace(typing, action=TypeText("█", masked=True), end_ms=typing.start_ms)
    steps = tuple(masked if step == typing else step for step in keyed.steps)
    assert refusal(replace(keyed, steps=steps)) == "order"


def said(bundle: Bundle, label: BundleLabel) -> Bundle:
    """Return the bundle with one more label, and counted so."""
    counts = replace(bundle.manifest.counts, labels=bundle.manifest.counts.labels + 1)
    return replace(bundle, labels=(*bundle.labels, label), manifest=replace(bundle.manifest, counts=counts))


def test_a_label_is_about_the_task_or_a_step_or_whole_steps_in_their_order() -> None:
    bundle = read()
    first, second, third, *_, last = bundle.steps
    task, step, goal = LabelKind.TASK, LabelKind.STEP, LabelKind.SUBGOAL
    for field, target in (
        ("notes", LabelTarget(task)),
        ("intent", LabelTarget(step, first.first_seq, first.last_seq)),
        ("label", LabelTarget(goal, first.first_seq, first.last_seq)),
        ("label", LabelTarget(goal, first.first_seq, last.last_seq)),
    ):
        check_agreement(said(bundle, BundleLabel(target, field, "Greet")))
    for field, target in (
        ("notes", LabelTarget(task, first.first_seq)),
        ("notes", LabelTarget(task, None, last.last_seq)),
        ("notes", LabelTarget(task, first.first_seq, last.last_seq)),
        ("intent", LabelTarget(step)),
        ("intent", LabelTarget(step, first.first_seq, second.last_seq)),
        ("intent", LabelTarget(step, first.first_seq, first.last_seq + 1)),
        ("label", LabelTarget(goal)),
        ("label", LabelTarget(goal, second.first_seq, first.last_seq)),
        ("label", LabelTarget(goal, last.first_seq, third.last_seq)),
        ("label", LabelTarget(goal, first.first_seq + 1, second.last_seq)),
        ("label", LabelTarget(goal, first.first_seq, second.last_seq - 1)),
    ):
        label = BundleLabel(target, field, "Greet")
        assert refusal(said(bundle, label), "about nothing that is there") == "labels", target


@pytest.mark.parametrize(("field", "value"), [("notes", None), ("notes", " blank "), ("apps", ["b", None])])
def test_a_label_is_written_as_labels_are(field: str, value: object) -> None:
    assert refusal(said(read(), BundleLabel(LabelTarget(LabelKind.TASK), field, value))) == "labels"


def test_a_step_that_ends_before_its_first_event_is_refused() -> None:
    bundle = read()
    *others, last = bundle.steps
    empty = replace(last, last_seq=last.first_seq - 1)
    events = tuple(event for event in bundle.events if event.seq < last.first_seq)
    assert refusal(replace(bundle, steps=(*others, empty), events=events), "do not follow") == "order"


def test_steps_that_go_back_in_time_are_refused() -> None:
    bundle = read()
    second = bundle.steps[1]
    check_agreement(timed(bundle, second, second.start_ms, second.end_ms))
    earlier = replace(second, frame=None, start_ms=0, end_ms=second.end_ms)
    steps = tuple(earlier if step == second else step for step in bundle.steps)
    others = {number for step in steps for number in step.frames}
    assert others == {entry.frame.id for entry in bundle.frames}
    assert bundle.steps[0].start_ms > 0
    assert refusal(replace(bundle, steps=steps), "times go backwards") == "times"


def test_a_picture_that_was_taken_during_an_action_does_not_stand_before_it() -> None:
    bundle = read()
    typing = step_of(bundle.steps, "type")
    assert typing.frame is not None
    assert typing.end_ms > typing.start_ms + 50
    check_agreement(pictured(bundle, typing.frame.id, typing.start_ms, typing.start_ms))
    during = pictured(bundle, typing.frame.id, typing.start_ms + 50, typing.start_ms + 50)
    assert refusal(during, "younger than the action") == "times"


def test_a_picture_that_held_only_within_an_action_does_not_stand_after_it() -> None:
    bundle = read()
    typing = step_of(bundle.steps, "type")
    assert typing.after is not None
    number = typing.after.id
    earliest = max(entry.frame.captured_ms for entry in bundle.frames if entry.frame.id < number)
    check_agreement(pictured(bundle, number, earliest, typing.end_ms))
    within = pictured(bundle, number, earliest, typing.end_ms - 50)
    assert typing.end_ms - 50 > typing.start_ms
    assert refusal(within, "nothing from after the action") == "times"


def test_events_without_a_step_and_steps_without_their_events_are_refused() -> None:
    bundle = read()
    assert refusal(replace(bundle, steps=bundle.steps[:-1])) == "order"
    assert refusal(replace(bundle, events=bundle.events[:-1])) == "order"
    assert refusal(replace(bundle, events=bundle.events[:8] + bundle.events[9:])) == "order"
    assert (
        refusal(replace(bundle, events=(*bundle.events[:8], bundle.events[9], *bundle.events[9:]))) == "order"
    )


def test_pictures_that_no_step_shows_and_windows_that_nothing_uses_are_refused() -> None:
    bundle = read()
    assert refusal(replace(bundle, frames=bundle.frames[:-1])) == "references"
    assert refusal(replace(bundle, contexts={1: bundle.contexts[1]})) == "references"


def test_a_picture_after_an_action_shows_something_from_after_it() -> None:
    bundle = read()
    step = next(step for step in bundle.steps if step.after)
    number = step.after.id if step.after else 0
    early = [
        replace(entry, frame=replace(entry.frame, captured_ms=0, valid_ms=0))
        if entry.frame.id <= number
        else entry
        for entry in bundle.frames
    ]
    assert refusal(replace(bundle, frames=tuple(early))) == "times"

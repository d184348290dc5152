"""Parts of a bundle that contradict each other; what single fields can do wrong is in `test_read`."""

from dataclasses import replace

import pytest

from tests.bundle.examples import folded, read, step_of, without_goodbye
from workbench.bundle.agreeing import check_agreement, counted
from workbench.bundle.content import Bundle
from workbench.errors import BundleError
from workbench.model.steps import TypeText


def refusal(bundle: Bundle) -> str:
    """Return the name of the check that a bundle fails."""
    with pytest.raises(BundleError) as caught:
        check_agreement(bundle)
    return caught.value.check


def test_a_bundle_that_was_built_agrees_with_itself() -> None:
    for bundle in (read(), read(folded(without_goodbye))):
        check_agreement(bundle)
        assert counted(bundle) == bundle.manifest.counts


def test_a_redacted_text_tells_neither_its_keys_nor_how_long_it_took() -> None:
    bundle = read(folded(without_goodbye))
    typing = step_of(bundle.steps, "type")
    longer = replace(typing, end_ms=typing.end_ms + 50)
    steps = tuple(longer if step == typing else step for step in bundle.steps)
    assert refusal(replace(bundle, steps=steps)) == "times"
    keyed = read()
    typing = step_of(keyed.steps, "type")
    masked = replace(typing, action=TypeText("█", masked=True), end_ms=typing.start_ms)
    steps = tuple(masked if step == typing else step for step in keyed.steps)
    assert refusal(replace(keyed, steps=steps)) == "order"


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

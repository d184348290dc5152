"""Looking at sessions: from files to rows, pictures and events."""

from pathlib import Path

import pytest

from tests.store.examples import SALT, Place, a_place, a_screen, a_session, fill
from workbench.errors import NotFoundError
from workbench.model.events import Event, Mark
from workbench.model.gaps import Gap, GapReason
from workbench.store.identity import new_session_id
from workbench.store.journal import Journal
from workbench.workflow.editing import (
    drop_steps,
    label_step,
    label_subgoal,
    label_task,
    redact_pattern,
    redact_step,
    undo,
)
from workbench.workflow.reviewing import events_json, interleave, load_review, marked_steps, step_picture


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Return an empty home with its keys in files."""
    return a_place(tmp_path / "home")


def test_a_review_tells_what_was_done_and_what_was_withheld(place: Place) -> None:
    session_id = place.recorded("Hi Ada")
    review = load_review(place.library, session_id)
    assert review.session.id == session_id
    assert [step.sentence for step in review.steps] == ["click at 100,100 in mousepad", 'type "Hi Ada"']
    assert review.gaps == (Gap(3200, 3600, GapReason.OUT_OF_SCOPE),)
    assert review.rows == (*review.steps, *review.gaps)


def test_a_mark_flags_the_step_that_had_begun_last(place: Place) -> None:
    session = a_session(new_session_id())
    key = place.keys.create(session.id)
    journal = Journal.create(place.library.path(session.id), key, session, SALT)
    fill(journal, "Hi")
    journal.add_event(Event(900, 3900, None, Mark()))
    journal.finish(4000)
    review = load_review(place.library, session.id)
    assert review.marked == {review.steps[-1].index}
    firsts = [step.start_ms for step in review.steps]
    assert marked_steps(review.steps, (0, firsts[0], firsts[1] - 1)) == {review.steps[0].index}
    assert marked_steps((), (5,)) == frozenset()


def test_steps_come_out_the_same_from_the_cache_and_anew(place: Place) -> None:
    session_id = place.recorded()
    assert load_review(place.library, session_id) == load_review(place.library, "last")


def test_gaps_stand_between_the_steps_around_them(place: Place) -> None:
    steps = load_review(place.library, place.recorded()).steps
    early, between = Gap(0, 10, GapReason.PAUSED), Gap(steps[0].start_ms, 500, GapReason.SECRET)
    assert interleave(steps, (early, between)) == (early, steps[0], between, steps[1])


def test_a_step_shows_its_picture_from_before_and_from_after(place: Place) -> None:
    session_id = place.recorded()
    before = step_picture(place.library, session_id, 1)
    assert (before.width, before.height) == (300, 200)
    assert before.rgb == a_screen().tobytes()
    assert step_picture(place.library, session_id, 2, after=True).rgb == a_screen(seed=8).tobytes()


def test_a_step_that_is_not_there_names_the_nearest(place: Place) -> None:
    with pytest.raises(NotFoundError, match="no step 40; the nearest is step 2 of 2"):
        step_picture(place.library, place.recorded(), 40)


def test_a_picture_that_was_not_kept_names_the_other_side(place: Place) -> None:
    with pytest.raises(NotFoundError, match="after step 1 was kept; try the one before"):
        step_picture(place.library, place.recorded(), 1, after=True)


def test_a_session_without_steps_says_so(place: Place) -> None:
    journal = place.start("01910c6a-7b1e-7000-8000-000000000001")
    journal.finish(10)
    with pytest.raises(NotFoundError, match="has no steps"):
        step_picture(place.library, "last", 1)
    assert load_review(place.library, "last").rows == ()


def test_events_come_in_order_with_their_place(place: Place) -> None:
    shapes = list(events_json(place.library, place.recorded("A")))
    assert [shape["kind"] for shape in shapes] == ["path", "button_down", "button_up", "key_down", "key_up"]
    assert [shape["seq"] for shape in shapes] == [1, 2, 3, 4, 5]
    assert shapes[3]["context"]["app"] == "mousepad"
    assert (shapes[3]["key"], shapes[3]["text"], shapes[3]["mods"]) == ("a", "A", ("shift",))


def test_a_session_that_does_not_exist_is_told_at_once(place: Place) -> None:
    place.recorded()
    with pytest.raises(NotFoundError):
        events_json(place.library, "nothing-like-it")
    with pytest.raises(NotFoundError):
        load_review(place.library, "nothing-like-it")


def test_labels_are_told_of_the_task_the_step_and_the_stretch(place: Place) -> None:
    session_id = place.recorded()
    label_task(place.library, session_id, {"outcome": "success"})
    label_step(place.library, session_id, 2, {"intent": "greet Ada"})
    label_subgoal(place.library, session_id, "1-2", {"label": "write the letter"})
    review = load_review(place.library, session_id)
    assert review.task_label == {"outcome": "success"}
    assert [step.label for step in review.steps] == [{}, {"intent": "greet Ada"}]
    assert [subgoal.label for subgoal in review.subgoals] == [{"label": "write the letter"}]
    assert review.unmatched == ()


def test_redacted_text_shows_in_no_step_no_event_and_no_picture(place: Place) -> None:
    session_id = place.recorded("Hi Ada")
    redact_step(place.library, session_id, 2, "Ada")
    review = load_review(place.library, session_id)
    assert review.steps[1].text == "Hi █"
    assert review.steps[1].redacted
    assert "Ada" not in repr(review.steps)
    assert [shape["kind"] for shape in events_json(place.library, session_id)] == [
        "path",
        "button_down",
        "button_up",
    ]
    picture = step_picture(place.library, session_id, 2, after=True)
    assert picture.rgb != a_screen(seed=8).tobytes()
    assert picture.rgb[-3:] == bytes(3)
    assert review.masks[1] == ()
    assert review.masks[2]


def test_a_dropped_step_is_there_to_be_brought_back_without_pictures_or_events(place: Place) -> None:
    session_id = place.recorded("Hi Ada")
    drop_steps(place.library, session_id, "2")
    assert [step.dropped for step in load_review(place.library, session_id).steps] == [False, True]
    with pytest.raises(NotFoundError, match="Step 2 was dropped"):
        step_picture(place.library, session_id, 2)
    assert "key_down" not in [shape["kind"] for shape in events_json(place.library, session_id)]
    undo(place.library, session_id)
    assert "key_down" in [shape["kind"] for shape in events_json(place.library, session_id)]
    assert step_picture(place.library, session_id, 2, after=True).rgb == a_screen(seed=8).tobytes()


def test_a_redacted_title_shows_nowhere(place: Place) -> None:
    session_id = place.recorded("Hi")
    redact_pattern(place.library, session_id, "letter-to-ada")
    review = load_review(place.library, session_id)
    assert {step.context.title for step in review.steps} == {""}
    shapes = list(events_json(place.library, session_id))
    assert {shape["context"]["title"] for shape in shapes} == {""}
    assert "key_down" in [shape["kind"] for shape in shapes]


def test_a_redacted_task_shows_in_no_title(place: Place) -> None:
    session_id = place.recorded("Hi")
    redact_pattern(place.library, session_id, "Ada Example")
    assert load_review(place.library, session_id).session.title == "Write to █ at ada@example.com"


def test_a_session_that_is_being_recorded_can_be_looked_at(place: Place) -> None:
    journal = place.start()
    fill(journal, "Hi")
    assert [step.kind for step in load_review(place.library, "last").steps] == ["click", "type"]
    assert step_picture(place.library, "last", 2, after=True).rgb == a_screen(seed=8).tobytes()
    journal.finish(4000)

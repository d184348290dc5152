"""Labelling, redacting, dropping and undoing by number and by pattern."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.examples import TITLE, WINDOW, Place, a_context, a_place, clicked, typed
from workbench.errors import NotFoundError, UsageError
from workbench.model.folded import Folded
from workbench.model.geometry import Rect
from workbench.workflow.editing import (
    apply_edits,
    drop_app,
    drop_steps,
    label_step,
    label_subgoal,
    label_task,
    redact_box,
    redact_pattern,
    redact_step,
    redact_title,
    redo,
    undo,
)

TEXT = "Hello letter-to-ada goodbye"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Return a home with one session: a click, then a text."""
    made = a_place(tmp_path / "home")
    made.recorded(TEXT)
    return made


def folded(place: Place) -> Folded:
    """Return the session as it stands."""
    with place.library.open("last") as file:
        return file.folded()


def texts(place: Place) -> list[str | None]:
    """Return what steps type."""
    return [step.text for step in folded(place).steps]


def moved_window(place: Place) -> None:
    """Record a text, another in the same window after it was moved, and one in another window."""
    journal = place.start()
    windows = (WINDOW, WINDOW, f"*{WINDOW}")
    for number, title in enumerate(windows, 1):
        journal.add_context(replace(a_context(), id=number, title=title))
    for number, start_ms in enumerate((1000, 5000, 9000), 1):
        for event in typed("Hello", number * 20, start_ms):
            journal.add_event(replace(event, context=number))
        for event in clicked(number * 20 + 12, start_ms + 2000):
            journal.add_event(replace(event, context=number))
    journal.finish(20_000)


def test_labels_are_checked_and_set_together_and_taken_back(place: Place) -> None:
    done = label_task(place.library, "last", {"instruction": "Write to Ada", "outcome": "success"})
    assert (done.edit, done.count, done.sentence) == (1, 2, "2 labels set")
    label_step(place.library, "last", 2, {"intent": "Greet her"})
    label_subgoal(place.library, "last", "1-2", {"label": "The letter"})
    label_task(place.library, "last", {"outcome": None})
    result = folded(place)
    assert result.task_label == {"instruction": "Write to Ada"}
    assert [step.label for step in result.steps] == [{}, {"intent": "Greet her"}]
    assert [subgoal.label for subgoal in result.subgoals] == [{"label": "The letter"}]


def test_a_label_that_does_not_hold_changes_nothing(place: Place) -> None:
    with pytest.raises(UsageError, match="outcome is one of"):
        label_task(place.library, "last", {"instruction": "Write to Ada", "outcome": "great"})
    with pytest.raises(UsageError, match="could change anything"):
        label_task(place.library, "last", {})
    with pytest.raises(NotFoundError, match="no step 9; the nearest is step 2"):
        label_step(place.library, "last", 9, {"intent": "x"})
    with pytest.raises(UsageError, match="A subgoal goes from"):
        label_subgoal(place.library, "last", "1,2", {"label": "x"})
    assert folded(place).task_label == {}


def test_a_pattern_is_redacted_everywhere_and_kept_nowhere(place: Place) -> None:
    label_task(place.library, "last", {"instruction": "Say goodbye to Ada"})
    done = redact_pattern(place.library, "last", "good.*")
    assert done.sentence == "1 text redacted, 1 label set"
    assert texts(place) == [None, "Hello letter-to-ada █"]
    assert folded(place).task_label == {"instruction": "Say █"}
    with place.library.open("last") as file:
        assert "good" not in str(file.edits()[-1])
    redact_pattern(place.library, "last", "(?i)ADA")
    result = folded(place)
    assert texts(place) == [None, "Hello letter-to-█ █"]
    assert "ada" not in (result.contexts[1].title + result.session.title).casefold()
    assert result.unmatched == ()


def test_a_pattern_that_matches_nothing_or_cannot_be_read_is_told(place: Place) -> None:
    with pytest.raises(
        NotFoundError, match=r"nothing was changed. Pictures are not searched: .* --step N --box"
    ):
        redact_pattern(place.library, "last", "zebra")
    for pattern in ("(", ""):
        with pytest.raises(UsageError, match="pattern"):
            redact_pattern(place.library, "last", pattern)
    with place.library.open("last") as file:
        assert file.edits() == ()


def test_a_step_is_redacted_in_part_or_whole(place: Place) -> None:
    redact_step(place.library, "last", 2, "letter-to-ada")
    assert texts(place) == [None, "Hello █ goodbye"]
    assert folded(place).contexts[1].title == ""
    redact_step(place.library, "last", 2)
    assert texts(place) == [None, "█"]
    with pytest.raises(NotFoundError, match="redacted already"):
        redact_step(place.library, "last", 2, "Hello")
    with pytest.raises(UsageError, match="types no text"):
        redact_step(place.library, "last", 1)


def test_a_pattern_in_a_step_leaves_what_it_leaves_without_the_step(place: Place) -> None:
    place.recorded("Letter-To-Ada and letter")
    redact_step(place.library, "last", 2, "Letter")
    assert texts(place) == [None, "█-To-Ada and letter"]
    assert folded(place).contexts[1].title == WINDOW
    redact_step(place.library, "last", 2, "letter")
    assert folded(place).contexts[1].title == ""


def test_a_title_is_redacted_by_a_step_in_its_window(place: Place) -> None:
    assert folded(place).contexts[1].title == WINDOW
    redact_title(place.library, "last", 1)
    assert folded(place).contexts[1].title == ""
    assert folded(place).session.title == TITLE


def test_the_same_title_is_redacted_wherever_it_stands_and_comes_back_as_one(place: Place) -> None:
    moved_window(place)
    label_task(place.library, "last", {"instruction": WINDOW, "notes": f"in {WINDOW}"})
    before = folded(place)
    assert redact_title(place.library, "last", 1).sentence == "2 titles redacted, 1 label set"
    result = folded(place)
    assert [context.title for context in result.contexts.values()] == ["", "", f"*{WINDOW}"]
    assert {step.context.title for step in result.steps} == {"", f"*{WINDOW}"}
    assert result.task_label == {"instruction": "█", "notes": f"in {WINDOW}"}
    assert result.unmatched == ()
    undo(place.library, "last")
    assert folded(place) == before


def test_a_box_is_redacted_in_a_steps_picture_where_there_is_one(place: Place) -> None:
    redact_box(place.library, "last", 1, Rect(10, 10, 20, 20))
    assert folded(place).frames[0].masks == (Rect(2, 2, 36, 36),)
    with pytest.raises(UsageError, match="outside the picture of step 1"):
        redact_box(place.library, "last", 1, Rect(5000, 10, 20, 20))
    with place.library.open("last") as file:
        assert len(file.edits()) == 1


def test_steps_are_dropped_by_their_numbers(place: Place) -> None:
    assert drop_steps(place.library, "last", "1-2").sentence == "1 stretch dropped"
    assert folded(place).kept_steps() == ()
    with pytest.raises(NotFoundError, match="dropped already; nothing was changed"):
        drop_steps(place.library, "last", "2")
    for numbers in ("", "x", "2-1", "1;2"):
        with pytest.raises(UsageError):
            drop_steps(place.library, "last", numbers)
    for numbers, missing in (("7-9", 7), ("1-99", 99), ("7", 7)):
        with pytest.raises(NotFoundError, match=f"no step {missing}"):
            drop_steps(place.library, "last", numbers)


def test_a_drop_of_what_is_dropped_already_adds_no_edit(place: Place) -> None:
    drop_steps(place.library, "last", "2")
    for again in ("2", "2,2"):
        with pytest.raises(NotFoundError, match="All of that is dropped already"):
            drop_steps(place.library, "last", again)
    assert drop_steps(place.library, "last", "1,2").sentence == "1 stretch dropped"
    with pytest.raises(NotFoundError, match="All of that is dropped already"):
        drop_app(place.library, "last", "mousepad")
    undo(place.library, "last")
    undo(place.library, "last")
    assert len(folded(place).kept_steps()) == 2


def test_what_a_dropped_step_typed_goes_from_titles_too(tmp_path: Path) -> None:
    made = a_place(tmp_path / "other")
    made.recorded("letter-to-ada")
    assert drop_steps(made.library, "last", "2").count == 2
    assert folded(made).contexts[1].title == ""
    label_task(made.library, "last", {"notes": "letter-to-ada"})
    assert drop_steps(made.library, "last", "2").sentence == "1 label set"
    with pytest.raises(NotFoundError, match="dropped already"):
        drop_steps(made.library, "last", "2")


def test_an_application_is_dropped_by_its_name(place: Place) -> None:
    with pytest.raises(NotFoundError, match="steps in: mousepad"):
        drop_app(place.library, "last", "xterm")
    drop_app(place.library, "last", "Mousepad")
    result = folded(place)
    assert (result.kept_steps(), result.events, result.contexts, result.frames) == ((), (), {}, ())


def test_one_decision_is_undone_and_redone_as_one(place: Place) -> None:
    before = folded(place)
    label_task(place.library, "last", {"instruction": "Write to Ada", "outcome": "success"})
    redact_pattern(place.library, "last", "ada")
    after = folded(place)
    assert (
        undo(place.library, "last").sentence
        == "undone: 1 text redacted, 1 title redacted, 1 name of the session redacted"
    )
    assert undo(place.library, "last").sentence == "undone: 2 labels set"
    assert folded(place) == before
    assert redo(place.library, "last").count == 2
    redo(place.library, "last")
    assert folded(place) == after
    with pytest.raises(UsageError, match="nothing to redo"):
        redo(place.library, "last")


def test_undo_ends_where_edits_were_applied(place: Place) -> None:
    redact_step(place.library, "last", 2, "goodbye")
    done = apply_edits(place.library, "last")
    assert done.to_json()["sentence"] == "edits applied: what they took out is gone for good"
    with pytest.raises(UsageError, match="nothing to undo"):
        undo(place.library, "last")
    assert texts(place) == [None, "Hello letter-to-ada █"]

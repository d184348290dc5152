"""What repeats a removed text or title, and goes with it."""

import re
from dataclasses import replace

import pytest

from tests.model.edit_lists import RECORDING, STEPS, folded, redacted, step_that_types, stored
from tests.model.streams import EDITOR, EDITOR_DIALOG, TERMINAL, Stream
from workbench.model.contexts import Context
from workbench.model.echoes import echoes, title_edits
from workbench.model.edits import TASK, DropSpan, EditGroup, RedactTask, RedactTitle, SetLabel, SingleEdit
from workbench.model.fold import fold
from workbench.model.searching import Search
from workbench.model.session import Recording
from workbench.model.steps import Step


def titled(**titles: str) -> Recording:
    """Return the recording with other titles of its windows."""
    names = {"editor": EDITOR, "terminal": TERMINAL, "dialog": EDITOR_DIALOG}
    changed: dict[int, Context] = {
        names[name].id: replace(names[name], title=title) for name, title in titles.items()
    }
    return replace(RECORDING, contexts=RECORDING.contexts | changed)


def searched(recording: Recording, *labels: SetLabel) -> Search:
    """Return the search of a recording with labels."""
    return Search(recording, STEPS, fold(recording, STEPS, stored(*labels), {}))


def title_of(recording: Recording, step: Step, *labels: SetLabel) -> list[SingleEdit]:
    """Return the edits that redact the title of a step's window."""
    return title_edits(recording, searched(recording, *labels), STEPS, step)


def test_a_title_of_one_window_takes_one_edit() -> None:
    step = step_that_types("ls")
    assert title_of(RECORDING, step) == [RedactTitle(step.first_seq, step.last_seq)]


@pytest.mark.parametrize(
    "cut", [STEPS, (replace(STEPS[0], last_seq=STEPS[2].last_seq), *STEPS[3:])], ids=["same", "joined"]
)
def test_windows_with_the_very_same_title_lose_it_however_steps_are_cut(cut: tuple[Step, ...]) -> None:
    recording = titled(editor="Diary", dialog="Diary", terminal="Diary 2")
    group = EditGroup(tuple(title_of(recording, STEPS[0])))
    result = fold(recording, cut, stored(group), {})
    assert len(group.edits) == 2
    assert result.unmatched == ()
    assert result.redacted_titles == {EDITOR.id, EDITOR_DIALOG.id}


def test_a_label_or_a_name_of_the_session_that_is_the_title_goes_and_one_that_holds_it_stays() -> None:
    label = SetLabel(TASK, "instruction", "Diary")
    notes = SetLabel(TASK, "notes", "My Diary.")
    recording = titled(editor="Diary")
    assert SetLabel(TASK, "instruction", "█") in title_of(recording, STEPS[0], label, notes)
    assert len(title_of(recording, STEPS[0], label, notes)) == 2
    named = titled(editor=RECORDING.session.title)
    assert RedactTask(((0, len(RECORDING.session.title)),)) in title_of(named, STEPS[0])


def test_a_window_that_only_a_step_stands_in_is_found_too() -> None:
    recording = titled(editor="Diary", dialog="Diary")
    events = tuple(event for event in recording.events if event.context != EDITOR_DIALOG.id)
    found = title_of(replace(recording, events=events), STEPS[0])
    inside = step_that_types("secret name")
    assert [edit for edit in found if isinstance(edit, RedactTitle)][1:] == [
        RedactTitle(inside.first_seq, inside.last_seq)
    ]


def test_a_window_without_a_title_pulls_no_other_along() -> None:
    step = step_that_types("ls")
    assert len(title_of(titled(terminal="", dialog=""), step)) == 1


def test_a_text_that_was_taken_out_whole_goes_from_titles_whatever_its_case() -> None:
    step = step_that_types("secret name")
    recording = titled(terminal="Secret Name - xterm")
    found = list(echoes(searched(recording), STEPS, [redacted(step)]))
    assert [type(edit) for edit in found] == [RedactTitle]


def test_blanks_around_what_was_taken_out_do_not_hide_where_it_is_repeated() -> None:
    stream = Stream().type(" secret name ")
    [step] = stream.steps()
    dialog = replace(EDITOR, title="secret name - Editor")
    recording = replace(stream.recording(), contexts={EDITOR.id: dialog})
    search = Search(recording, (step,), fold(recording, (step,), (), {}))
    for edit in (redacted(step), redacted(step, (0, 13)), redacted(step, (1, 13)), DropSpan(1, step.last_seq)):
        assert RedactTitle(1, 1) in echoes(search, (step,), [edit])


def test_short_texts_and_names_of_applications_stand_elsewhere_for_other_reasons() -> None:
    step = step_that_types("ls")
    assert list(echoes(Search(RECORDING, STEPS, folded()), STEPS, [redacted(step)])) == []
    mousepad = [replace(each, context=replace(each.context, app="Dear Jane")) for each in STEPS]
    edits = [redacted(step_that_types("Dear Jane"))]
    recording = titled(terminal="Dear Jane")
    assert len(list(echoes(searched(recording), STEPS, edits))) == 1
    assert list(echoes(searched(recording), mousepad, edits)) == []


def test_what_a_pattern_found_in_a_step_goes_letter_for_letter_where_the_pattern_reaches_it() -> None:
    step = step_that_types("Dear Jane")
    recording = titled(editor="to-jane.txt", dialog="Jane", terminal="Janet")
    jane = redacted(step, (5, 9))
    assert step.text == "Dear Jane"

    def reached(pattern: str) -> set[str]:
        search = searched(recording, SetLabel(TASK, "notes", "Jane, JANE"))
        made = (jane, *echoes(search, STEPS, [jane], re.compile(pattern)))
        result = fold(recording, STEPS, stored(SetLabel(TASK, "notes", "Jane, JANE"), EditGroup(made)), {})
        titles = {
            context.title for number, context in recording.contexts.items() if number in result.redacted_titles
        }
        return titles | {result.task_label["notes"]}

    assert reached("Jane") == {"Jane", "Janet", "█, JANE"}
    assert reached("Jane$") == {"Jane", "Jane, JANE"}
    assert reached(".*Ja.*") == {"Jane", "Janet", "█, JANE"}
    assert reached("(?i)jane") == {"Jane", "Janet", "█, JANE"}


@pytest.mark.parametrize("pattern", ["Jane", r"\bJane\b", "(?i)JANE", "Jan.|xterm", " Jane", "[a-z]+$", ".*"])
def test_with_a_step_a_pattern_reaches_no_further_than_without_one(pattern: str) -> None:
    step = step_that_types("Dear Jane")
    recording = titled(editor="to-jane.txt", dialog="a Jane", terminal="Janet")
    search = searched(recording, SetLabel(TASK, "notes", "Jane, JANE, Janet"))
    ready = re.compile(pattern)
    everywhere = fold(recording, STEPS, stored(*search.everywhere(ready)), {})
    own = search.texts(ready, [step])
    here = fold(recording, STEPS, stored(*own, *echoes(search, STEPS, own, ready)), {})
    assert own
    assert here.redacted_titles <= everywhere.redacted_titles
    assert here.counts.names <= everywhere.counts.names

"""Edits in plain words."""

from workbench.model.edit_sentences import edit_sentence
from workbench.model.edits import (
    TASK,
    Applied,
    DropSpan,
    EditGroup,
    RedactText,
    RedactTitle,
    Redo,
    SetLabel,
    Undo,
)


def test_a_group_says_how_much_of_what_it_changes() -> None:
    text = RedactText(1, 2, ((0, 1),))
    assert edit_sentence(EditGroup((text, text, RedactTitle(1, 1)))) == "2 texts redacted, 1 title redacted"
    assert edit_sentence(DropSpan(1, 2)) == "1 stretch dropped"
    assert edit_sentence(EditGroup(())) == "nothing changed"


def test_no_sentence_carries_content() -> None:
    assert edit_sentence(SetLabel(TASK, "instruction", "Write to Jane")) == "1 label set"
    assert edit_sentence(SetLabel(TASK, "instruction", None)) == "1 label taken back"


def test_undo_redo_and_apply_have_sentences_of_their_own() -> None:
    edits = (Undo(3), Redo(3), Applied(()))
    assert [edit_sentence(edit) for edit in edits] == ["edit 3 undone", "edit 3 redone", "edits applied"]

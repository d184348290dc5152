"""Which edits count, and what undo and redo come to."""

from hypothesis import given, settings

from tests.model.edit_lists import RECORDING, STEPS, TILE_IDS, edit_lists, folded, redacted, stored
from workbench.model.edit_log import last_applied, parts, read_log, still_held
from workbench.model.edits import (
    TASK,
    Applied,
    DropSpan,
    Edit,
    EditGroup,
    RedactTitle,
    Redo,
    SetLabel,
    StoredEdit,
    Undo,
)
from workbench.model.fold import fold

DROP, TITLE = DropSpan(1, 2), RedactTitle(1, 1)


def test_undo_takes_the_last_edit_first_and_redo_brings_it_back() -> None:
    log = read_log(stored(DROP, TITLE, Undo(2)))
    assert [entry.edit for entry in log.active] == [DROP]
    assert (log.undoable, log.redoable) == ((1,), (2,))
    log = read_log(stored(DROP, TITLE, Undo(2), Redo(2)))
    assert [entry.edit for entry in log.active] == [DROP, TITLE]
    assert (log.undoable, log.redoable, log.unmatched) == ((1, 2), (), ())


def test_a_fresh_edit_leaves_nothing_to_redo() -> None:
    log = read_log(stored(DROP, Undo(1), TITLE))
    assert (log.undoable, log.redoable) == ((3,), ())
    assert [entry.edit for entry in log.active] == [TITLE]
    assert read_log(stored(DROP, Undo(1), TITLE, Redo(1))).unmatched == (4,)


def test_undo_reaches_back_to_the_last_apply_and_no_further() -> None:
    log = read_log(stored(DROP, Applied(()), TITLE))
    assert log.undoable == (3,)
    assert read_log(stored(DROP, Applied(()), Undo(1))).unmatched == (3,)
    assert last_applied(stored(DROP, Applied((), dropped=1), TITLE)) == Applied((), dropped=1)
    assert last_applied(stored(DROP)) is None


def test_undo_and_redo_of_what_is_not_there_are_listed() -> None:
    assert read_log(stored(Undo(5), Redo(1), DROP, Undo(3), Undo(3))).unmatched == (1, 2, 5)


def test_a_group_is_undone_as_one() -> None:
    group = EditGroup((DROP, TITLE))
    assert parts(group) == (DROP, TITLE)
    assert (parts(Undo(1)), parts(Redo(1)), parts(Applied(())), parts(DROP)) == ((), (), (), (DROP,))
    assert folded(group, Undo(1)).steps == STEPS


@settings(max_examples=150, deadline=None)
@given(edit_lists)
def test_undo_and_redo_are_inverses(edits: tuple[StoredEdit, ...]) -> None:
    """However many edits are undone, as many redos bring back the very same fold, and so on the way."""

    def add(edit: Edit) -> None:
        listed.append(StoredEdit(len(listed) + 1, "", edit))

    listed = list(edits)
    on_the_way = [fold(RECORDING, STEPS, listed, TILE_IDS)]
    while undoable := read_log(listed).undoable:
        add(Undo(undoable[-1]))
        on_the_way.append(fold(RECORDING, STEPS, listed, TILE_IDS))
    for expected in reversed(on_the_way[:-1]):
        add(Redo(read_log(listed).redoable[-1]))
        assert fold(RECORDING, STEPS, listed, TILE_IDS) == expected


@settings(max_examples=50, deadline=None)
@given(edit_lists)
def test_an_edit_and_its_undo_leave_everything_as_it_was(edits: tuple[StoredEdit, ...]) -> None:
    before = fold(RECORDING, STEPS, edits, TILE_IDS)
    number = len(edits) + 1
    more = [StoredEdit(number, "", redacted(STEPS[1])), StoredEdit(number + 1, "", Undo(number))]
    assert fold(RECORDING, STEPS, [*edits, *more], TILE_IDS) == before


def test_a_file_holds_what_was_taken_out_until_an_apply_or_an_undo() -> None:
    label, marked = SetLabel(TASK, "instruction", "Write"), SetLabel(TASK, "instruction", "Write to █")
    group = EditGroup((label, TITLE))
    held: list[tuple[Edit, ...]] = [(DROP,), (TITLE,), (label, group), (label, marked), (Applied(()), DROP)]
    assert all(still_held(stored(*made)) for made in [*held, (DROP, Undo(1), Redo(1))])
    clean: list[tuple[Edit, ...]] = [(), (label,), (DROP, Applied(())), (marked, Applied(()), label)]
    assert not any(still_held(stored(*made)) for made in [*clean, (DROP, Undo(1))])

"""What pictures show, as far as windows, times and equal tiles tell."""

from dataclasses import replace

from tests.model.edit_lists import RECORDING, STEPS, TILE_IDS
from tests.model.streams import EDITOR, EDITOR_DIALOG, TERMINAL
from workbench.model.geometry import Rect
from workbench.model.scene import Scene

SCENE = Scene(RECORDING, STEPS, TILE_IDS)


def test_the_windows_of_a_program_are_those_it_still_had_and_those_it_opened_later() -> None:
    first, *_, last = STEPS
    assert [window.rect for window in SCENE.windows_from(first)] == [EDITOR.rect]
    apart = replace(EDITOR_DIALOG, rect=Rect(900, 0, 300, 300))
    moved = Scene(replace(RECORDING, contexts={**RECORDING.contexts, 4: apart}), STEPS, TILE_IDS)
    assert [window.id for window in moved.windows_from(first)] == [1, 4]
    assert last.context == EDITOR_DIALOG
    assert {window.id for window in SCENE.windows_from(last)} == {4}


def test_a_window_whose_place_is_not_known_is_told() -> None:
    nowhere = replace(EDITOR, rect=replace(EDITOR.rect, width=0))
    assert SCENE.windows_from(replace(STEPS[0], context=nowhere)) == []


def test_the_window_in_use_is_that_of_the_last_event() -> None:
    in_terminal = next(step for step in STEPS if step.context.id == TERMINAL.id)
    assert SCENE.window_in_use(0) is None
    assert SCENE.window_in_use(STEPS[0].end_ms) == EDITOR
    assert SCENE.window_in_use(in_terminal.end_ms) == TERMINAL


def test_frames_of_other_sizes_cannot_be_compared() -> None:
    one, two = RECORDING.frames[:2]
    window = Rect(100, 100, 300, 50)
    assert SCENE.changed_within(window, one, replace(two, width=1000)) == [window]
    assert SCENE.changed_within(window, one, replace(two, monitor=2)) == [window]
    assert SCENE.changed_within(window, None, two) == [window]
    assert SCENE.changed_within(Rect(5000, 0, 10, 10), None, two) == []


def test_of_tiles_that_changed_the_part_inside_the_window_is_told() -> None:
    one, two = RECORDING.frames[:2]
    assert SCENE.changed_within(Rect(100, 100, 300, 50), one, one) == []
    assert SCENE.changed_within(Rect(100, 100, 300, 20), one, two) == [
        Rect(128, 100, 128, 20),
        Rect(256, 100, 128, 20),
    ]
    assert SCENE.shares_tiles(one.id, two, Rect(0, 0, 10, 10))
    assert not SCENE.shares_tiles(one.id, two, Rect(130, 0, 10, 10))


def test_a_program_is_gone_once_all_its_steps_are() -> None:
    of_terminal = {step.index for step in STEPS if step.context.id == TERMINAL.id}
    assert SCENE.programs_without_steps(of_terminal) == {("xterm", 200)}
    assert SCENE.programs_without_steps(sorted(of_terminal)[1:]) == set()
    assert [window.id for window in SCENE.windows_of({("xterm", 200)})] == [TERMINAL.id]

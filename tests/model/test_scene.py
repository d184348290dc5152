"""What pictures show, as far as windows, times and equal tiles tell."""

from dataclasses import replace

from tests.model.edit_lists import RECORDING, STEPS, TILE_IDS
from tests.model.streams import EDITOR, EDITOR_DIALOG, TERMINAL, Stream
from workbench.model.geometry import Rect
from workbench.model.scene import Scene

SCENE = Scene(RECORDING, STEPS, TILE_IDS)


def test_the_windows_in_use_are_those_of_the_program_of_the_last_event() -> None:
    in_terminal = next(step for step in STEPS if step.context.id == TERMINAL.id)
    assert SCENE.windows_in_use(0) == ()
    assert SCENE.windows_in_use(STEPS[0].end_ms) == (EDITOR,)
    assert SCENE.windows_in_use(in_terminal.end_ms) == (TERMINAL,)


def test_a_window_in_use_that_was_moved_or_renamed_counts_at_its_newest_place() -> None:
    moved = replace(EDITOR, id=5, rect=EDITOR.rect.shift(300, 0))
    renamed = replace(EDITOR, id=6, title="*Untitled 1", rect=EDITOR.rect.shift(500, 0))
    stream = Stream().click(5, 5).focus(EDITOR_DIALOG).click(210, 210).focus(moved).click(310, 5)
    contexts = {each.id: each for each in (EDITOR, EDITOR_DIALOG, moved, renamed)}
    made = replace(stream.recording(), contexts=contexts)
    assert Scene(made, (), {}).windows_in_use(stream.now_ms) == (moved, EDITOR_DIALOG)
    stream.focus(renamed).click(510, 5)
    made = replace(stream.recording(), contexts=contexts)
    assert Scene(made, (), {}).windows_in_use(stream.now_ms) == (renamed, EDITOR_DIALOG)


def test_the_picture_before_a_step_is_its_own_or_the_last_one_of_another_monitor() -> None:
    stream = Stream().frame().frame(monitor=2).type("a").frame(monitor=2)
    [step] = stream.steps()
    scene = Scene(stream.recording(), (step,), {})
    assert [scene.picture_before(step, monitor) for monitor in (1, 2, 3)] == [*stream.frames[:2], None]


def test_the_last_picture_in_a_window_is_one_while_it_was_in_use() -> None:
    stream = Stream().click(5, 5).frame().focus(TERMINAL).click(900, 5).frame().click(901, 5).frame()
    scene = Scene(stream.recording(), stream.steps(), {})
    first, second, third = stream.frames
    assert scene.last_picture_in(EDITOR, third) == first
    assert scene.last_picture_in(TERMINAL, second) == second
    assert scene.last_picture_in(EDITOR_DIALOG, third) is None


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


def test_a_title_of_which_no_event_is_left_may_show_in_any_picture() -> None:
    stream = Stream().frame().click(5, 5).frame()
    scene = Scene(stream.recording(), stream.steps(), {})
    assert all(scene.may_show_title(TERMINAL.id, frame) for frame in stream.frames)
    assert all(scene.may_show_title(EDITOR_DIALOG.id, frame) for frame in stream.frames)


def test_pictures_of_every_dropped_step_of_a_run_are_hidden() -> None:
    stream = Stream().frame().click(5, 5).frame()
    stream.press(10, 10).move(20, 20).frame().release(60, 60)
    stream.press(70, 70).move(80, 80).frame().release(120, 120)
    stream.now_ms += 40
    stream.frame().click(9, 9)
    steps = stream.steps()
    assert [step.kind for step in steps] == ["click", "drag", "drag", "click"]
    scene = Scene(stream.recording(), steps, {})
    assert scene.hidden_frames({2, 3}) == {3, 4}
    assert scene.hidden_frames({2}) == {3}
    assert scene.hidden_frames({3}) == {4}
    assert scene.hidden_frames(()) == set()


def test_a_program_is_gone_once_all_its_steps_are() -> None:
    of_terminal = {step.index for step in STEPS if step.context.id == TERMINAL.id}
    assert SCENE.programs_without_steps(of_terminal) == {("xterm", 200)}
    assert SCENE.programs_without_steps(sorted(of_terminal)[1:]) == set()

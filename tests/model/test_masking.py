"""What is painted over in which picture."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.edit_lists import stored
from tests.model.streams import EDITOR, TERMINAL, Stream
from workbench.model.edits import DropSpan, Edit, RedactBox, RedactText, RedactTitle
from workbench.model.elements import Element
from workbench.model.events import Button, Modifier
from workbench.model.fold import fold
from workbench.model.geometry import Rect
from workbench.model.masking import joined
from workbench.model.reduce import reduce_recording
from workbench.model.session import Recording

SCREEN = Rect(0, 0, 1920, 1080)
PLAIN = tuple(b"plain" for _ in range(15 * 9))


class Watched(Stream):
    """A stream with pictures that are taken a moment after the event before them."""

    def frame(self, *, valid_ms: int = 0, monitor: int = 1) -> "Watched":
        """Take a picture a moment from now."""
        self.now_ms += 40
        super().frame(valid_ms=valid_ms, monitor=monitor)
        return self


def changed(*tiles: int) -> tuple[bytes, ...]:
    """Return a screen that differs from the plain one in those tiles."""
    return tuple(b"other" if at in tiles else same for at, same in enumerate(PLAIN))


def masks(stream: Stream, *edits: Edit, tiles: dict[int, tuple[bytes, ...]]) -> dict[int, tuple[Rect, ...]]:
    """Return the masks of every frame that is left."""
    result = fold(stream.recording(), stream.steps(), stored(*edits), tiles)
    assert result.unmatched == ()
    return {picture.frame.id: picture.masks for picture in result.frames}


def whole(stream: Stream, at: int) -> RedactText:
    """Return the edit that redacts all of a step's text."""
    step = stream.steps()[at]
    return RedactText(step.first_seq, step.last_seq, ((0, 99),))


def test_tiles_that_still_differ_from_before_the_typing_are_masked_in_every_later_picture() -> None:
    stream = Watched().click(5, 5).frame().type("secret").frame().tap("enter").frame().click(9, 9).frame()
    tiles = {1: PLAIN, 2: changed(0), 3: changed(0, 16), 4: changed(16)}
    found = masks(stream, whole(stream, 1), tiles=tiles)
    assert found[1] == ()
    assert found[2] == (Rect(0, 0, 136, 136),)
    assert found[3] == (Rect(0, 0, 136, 136), Rect(120, 120, 144, 144))
    assert found[4] == (Rect(120, 120, 144, 144),)


def test_a_tile_that_looks_as_before_again_is_not_masked() -> None:
    stream = Watched().click(5, 5).frame().type("secret").frame().click(9, 9).frame()
    tiles = {1: PLAIN, 2: changed(0), 3: PLAIN}
    assert masks(stream, whole(stream, 1), tiles=tiles)[3] == ()


def test_what_changes_anywhere_else_is_masked_too_because_another_window_may_show_the_same() -> None:
    stream = Watched().click(5, 5).frame().type("secret").frame()
    right_of_the_editor = 7
    found = masks(stream, whole(stream, 1), tiles={1: PLAIN, 2: changed(right_of_the_editor)})
    assert found[2] == (Rect(7 * 128 - 8, 0, 144, 136),)


def test_a_window_that_was_moved_is_masked_where_it_stands_then_and_the_one_in_use_is_not() -> None:
    stream = Watched().click(5, 5).frame().type("secret").frame().focus(TERMINAL).click(900, 50).frame()
    in_terminal, below = 7, 6 * 15 + 1
    tiles = {1: PLAIN, 2: changed(0), 3: changed(in_terminal, below)}
    assert masks(stream, whole(stream, 1), tiles=tiles)[3] == (Rect(120, 760, 144, 144),)


def test_without_a_picture_before_all_is_masked_but_for_the_window_in_use() -> None:
    stream = Watched().type("secret").frame().focus(TERMINAL).click(900, 50).frame()
    found = masks(stream, whole(stream, 0), tiles={1: PLAIN, 2: PLAIN})
    assert found[1] == (SCREEN,)
    assert not any(rect.contains(1000, 300) for rect in found[2])
    assert all(any(rect.contains(*place) for rect in found[2]) for place in ((5, 5), (1700, 5), (1000, 900)))


def test_where_tiles_are_not_known_all_is_masked() -> None:
    stream = Watched().click(5, 5).frame().type("secret").frame()
    assert masks(stream, whole(stream, 1), tiles={})[2] == (SCREEN,)


def test_a_program_whose_place_is_not_known_is_masked_where_anything_changed() -> None:
    stream = Watched().frame().type("secret").frame()
    nowhere = replace(EDITOR, rect=Rect(0, 0, 0, 0))
    made = replace(stream.recording(), contexts={1: nowhere})
    steps = tuple(replace(step, context=nowhere) for step in stream.steps())
    folded = fold(made, steps, stored(whole(stream, 0)), {1: PLAIN, 2: changed(0)})
    assert folded.frames[-1].masks == (Rect(0, 0, 136, 136),)


def test_on_another_monitor_what_changed_since_is_masked() -> None:
    stream = Watched().frame(monitor=2).frame().type("secret").frame().frame(monitor=2).click(9, 9)
    second = replace(EDITOR, id=7, monitor=2, pid=900, app="gimp", rect=Rect(0, 0, 50, 50))
    stream.focus(second).click(5, 5).frame(monitor=2)
    made = replace(stream.recording(), contexts={**stream.recording().contexts, 7: second})
    steps = reduce_recording(made)
    tiles = {1: PLAIN, 2: PLAIN, 3: changed(0), 4: changed(3), 5: changed(3)}
    shown = {
        picture.frame.id: picture.masks for picture in fold(made, steps, stored(whole(stream, 0)), tiles).frames
    }
    assert {masks for number, masks in shown.items() if number in {4, 5}} == {(Rect(376, 0, 144, 136),)}


def test_dropping_a_typed_step_masks_what_it_typed() -> None:
    stream = Watched().click(5, 5).frame().type("secret").frame().click(9, 9).frame()
    typed = stream.steps()[1]
    tiles = {1: PLAIN, 2: changed(0), 3: changed(0)}
    assert masks(stream, DropSpan(typed.first_seq, typed.last_seq), tiles=tiles)[3] == (Rect(0, 0, 136, 136),)


def chord(*keys: str) -> Callable[[Stream], Stream]:
    """Return what presses a key while modifiers are held."""
    *held, key = keys

    def press(stream: Stream) -> Stream:
        for modifier in held:
            stream.down(modifier)
        stream.tap(key, "", *map(Modifier, held))
        for modifier in held:
            stream.up(modifier)
        return stream

    return press


def masks_after_dropping(act: Callable[[Stream], Stream], role: str = "") -> tuple[Rect, ...]:
    """Return the masks of the last picture once the step that changed the first tile was dropped."""
    stream = Watched().frame().tap("enter").frame()
    act(stream)
    stream.frame().tap("enter").frame()
    target = Element(role, "Paste", (), Rect(0, 0, 50, 20)) if role else None
    steps = [replace(step, element=target) if step.index == 2 else step for step in stream.steps()]
    tiles = {1: PLAIN, 2: PLAIN, 3: changed(0), 4: changed(0)}
    drop = stored(DropSpan(steps[1].first_seq, steps[1].last_seq))
    return fold(stream.recording(), steps, drop, tiles).frames[-1].masks


PASTING: dict[str, Callable[[Stream], Stream]] = {
    "Ctrl+V": chord("ctrl", "v"),
    "Ctrl+Shift+V, as in terminals": chord("ctrl", "shift", "v"),
    "Shift+Insert": chord("shift", "insert"),
    "Command+V": chord("meta", "v"),
    "undo": chord("ctrl", "z"),
    "redo": chord("ctrl", "y"),
    "redo with Shift": chord("ctrl", "shift", "z"),
    "undo on a Mac": chord("meta", "z"),
    "redo on a Mac": chord("meta", "shift", "z"),
    "paste without formatting": chord("ctrl", "alt", "shift", "v"),
    "paste special": chord("ctrl", "alt", "v"),
    "the primary selection pasted in a terminal": chord("ctrl", "shift", "insert"),
    "paste as plain text on a Mac": chord("meta", "shift", "v"),
    "paste without formatting on a Mac": chord("meta", "alt", "shift", "v"),
    "a click of the middle button": lambda stream: stream.click(5, 5, Button.MIDDLE),
    "a drag": lambda stream: stream.press(5, 5).release(90, 90),
}


@pytest.mark.parametrize("paste", PASTING.values(), ids=PASTING.keys())
def test_dropping_what_may_have_pasted_masks_it(paste: Callable[[Stream], Stream]) -> None:
    assert masks_after_dropping(paste) == (Rect(0, 0, 136, 136),)


@pytest.mark.parametrize("role", ["menu item", "check menu item", "radio menu item"])
def test_dropping_a_click_on_any_kind_of_menu_item_masks_what_it_changed(role: str) -> None:
    assert masks_after_dropping(lambda stream: stream.click(7, 7), role) == (Rect(0, 0, 136, 136),)
    assert masks_after_dropping(lambda stream: stream.click(7, 7), "button") == ()


def test_a_picture_that_was_taken_during_redacted_typing_is_masked() -> None:
    stream = Watched().frame().type("sec").frame().type("ret").tap("enter")
    typing, enter = stream.steps()
    assert enter.frame is not None
    assert typing.start_ms < stream.frames[enter.frame.id - 1].captured_ms < typing.end_ms
    found = masks(stream, whole(stream, 0), tiles={1: PLAIN, 2: changed(0)})
    assert found == {1: (), 2: (Rect(0, 0, 136, 136),)}


def test_a_window_in_use_on_another_monitor_uncovers_nothing_on_this_one() -> None:
    second = replace(EDITOR, id=7, monitor=2, pid=900, app="gimp", rect=Rect(0, 0, 800, 600))
    stream = Watched().frame().type("secret").frame()
    stream.focus(second).click(5, 5).frame(monitor=1).focus(EDITOR).click(9, 9)
    made = replace(stream.recording(), contexts={**stream.recording().contexts, 7: second})
    edits = stored(whole(stream, 0))
    found = fold(made, reduce_recording(made), edits, {1: PLAIN, 2: changed(0), 3: changed(0)}).frames
    assert [(picture.frame.id, picture.masks) for picture in found][-1] == (3, (Rect(0, 0, 136, 136),))


def test_dropping_a_paste_masks_it_and_dropping_a_click_masks_nothing() -> None:
    stream = Watched().frame().click(5, 5).frame().chord(Modifier.CTRL, "v").frame().click(9, 9).frame()
    click, paste = stream.steps()[:2]
    tiles = {1: PLAIN, 2: PLAIN, 3: changed(0), 4: changed(0)}
    assert masks(stream, DropSpan(paste.first_seq, paste.last_seq), tiles=tiles)[4] == (Rect(0, 0, 136, 136),)
    assert set(masks(stream, DropSpan(click.first_seq, click.last_seq), tiles=tiles).values()) == {()}


def test_a_box_is_masked_with_padding_and_wherever_some_of_it_still_shows() -> None:
    stream = Watched().frame().click(5, 5).frame().click(400, 400).frame().click(9, 9).frame()
    first = stream.steps()[0]
    box = RedactBox(first.first_seq, first.last_seq, 1, Rect(100, 100, 100, 20))
    all_of_it = changed(0, 1)
    tiles = {1: PLAIN, 2: PLAIN, 3: changed(0), 4: all_of_it}
    mask = (Rect(92, 92, 116, 36),)
    assert masks(stream, box, tiles=tiles) == {1: mask, 2: mask, 3: mask, 4: ()}


def test_a_box_on_one_monitor_masks_nothing_on_another() -> None:
    other = replace(TERMINAL, monitor=2)
    stream = Watched().frame().frame(monitor=2).click(5, 5).focus(other).click(9, 9)
    made = replace(stream.recording(), contexts={EDITOR.id: EDITOR, other.id: other})
    steps = reduce_recording(made)
    for monitor, mask in ((1, {1: (Rect(92, 92, 116, 36),), 2: ()}), (2, {1: (), 2: (Rect(92, 92, 116, 36),)})):
        box = RedactBox(1, steps[-1].last_seq, monitor, Rect(100, 100, 100, 20))
        found = fold(made, steps, stored(box), {1: PLAIN, 2: PLAIN}).frames
        assert {picture.frame.id: picture.masks for picture in found} == mask


def test_a_redacted_title_is_masked_while_the_window_may_have_had_it() -> None:
    stream = Watched().click(5, 5).frame()
    renamed = replace(EDITOR, id=3, title="*Untitled 1", rect=Rect(0, 0, 800, 600))
    stream.focus(renamed).click(60, 60).frame().click(90, 90).frame()
    found = masks(stream, RedactTitle(1, 1), tiles={})
    bar = Rect(0, 0, 808, 56)
    assert found == {1: (bar,), 2: (), 3: ()}


@pytest.mark.parametrize(("scale", "height"), [(0.5, 56), (1.0, 56), (1.5, 80), (2.0, 104)])
def test_the_title_bar_that_is_masked_grows_with_the_scale_of_the_desktop(scale: float, height: int) -> None:
    stream = Watched().click(5, 5).frame()
    made = stream.recording()
    platform = replace(made.session.platform, scale=scale)
    made = replace(made, session=replace(made.session, platform=platform))
    [picture] = fold(made, stream.steps(), stored(RedactTitle(1, 1)), {}).frames
    assert picture.masks == (Rect(0, 0, 808, height),)


def test_a_redacted_title_is_masked_where_its_window_may_have_been_moved_to() -> None:
    stream = Watched().click(5, 5).frame().focus(TERMINAL).click(900, 50).frame()
    in_terminal, below = 7, 6 * 15 + 1
    tiles = {1: PLAIN, 2: changed(in_terminal, below)}
    bar = Rect(0, 0, 808, 56)
    assert masks(stream, RedactTitle(1, 1), tiles=tiles) == {1: (bar,), 2: (bar, Rect(120, 760, 144, 144))}


def test_a_title_is_masked_at_its_place_before_anything_was_done() -> None:
    stream = Watched().frame().click(5, 5).frame()
    bar = Rect(0, 0, 808, 56)
    assert masks(stream, RedactTitle(1, 1), tiles={}) == {1: (bar,), 2: (bar,)}


def test_the_same_application_in_another_process_may_show_what_was_typed() -> None:
    again = replace(EDITOR, id=7, pid=101, rect=Rect(0, 0, 800, 600))
    stream = Watched().click(5, 5).frame().type("secret").frame().focus(again).click(7, 7).frame()
    made = replace(stream.recording(), contexts={1: EDITOR, 7: again})
    tiles = {1: PLAIN, 2: changed(0), 3: changed(0)}
    edit = stored(whole(stream, 1))
    assert fold(made, reduce_recording(made), edit, tiles).frames[-1].masks == (Rect(0, 0, 136, 136),)


def test_a_window_of_a_dropped_program_that_lies_above_the_one_in_use_is_masked() -> None:
    above = replace(TERMINAL, rect=Rect(0, 0, 128, 128))
    stream = Watched().focus(above).click(50, 50).frame().focus(EDITOR).click(300, 300).frame()
    made = replace(stream.recording(), contexts={1: EDITOR, 2: above})
    steps = reduce_recording(made)
    gone = next(step for step in steps if step.context.app == "xterm")
    tiles = {1: PLAIN, 2: changed(3)}
    found = fold(made, steps, stored(DropSpan(gone.first_seq, gone.last_seq)), tiles).frames[-1].masks
    assert Rect(0, 0, 136, 136) in found
    assert not any(rect.contains(400, 300) for rect in found)


def test_once_a_program_was_dropped_only_the_windows_in_use_are_shown() -> None:
    behind = replace(TERMINAL, rect=Rect(700, 0, 400, 600))
    stream = Watched().focus(behind).click(900, 50).focus(EDITOR).frame().click(5, 5).frame()
    made: Recording = replace(stream.recording(), contexts={1: EDITOR, 2: behind})
    steps = stream.steps()
    gone = next(step for step in steps if step.context.app == "xterm")
    [*kept] = fold(made, steps, stored(DropSpan(gone.first_seq, gone.last_seq)), {}).frames
    beside, below = Rect(792, 0, 1128, 608), Rect(0, 592, 1920, 488)
    assert {picture.masks for picture in kept} == {(below, beside)}


def test_joined_rectangles_cover_the_same_area() -> None:
    tiles = [Rect(0, 0, 128, 128), Rect(128, 0, 128, 128), Rect(0, 128, 128, 128), Rect(128, 128, 128, 128)]
    assert joined(tiles) == [Rect(0, 0, 256, 256)]
    apart = {Rect(0, 0, 256, 128), Rect(0, 128, 128, 128), Rect(512, 0, 128, 128)}
    assert set(joined([*tiles[:3], Rect(512, 0, 128, 128)])) == apart
    assert joined([]) == []
    assert joined([Rect(0, 0, 300, 128), Rect(10, 0, 50, 128)]) == [Rect(0, 0, 300, 128)]
    assert joined([Rect(0, 0, 128, 300), Rect(0, 10, 128, 50)]) == [Rect(0, 0, 128, 300)]


small = st.builds(Rect, *[st.integers(0, 6)] * 2, *[st.integers(1, 6)] * 2)


@settings(deadline=None)
@given(st.lists(small, max_size=6))
def test_joining_any_rectangles_covers_neither_more_nor_less(rects: list[Rect]) -> None:
    def covered(by: Iterable[Rect]) -> set[tuple[int, int]]:
        return {(x, y) for x in range(13) for y in range(13) if any(rect.contains(x, y) for rect in by)}

    assert covered(joined(rects)) == covered(rects)

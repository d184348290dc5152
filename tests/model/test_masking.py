"""What is painted over in which picture."""

from dataclasses import replace

from tests.model.edit_lists import stored
from tests.model.streams import EDITOR, EDITOR_DIALOG, TERMINAL, Stream
from workbench.model.edits import DropSpan, Edit, RedactBox, RedactText, RedactTitle
from workbench.model.events import Modifier
from workbench.model.fold import fold
from workbench.model.geometry import Rect
from workbench.model.masking import PADDING_PX, joined
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


def test_what_changes_in_another_programs_window_is_not_masked() -> None:
    stream = Watched().click(5, 5).frame().type("secret").frame()
    right_of_the_editor = 7
    assert masks(stream, whole(stream, 1), tiles={1: PLAIN, 2: changed(right_of_the_editor)})[2] == ()


def test_another_window_of_the_same_program_is_masked_where_it_changed() -> None:
    outside = replace(EDITOR_DIALOG, rect=Rect(1000, 300, 300, 200))
    stream = Watched().click(5, 5).frame().type("secret").frame().focus(outside).click(1100, 350).frame()
    made = replace(stream.recording(), contexts={1: EDITOR, 4: outside})
    tiles = {1: PLAIN, 2: PLAIN, 3: changed(2 * 15 + 8)}
    steps = stream.steps()
    result = fold(made, steps, stored(whole(stream, 1)), tiles)
    assert result.frames[-1].masks == (Rect(1016, 292, 144, 100),)


def test_without_a_picture_before_the_whole_window_is_masked() -> None:
    stream = Watched().type("secret").frame()
    assert masks(stream, whole(stream, 0), tiles={1: PLAIN})[1] == (EDITOR.rect.pad(PADDING_PX).clip(SCREEN),)


def test_where_tiles_are_not_known_the_whole_window_is_masked() -> None:
    stream = Watched().click(5, 5).frame().type("secret").frame()
    assert masks(stream, whole(stream, 1), tiles={})[2] == (Rect(0, 0, 808, 608),)


def test_without_a_window_the_whole_picture_is_masked() -> None:
    stream = Watched().frame().type("secret").frame()
    nowhere = replace(EDITOR, rect=Rect(0, 0, 0, 0))
    made = replace(stream.recording(), contexts={1: nowhere})
    steps = tuple(replace(step, context=nowhere) for step in stream.steps())
    assert fold(made, steps, stored(whole(stream, 0)), {1: PLAIN, 2: PLAIN}).frames[-1].masks == (SCREEN,)


def test_dropping_a_typed_step_masks_what_it_typed() -> None:
    stream = Watched().click(5, 5).frame().type("secret").frame().click(9, 9).frame()
    typed = stream.steps()[1]
    tiles = {1: PLAIN, 2: changed(0), 3: changed(0)}
    assert masks(stream, DropSpan(typed.first_seq, typed.last_seq), tiles=tiles)[3] == (Rect(0, 0, 136, 136),)


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


def test_a_redacted_title_is_masked_while_the_window_may_have_had_it() -> None:
    stream = Watched().click(5, 5).frame()
    renamed = replace(EDITOR, id=3, title="*Untitled 1", rect=Rect(0, 0, 800, 600))
    stream.focus(renamed).click(60, 60).frame().click(90, 90).frame()
    found = masks(stream, RedactTitle(1, 1), tiles={})
    bar = Rect(0, 0, 808, 56)
    assert found == {1: (bar,), 2: (), 3: ()}


def test_windows_of_a_program_that_was_dropped_are_masked_but_for_the_window_in_use() -> None:
    behind = replace(TERMINAL, rect=Rect(700, 0, 400, 600))
    stream = Watched().focus(behind).click(900, 50).focus(EDITOR).frame().click(5, 5).frame()
    made: Recording = replace(stream.recording(), contexts={1: EDITOR, 2: behind})
    steps = stream.steps()
    gone = next(step for step in steps if step.context.app == "xterm")
    [*kept] = fold(made, steps, stored(DropSpan(gone.first_seq, gone.last_seq)), {}).frames
    assert {picture.masks for picture in kept} == {(Rect(792, 0, 316, 608),)}


def test_joined_rectangles_cover_the_same_area() -> None:
    tiles = [Rect(0, 0, 128, 128), Rect(128, 0, 128, 128), Rect(0, 128, 128, 128), Rect(128, 128, 128, 128)]
    assert joined(tiles) == [Rect(0, 0, 256, 256)]
    apart = {Rect(0, 0, 256, 128), Rect(0, 128, 128, 128), Rect(512, 0, 128, 128)}
    assert set(joined([*tiles[:3], Rect(512, 0, 128, 128)])) == apart
    assert joined([]) == []

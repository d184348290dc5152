"""Which pictures are stored, and what is black in them."""

from contextlib import closing
from pathlib import Path

from tests.capture.rehearsal import CHAT, EDITOR, KEY, TERMINAL, Rehearsal, pixel, steps_of
from workbench.capture.timing import SEARCH_LATE_MS, UNSEARCHED_MS
from workbench.model.gaps import GapCause
from workbench.model.geometry import Rect
from workbench.store.connection import connect
from workbench.store.tiles import unpack

RED = (250, 10, 10)
BLUE = (10, 10, 250)
BLACK = (0, 0, 0)


def test_each_action_has_the_picture_before_it_and_the_settled_one_after(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(500)
    rehearsal.click(100, 100)
    rehearsal.paint(Rect(50, 50, 20, 20), BLUE)
    rehearsal.advance(60)
    rehearsal.paint(Rect(50, 50, 20, 20), RED)
    rehearsal.advance(1500)
    rehearsal.click(200, 200)
    recording = rehearsal.end()
    first, second = [step for step in steps_of(recording) if step.kind == "click"]
    assert first.frame is not None
    assert first.after is not None
    assert second.frame is not None
    assert first.frame.age_ms == 0
    assert pixel(rehearsal.picture(first.frame.id), 55, 55) not in {RED, BLUE}
    assert pixel(rehearsal.picture(first.after.id), 55, 55) == RED
    assert pixel(rehearsal.picture(second.frame.id), 55, 55) == RED


def test_no_picture_is_younger_than_its_action(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    for number in range(12):
        rehearsal.paint(Rect(50, 50, 20, 20), (number * 20, 0, 100))
        rehearsal.advance(35)
        rehearsal.click(100 + number * 20, 100)
        rehearsal.paint(Rect(80, 50, 20, 20), (0, number * 20, 100))
        rehearsal.advance(470)
    recording = rehearsal.end()
    frames = {frame.id: frame for frame in recording.frames}
    clicks = [step for step in steps_of(recording) if step.kind == "click"]
    assert len(clicks) == 12
    for step in clicks:
        assert step.frame is not None
        assert frames[step.frame.id].captured_ms <= step.start_ms


def test_typing_stores_no_pictures_in_its_middle(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(600)
    for number, character in enumerate("slow typist"):
        rehearsal.type(character)
        rehearsal.paint(Rect(50 + number * 10, 50, 8, 8), RED)
        rehearsal.advance(700)
    recording = rehearsal.end()
    assert len({frame.captured_ms for frame in recording.frames}) == 2


def test_windows_outside_the_scope_are_black_and_so_is_where_they_just_were(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, "mousepad")
    rehearsal.open_window(CHAT, RED)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(700)
    rehearsal.click(50, 50)
    rehearsal.advance(600)
    rehearsal.place_window(CHAT.id, CHAT.rect.shift(100, 50))
    rehearsal.advance(120)
    rehearsal.click(50, 60)
    rehearsal.advance(900)
    rehearsal.click(50, 70)
    recording = rehearsal.end()
    before, just_moved, settled = [
        rehearsal.picture(step.frame.id) for step in steps_of(recording) if step.kind == "click" and step.frame
    ]
    old_place, new_place = (210, 110), (590, 340)
    assert [pixel(before, *old_place), pixel(before, *new_place)][0] == BLACK
    assert pixel(before, *new_place) != BLACK
    assert pixel(just_moved, *old_place) == BLACK
    assert pixel(settled, *old_place) != BLACK
    assert pixel(settled, 590, 340) == BLACK
    for frame in recording.frames:
        picture = rehearsal.picture(frame.id)
        assert not any(pixel(picture, x, y) == RED for x in range(0, 1280, 10) for y in range(0, 800, 10))
        assert pixel(picture, TERMINAL.rect.x + 10, 10) == BLACK


def test_what_is_drawn_outside_the_scope_takes_no_picture(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, "mousepad")
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(1000)
    ring = rehearsal.pipeline.pictures.rings[1]
    taken = ring.newest(rehearsal.now_ms)
    for number in range(20):
        rehearsal.paint(Rect(700, 50, 50, 50), (number, 0, 0))
        rehearsal.advance(100)
    assert ring.newest(rehearsal.now_ms) is taken


def unsearched_since_now(tmp_path: Path) -> Rehearsal:
    """Return a recording whose editor was painted red and clicked, and is not searched any more."""
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(600)
    rehearsal.fields.searched_ms[100] = rehearsal.now_ms + 100
    rehearsal.paint(Rect(50, 50, 20, 20), RED)
    rehearsal.paint(Rect(450, 350, 20, 20), BLUE)
    rehearsal.advance(700)
    rehearsal.click(100, 100)
    rehearsal.advance(700)
    return rehearsal


def test_a_picture_is_stored_once_what_it_shows_was_searched_for_password_fields(tmp_path: Path) -> None:
    rehearsal = unsearched_since_now(tmp_path)
    assert rehearsal.pipeline.keeper.frames == 0
    assert rehearsal.pipeline.keeper.unsearched
    rehearsal.fields.searched_ms[100] += 2 * SEARCH_LATE_MS
    rehearsal.advance(40)
    assert rehearsal.pipeline.keeper.frames == 1
    recording = rehearsal.end()
    assert {pixel(rehearsal.picture(frame.id), 55, 55) for frame in recording.frames} == {RED}


def test_a_password_field_that_a_later_search_finds_is_black_in_pictures_that_waited(tmp_path: Path) -> None:
    rehearsal = unsearched_since_now(tmp_path)
    rehearsal.fields.areas.append((rehearsal.now_ms - 1500, Rect(40, 40, 100, 30)))
    del rehearsal.fields.searched_ms[100]
    recording = rehearsal.end()
    assert recording.frames
    for frame in recording.frames:
        assert pixel(rehearsal.picture(frame.id), 55, 55) == BLACK
        assert pixel(rehearsal.picture(frame.id), 455, 355) == BLUE, "the rest of the window shows"
    colours = {tile[at : at + 3] for tile in stored_tiles(rehearsal) for at in range(0, len(tile), 3)}
    assert bytes(BLUE) in colours
    assert bytes(RED) not in colours


def stored_tiles(rehearsal: Rehearsal) -> list[bytes]:
    """Return the pixels of every tile in the file, whether a frame has it or not."""
    with closing(connect(rehearsal.path, KEY, readonly=True)) as connection:
        return [unpack(data) for (data,) in connection.execute("SELECT data FROM tiles")]


def test_what_is_drawn_later_does_not_make_a_picture_wait_longer(tmp_path: Path) -> None:
    rehearsal = unsearched_since_now(tmp_path)
    rehearsal.fields.searched_ms[100] = rehearsal.now_ms
    rehearsal.paint(Rect(50, 50, 20, 20), BLUE)
    rehearsal.advance(40)
    assert rehearsal.pipeline.keeper.frames == 1


def test_a_window_that_is_not_searched_for_too_long_is_black_and_the_others_show(tmp_path: Path) -> None:
    rehearsal = unsearched_since_now(tmp_path)
    rehearsal.paint(Rect(1100, 300, 20, 20), BLUE)
    rehearsal.advance(UNSEARCHED_MS - 2000)
    assert rehearsal.pipeline.keeper.frames == 0
    rehearsal.advance(3000)
    assert rehearsal.pipeline.keeper.frames == 1
    rehearsal.click(100, 100)
    recording = rehearsal.end()
    assert pixel(rehearsal.picture(recording.frames[0].id), 455, 355) == BLACK
    last = rehearsal.picture(recording.frames[-1].id)
    assert (pixel(last, 55, 55), pixel(last, 1105, 305)) == (BLACK, BLUE)
    assert GapCause.FIELD_PLACE in {gap.cause for gap in recording.gaps}


def test_a_window_that_is_not_searched_is_said_to_be_black_also_while_its_title_changes(tmp_path: Path) -> None:
    rehearsal = unsearched_since_now(tmp_path)
    for number in range(8):
        rehearsal.retitle_window(EDITOR.id, f"Untitled ({number})")
        rehearsal.paint(Rect(50, 50, 20, 20), BLUE)
        rehearsal.advance(1000)
    assert GapCause.FIELD_PLACE in rehearsal.pipeline.hidden.masked(rehearsal.now_ms)


def test_a_picture_that_waits_when_the_recording_ends_is_black_where_it_was_not_searched(
    tmp_path: Path,
) -> None:
    rehearsal = unsearched_since_now(tmp_path)
    recording = rehearsal.end()
    assert recording.frames
    assert {pixel(rehearsal.picture(frame.id), 55, 55) for frame in recording.frames} == {BLACK}


def test_what_was_drawn_before_the_last_search_does_not_wait(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    rehearsal.paint(Rect(50, 50, 20, 20), RED)
    rehearsal.advance(600)
    rehearsal.fields.searched_ms[100] = rehearsal.now_ms
    rehearsal.advance(5000)
    rehearsal.paint(Rect(1100, 300, 20, 20), BLUE)
    rehearsal.advance(700)
    rehearsal.click(100, 100)
    rehearsal.advance(400)
    assert rehearsal.pipeline.keeper.frames == 1, "only the other window was drawn since"


def test_a_picture_that_waits_goes_on_waiting_while_the_recording_is_paused(tmp_path: Path) -> None:
    rehearsal = unsearched_since_now(tmp_path)
    rehearsal.pause(paused=True)
    rehearsal.advance(400)
    assert rehearsal.pipeline.keeper.unsearched
    del rehearsal.fields.searched_ms[100]
    rehearsal.advance(40)
    assert not rehearsal.pipeline.keeper.unsearched
    assert rehearsal.pipeline.keeper.frames


def test_a_picture_that_waits_is_forgotten_if_it_was_captured_in_that_time(tmp_path: Path) -> None:
    rehearsal = unsearched_since_now(tmp_path)
    rehearsal.pipeline.forget(rehearsal.now_ms - 2000, rehearsal.now_ms)
    del rehearsal.fields.searched_ms[100]
    rehearsal.advance(400)
    assert rehearsal.pipeline.keeper.frames == 0
    assert not rehearsal.pipeline.keeper.unsearched


def test_a_picture_that_waits_and_was_captured_before_holds_up_to_what_is_forgotten(tmp_path: Path) -> None:
    rehearsal = unsearched_since_now(tmp_path)
    border_ms = rehearsal.elapsed_ms() - 900
    rehearsal.pipeline.forget(rehearsal.now_ms - 900, rehearsal.now_ms)
    del rehearsal.fields.searched_ms[100]
    rehearsal.advance(400)
    recording = rehearsal.end()
    assert [frame.valid_ms <= border_ms for frame in recording.frames] == [True]

"""The times of pictures do not tell how long a redacted text took to type."""

from tests.model.edit_lists import stored
from tests.model.streams import Stream
from workbench.model.edits import RedactText
from workbench.model.fold import fold
from workbench.model.folded import Folded
from workbench.model.frames import Frame
from workbench.model.picture_times import aged, quieted


def redacted(text: str) -> Folded:
    """Return what is left of a click, a text that is redacted, and a click at one moment after it."""
    stream = Stream().frame().click(5, 5).type(text)
    stream.now_ms += 40
    stream.frame()
    stream.now_ms = 6000
    stream.click(9, 9)
    stream.now_ms += 40
    stream.frame()
    steps = stream.steps()
    edit = RedactText(steps[1].first_seq, steps[1].last_seq, ((0, 99),))
    return fold(stream.recording(), steps, stored(edit), {})


def test_a_short_text_and_a_long_one_leave_the_same() -> None:
    short, long = redacted("ab"), redacted("abcdefghijklmnop")
    assert [frame.frame for frame in short.frames] == [frame.frame for frame in long.frames]
    for one, other in zip(short.steps, long.steps, strict=True):
        assert (one.frame, one.after, one.end_ms) == (other.frame, other.after, other.end_ms)
    assert short.steps[1].after is not None
    assert short.steps[1].after.age_ms == 1


def test_a_picture_that_held_until_the_next_step_says_so_and_one_that_did_not_says_nothing() -> None:
    steps = Stream().type("secret").click(5, 5).steps()
    start_ms, next_ms = steps[0].start_ms, steps[1].start_ms
    until = Frame(1, 1, next_ms - 50, next_ms + 10, 100, 100)
    brief = Frame(2, 1, next_ms - 40, next_ms - 20, 100, 100)
    later, before = Frame(3, 1, next_ms + 1, next_ms + 2, 9, 9), Frame(4, 1, start_ms, start_ms, 9, 9)
    found = quieted([until, brief, later, before], steps, {1})
    assert found[1] == Frame(1, 1, start_ms + 1, next_ms + 10, 100, 100)
    assert found[2] == Frame(2, 1, start_ms + 1, start_ms + 1, 100, 100)
    assert (found[3], found[4]) == (later, before)
    assert quieted([until], steps, ()) == {1: until}


def test_pictures_without_a_frame_are_gone_and_ages_follow_from_the_times() -> None:
    stream = Stream().frame().click(5, 5)
    stream.now_ms += 40
    [step] = stream.frame().steps()
    assert step.after is not None
    left = {frame.id: frame for frame in stream.frames}
    assert aged(step, left) == step
    gone = aged(step, {})
    assert (gone.frame, gone.after) == (None, None)

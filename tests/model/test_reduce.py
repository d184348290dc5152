"""From events to steps: what people do, and everything that can go wrong with a stream."""

from collections.abc import Callable
from dataclasses import replace
from time import thread_time

import pytest

from tests.model.streams import (
    EDITOR,
    EDITOR_CHANGED,
    EDITOR_DIALOG,
    TERMINAL,
    Stream,
    peers_workload,
    recording,
)
from workbench.model.events import Button, Event, Mark, Modifier, PointerPath, Scroll
from workbench.model.frames import Frame
from workbench.model.gaps import Gap, GapReason
from workbench.model.reduce import reduce_recording
from workbench.model.steps import Click, Drag, PressKeys, ScrollBy, SwitchApp, TypeText


@pytest.mark.parametrize("seed", range(25))
def test_the_workload_of_the_peers_gives_exactly_its_24_steps_and_texts(seed: int) -> None:
    steps = peers_workload(seed).steps()
    kinds = ["click", "click", "type", "key", "scroll", "drag", "click", "key"]
    assert [step.kind for step in steps] == kinds * 3
    assert sum(step.counted for step in steps) == 24
    assert [step.text for step in steps if step.text] == [f"Hello World from rep {n}" for n in range(3)]
    assert [step.action.clicks for step in steps if isinstance(step.action, Click)] == [1, 2, 1] * 3
    assert [step.action.dy for step in steps if isinstance(step.action, ScrollBy)] == [-10] * 3


def test_a_mark_is_no_step_and_changes_none() -> None:
    plain = peers_workload(1).recording()
    events: list[Event] = []
    for event in plain.events:
        if event.seq % 3 == 0:
            events.append(Event(2 * event.seq - 1, event.t_ms, None, Mark()))
        events.append(replace(event, seq=2 * event.seq))
    steps = reduce_recording(replace(plain, events=tuple(events)))
    assert [(step.action, step.start_ms, step.end_ms, step.sentence) for step in steps] == [
        (step.action, step.start_ms, step.end_ms, step.sentence) for step in reduce_recording(plain)
    ]


def test_reducing_twice_gives_the_same_steps() -> None:
    whole = peers_workload(1).recording()
    assert reduce_recording(whole) == reduce_recording(whole)


def test_twenty_thousand_events_reduce_in_well_under_a_second() -> None:
    stream = peers_workload(7, repetitions=170)
    whole = recording(stream.events[:20_000])
    assert len(whole.events) == 20_000
    began = thread_time()
    reduce_recording(whole)
    assert thread_time() - began < 1.0


def test_a_single_click_names_its_place() -> None:
    step = Stream().click(120, 80).steps()[0]
    assert step.action == Click(120, 80, Button.LEFT, 1)
    assert (step.index, step.context, step.text, step.counted) == (1, EDITOR, None, True)


@pytest.mark.parametrize(("presses", "expected"), [(2, [2]), (3, [3]), (4, [3, 1]), (6, [3, 3])])
def test_quick_clicks_count_up_to_three(presses: int, expected: list[int]) -> None:
    stream = Stream()
    for _ in range(presses):
        stream.click(10, 10)
    assert [step.action.clicks for step in stream.steps() if isinstance(step.action, Click)] == expected


@pytest.mark.parametrize(
    ("second", "steps"),
    [((14, 10), 1), ((16, 10), 2), ((10, 10), 1)],
    ids=["a little aside", "too far aside", "same place"],
)
def test_clicks_make_a_double_click_only_at_one_place(second: tuple[int, int], steps: int) -> None:
    assert len(Stream().click(10, 10).click(*second).steps()) == steps


def test_slow_clicks_stay_single() -> None:
    stream = Stream(gap_ms=210).click(10, 10).click(10, 10)
    assert len(stream.steps()) == 2


def test_clicks_of_two_buttons_or_with_other_modifiers_stay_single() -> None:
    assert len(Stream().click(9, 9).click(9, 9, Button.RIGHT).steps()) == 2
    assert len(Stream().click(9, 9).click(9, 9, mods=(Modifier.CTRL,)).steps()) == 2


def test_a_double_click_survives_the_focus_event_of_its_first_press() -> None:
    stream = Stream().type("ls").tap("enter")
    stream.context = TERMINAL
    stream.press(900, 20).focus(TERMINAL).release(900, 20).click(900, 20)
    assert [step.kind for step in stream.steps()] == ["type", "key", "click"]


def test_a_press_and_a_release_apart_are_a_drag_with_its_path() -> None:
    stream = Stream().press(10, 10).move(20, 20, (10, 5, 5), (10, 5, 5)).release(60, 10)
    (step,) = stream.steps()
    assert step.action == Drag(
        10, 10, 60, 10, Button.LEFT, (), ((10, 10), (20, 20), (25, 25), (30, 30), (60, 10))
    )


def test_a_pointer_that_returns_to_its_press_has_clicked() -> None:
    (step,) = Stream().press(10, 10).move(90, 90).release(11, 10).steps()
    assert step.action == Click(10, 10, Button.LEFT, 1)


def test_a_double_click_whose_second_press_drags_is_a_click_and_a_drag() -> None:
    stream = Stream().click(10, 10).press(10, 10).release(80, 10)
    click, drag = stream.steps()
    assert (click.kind, drag.kind) == ("click", "drag")
    assert (click.last_seq, drag.first_seq, drag.last_seq) == (2, 3, 4)
    assert drag.start_ms == stream.events[2].t_ms


def test_a_drag_that_is_never_released_ends_where_the_pointer_was_last_seen() -> None:
    (step,) = Stream().press(10, 10).move(50, 50, (10, 10, 0)).steps()
    assert isinstance(step.action, Drag)
    assert (step.action.x, step.action.y) == (60, 50)


def test_a_press_that_is_never_released_is_a_click() -> None:
    assert Stream().press(10, 10).type("a").sentences() == ["click at 10,10 in mousepad", 'type "a"']


def test_scrolling_splits_by_direction_and_time() -> None:
    stream = Stream().scroll().scroll().scroll(dy=1).scroll(dx=1, dy=0).scroll(dx=1, dy=0, after_ms=1100)
    moves = [(step.action.dx, step.action.dy) for step in stream.steps() if isinstance(step.action, ScrollBy)]
    assert moves == [(0, -2), (0, 1), (1, 0), (1, 0)]


def test_scrolling_goes_on_while_the_pointer_trembles() -> None:
    assert len(Stream().scroll().move(401, 300).scroll().steps()) == 1


@pytest.mark.parametrize(
    ("stream", "sentences"),
    [
        (Stream().chord(Modifier.CTRL, "s"), ["press Ctrl+S"]),
        (Stream().chord(Modifier.CTRL, "z").chord(Modifier.CTRL, "z"), ["press Ctrl+Z 2 times"]),
        (Stream().down("tab").repeat("tab", 3).up("tab"), ["press Tab 4 times"]),
        (Stream(gap_ms=600).tap("left").tap("left"), ["press Left", "press Left"]),
        (Stream().tap("tab", "\t", Modifier.SHIFT), ["press Shift+Tab"]),
        (Stream().tap("enter", "\r").tap("f5"), ["press Enter", "press F5"]),
        (Stream().tap("meta").tap("ctrl").tap("shift").tap("alt"), ["press Meta", "press Alt"]),
        (Stream().chord(Modifier.META, "l"), ["press Meta+L"]),
        (Stream().tap("capslock").tap("a", "A"), ['type "A"']),
        (Stream().down("alt").click(5, 5).up("alt"), ["click at 5,5 in mousepad"]),
        (Stream().down("meta").up("meta", synthetic=True), []),
        (Stream().repeat("a", 3).up("b").release(4, 4), []),
    ],
)
def test_keys_and_chords_become_key_steps(stream: Stream, sentences: list[str]) -> None:
    assert stream.sentences() == sentences


def test_the_way_there_and_the_modifiers_belong_to_the_step_that_follows() -> None:
    stream = Stream().move(5, 5).down("ctrl").down("s", "s", Modifier.CTRL).up("s").up("ctrl").move(9, 9)
    stream.move(20, 20).click(20, 20)
    chord, click = stream.steps()
    assert (chord.first_seq, chord.last_seq, chord.start_ms) == (1, 5, stream.events[2].t_ms)
    assert (click.first_seq, click.last_seq, click.start_ms) == (6, 9, stream.events[7].t_ms)


def test_nothing_from_before_a_gap_belongs_to_the_step_after_it() -> None:
    stream = Stream().move(5, 5).gap().move(6, 6).click(6, 6)
    assert stream.steps()[0].first_seq == 2


@pytest.mark.parametrize(
    "act",
    [lambda s: s.type("a"), lambda s: s.click(1, 1), lambda s: s.tap("left"), lambda s: s.scroll()],
    ids=["text", "click", "key", "scroll"],
)
def test_nothing_is_folded_across_a_gap(act: Callable[[Stream], Stream]) -> None:
    assert len(act(act(Stream())).steps()) == 1
    assert len(act(act(Stream()).gap(GapReason.SECRET, ms=1)).steps()) == 2


def test_a_gap_without_length_splits_what_came_at_the_very_same_time() -> None:
    stream = Stream().down("a", "a").gap(ms=0).down("b", "b", after_ms=0)
    assert [step.text for step in stream.steps()] == ["a", "b"]


def test_keys_withheld_meanwhile_split_typing_but_not_the_scrolling_beside_it() -> None:
    stream = Stream().type("a").scroll().scroll().type("b")
    scrolled, typed = stream.events[2].t_ms, stream.events[4].t_ms
    stream.gaps.append(Gap(scrolled + 1, typed, GapReason.OUT_OF_SCOPE))
    assert [step.kind for step in stream.steps()] == ["type", "scroll", "type"]


def test_a_key_that_was_held_into_a_gap_does_not_go_on_after_it() -> None:
    stream = Stream().down("a", "a").up("a", synthetic=True).gap(GapReason.PAUSED).repeat("a", 5).up("a")
    assert [step.text for step in stream.steps()] == ["a"]
    unreleased = Stream().down("a", "a").gap(GapReason.PAUSED).repeat("a", 5)
    assert [step.text for step in unreleased.steps()] == ["a"]


def test_a_character_that_was_begun_before_a_gap_is_not_finished_after_it() -> None:
    stream = Stream().type("a").tap("dead_acute").gap().tap("backspace")
    assert [step.sentence for step in stream.steps()] == ['type "a"', "press Backspace"]


def test_letting_a_modifier_go_belongs_to_the_click_it_was_held_for() -> None:
    stream = Stream().down("ctrl").click(5, 5, mods=(Modifier.CTRL,)).up("ctrl").click(500, 5)
    assert [(step.first_seq, step.last_seq) for step in stream.steps()] == [(1, 4), (5, 6)]


def test_scrolling_with_and_without_ctrl_are_two_things() -> None:
    stream = Stream().scroll().add(Scroll(400, 300, 0, -1, (Modifier.CTRL,)))
    assert stream.sentences() == ["scroll down 1 notch", "Ctrl+scroll down 1 notch"]


def test_typing_goes_on_when_only_the_title_changes() -> None:
    stream = Stream().type("a")
    stream.context = EDITOR_CHANGED
    assert [(step.text, step.context) for step in stream.type("b").steps()] == [("ab", EDITOR)]


def test_typing_splits_where_another_window_gets_the_keys() -> None:
    stream = Stream().type("a")
    stream.context = EDITOR_DIALOG
    assert [step.text for step in stream.type("b").steps()] == ["a", "b"]
    assert [step.text for step in Stream().type("a").focus(EDITOR_CHANGED).type("b").steps()] == ["a", "b"]
    assert [step.text for step in Stream().type("a").focus(EDITOR).type("b").steps()] == ["ab"]


def test_typing_does_not_split_by_time() -> None:
    stream = Stream().type("Dear ")
    stream.now_ms += 60_000
    assert [step.text for step in stream.type("Jane").steps()] == ["Dear Jane"]


def test_a_switch_is_a_step_only_between_two_applications() -> None:
    stream = Stream().focus(EDITOR).type("a").focus(EDITOR_DIALOG).focus(EDITOR).focus(TERMINAL).type("b")
    steps = stream.steps()
    assert [step.sentence for step in steps] == ['type "a"', "switch to xterm", 'type "b"']
    assert steps[1].action == SwitchApp("xterm")
    assert [step.counted for step in steps] == [True, False, True]


def test_a_click_into_another_application_is_no_switch_of_its_own() -> None:
    stream = Stream().type("a")
    stream.context = TERMINAL
    assert [step.kind for step in stream.press(900, 9).focus(TERMINAL).release(900, 9).steps()] == [
        "type",
        "click",
    ]


def test_the_picture_before_is_the_newest_that_is_not_younger_than_the_action() -> None:
    stream = Stream().frame().frame(valid_ms=30).click(5, 5).frame()
    before = stream.steps()[0].frame
    assert before is not None
    assert (before.id, before.age_ms) == (2, 50)


def test_a_picture_of_the_very_moment_is_not_younger_than_the_action() -> None:
    stream = Stream().click(5, 5)
    stream.frames.append(Frame(1, 1, stream.events[0].t_ms, 0, 9, 9))
    assert stream.steps()[0].frame is not None


def test_a_picture_that_still_held_has_no_age() -> None:
    before = Stream().frame(valid_ms=500).click(5, 5).steps()[0].frame
    assert before is not None
    assert before.age_ms == 0


def test_a_picture_of_another_monitor_is_not_bound() -> None:
    assert Stream().frame(monitor=2).click(5, 5).steps()[0].frame is None


def test_a_picture_from_before_a_gap_is_bound_only_where_it_held_through_it() -> None:
    assert Stream().frame().gap(ms=500).click(5, 5).steps()[0].frame is None
    assert Stream().frame(valid_ms=500).gap(ms=500).click(5, 5).steps()[0].frame is not None
    assert Stream().gap(ms=500).frame().click(5, 5).steps()[0].frame is not None


def test_the_picture_after_is_the_last_before_the_next_action() -> None:
    stream = Stream().click(5, 5).frame().click(500, 5)
    stream.frames[0] = replace(stream.frames[0], captured_ms=stream.now_ms - 120)
    first, second = stream.steps()
    assert first.after is not None
    assert (first.after.id, first.after.age_ms) == (1, 40)
    assert second.after is None


def test_no_picture_from_beyond_a_gap_is_called_the_outcome() -> None:
    assert Stream().click(5, 5).gap().frame().click(500, 5).steps()[0].after is None


def test_a_picture_from_before_is_the_outcome_only_where_nothing_changed_until_the_next_action() -> None:
    for valid_ms, outcome in ((20, None), (170, None), (500, (1, 0))):
        step = Stream().frame(valid_ms=valid_ms).click(5, 5).click(500, 5).steps()[0]
        assert (step.after and (step.after.id, step.after.age_ms)) == outcome


def test_a_picture_that_held_into_a_gap_is_no_outcome_beyond_it() -> None:
    stream = Stream().frame(valid_ms=160).click(5, 5).gap().click(500, 5)
    assert stream.steps()[0].after is None


def test_ranges_skip_numbers_that_were_dropped() -> None:
    stream = Stream().type("a").move(4, 4).move(5, 5).click(6, 6)
    kept = [event for event in stream.events if event.seq != 3]
    assert [step.first_seq for step in reduce_recording(recording(kept))] == [1, 4]


def test_a_recording_of_nothing_has_no_steps() -> None:
    assert reduce_recording(recording([])) == ()
    assert Stream().add(PointerPath(1, 1)).steps() == ()


def test_text_that_was_deleted_again_stays_visible_as_a_step() -> None:
    (step,) = Stream().type("ab").tap("backspace").tap("backspace").steps()
    assert step.action == TypeText("")
    assert step.sentence == "type and delete again"


def test_more_backspaces_than_text_are_keys() -> None:
    stream = Stream().type("ab").down("backspace").repeat("backspace", 5).up("backspace")
    steps = stream.steps()
    assert [step.action for step in steps] == [TypeText(""), PressKeys(("backspace",), 4)]
    assert (steps[0].last_seq, steps[1].first_seq) == (5, 6)


def test_black_screenshots_divide_no_step_and_take_no_picture() -> None:
    masked = Stream().frame().type("Dear ").gap(reason=GapReason.MASKED).type("Jane").frame().steps()
    assert [step.action for step in masked] == [TypeText("Dear Jane")]
    withheld = Stream().frame().type("Dear ").gap(reason=GapReason.SECRET).type("Jane").frame().steps()
    assert len(withheld) == 2
    click = Stream().frame().gap(ms=500, reason=GapReason.MASKED).click(5, 5).frame().steps()[0]
    assert click.frame is not None

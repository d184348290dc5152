"""What is typed between two quick changes of focus is in doubt, unless the application shows where it went."""

import pytest

from workbench.capture.focus_changes import ANNOUNCED_MS, QUICK_MS, UNHANDLED_MS, FocusChanges
from workbench.desktop.accessibility import CaretMove, FocusTrace
from workbench.desktop.port import ButtonInput, FocusInput, Input, KeyInput
from workbench.model.events import Button, Modifier, Modifiers
from workbench.model.key_names import KeyName

T = 10_000
QUIET = FocusTrace()
LOGIN = FocusTrace(passwords=True)


def key(at_ms: int, name: str, mods: Modifiers = (), *, down: bool = True) -> KeyInput:
    return KeyInput(at_ms, down, name, name if len(name) == 1 else "", mods, 1)


def click(at_ms: int) -> ButtonInput:
    return ButtonInput(at_ms, True, Button.LEFT, 5, 5, (), 1)  # noqa: FBT003  (the port's order)


def in_doubt(*items: Input, trace: FocusTrace = QUIET, letter: str = "x") -> bool:
    """Return whether a letter that is typed at T among other inputs is in doubt."""
    typed = key(T, letter)
    changes = FocusChanges()
    for item in sorted([*items, typed], key=lambda item: item.at_ms):
        changes.note(item)
    return changes.in_doubt(typed, trace)


LEAVING = {
    "tab": key(T + 20, KeyName.TAB),
    "enter": key(T + 20, KeyName.ENTER),
    "keypad enter": key(T + 20, KeyName.KEYPAD_ENTER),
    "escape": key(T + 20, KeyName.ESCAPE),
    "down": key(T + 20, KeyName.DOWN),
    "page up": key(T + 20, KeyName.PAGE_UP),
    "function key": key(T + 20, "f6"),
    "chord": key(T + 20, "w", (Modifier.CTRL,)),
    "access key": key(T + 20, "n", (Modifier.ALT,)),
    "window manager's chord": key(T + 20, "d", (Modifier.META,)),
    "enter with its character": KeyInput(T + 20, True, KeyName.ENTER, "\r", (), 1),  # noqa: FBT003  (the port's order)
    "click": click(T + 20),
    "window": FocusInput(T + 20, 2),
}


@pytest.mark.parametrize("left", LEAVING.values(), ids=LEAVING)
def test_a_key_right_after_tab_or_click_and_right_before_the_focus_may_move_on_is_in_doubt(left: Input) -> None:
    assert in_doubt(key(T - 20, KeyName.TAB), left)
    assert in_doubt(click(T - 20), left)


@pytest.mark.parametrize("left", LEAVING.values(), ids=LEAVING)
def test_where_there_is_a_password_field_any_key_may_have_led_to_it(left: Input) -> None:
    handled = FocusTrace((T + 25,), (CaretMove(T - 40, "name", 1), CaretMove(T + 2, "name", 1)), passwords=True)
    assert in_doubt(key(T - 20, "a"), left, trace=handled)
    assert in_doubt(key(T - 20, KeyName.DOWN), left, trace=handled)
    assert not in_doubt(key(T - 20, "a"), left, trace=QUIET)


def test_beside_a_password_field_a_change_that_a_script_made_counts_when_it_is_announced() -> None:
    assert in_doubt(trace=FocusTrace((T - 50, T + 60), passwords=True))
    assert in_doubt(key(T - 20, "a"), trace=FocusTrace((T + 60,), passwords=True))


def test_where_there_is_no_password_field_an_announcement_is_that_of_the_change_before_it() -> None:
    assert not in_doubt(key(T - 20, KeyName.TAB), trace=FocusTrace((T + 60,)))
    assert not in_doubt(trace=FocusTrace((T - 50, T + 60)))


def test_beside_a_password_field_a_change_that_follows_leaves_a_key_in_doubt_whatever_came_before() -> None:
    assert in_doubt(trace=FocusTrace((T + 299,), passwords=True))
    assert not in_doubt(trace=FocusTrace((T + 299,), passwords=False))
    assert in_doubt(trace=FocusTrace((T - 2000, T + 299), passwords=True))


def test_also_where_all_of_it_comes_in_the_same_millisecond() -> None:
    assert in_doubt(key(T, KeyName.TAB), key(T, KeyName.ESCAPE))


def test_one_change_alone_leaves_nothing_in_doubt() -> None:
    assert not in_doubt(key(T, KeyName.TAB))
    assert not in_doubt(key(T - 5, KeyName.TAB), key(T - 5, KeyName.TAB, down=False))
    assert not in_doubt(key(T + 5, KeyName.ENTER))


def test_changes_of_a_person_are_far_enough_apart() -> None:
    assert not in_doubt(key(T - 100, KeyName.TAB), key(T - 100 + QUICK_MS, KeyName.TAB))
    assert not in_doubt(key(T - QUICK_MS, KeyName.TAB), key(T + 5, KeyName.TAB))


def test_the_times_are_those_that_were_measured() -> None:
    assert in_doubt(key(T - 150, KeyName.TAB), key(T + 149, KeyName.TAB))
    assert settled(key(T, "a"), key(T - 4, KeyName.TAB)) == T + 146
    assert in_doubt(key(T - 2999, KeyName.ESCAPE), trace=LOGIN)


def test_a_change_that_is_announced_in_the_millisecond_of_a_key_leaves_it_in_doubt() -> None:
    assert in_doubt(key(T - 20, "a"), trace=FocusTrace((T,), passwords=True))


def test_lines_of_text_that_end_quickly_are_not_in_doubt() -> None:
    assert not in_doubt(key(T - 20, KeyName.ENTER), key(T + 20, KeyName.ENTER))
    assert not in_doubt(key(T - 20, KeyName.ENTER), key(T + 20, KeyName.TAB))


def test_keys_that_edit_text_and_modifiers_move_nothing() -> None:
    for name in (KeyName.BACKSPACE, KeyName.LEFT, KeyName.SHIFT, "dead_acute", "b"):
        assert not in_doubt(key(T - 20, KeyName.TAB), key(T + 20, name)), name


def test_a_caret_that_moved_on_by_what_was_pressed_settles_where_a_key_went() -> None:
    keys = key(T - 300, KeyName.TAB), key(T - 110, "a"), key(T + 120, KeyName.TAB)
    carets = CaretMove(T - 100, "name", 1), CaretMove(T + 20, "name", 2)
    assert in_doubt(*keys, trace=FocusTrace((T + 130,), carets[:1], passwords=True))
    assert not in_doubt(*keys, trace=FocusTrace((T + 130,), carets, passwords=True))
    other = CaretMove(T + 20, "note", 2)
    assert in_doubt(*keys, trace=FocusTrace((T + 130,), (carets[0], other), passwords=True))
    short = CaretMove(T + 20, "name", 1)
    assert in_doubt(*keys, trace=FocusTrace((T + 130,), (carets[0], short), passwords=True))
    late = CaretMove(T + 131, "name", 2)
    assert in_doubt(*keys, trace=FocusTrace((T + 130,), (carets[0], late), passwords=True))
    pasted = CaretMove(T + 20, "name", 9)
    assert in_doubt(*keys, trace=FocusTrace((T + 130,), (carets[0], pasted), passwords=True))


def test_what_the_caret_of_another_field_said_in_between_changes_nothing() -> None:
    came = key(T - 150, KeyName.TAB)
    carets = (CaretMove(T - 900, "name", 4), CaretMove(T - 500, "note", 0), CaretMove(T + 5, "name", 5))
    assert not in_doubt(came, trace=FocusTrace((T - 140, T + 200), carets, passwords=True))
    both = (*carets, CaretMove(T + 6, "note", 1))
    assert in_doubt(came, trace=FocusTrace((T - 140, T + 200), both, passwords=True))


def test_keys_of_a_burst_count_together() -> None:
    burst = key(T - 30, "a"), key(T - 20, "b"), key(T + 60, KeyName.ESCAPE)
    before = CaretMove(T - 200, "name", 4)
    for offset, doubt in ((7, False), (6, True), (5, True)):
        trace = FocusTrace((T + 70,), (before, CaretMove(T + 30, "name", offset)), passwords=True)
        assert in_doubt(*burst, trace=trace) is doubt, offset


def test_a_letter_that_is_pressed_twice_in_one_millisecond_counts_twice() -> None:
    before = CaretMove(T - 200, "name", 4)
    for offset, doubt in ((6, False), (5, True)):
        trace = FocusTrace((T + 90,), (before, CaretMove(T + 5, "name", offset)), passwords=True)
        assert in_doubt(key(T, "x"), trace=trace) is doubt, offset


def test_a_key_after_tab_counts_only_once_the_change_was_announced() -> None:
    tab = key(T - 60, KeyName.TAB)
    assert in_doubt(tab, trace=LOGIN), "a busy page may handle both later, and announce the password then"
    assert not in_doubt(tab, trace=QUIET)
    assert not in_doubt(tab, trace=FocusTrace((T - 50,), passwords=True))
    assert in_doubt(tab, trace=FocusTrace((T - 61,), passwords=True)), "announced before the Tab"
    assert in_doubt(tab, trace=FocusTrace((T + 200,), passwords=True)), "announced after the key"
    assert in_doubt(tab, trace=FocusTrace((), (CaretMove(T + 50, "name", 3),), passwords=True))
    assert in_doubt(key(T - UNHANDLED_MS + 1, KeyName.ESCAPE), trace=LOGIN)
    assert not in_doubt(key(T - UNHANDLED_MS, KeyName.ESCAPE), trace=LOGIN)


def test_what_is_announced_late_is_the_first_of_several_changes() -> None:
    tabs = key(T - 600, KeyName.TAB), key(T - 100, KeyName.TAB)
    assert in_doubt(*tabs, trace=FocusTrace((T - 90,), passwords=True)), "the page is busy with the second Tab"
    assert not in_doubt(*tabs, trace=FocusTrace((T - 500, T - 90), passwords=True))
    assert not in_doubt(*tabs, trace=FocusTrace((T - 95, T - 90), passwords=True))
    quick = key(T - 190, KeyName.TAB), key(T - 150, KeyName.TAB)
    assert not in_doubt(*quick, trace=FocusTrace((T - 40,), passwords=True)), "announced together"
    assert in_doubt(*quick, trace=FocusTrace((T - 39,), passwords=True))


def test_a_letter_from_before_a_tab_is_not_counted_for_one_after_it() -> None:
    before, late = CaretMove(T - 900, "name", 3), CaretMove(T + 200, "name", 4)
    inputs = key(T - 320, "a"), key(T - 200, KeyName.TAB)
    assert in_doubt(*inputs, trace=FocusTrace((), (before, late), passwords=True))
    told = CaretMove(T - 310, "name", 4)
    assert in_doubt(*inputs, trace=FocusTrace((), (before, told), passwords=True))
    assert not in_doubt(
        *inputs, trace=FocusTrace((), (before, told, CaretMove(T + 9, "name", 5)), passwords=True)
    )
    assert not in_doubt(*inputs, trace=FocusTrace((), (before, CaretMove(T + 200, "name", 5)), passwords=True))
    at_once = CaretMove(T - 320, "name", 4), CaretMove(T + 9, "name", 5)
    assert in_doubt(*inputs, trace=FocusTrace((), (before, *at_once), passwords=True)), "told of an earlier one"
    erased = key(T - 200, KeyName.BACKSPACE)
    assert in_doubt(erased, trace=FocusTrace((), (before, late), passwords=True)), "it may move the caret later"


def test_an_application_that_announces_each_change_may_be_busy() -> None:
    tab = key(T - 60, KeyName.TAB)
    assert in_doubt(tab, trace=FocusTrace((), each_change=True))
    assert in_doubt(tab, trace=FocusTrace((T + 200, T + 210), each_change=True))
    assert not in_doubt(tab, trace=FocusTrace((T - 30,), each_change=True))
    tabs = key(T - 400, KeyName.TAB), key(T - 350, KeyName.TAB)
    assert in_doubt(*tabs, trace=FocusTrace((T - 40,), each_change=True)), "the second one is not handled yet"
    assert not in_doubt(*tabs, trace=FocusTrace((T - 390, T - 340), each_change=True))
    assert in_doubt(key(T - 499, KeyName.TAB), trace=FocusTrace((), each_change=True))
    assert not in_doubt(key(T - 500, KeyName.TAB), trace=FocusTrace((), each_change=True))
    before = CaretMove(T - 500, "name", 3)
    assert not in_doubt(trace=FocusTrace((), (before,), each_change=True)), "no caret has to tell"
    assert not in_doubt(trace=FocusTrace((T + 100,), (before,), each_change=True))


def test_a_key_after_one_that_moved_nothing_counts_once_the_caret_moved() -> None:
    escape, before = key(T - 120, KeyName.ESCAPE), CaretMove(T - 500, "name", 2)
    assert in_doubt(escape, trace=FocusTrace((), (before,), passwords=True))
    assert not in_doubt(escape, trace=FocusTrace((), (before, CaretMove(T + 50, "name", 3)), passwords=True))


def test_a_key_in_a_field_that_tells_of_its_caret_counts_only_once_the_caret_moved() -> None:
    before = CaretMove(T - 500, "name", 3)
    assert in_doubt(trace=FocusTrace((), (before,), passwords=True))
    assert not in_doubt(trace=FocusTrace((), (before, CaretMove(T + 200, "name", 4)), passwords=True))
    assert in_doubt(trace=FocusTrace((), (before, CaretMove(T + 301, "name", 4)), passwords=True))
    assert in_doubt(trace=FocusTrace((T - 530,), (before,), passwords=True)), "a caret that came with the focus"
    assert in_doubt(trace=FocusTrace((T - 470,), (before,), passwords=True)), "and was announced before it"
    assert not in_doubt(trace=FocusTrace((T - 400,), (before,), passwords=True)), "another field"
    assert not in_doubt(trace=FocusTrace((), (before,), passwords=False))


def test_keys_that_follow_must_have_been_told_as_well() -> None:
    before, later = CaretMove(T - 500, "name", 3), (key(T + 30, "b"), key(T + 60, "c"))
    for offset, doubt in ((4, True), (5, True), (6, False), (7, True)):
        trace = FocusTrace((), (before, CaretMove(T + 250, "name", offset)), passwords=True)
        assert in_doubt(*later, trace=trace) is doubt, offset
    for offset, doubt in ((4, False), (5, True)):
        trace = FocusTrace((), (before, CaretMove(T + 250, "name", offset)), passwords=True)
        assert in_doubt(key(T + 30, KeyName.LEFT), trace=trace) is doubt, "keys that write nothing do not count"
    newest = FocusTrace((), (before, CaretMove(T + 250, "name", 4)), passwords=True)
    assert not in_doubt(key(T + 230, "b"), trace=newest), "what was pressed last may not have been told yet"


def settled(item: KeyInput, *items: Input) -> int | None:
    changes = FocusChanges()
    for each in items:
        changes.note(each)
    return changes.settled_ms(item)


def test_a_key_goes_to_the_field_that_had_the_keyboard_then() -> None:
    assert settled(key(T, "a")) == T
    assert settled(key(T, "a"), key(T - ANNOUNCED_MS, KeyName.TAB), key(T + 5, KeyName.TAB)) == T
    tab = key(T, KeyName.TAB)
    assert settled(tab, tab) == T, "Tab itself is pressed in the field that it leaves"


@pytest.mark.parametrize("name", [KeyName.TAB, KeyName.ESCAPE, KeyName.ENTER, KeyName.KEYPAD_ENTER])
def test_a_key_right_after_a_change_goes_to_the_field_that_is_announced_after_it(name: str) -> None:
    assert settled(key(T, "a"), key(T - 4, name)) == T - 4 + ANNOUNCED_MS
    assert settled(key(T, "a"), click(T - 30), FocusInput(T - 20, 1)) == T - 20 + ANNOUNCED_MS


def test_between_changes_that_are_too_close_nothing_tells_which_field_a_key_went_to() -> None:
    assert settled(key(T, "a"), key(T - 4, KeyName.TAB), key(T + 50, KeyName.TAB)) is None
    assert settled(key(T, "a"), key(T - 4, KeyName.TAB), key(T + 50, KeyName.ESCAPE)) is None
    assert settled(key(T, "a"), key(T, KeyName.TAB)) is None
    twice = key(T, KeyName.TAB)
    assert settled(twice, key(T - 4, KeyName.TAB), twice) is None

"""The focus of the volunteer's keyboard beside that of others, from made-up events."""

import pytest

from workbench.desktop.x11 import focus as words
from workbench.desktop.x11.seat_focus import FOCUS_IN, FOCUS_OUT, SeatFocus
from workbench.desktop.x11.stack import StackModel, TopLevel
from workbench.model.geometry import Rect

ROOT, EDITOR, SHELL = 1, 10, 20
PASSIVE_GRAB, PASSIVE_UNGRAB = 4, 5
NEITHER = 12
"""An event of XInput 2 that is not about the focus."""


@pytest.fixture
def focus() -> SeatFocus:
    stack = StackModel(ROOT)
    stack.load([TopLevel(number, Rect(0, 0, 9, 9), mapped=True) for number in (EDITOR, SHELL)])
    found = SeatFocus(stack)
    found.load(EDITOR, follows_pointer=False)
    return found


def test_core_events_count_while_there_is_one_seat(focus: SeatFocus) -> None:
    focus.core_event(FOCUS_OUT, EDITOR, words.NONLINEAR, words.NORMAL)
    focus.core_event(FOCUS_IN, SHELL, words.NONLINEAR, words.NORMAL)
    assert focus.now.holder == SHELL


def test_only_events_of_the_keyboard_count_from_the_second_seat_on(focus: SeatFocus) -> None:
    focus.follow_device()
    focus.core_event(FOCUS_OUT, EDITOR, words.NONLINEAR, words.NORMAL)
    focus.core_event(FOCUS_IN, SHELL, words.NONLINEAR, words.NORMAL)
    assert focus.now.holder == EDITOR
    focus.device_event(FOCUS_OUT, EDITOR, words.NONLINEAR, words.NORMAL)
    focus.device_event(FOCUS_IN, SHELL, words.NONLINEAR, words.NORMAL)
    assert focus.now.holder == SHELL


def test_the_keyboards_focus_is_known_already_when_a_second_seat_appears(focus: SeatFocus) -> None:
    focus.device_event(FOCUS_OUT, EDITOR, words.NONLINEAR, words.NORMAL)
    focus.device_event(FOCUS_IN, SHELL, words.NONLINEAR, words.NORMAL)
    focus.follow_device()
    assert focus.now.holder == SHELL


def test_passive_grabs_are_grabs(focus: SeatFocus) -> None:
    focus.follow_device()
    focus.device_event(FOCUS_OUT, EDITOR, words.NONLINEAR, PASSIVE_GRAB)
    focus.device_event(FOCUS_IN, SHELL, words.NONLINEAR, PASSIVE_GRAB)
    assert (focus.now.grabbed, focus.now.grab) == (True, SHELL)
    focus.device_event(FOCUS_OUT, SHELL, words.NONLINEAR, PASSIVE_UNGRAB)
    assert not focus.now.grabbed


def test_other_events_of_the_keyboard_say_nothing_of_the_focus(focus: SeatFocus) -> None:
    focus.follow_device()
    focus.device_event(NEITHER, SHELL, words.NONLINEAR, words.NORMAL)
    assert focus.now.holder == EDITOR


def test_an_answer_holds_for_the_events_that_did_not_change_since_the_question(focus: SeatFocus) -> None:
    focus.core_event(FOCUS_OUT, EDITOR, words.NONLINEAR, words.NORMAL)
    focus.device_event(FOCUS_OUT, EDITOR, words.NONLINEAR, words.NORMAL)
    focus.asked()
    focus.core_event(FOCUS_OUT, SHELL, words.NONLINEAR, words.NORMAL)
    focus.answered(SHELL)
    assert focus.now.holder is None
    focus.follow_device()
    assert focus.now.holder == SHELL


def test_a_doubt_and_a_window_that_is_gone_count_for_both(focus: SeatFocus) -> None:
    focus.gone(EDITOR)
    focus.doubt()
    assert (focus.now.holder, focus.now.grabbed) == (None, True)
    focus.follow_device()
    assert (focus.now.holder, focus.now.grabbed) == (None, True)

"""Who gets the keys, from made-up sequences of FocusIn and FocusOut as servers send them."""

import pytest

from workbench.desktop.x11 import focus as words
from workbench.desktop.x11.focus import FocusModel
from workbench.desktop.x11.stack import StackModel, TopLevel
from workbench.model.geometry import Rect

ROOT, EDITOR, FRAME, SHELL, INNER = 1, 10, 11, 20, 21


@pytest.fixture
def focus() -> FocusModel:
    stack = StackModel(ROOT)
    place = Rect(0, 0, 9, 9)
    stack.load([TopLevel(FRAME, place, mapped=True, client=EDITOR), TopLevel(SHELL, place, mapped=True)])
    model = FocusModel(stack)
    model.load(EDITOR, follows_pointer=False)
    return model


def test_focus_moves_from_window_to_window(focus: FocusModel) -> None:
    focus.left(EDITOR, words.NONLINEAR, words.NORMAL)
    assert focus.holder is None
    focus.entered(SHELL, words.NONLINEAR, words.NORMAL)
    assert focus.holder == SHELL


def test_a_frame_that_gets_the_focus_stands_for_its_client(focus: FocusModel) -> None:
    focus.load(SHELL, follows_pointer=False)
    focus.left(SHELL, words.NONLINEAR, words.NORMAL)
    focus.entered(FRAME, words.NONLINEAR, words.NORMAL)
    assert focus.holder == EDITOR


def test_focus_that_goes_to_a_window_inside_does_not_leave(focus: FocusModel) -> None:
    focus.left(EDITOR, words.INFERIOR, words.NORMAL)
    focus.entered(INNER, words.ANCESTOR, words.NORMAL)
    assert focus.holder == EDITOR
    focus.left(INNER, words.NONLINEAR, words.NORMAL)
    focus.entered(99, words.NONLINEAR, words.NORMAL)
    assert focus.holder == EDITOR


def test_focus_that_passes_through_to_a_window_inside_stays_with_the_outer_one(focus: FocusModel) -> None:
    focus.left(EDITOR, words.NONLINEAR, words.NORMAL)
    focus.entered(SHELL, words.NONLINEAR_VIRTUAL, words.NORMAL)
    focus.entered(INNER, words.NONLINEAR, words.NORMAL)
    assert focus.holder == SHELL
    focus.left(INNER, words.NONLINEAR, words.NORMAL)
    focus.left(SHELL, words.NONLINEAR_VIRTUAL, words.NORMAL)
    assert focus.holder is None


def test_an_inner_window_is_reported_by_itself_where_nobody_knows_the_outer_one(focus: FocusModel) -> None:
    focus.left(EDITOR, words.NONLINEAR, words.NORMAL)
    focus.entered(INNER, words.NONLINEAR, words.NORMAL)
    assert focus.holder == INNER
    focus.left(INNER, words.NONLINEAR, words.NORMAL)
    assert focus.holder is None


@pytest.mark.parametrize("detail", [words.POINTER])
def test_pointer_details_say_nothing_about_the_focus(focus: FocusModel, detail: int) -> None:
    focus.left(EDITOR, detail, words.NORMAL)
    focus.entered(SHELL, detail, words.NORMAL)
    assert focus.holder == EDITOR


def test_focus_on_the_root_means_that_keys_follow_the_pointer(focus: FocusModel) -> None:
    focus.left(EDITOR, words.NONLINEAR, words.NORMAL)
    focus.entered(ROOT, words.POINTER_ROOT, words.NORMAL)
    assert (focus.holder, focus.follows_pointer) == (None, True)
    focus.left(ROOT, words.POINTER_ROOT, words.NORMAL)
    focus.entered(ROOT, words.NONLINEAR_VIRTUAL, words.NORMAL)
    focus.entered(SHELL, words.NONLINEAR, words.NORMAL)
    assert (focus.holder, focus.follows_pointer) == (SHELL, False)


def test_focus_on_nothing_means_that_nobody_gets_the_keys(focus: FocusModel) -> None:
    focus.left(EDITOR, words.NONLINEAR, words.NORMAL)
    focus.entered(ROOT, words.NONE, words.NORMAL)
    assert (focus.holder, focus.follows_pointer) == (None, False)


def test_a_grab_leaves_the_focus_where_it_is_and_is_told_apart(focus: FocusModel) -> None:
    focus.left(EDITOR, words.NONLINEAR, words.GRAB)
    assert (focus.holder, focus.grabbed, focus.grab) == (EDITOR, True, None)
    focus.entered(SHELL, words.NONLINEAR, words.GRAB)
    assert focus.grab == SHELL


def test_the_end_of_a_grab_gives_the_keys_back(focus: FocusModel) -> None:
    focus.left(EDITOR, words.NONLINEAR, words.GRAB)
    focus.entered(SHELL, words.NONLINEAR, words.GRAB)
    focus.left(SHELL, words.NONLINEAR, words.UNGRAB)
    focus.entered(EDITOR, words.NONLINEAR, words.UNGRAB)
    assert (focus.holder, focus.grabbed, focus.grab) == (EDITOR, False, None)


def test_a_grab_in_the_name_of_the_root_has_no_known_window(focus: FocusModel) -> None:
    focus.left(EDITOR, words.ANCESTOR, words.GRAB)
    focus.entered(ROOT, words.INFERIOR, words.GRAB)
    assert (focus.grabbed, focus.grab) == (True, None)


def test_a_grab_by_a_window_inside_the_holder_stays_with_it(focus: FocusModel) -> None:
    focus.left(EDITOR, words.INFERIOR, words.GRAB)
    assert (focus.grabbed, focus.grab) == (True, EDITOR)


def test_focus_that_moves_during_a_grab_is_followed(focus: FocusModel) -> None:
    focus.left(EDITOR, words.NONLINEAR, words.GRAB)
    focus.left(EDITOR, words.NONLINEAR, words.WHILE_GRABBED)
    focus.entered(SHELL, words.NONLINEAR, words.WHILE_GRABBED)
    focus.entered(SHELL, words.NONLINEAR, words.UNGRAB)
    assert (focus.holder, focus.grabbed) == (SHELL, False)


def test_the_end_of_a_grab_tells_who_has_the_focus_when_that_was_not_known(focus: FocusModel) -> None:
    focus.load(None, follows_pointer=False)
    focus.entered(SHELL, words.NONLINEAR, words.UNGRAB)
    assert focus.holder == SHELL


def test_an_answer_counts_only_while_events_have_said_nothing(focus: FocusModel) -> None:
    focus.answer(SHELL)
    assert focus.holder == EDITOR
    focus.left(EDITOR, words.NONLINEAR, words.NORMAL)
    focus.answer(SHELL)
    assert focus.holder == SHELL


def test_a_destroyed_window_holds_nothing(focus: FocusModel) -> None:
    focus.left(EDITOR, words.NONLINEAR, words.GRAB)
    focus.entered(SHELL, words.NONLINEAR, words.GRAB)
    focus.gone(SHELL)
    focus.gone(EDITOR)
    assert (focus.holder, focus.grab) == (None, None)

"""Actions that are still going on."""

from dataclasses import replace

import pytest

from tests.model.streams import EDITOR, EDITOR_CHANGED, EDITOR_DIALOG, TERMINAL
from workbench.model.events import Button, ButtonDown, ButtonUp, Event, PointerPath
from workbench.model.geometry import Rect
from workbench.model.open_actions import OpenAction, OpenPress, same_window
from workbench.model.steps import Click, Drag

DOWN = ButtonDown(Button.LEFT, 10, 10)


def _event(seq: int, t_ms: int, body: ButtonDown | ButtonUp | PointerPath = DOWN) -> Event:
    return Event(seq, t_ms, EDITOR.id, body)


def test_a_window_stays_the_same_when_its_title_or_its_place_changes() -> None:
    assert same_window(EDITOR, EDITOR_CHANGED)
    assert same_window(EDITOR, replace(EDITOR, id=9, rect=Rect(5, 5, 10, 10)))
    assert not same_window(EDITOR, EDITOR_DIALOG)
    assert not same_window(EDITOR, replace(EDITOR, id=9, pid=101))
    assert not same_window(EDITOR, TERMINAL)


def test_a_press_counts_clicks_until_the_third() -> None:
    press = OpenPress(_event(1, 0), EDITOR, DOWN)
    for seq, at_ms in ((3, 100), (5, 200)):
        press.release(ButtonUp(Button.LEFT, 10, 10), _event(seq - 1, at_ms - 50))
        assert press.goes_on_with(DOWN, _event(seq, at_ms), EDITOR)
        press.click_again(DOWN, _event(seq, at_ms), EDITOR)
    press.release(ButtonUp(Button.LEFT, 10, 10), _event(6, 250))
    assert not press.goes_on_with(DOWN, _event(7, 300), EDITOR)
    assert press.action() == Click(10, 10, Button.LEFT, 3)
    assert (press.start_ms, press.end_ms, press.last_seq) == (0, 250, 6)


def test_a_button_that_is_still_down_cannot_click_again() -> None:
    press = OpenPress(_event(1, 0), EDITOR, DOWN)
    assert press.holds(Button.LEFT)
    assert not press.holds(Button.RIGHT)
    assert not press.goes_on_with(DOWN, _event(2, 50), EDITOR)


def test_movement_counts_only_while_the_button_is_down() -> None:
    press = OpenPress(_event(1, 0), EDITOR, DOWN)
    press.release(ButtonUp(Button.LEFT, 10, 10), _event(2, 50))
    press.move(PointerPath(90, 90), _event(3, 60))
    assert press.action() == Click(10, 10, Button.LEFT, 1)


def test_splitting_gives_the_clicks_back_their_own_end() -> None:
    press = OpenPress(_event(1, 0), EDITOR, DOWN)
    press.release(ButtonUp(Button.LEFT, 10, 10), _event(2, 50))
    press.click_again(DOWN, _event(3, 200), EDITOR)
    press.move(PointerPath(30, 10, ((10, 20, 0),)), _event(4, 210))
    assert press.splits
    drag = press.split()
    assert not press.splits
    assert (press.action(), press.end_ms, press.last_seq) == (Click(10, 10, Button.LEFT, 1), 50, 2)
    path = ((10, 10), (30, 10), (50, 10))
    assert drag.action() == Drag(10, 10, 50, 10, Button.LEFT, (), path)
    assert (drag.start_ms, drag.end_ms, drag.last_seq) == (200, 220, 4)
    assert drag.holds(Button.LEFT)


def test_an_action_of_no_kind_comes_to_nothing() -> None:
    with pytest.raises(NotImplementedError):
        OpenAction(_event(1, 0), EDITOR).action()

"""Inputs wait 300 ms, in order, and what does not fit is counted."""

from workbench.capture.quarantine import LossMark, PauseMark, Quarantine
from workbench.desktop.port import MissedInput, MotionInput


def moved(at_ms: int) -> MotionInput:
    return MotionInput(at_ms, 1, 1, None)


def test_an_input_is_due_300_ms_after_it_happened_and_not_before() -> None:
    quarantine = Quarantine(lambda: None)
    quarantine.add(moved(1000))
    assert quarantine.take_due(1299) == []
    quarantine.add(moved(1200))
    assert quarantine.take_due(1300) == [moved(1000)]
    assert quarantine.take_due(1500) == [moved(1200)]


def test_inputs_leave_in_the_order_in_which_the_desktop_handled_them() -> None:
    quarantine = Quarantine(lambda: None)
    for at_ms in (1000, 1002, 1001):
        quarantine.add(moved(at_ms))
    assert [item.at_ms for item in quarantine.take_due(2000)] == [1000, 1002, 1001]


def test_what_does_not_fit_is_counted_and_leaves_one_mark() -> None:
    quarantine = Quarantine(lambda: None, room=2)
    for at_ms in range(5):
        quarantine.add(moved(at_ms))
    assert quarantine.lost == 3
    assert quarantine.take_due(1000) == [moved(0), moved(1), LossMark(2)]


def test_a_pause_is_taken_in_even_when_there_is_no_room() -> None:
    quarantine = Quarantine(lambda: None, room=1)
    quarantine.add(moved(0))
    quarantine.add(PauseMark(1, paused=True))
    quarantine.add(PauseMark(2, paused=False))
    assert quarantine.lost == 0
    assert quarantine.take_due(1000) == [moved(0), PauseMark(1, paused=True), PauseMark(2, paused=False)]


def test_forgetting_takes_out_what_came_from_its_first_moment_to_its_last_and_keeps_the_rest() -> None:
    quarantine = Quarantine(lambda: None)
    for at_ms in (999, 1000, 1500, 2000, 2001):
        quarantine.add(moved(at_ms))
    before, inside = quarantine.split(1000, 2000)
    assert before == [moved(999)]
    assert inside == [moved(1000), moved(1500), moved(2000)]
    assert quarantine.take_due(3000) == [moved(2001)]


def test_the_first_into_an_empty_queue_wakes_the_loop_and_the_others_do_not() -> None:
    woken: list[int] = []
    quarantine = Quarantine(lambda: woken.append(len(quarantine)))
    for at_ms in (1000, 1001):
        quarantine.add(moved(at_ms))
    assert woken == [1]
    quarantine.take_due(2000)
    quarantine.missed(MissedInput(2000, 2010, 3))
    assert woken == [1, 1]

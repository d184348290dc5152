"""What is said of seats where there can only be one."""

from workbench.desktop.scripted import ScriptedDesktop
from workbench.desktop.seats import SeatState, one_seat


def test_a_desktop_that_says_nothing_of_seats_has_one_and_knows_it() -> None:
    assert one_seat() == SeatState(others=(), known=True)
    assert ScriptedDesktop().desktop.seats() == one_seat()

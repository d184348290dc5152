"""Of a browser that tells nothing, every window that was opened beside another one may be private."""

from dataclasses import replace

from tests.desktop.atspi.browser import WINDOW
from workbench.desktop.atspi.mute import Mute

SECOND, OTHER = replace(WINDOW, id=9), replace(WINDOW, id=10, pid=4321)


def test_a_window_that_was_alone_is_none_and_every_later_one_may_be() -> None:
    mute = Mute()
    assert mute.may_be_private(WINDOW)
    mute.note([WINDOW, OTHER])
    assert not mute.may_be_private(WINDOW)
    assert not mute.may_be_private(OTHER)
    mute.note([WINDOW, SECOND])
    mute.note([SECOND])
    assert mute.may_be_private(SECOND)
    assert not mute.may_be_private(WINDOW)


def test_of_two_that_were_there_from_the_start_each_may_be() -> None:
    mute = Mute()
    mute.note([WINDOW, SECOND])
    mute.note([WINDOW])
    assert mute.may_be_private(WINDOW)
    assert mute.may_be_private(SECOND)

"""Word of changes of the keyboard."""

import pytest

from tests.desktop.stage import Stage, wait_for
from workbench.desktop.x11.connection import close, connect
from workbench.desktop.x11.keyboard_changes import group_in_force, tell_of_changes

pytestmark = pytest.mark.display


def test_another_group_and_another_layout_are_told(stage: Stage) -> None:
    stage.run("setxkbmap", "-layout", "us,de", "-option", "grp:menu_toggle")
    stage.press("a")  # the first key makes its device the one in use, which is a change too
    connection = connect(stage.display)
    tell_of_changes(connection)
    connection.sync()
    assert connection.pending_events() == 0
    assert group_in_force(connection) == 0
    stage.press("a")
    connection.sync()
    assert connection.pending_events() == 0
    stage.press("ISO_Next_Group")
    wait_for(connection.pending_events, "word of the group")
    assert group_in_force(connection) == 1
    for _ in range(connection.pending_events()):
        connection.next_event()
    stage.run("setxkbmap", "fr")
    wait_for(connection.pending_events, "word of the layout")
    close(connection)

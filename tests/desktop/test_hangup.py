"""A terminal that was closed is told from one that is open, and from what is none."""

import os
import pty
from pathlib import Path

from workbench.desktop.hangup import hung_up


def test_a_terminal_has_hung_up_once_its_other_end_is_closed(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    assert not hung_up(theirs)
    os.close(ours)
    assert hung_up(theirs)
    os.close(theirs)
    with (tmp_path / "file").open("w") as file:
        assert not hung_up(file.fileno())

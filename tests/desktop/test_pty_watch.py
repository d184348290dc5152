"""The list of ptys follows the machine, with the kernel's word and without it."""

import os
import pty
from pathlib import Path

import pytest

from tests.desktop.stage import wait_for
from workbench.desktop import pty_watch
from workbench.desktop.pty_watch import PtyWatch, list_ptys


def test_a_pty_that_comes_or_goes_is_in_the_list_or_out_of_it() -> None:
    watch = PtyWatch()
    before = watch.names()
    master, slave = pty.openpty()
    name = Path(os.ttyname(slave)).name
    wait_for(lambda: name in watch.names(), "the new pty")
    os.close(slave)
    os.close(master)
    wait_for(lambda: name not in watch.names() or name in before, "its end")
    watch.close()


def test_nothing_is_listed_again_while_nothing_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = PtyWatch()
    if not watch.watches:
        pytest.skip("this kernel has no inotify")
    known = watch.names()
    monkeypatch.setattr(pty_watch, "FOLDER", "/nowhere")
    assert watch.names() == known
    watch.close()


def test_without_the_kernels_word_it_lists_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pty_watch, "_inotify", lambda _: -1)
    watch = PtyWatch()
    assert not watch.watches
    assert watch.names() == list_ptys()
    watch.close()


def test_after_its_end_it_still_tells_the_truth() -> None:
    watch = PtyWatch()
    watch.close()
    assert watch.names() == list_ptys()

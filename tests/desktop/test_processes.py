"""What /proc tells."""

import os
import subprocess
import sys
from pathlib import Path

from tests.desktop.stage import wait_for
from workbench.desktop.processes import ancestors, children, descendants, named, program, read_process


def test_this_process_is_told_as_it_is() -> None:
    process = read_process(os.getpid())
    assert process is not None
    assert (process.parent, process.group) == (os.getppid(), os.getpgrp())
    assert program(process).startswith("python")


def test_a_process_that_is_gone_is_none_and_has_nobody_below() -> None:
    process = subprocess.Popen(["true"])
    process.wait()
    assert read_process(process.pid) is None
    assert children(process.pid) == []
    assert list(descendants(process.pid)) == []


def test_children_of_children_are_found_and_lead_back(tmp_path: Path) -> None:
    odd = tmp_path / "a) b (c"
    odd.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    odd.chmod(0o755)
    shell = subprocess.Popen(["sh", "-c", f"'{odd}'; true"])
    try:
        found = wait_for(
            lambda: [each for each in descendants(shell.pid) if each.name == "a) b (c"], "the program"
        )
        assert found[0].parent == shell.pid
        assert shell.pid in ancestors(found[0].pid)
        assert os.getpid() in ancestors(found[0].pid)
        assert 1 not in ancestors(found[0].pid)
        assert found[0].pid in named("a) b (c")
        assert program(found[0]).startswith("python")
    finally:
        for each in descendants(shell.pid):
            os.kill(each.pid, 9)
        shell.wait()

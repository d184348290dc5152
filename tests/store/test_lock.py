"""Locks between processes."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from workbench.errors import DesktopError
from workbench.store.lock import FileLock, display_lock

HOLD = """
import sys, time
from pathlib import Path
from workbench.store.lock import FileLock
lock = FileLock(Path(sys.argv[1]))
assert lock.acquire()
print("held", flush=True)
time.sleep(60)
"""


def test_only_one_holds_a_lock_and_looking_does_not_take_it(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "a.lock"), FileLock(tmp_path / "a.lock")
    assert not second.held()
    assert first.acquire()
    assert first.acquire()
    assert second.held()
    assert not second.acquire()
    first.release()
    assert not second.held()
    assert second.acquire()
    second.release(remove=True)
    assert list(tmp_path.iterdir()) == []


def test_a_killed_process_frees_its_lock(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert FileLock(path).held()
        assert not FileLock(path).acquire(0.1)
        child.kill()
        child.wait()
    lock = FileLock(path)
    assert lock.acquire(30)
    lock.release(remove=True)


def test_waiting_for_a_lock_ends_when_it_is_freed(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "a.lock"), FileLock(tmp_path / "a.lock")
    assert first.acquire()
    timer = threading.Timer(0.1, first.release)
    timer.start()
    assert second.acquire(30)
    timer.join()
    second.release()


def test_two_never_hold_a_lock_whose_file_is_removed_on_release(tmp_path: Path) -> None:
    path, holders, most = tmp_path / "a.lock", [0], [0]
    counting = threading.Lock()

    def take_turns() -> None:
        for _ in range(100):
            lock = FileLock(path)
            if lock.acquire():
                with counting:
                    holders[0] += 1
                    most[0] = max(most[0], holders[0])
                with counting:
                    holders[0] -= 1
                lock.release(remove=True)

    threads = [threading.Thread(target=take_turns) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_one_display_has_one_lock_whatever_its_screen_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    lock = display_lock(":93")
    assert lock.acquire()
    assert display_lock(":93.0").held()
    assert display_lock("unix:93.1").held()
    assert not display_lock(":94").held()
    assert not display_lock("../../escape").held()
    lock.release(remove=True)
    assert not display_lock(":93").held()


def test_a_folder_that_others_can_write_to_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    folder = tmp_path / f"recording-workbench-{os.getuid()}"
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(DesktopError, match="remove it"):
        display_lock(":93")

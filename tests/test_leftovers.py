"""A run whose tests leave a process, a file or a socket behind fails, names it and removes it."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.leftovers import PREFIX, processes_that_name, unused_displays, unused_sockets

ROOT = Path(__file__).parent.parent
CLEAN = """
def test_that_uses_its_own_folder(tmp_path):
    (tmp_path / "note").write_text("a note")
"""
PROCESS = """
import subprocess

def test_that_leaves_a_process():
    subprocess.run(["sh", "-c", "sleep 77 >/dev/null 2>&1 &"], check=True)
"""
NAMELESS = """
import subprocess, tempfile

def test_that_leaves_a_process_without_an_environment():
    words = f"exec -a 'sleep of {tempfile.gettempdir()}' sleep 77"
    subprocess.run(["sh", "-c", f'env -i bash -c "{words}" >/dev/null 2>&1 &'], check=True)
"""
FILE = """
import tempfile

def test_that_leaves_a_file():
    with open(tempfile.gettempdir() + "/profile", "w") as file:
        file.write("a profile")
"""
MEMORY = """
import tempfile
from tests.leftovers import MEMORY, folder_in_memory_prefix

def test_that_leaves_a_folder_in_memory():
    tempfile.mkdtemp(prefix=folder_in_memory_prefix(), dir=MEMORY)
"""


def run_tests(folder: Path, source: str, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run tests under the project's own conftest, with temporary files in that folder."""
    (folder / "test_made.py").write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml")]
    return subprocess.run(
        [*command, "--rootdir", str(folder), "-p", "no:cacheprovider", *words, str(folder)],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(folder), "PROCESSES_END_WITHIN_S": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_run_whose_tests_end_everything_passes_and_leaves_no_file(tmp_path: Path) -> None:
    done = run_tests(tmp_path, CLEAN, "-n", "2")
    assert done.returncode == 0, done.stdout
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(PREFIX)] == []


@pytest.mark.parametrize(
    ("source", "named", "words"),
    [
        (PROCESS, "sleep 77 (started in test_made.py::test_that_leaves_a_process (call))", ()),
        (PROCESS, "sleep 77 (started in test_made.py::test_that_leaves_a_process (call))", ("-n", "2")),
        (NAMELESS, "sleep of", ()),
        (FILE, "profile", ()),
        (MEMORY, "shm/rw-", ()),
    ],
    ids=["process", "process of a worker", "process without an environment", "file", "file in memory"],
)
def test_a_run_whose_tests_leave_something_behind_fails_names_it_and_removes_it(
    tmp_path: Path, source: str, named: str, words: tuple[str, ...]
) -> None:
    done = run_tests(tmp_path, source, *words)
    assert done.returncode == 1, done.stdout
    assert "1 passed" in done.stdout
    (line,) = [
        line for line in done.stdout.splitlines() if named in line and line.startswith(("process", "file"))
    ]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(PREFIX)] == []
    assert processes_that_name(tmp_path) == {}
    assert not Path(line.removeprefix("file ")).exists()


def test_a_socket_counts_as_unused_once_no_process_listens(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tests.leftovers.SHARED", tmp_path)
    path = tmp_path / "dbus-example"
    began = tmp_path.stat().st_mtime - 1
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()
        assert unused_sockets(began) == []
    assert unused_sockets(began) == [path]
    assert unused_sockets(path.lstat().st_mtime + 1) == []


def test_a_lock_file_counts_as_unused_once_its_server_has_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tests.leftovers.SHARED", tmp_path)
    began = tmp_path.stat().st_mtime - 1
    lock = tmp_path / ".X77-lock"
    lock.write_text(f"{os.getpid():>10}\n", encoding="ascii")
    assert unused_displays(began) == []
    ended = subprocess.Popen(["true"])
    ended.wait()
    lock.write_text(f"{ended.pid:>10}\n", encoding="ascii")
    assert unused_displays(began) == [lock]

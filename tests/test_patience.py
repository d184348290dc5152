"""Only what is missing is tried once more; what is kept and must not be fails at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import KeptTooLittleError, require_kept

TESTS = """
import pytest
from pathlib import Path
from tests.patience import KeptTooLittleError

def counted(name):
    file = Path(__file__).with_name(name)
    file.write_text(file.read_text() + "x" if file.exists() else "x")
    return len(file.read_text())

@pytest.fixture
def fresh(tmp_path):
    return [tmp_path]

@pytest.mark.display
def test_that_holds_when_repeated(fresh):
    fresh.append(1)
    assert len(fresh) == 2
    if counted("once") == 1:
        raise KeptTooLittleError("a letter")

@pytest.mark.display
def test_that_never_holds():
    counted("never")
    raise KeptTooLittleError("a letter")

@pytest.mark.display
def test_that_leaks():
    counted("leak")
    assert not "a secret"

def test_without_a_display():
    counted("pure")
    raise KeptTooLittleError("a letter")
"""


def test_letters_that_are_missing_are_told_from_letters_that_are_too_many() -> None:
    require_kept("abc", "abc", ())
    with pytest.raises(KeptTooLittleError, match="password_field"):
        require_kept("ac", "abc", ["password_field"])
    for typed in ("abcd", "acb", "x"):
        with pytest.raises(AssertionError) as failed:
            require_kept(typed, "abc", ())
        assert not isinstance(failed.value, KeptTooLittleError)


def test_a_test_on_a_display_that_kept_too_little_is_tried_once_more_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "test_made.py").write_text(TESTS, encoding="utf-8")
    root = Path(__file__).parent.parent
    command = (sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", str(root / "pyproject.toml"))
    done = subprocess.run(
        [*command, "--rootdir", str(tmp_path), "-p", "no:cacheprovider", str(tmp_path)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    tries = {name: len((tmp_path / name).read_text()) for name in ("once", "never", "leak", "pure")}
    assert tries == {"once": 2, "never": 2, "leak": 1, "pure": 1}, done.stdout
    assert "3 failed, 1 passed" in done.stdout
    assert "test_that_holds_when_repeated: tried again" in done.stdout

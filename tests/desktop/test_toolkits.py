"""What programs are made with, and what they are told at their start."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.stage import wait_for
from workbench.desktop.toolkits import (
    FLAG,
    Family,
    command_for,
    environment_for,
    family_of,
    running_blind,
)

SLEEP = "import time; time.sleep(60)"


def program(folder: Path, name: str, text: str = "#!/bin/sh\n") -> Path:
    made = folder / name
    made.write_text(text, encoding="utf-8")
    made.chmod(0o755)
    return made


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("chromium", Family.CHROMIUM),
        ("google-chrome-stable", Family.CHROMIUM),
        ("firefox-esr", Family.FIREFOX),
        ("java", Family.JAVA),
        ("mousepad", Family.OTHER),
    ],
)
def test_programs_are_known_by_their_names(tmp_path: Path, name: str, family: Family) -> None:
    assert family_of(program(tmp_path, name)) is family


def test_a_link_is_what_it_leads_to(tmp_path: Path) -> None:
    browser = tmp_path / "x-www-browser"
    browser.symlink_to(program(tmp_path, "firefox"))
    assert family_of(browser) is Family.FIREFOX


def test_an_electron_application_is_known_by_the_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "chrome_100_percent.pak").touch()
    assert family_of(program(tmp_path, "editor", "\x7fELF")) is Family.CHROMIUM


def test_chromium_gets_its_switch_once_and_others_only_their_words(tmp_path: Path) -> None:
    path = tmp_path / "any"
    assert command_for(path, ("a",), Family.CHROMIUM) == (str(path), FLAG, "a")
    assert command_for(path, (FLAG,), Family.CHROMIUM) == (str(path), FLAG)
    assert command_for(path, ("a",), Family.OTHER) == (str(path), "a")


def test_the_environment_loses_what_hides_fields_and_gains_what_shows_them() -> None:
    made = environment_for({"NO_AT_BRIDGE": "1", "GTK_A11Y": "none", "LANG": "C"})
    assert made.keys() == {
        "LANG",
        "GNOME_ACCESSIBILITY",
        "QT_ACCESSIBILITY",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON",
    }


@pytest.mark.parametrize(
    ("name", "started_with", "arguments", "blind"),
    [
        ("chromium", (), (), True),
        ("chromium", (FLAG,), (), False),
        ("chromium", ("--type=renderer",), (), False),
        ("chromium", ("--user-data-dir={here}/a",), ("--user-data-dir", "{here}/a"), True),
        ("chromium", ("--user-data-dir={here}/a",), ("--user-data-dir={here}/b",), False),
        ("firefox", (), (), True),
        ("mousepad", (), (), False),
    ],
)
def test_one_that_runs_and_shows_nothing_is_noticed(
    tmp_path: Path, name: str, started_with: tuple[str, ...], arguments: tuple[str, ...], *, blind: bool
) -> None:
    unique = f"a1-{tmp_path.name}-{name}"
    started_with, arguments = (
        tuple(word.format(here=tmp_path) for word in words) for words in (started_with, arguments)
    )
    path = program(tmp_path, name)
    python = tmp_path / "run" / name
    python.parent.mkdir()
    python.symlink_to(sys.executable)
    profile = () if any("user-data-dir" in word for word in started_with) else (f"--user-data-dir={unique}",)
    wanted = arguments or (f"--user-data-dir={unique}",)
    with subprocess.Popen([python, "-c", SLEEP, *profile, *started_with]) as process:
        try:
            wait_for(lambda: runs(process.pid, path), "the browser")
            found = running_blind(path, wanted, family_of(path))
            assert found == (process.pid if blind else None)
        finally:
            process.kill()


def runs(pid: int, program: Path) -> bool:
    """Return whether a process that was started has become that program."""
    return program.name.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()


def test_one_without_words_is_noticed_by_one_that_is_asked_for_without_any(tmp_path: Path) -> None:
    name = f"browser-{tmp_path.name}"
    path = program(tmp_path, name)
    (tmp_path / "run").mkdir()
    python = tmp_path / "run" / name
    python.symlink_to(sys.executable)
    with subprocess.Popen([python, "-c", SLEEP]) as process:
        try:
            wait_for(lambda: runs(process.pid, path), "the browser")
            assert running_blind(path, (), Family.CHROMIUM) == process.pid
        finally:
            process.kill()

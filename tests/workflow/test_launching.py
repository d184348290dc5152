"""Starting applications so that their fields can be seen."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from tests.desktop.stage import need
from workbench.desktop.toolkits import Family
from workbench.errors import DesktopError, NotFoundError
from workbench.workflow.launching import Launched, launch, refuse_blind

HERE = {"PATH": os.environ["PATH"], "DISPLAY": ":987"}


@pytest.fixture(autouse=True)
def nobody_listens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


def test_a_program_that_does_not_exist_is_named_with_what_to_give() -> None:
    with pytest.raises(NotFoundError, match="no program called frobnicate here: give the name"):
        launch("frobnicate", (), HERE)


def test_without_a_display_nothing_is_started() -> None:
    with pytest.raises(DesktopError, match="no display, so sleep was not started"):
        launch("sleep", ("60",), {"PATH": os.environ["PATH"]})


def test_a_program_that_ends_at_once_is_told_with_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.workflow.launching.SETTLED_S", 60)
    with pytest.raises(DesktopError, match="false ended at once, with code 1: start it by hand"):
        launch("false", (), HERE)


def test_a_program_goes_on_by_itself_and_a_missing_service_is_said() -> None:
    launched = launch("sleep", ("60",), HERE)
    try:
        assert launched.family is Family.OTHER
        assert not launched.heard
        assert "`workbench doctor` says what to do" in launched.sentence
        assert os.getsid(launched.process.pid) == launched.process.pid
    finally:
        launched.process.send_signal(signal.SIGKILL)
        launched.process.wait(60)


def test_java_says_what_it_needs_besides() -> None:
    need("sleep")
    done = launch("true", (), HERE).process
    assert "java-atk-wrapper" in Launched("ide", done, Family.JAVA, heard=True).sentence


def test_nothing_stands_in_the_way_of_a_program_that_does_not_run() -> None:
    found = shutil.which("sleep")
    assert found is not None
    refuse_blind("sleep", Path(found), (), Family.OTHER)


def test_of_a_terminal_it_is_said_that_its_prompts_are_watched(tmp_path: Path) -> None:
    program = tmp_path / "xterm"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    (tmp_path / "x-terminal-emulator").symlink_to(program)
    for name in ("xterm", "x-terminal-emulator"):
        said = launch(name, (), {"PATH": f"{tmp_path}:{HERE['PATH']}", "DISPLAY": ":987"}).sentence
        assert said.endswith("It is a terminal: its prompts are watched through the terminal itself.")
        assert "GTK" not in said
    assert "GTK and Qt" in launch("true", (), HERE).sentence

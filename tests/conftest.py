"""What holds for every test: none writes into a real keyring, and what was measured is printed at the end."""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from xdist.scheduler import LoadFileScheduling

os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

FIGURE = "figure"
DISPLAY = "display"


class OneDisplayAtATime(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives all files with tests that need a display to one process: two at a time make each other slow."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return DISPLAY if needs_display(Path(self.config.rootpath, file)) else file


@cache
def needs_display(file: Path) -> bool:
    """Return whether a test in that file asks for a display."""
    return f"mark.{DISPLAY}" in file.read_text(encoding="utf-8")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> OneDisplayAtATime:
    """Choose which process runs which tests."""
    return OneDisplayAtATime(config, log)


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """A function that takes what was measured, in words; all of it is printed after the last test."""
    return lambda words: record_property(FIGURE, words)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the tests measured, one line each."""
    reports = [report for group in ("passed", "failed") for report in terminalreporter.getreports(group)]
    measured = [
        (report.nodeid.rpartition("::")[2], words)
        for report in reports
        for name, words in report.user_properties
        if name == FIGURE and report.when == "call"
    ]
    if measured:
        terminalreporter.section("measured")
        for test, words in measured:
            terminalreporter.write_line(f"{test}: {words}")

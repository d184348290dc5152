"""What holds for every test: none writes into a real keyring, and what was measured is printed at the end."""

import os
from collections.abc import Callable

import pytest

os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

FIGURE = "figure"
DISPLAY = "display"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one process run all tests that need a display, one after the other: two would make each other slow.

    Everything else stays together file by file.
    """
    for item in items:
        shown = item.get_closest_marker(DISPLAY) is not None
        item.add_marker(pytest.mark.xdist_group(DISPLAY if shown else str(item.path)))


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """A function that takes what was measured, in words; all of it is printed after the last test."""
    return lambda words: record_property(FIGURE, words)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the tests measured, one line each."""
    reports = [report for group in ("passed", "failed") for report in terminalreporter.getreports(group)]
    measured = [
        (report.nodeid.rpartition("::")[2].partition("@")[0], words)
        for report in reports
        for name, words in report.user_properties
        if name == FIGURE and report.when == "call"
    ]
    if measured:
        terminalreporter.section("measured")
        for test, words in measured:
            terminalreporter.write_line(f"{test}: {words}")

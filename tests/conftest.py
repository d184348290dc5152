"""What holds for every test: none writes into a real keyring, and none leaves a process or a file behind.

What was measured is printed at the end.
"""

import os
from collections.abc import Callable, Generator
from functools import cache
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from xdist.scheduler import LoadFileScheduling

from tests.leftovers import RunFolder
from tests.patience import KeptTooLittleError, NotInTimeError

os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

FIGURE, AGAIN = "figure", "again"
DISPLAY = "display"
RUN_FOLDER = pytest.StashKey[RunFolder]()
ROOMS = (
    "tests/desktop/x11/",
    "tests/desktop/atspi/",
    "tests/desktop/test_password_pixels.py",
    "tests/desktop/test_suggestions_in_practice.py",
)
"""Tests on a display that one process runs beside the one that runs the others: both take as long."""


class FewDisplays(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives all files that record on a display to one process, and those of the desktop's rooms to another.

    Two recordings at a time make each other slow.
    """

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        if not needs_display(Path(self.config.rootpath, file)):
            return file
        return f"{DISPLAY} of a room" if file.startswith(ROOMS) else DISPLAY


@cache
def needs_display(file: Path) -> bool:
    """Return whether a test in that file asks for a display."""
    return f"mark.{DISPLAY}" in file.read_text(encoding="utf-8")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> FewDisplays:
    """Choose which process runs which tests."""
    return FewDisplays(config, log)


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a folder for all of its temporary files; the processes of a run share it."""
    if not hasattr(config, "workerinput"):
        config.stash[RUN_FOLDER] = RunFolder()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None]:
    """Fail the run if it left a process or a file behind, after everything else has ended."""
    yield
    folder = session.config.stash.get(RUN_FOLDER, None)
    left = folder.close() if folder is not None else []
    if not left:
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        reporter.section("left behind by tests", red=True)
        for line in left:
            reporter.write_line(line)
        reporter.write_line(f"FAILED: the tests left {len(left)} processes or files behind, which were removed")
    if session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Try a test on a display once more where it kept too little or waited in vain, and say so at the end."""
    if item.get_closest_marker(DISPLAY) is None:
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, log=False, nextitem=nextitem)
    excuses = [getattr(report, "excused", "") for report in reports if report.failed]
    if excuses and all(excuses):
        item.user_properties[:] = [(AGAIN, f"tried again, because at first: {excuses[0]}")]
        item._initrequest()  # type: ignore[attr-defined]  # fixtures anew, as every plugin for this does
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,  # noqa: ARG001  (the hook's)
    call: pytest.CallInfo[None],
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note on a report that its failure is one that a busy machine may cause."""
    report = yield
    if call.excinfo is not None and isinstance(call.excinfo.value, NotInTimeError | KeptTooLittleError):
        report.excused = str(call.excinfo.value)  # type: ignore[attr-defined]  # reports take any field
    return report


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
        if name in {FIGURE, AGAIN} and report.when == "call"
    ]
    if measured:
        terminalreporter.section("measured")
        for test, words in measured:
            terminalreporter.write_line(f"{test}: {words}")

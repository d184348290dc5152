"""The terminal's own title: says that the workbench is there and whether it records; put back afterwards.

By these titles, no recording of another workbench ever takes in a window that shows one.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from workbench.model.showable import showable

if TYPE_CHECKING:
    from textual.app import App

REMEMBER, RECALL = "\x1b[22;2t", "\x1b[23;2t"
NAME = "◆ workbench"
TASK_LIMIT = 60


@contextmanager
def titled(terminal: TextIO | None = sys.__stdout__) -> Iterator[None]:
    """Name the terminal while the screens are open."""
    shown = terminal is not None and terminal.isatty()
    if terminal is not None and shown:
        terminal.write(f"{REMEMBER}\x1b]2;{NAME}\x07")
        terminal.flush()
    try:
        yield
    finally:
        if terminal is not None and shown:
            terminal.write(RECALL)
            terminal.flush()


class TerminalTitle:
    """Sets the title through the driver, whose writer keeps sequences whole."""

    def __init__(self, app: "App[None]") -> None:
        self._app = app
        self._shown: str | None = None

    def recording(self, task: str, *, paused: bool) -> None:
        """Say that a recording runs; the title before it is remembered by the terminal."""
        text = f"{'‖ PAUSED' if paused else '● REC'} {showable(task, TASK_LIMIT)}"
        if text == self._shown:
            return
        self._write(f"{REMEMBER if self._shown is None else ''}\x1b]2;{text}\x07")
        self._shown = text

    def restore(self) -> None:
        """Put the title back; a terminal that remembers none is left with the program's name."""
        if self._shown is not None:
            self._write(f"\x1b]2;{NAME}\x07{RECALL}")
            self._shown = None

    def _write(self, sequence: str) -> None:
        driver = self._app._driver
        if driver is not None and not driver.is_headless:
            driver.write(sequence)
            driver.flush()

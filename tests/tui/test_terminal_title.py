"""The terminal's title while a recording runs."""

from dataclasses import dataclass, field
from io import StringIO
from typing import cast

from textual.app import App

from tests.tui.made_sessions import HOSTILE
from workbench.model.denied import WORKBENCH, always_denied
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo
from workbench.tui.terminal_title import NAME, RECALL, REMEMBER, TerminalTitle, titled


@dataclass
class Terminal:
    """A driver that keeps what it is given."""

    is_headless: bool = False
    written: list[str] = field(default_factory=list)

    def write(self, data: str) -> None:
        self.written.append(data)

    def flush(self) -> None:
        assert self.written


@dataclass
class Program:
    """As much of an app as the title needs."""

    _driver: Terminal | None


def title_on(terminal: Terminal | None) -> TerminalTitle:
    """Return a title on that terminal."""
    return TerminalTitle(cast("App[None]", Program(terminal)))


def test_the_title_is_remembered_set_and_restored() -> None:
    terminal = Terminal()
    title = title_on(terminal)
    title.recording("Write an invoice", paused=False)
    title.recording("Write an invoice", paused=False)
    title.recording("Write an invoice", paused=True)
    title.restore()
    title.restore()
    assert terminal.written == [
        f"{REMEMBER}\x1b]2;● REC Write an invoice\x07",
        "\x1b]2;‖ PAUSED Write an invoice\x07",
        f"\x1b]2;◆ workbench\x07{RECALL}",
    ]


class Tty(StringIO):
    """A terminal that keeps what it is given."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_is_named_while_the_screens_are_open_and_nothing_else_is() -> None:
    terminal, pipe = Tty(), StringIO()
    with titled(terminal):
        assert terminal.getvalue() == f"{REMEMBER}\x1b]2;◆ workbench\x07"
    assert terminal.getvalue().endswith(RECALL)
    with titled(pipe), titled(None):
        assert pipe.getvalue() == ""


def test_no_recording_takes_in_a_window_that_shows_a_workbench() -> None:
    terminal = Terminal()
    title = title_on(terminal)
    title.recording("Write an invoice", paused=False)
    title.recording("Write an invoice", paused=True)
    shown = [text.split("\x1b]2;")[1].removesuffix("\x07") for text in terminal.written]
    for words in (*shown, NAME):
        window = WindowInfo(1, ("xterm", "XTerm"), words, 7, Rect(0, 0, 9, 9))
        assert always_denied(window) == WORKBENCH


def test_a_hostile_task_cannot_end_the_sequence() -> None:
    terminal = Terminal()
    title_on(terminal).recording(HOSTILE, paused=False)
    inside = terminal.written[0].removeprefix(f"{REMEMBER}\x1b]2;").removesuffix("\x07")
    assert inside.isprintable()


def test_without_a_terminal_nothing_is_written() -> None:
    title_on(None).recording("x", paused=False)
    headless = Terminal(is_headless=True)
    title_on(headless).recording("x", paused=False)
    assert headless.written == []

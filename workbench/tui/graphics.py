"""Which pictures this terminal can show: a graphics protocol, or only coloured half-blocks.

textual-image asks the terminal on import, which works only before the program starts to read keys, and fails
where stdin is no terminal. So it is imported early, and only in terminals that are known to have a protocol;
elsewhere the first paint does not wait for it.
"""

import importlib
import os
import select
import sys
from collections.abc import Mapping
from enum import StrEnum

VARIABLE = "WORKBENCH_GRAPHICS"
ANSWER_S = 0.1
SIXEL_ATTRIBUTE = "4"


class Graphics(StrEnum):
    """How pictures are shown."""

    BLOCKS = "blocks"
    SIXEL = "sixel"
    KITTY = "kitty"


def detect_graphics() -> Graphics:
    """Return what this terminal can show, asked before the app runs; `WORKBENCH_GRAPHICS` overrides."""
    if not _is_terminal():
        return Graphics.BLOCKS
    named = by_environment(os.environ)
    graphics = named if named is not None else _by_asking()
    if graphics is not Graphics.BLOCKS and not _prepare():
        return Graphics.BLOCKS
    return graphics


def by_environment(environment: Mapping[str, str]) -> Graphics | None:
    """Return what the environment tells; none where the terminal itself must be asked."""
    wanted = environment.get(VARIABLE, "")
    if wanted in set(Graphics):
        return Graphics(wanted)
    term = environment.get("TERM", "")
    if (
        "TMUX" in environment
        or term.startswith(("screen", "tmux", "linux", "dumb"))
        or "NO_COLOR" in environment
    ):
        return Graphics.BLOCKS
    if "KITTY_WINDOW_ID" in environment or "kitty" in term:
        return Graphics.KITTY
    return None


def has_sixel(answer: str) -> bool:
    """Return whether a terminal's answer to DA1 (`ESC [ ? 62 ; 4 ; 22 c`) names sixel."""
    start, end = answer.find("\x1b[?"), answer.rfind("c")
    return 0 <= start < end and SIXEL_ATTRIBUTE in answer[start + 3 : end].split(";")[1:]


def _is_terminal() -> bool:
    streams = (sys.__stdin__, sys.__stdout__)
    return os.name == "posix" and all(stream is not None and stream.isatty() for stream in streams)


def _by_asking() -> Graphics:
    """Ask for the terminal's attributes (DA1), which practically every terminal answers within milliseconds."""
    termios, tty = importlib.import_module("termios"), importlib.import_module("tty")
    source, sink = sys.__stdin__, sys.__stdout__
    if source is None or sink is None:
        return Graphics.BLOCKS
    number = source.fileno()
    before = termios.tcgetattr(number)
    try:
        tty.setcbreak(number, termios.TCSANOW)
        sink.write("\x1b[c")
        sink.flush()
        return Graphics.SIXEL if has_sixel(_answer(number)) else Graphics.BLOCKS
    finally:
        termios.tcsetattr(number, termios.TCSANOW, before)


def _answer(number: int) -> str:
    answer = b""
    while not answer.endswith(b"c") and select.select([number], [], [], ANSWER_S)[0]:
        piece = os.read(number, 64)
        if not piece:
            break
        answer += piece
    return answer.decode("ascii", "replace")


def _prepare() -> bool:
    """Import textual-image while the terminal can still be asked; whatever it raises means: no graphics."""
    try:
        importlib.import_module("textual_image.widget")
    except Exception:  # noqa: BLE001  (it raises terminal, value and OS errors of many kinds; half-blocks always work)
        return False
    return True

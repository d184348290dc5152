"""Which pictures a terminal can show."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
import threading

import pytest

from workbench.tui.graphics import Graphics, by_environment, detect_graphics, has_sixel

ASK = "from workbench.tui.graphics import detect_graphics; print('answer:', detect_graphics())"
PATIENT = f"from workbench.tui import graphics; graphics.ANSWER_S = 60; {ASK}"
"""For a terminal that is sure to answer, but when is for the machine to say."""


@pytest.mark.parametrize(
    ("environment", "graphics"),
    [
        ({"TERM": "xterm-kitty"}, Graphics.KITTY),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, Graphics.KITTY),
        ({"TERM": "xterm-kitty", "TMUX": "x"}, Graphics.BLOCKS),
        ({"TERM": "tmux-256color"}, Graphics.BLOCKS),
        ({"TERM": "linux"}, Graphics.BLOCKS),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, Graphics.BLOCKS),
        ({"TERM": "xterm-256color", "WORKBENCH_GRAPHICS": "sixel"}, Graphics.SIXEL),
        ({"TERM": "xterm-kitty", "WORKBENCH_GRAPHICS": "blocks"}, Graphics.BLOCKS),
        ({"TERM": "xterm-256color", "WORKBENCH_GRAPHICS": "nonsense"}, None),
    ],
)
def test_the_environment_tells_what_it_can(environment: dict[str, str], graphics: Graphics | None) -> None:
    assert by_environment(environment) is graphics


@pytest.mark.parametrize(
    ("answer", "sixel"),
    [
        ("\x1b[?62;4;22c", True),
        ("\x1b[?64;22c", False),
        ("\x1b[?4c", False),
        ("", False),
        ("c\x1b[?", False),
        ("\x1b[?62;44c", False),
    ],
)
def test_only_attribute_4_of_a_whole_answer_means_sixel(answer: str, sixel: bool) -> None:  # noqa: FBT001  (a case)
    assert has_sixel(answer) is sixel


def test_without_a_terminal_there_are_blocks() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "answer: blocks"
    assert detect_graphics() in set(Graphics)


def asked_in_terminal(answer: bytes) -> str:
    """Return what a process prints in a terminal that gives this answer to the question for its attributes."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 800, 480))
    environment = {**os.environ, "TERM": "xterm-256color"}
    for name in ("TMUX", "KITTY_WINDOW_ID", "NO_COLOR"):
        environment.pop(name, None)
    command = [sys.executable, "-c", PATIENT if answer else ASK]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, env=environment)
    os.close(theirs)
    stop = threading.Timer(100, process.kill)
    stop.start()
    said = b""
    try:
        while b"answer" not in said or not said.rstrip().endswith((b"blocks", b"sixel", b"kitty")):
            said += os.read(ours, 1024)
            if answer and said.endswith(b"\x1b[c"):
                os.write(ours, answer)
    finally:
        stop.cancel()
        process.wait(60)
        os.close(ours)
    return said.rstrip().rpartition(b"answer: ")[2].decode()


def test_a_terminal_that_names_sixel_gets_sixel() -> None:
    assert asked_in_terminal(b"\x1b[?62;4;22c") == "sixel"


def test_a_terminal_without_sixel_or_without_an_answer_gets_blocks() -> None:
    assert asked_in_terminal(b"\x1b[?62;22c") == "blocks"
    assert asked_in_terminal(b"") == "blocks"

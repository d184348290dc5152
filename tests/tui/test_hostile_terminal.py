"""Hostile text through every screen of a real terminal: none of it arrives there as anything but letters."""

import os
import shutil
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tui.made_sessions import HOSTILE, hostile
from workbench.paths import Home

TMUX = shutil.which("tmux")
PATIENCE_S = 40


@dataclass
class Terminal:
    """A terminal of 80×24 in tmux, with a record of every byte that went to it."""

    socket: str
    record: Path

    def tmux(self, *words: str) -> str:
        """Give tmux a command and return what it says."""
        command = [TMUX or "tmux", "-S", self.socket, *words]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout

    def press(self, *keys: str) -> None:
        """Press keys."""
        self.tmux("send-keys", "-t", "it", *keys)

    def screen(self) -> str:
        """Return what is seen."""
        return self.tmux("capture-pane", "-p", "-t", "it")

    def wait_for(self, words: str) -> str:
        """Wait until words are on the screen."""
        end = time.monotonic() + PATIENCE_S
        while words not in (seen := self.screen()):
            assert time.monotonic() < end, f"{words!r} never came:\n{seen}"
            time.sleep(0.05)
        return seen

    def escape_from(self, words: str) -> None:
        """Press Escape and wait until what it closes is gone; a key too soon after it would become Alt."""
        self.press("Escape")
        end = time.monotonic() + PATIENCE_S
        while words in (seen := self.screen()):
            assert time.monotonic() < end, f"{words!r} never went:\n{seen}"
            time.sleep(0.05)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """Start the program in a terminal."""
    if TMUX is None:
        if os.environ.get("CI") == "true":
            pytest.fail("tmux is missing; `make test` installs it")
        pytest.skip("tmux is not installed, so no real terminal was driven")
    home = Home(tmp_path / "home").ensure()
    home.settings_file.write_text('key_store = "file"\n', encoding="utf-8")
    hostile(home)
    found = Terminal(str(tmp_path / "socket"), tmp_path / "record")
    words = [sys.executable, "-m", "tests.tui.hostile_program", str(home.root)]
    program = f"read go; exec {' '.join(words)}"
    found.tmux("-f", "/dev/null", "new-session", "-d", "-s", "it", "-x", "80", "-y", "24", program)
    try:
        found.tmux("set-option", "-g", "set-clipboard", "on")
        found.tmux("pipe-pane", "-t", "it", f"cat > {found.record}")
        found.press("Enter")
        found.wait_for("1 session")
        yield found
    finally:
        found.tmux("kill-server")


def walk(terminal: Terminal) -> None:
    """Go through every screen and dialog in which text from outside stands."""
    terminal.wait_for("[b]x[/b] [/] ␛]52;c;")
    terminal.press("d")
    terminal.wait_for("removed for good")
    terminal.escape_from("removed for good")
    terminal.press("e")
    terminal.wait_for("A plain copy of")
    terminal.escape_from("A plain copy of")
    terminal.press("Enter")
    terminal.wait_for("0 withheld")
    terminal.press("Down")
    terminal.wait_for("2 type")
    terminal.press("Tab", "b", "b", "z", "y")
    terminal.wait_for("Copied the text")
    terminal.press("?")
    terminal.wait_for("What was recorded")
    terminal.escape_from("What was recorded")
    terminal.escape_from("Flip")
    terminal.press("n")
    terminal.wait_for("[ ] [b]x")
    pasted = "".join(character for character in HOSTILE if character > "\x1f")
    terminal.tmux("set-buffer", "-b", "attack", pasted)
    terminal.tmux("paste-buffer", "-p", "-b", "attack", "-t", "it")
    terminal.wait_for("lru")
    terminal.press("Tab")
    terminal.wait_for("space Tick")
    terminal.press("Space")
    terminal.wait_for("[x] [b]x")
    terminal.press("F2")
    terminal.wait_for("Recording starts in")
    terminal.press("Enter")
    terminal.wait_for("● REC")
    terminal.escape_from("In scope")
    terminal.press("r")
    terminal.wait_for("In scope")
    terminal.press("s")
    terminal.wait_for("Saved:")
    terminal.press("Enter")
    terminal.wait_for("There is no session")
    terminal.escape_from("There is no session")
    terminal.press("C-p")
    terminal.wait_for("consent: read")
    terminal.escape_from("consent: read")


@pytest.mark.timeout(180)
def test_no_control_from_outside_reaches_the_terminal(terminal: Terminal) -> None:
    title_before = terminal.tmux("display-message", "-p", "-t", "it", "#{pane_title}")
    walk(terminal)
    title = terminal.tmux("display-message", "-p", "-t", "it", "#{pane_title}")
    buffers = terminal.tmux("list-buffers", "-F", "#{buffer_sample}")
    terminal.press("q")
    raw = terminal.record.read_bytes()
    text = raw.decode("utf-8")
    kinds = {unicodedata.category(character) for character in text}
    assert "Cf" not in kinds
    assert "Cs" not in kinds
    assert not {character for character in text if "\x7f" <= character <= "\x9f"}
    assert "\x00" not in text
    assert "\x1b]52;c;ZXZpbA" not in text
    assert "\x1b[31mevil" not in text
    assert "[b]x[/b]" in text
    assert "\x1b[22;2t\x1b]2;● REC " in text
    assert title == title_before
    assert not any(line.startswith("evil") for line in buffers.splitlines())

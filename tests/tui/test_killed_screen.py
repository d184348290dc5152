"""A terminal is closed or a program killed while somebody types labels: every letter that they saw is kept."""

import fcntl
import os
import pty
import random
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from tests.soak import rounds
from tests.workflow.volunteers import a_volunteer
from workbench.corpus.database import create_corpus
from workbench.workflow.annotating import draft_to_annotate
from workbench.workflow.submitting import submit

KILLS = rounds(60, reduced=2)
NAME = "Ann"
RARE_LETTERS = "qxzjQXZJ"
"""Letters that stand in no word of the screen one after the other."""


class AnnotateInTerminal:
    """`workbench annotate` in a terminal of its own, of which every byte is read."""

    def __init__(self, home: Path, corpus: Path) -> None:
        self.terminal, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        environment = os.environ | {"WORKBENCH_HOME": str(home), "TERM": "xterm-256color"}
        command = [sys.executable, "-m", "workbench", "annotate", "--as", NAME, "--corpus", str(corpus)]
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
        )
        os.close(theirs)
        self.shown = ""
        self.reader = Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        try:
            while block := os.read(self.terminal, 65536):
                self.shown += block.decode(errors="replace")
        except OSError:
            return

    def wait_for(self, words: str) -> None:
        end_s = time.monotonic() + 30
        while words not in self.words():
            assert time.monotonic() < end_s, self.words()[-2000:]
            time.sleep(0.02)

    def words(self) -> str:
        """Return what was drawn so far, without colours and moves of the cursor."""
        return re.sub(r"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b[()][A-B0-2]", "", self.shown)

    def press(self, keys: str) -> None:
        os.write(self.terminal, keys.encode())

    def kill(self, how: signal.Signals) -> None:
        os.kill(self.process.pid, how)
        self.process.wait(30)
        self.reader.join(10)
        os.close(self.terminal)


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_no_letter_that_was_shown_is_lost(tmp_path: Path, figure: Callable[[str], None]) -> None:
    corpus, chance = tmp_path / "team.db", random.Random(2026)
    create_corpus(corpus).close()
    ada, ann = a_volunteer(tmp_path / "ada"), a_volunteer(tmp_path / "ann")
    session = submit(ada.home, ada.session(), corpus).receipt.session
    kept, shown = "", 0
    for number in range(KILLS):
        screen = AnnotateInTerminal(ann.home.root, corpus)
        how = chance.choice([signal.SIGKILL, signal.SIGHUP])
        try:
            screen.wait_for("not sent yet" if kept else "Task")
            screen.press("l")
            time.sleep(0.3)
            before = len(screen.words())
            typed = "".join(chance.sample(RARE_LETTERS, 8))
            for letter in typed:
                screen.press(letter)
                time.sleep(chance.uniform(0, 0.06))
            time.sleep(chance.uniform(0, 0.3))
        finally:
            screen.kill(how)
        drawn = screen.words()[before:]
        ends = (typed[:length] for length in range(len(typed), -1, -1))
        seen = next(end for end in ends if not end or kept[-10:] + end in drawn)
        shown += len(seen)
        draft = draft_to_annotate(ann.home, session, corpus, NAME)
        now = str(draft.values(None).get("instruction") or "")
        draft.close()
        assert now.startswith(kept), f"round {number}: of {kept!r} was left {now!r}"
        assert now.removeprefix(kept).startswith(seen), f"round {number}: {seen!r} was shown, {now!r} is kept"
        kept = now
    assert shown > KILLS
    figure(f"{KILLS} kills of the screen while somebody types: {shown} letters were shown, 0 are lost")

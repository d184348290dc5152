"""A desktop whose terminal is being recorded by this very process, without the command line in between."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.desktop.stage import Stage, StageWindow, wait_for
from workbench.model.events import KeyDown
from workbench.model.scope import Scope
from workbench.model.session import Recording
from workbench.paths import Home
from workbench.store.library import Library
from workbench.workflow.consent import agree
from workbench.workflow.recording import RecorderClient, RecordingRequest

REQUEST = RecordingRequest("Type into a terminal", Scope(("xterm",)))
KEPT_S = 0.6
"""After this what was typed is judged and committed."""


@dataclass
class Desk:
    """A terminal and a recording of it."""

    stage: Stage
    home: Home
    client: RecorderClient
    window: StageWindow

    @property
    def recorder(self) -> int:
        return self.client._process.pid

    @property
    def file(self) -> Path:
        return Library.of(self.home).path(self.client.session_id)

    def type(self, text: str) -> None:
        """Type into the terminal, and wait until it is kept."""
        self.stage.click_into(self.window)
        time.sleep(0.3)
        self.stage.type(text, gap_ms=15)
        self.wait_kept(text)

    def wait_kept(self, text: str) -> None:
        """Wait until what was typed last is in the file."""
        wait_for(lambda: text_of(self.recording()).endswith(text), f"{text!r} in the file")

    def recording(self) -> Recording:
        """Return the session as it stands in its file."""
        with Library.of(self.home).open(self.client.session_id) as file:
            return file.recording()

    def kept(self) -> Recording:
        """Open the session as always, check that it is whole, and return it."""
        with Library.of(self.home).open(self.client.session_id) as file:
            assert file._connection.pragma("integrity_check") == "ok"
            return file.recording()


def text_of(kept: Recording) -> str:
    """Return the text of all kept key presses."""
    return "".join(event.body.text for event in kept.events if isinstance(event.body, KeyDown))


@dataclass
class Desks:
    """Opens desks on one stage."""

    stage: Stage
    opened: list[Desk] = field(default_factory=list)

    def open(self, root: Path) -> Desk:
        """Open a terminal and record it, in a home of that name."""
        return self.record(self.stage.open_xterm("cat"), root)

    def record(self, window: StageWindow, root: Path) -> Desk:
        """Record a terminal that is open, in a home of that name."""
        self.opened.append(Desk(self.stage, a_home(root), RecorderClient.start(a_home(root), REQUEST), window))
        return self.opened[-1]

    def close(self) -> None:
        """End every recorder and close every terminal."""
        for desk in self.opened:
            if desk.client._process.poll() is None:
                os.kill(desk.recorder, signal.SIGKILL)
                desk.client.wait(60)
        for process in [each for each in self.stage._processes if "xterm" in each.args]:  # type: ignore[operator]
            self.stage.stop(process)
        wait_for(lambda: self.stage.hands.find_window("xterm") is None, "closed terminals")


def a_home(root: Path) -> Home:
    """Return a home in which somebody agreed to be recorded, with its keys in files."""
    home = Home(root).ensure()
    home.settings_file.write_text('key_store = "file"\n', encoding="utf-8")
    agree(home)
    return home


@contextmanager
def desks_on(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desks]:
    """Make a stage's display that of this very process, and open desks on it."""
    for name, value in stage.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("WINDOWID", raising=False)
    desks = Desks(stage)
    try:
        yield desks
    finally:
        desks.close()

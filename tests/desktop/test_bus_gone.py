"""The accessibility bus dies while recording: typed text is withheld from then on, which is said; clicks go on.

Applications on GTK end by themselves without it; those on Qt do not.
"""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.desktop.desk import a_home, text_of
from tests.desktop.forms import QtForm
from tests.desktop.stage import Stage, wait_for
from workbench.capture.protocol import Ending
from workbench.model.events import ButtonDown
from workbench.model.gaps import GapReason
from workbench.model.scope import Scope
from workbench.paths import Home
from workbench.store.library import Library
from workbench.workflow.recording import RecorderClient, RecordingRequest

pytestmark = [pytest.mark.display, pytest.mark.timeout(240)]


def buses_of(stage: Stage) -> list[int]:
    """Return the processes of this very stage that carry what applications say: the bus and what started it."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            words = (process / "cmdline").read_bytes()
            mine = f"XDG_RUNTIME_DIR={stage.home}".encode() in (process / "environ").read_bytes().split(b"\0")
        except (OSError, ValueError):
            continue
        if mine and b"at-spi" in words:
            found.append(int(process.name))
    return found


def kept_so_far(home: Home, client: RecorderClient) -> str:
    """Return the text that is in the file by now."""
    with Library.of(home).open(client.session_id) as file:
        return text_of(file.recording())


def test_without_its_bus_typed_text_is_withheld_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Stage(1280, 800, accessibility=True) as stage:
        for name, value in stage.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("WINDOWID", raising=False)
        home, form = a_home(tmp_path / "home"), QtForm(stage)
        client = RecorderClient.start(home, RecordingRequest("Fill a form", Scope((form.app,))))
        stage.click(*form.place("name"))
        time.sleep(1)
        stage.type("kept", gap_ms=20)
        wait_for(lambda: kept_so_far(home, client) == "kept", "what was typed in the file")
        buses = buses_of(stage)
        assert buses
        for bus in buses:
            os.kill(bus, signal.SIGKILL)
        time.sleep(0.5)
        stage.type("hidden", gap_ms=40)
        wait_for(lambda: any("withheld" in each for each in client.status().warnings), "the word that says so")
        stage.click(*form.place("name"))
        time.sleep(0.5)
        assert client.stop().ended is Ending.STOPPED
        wait_for(lambda: form.values()["name"] == "kepthidden", "what the form received")
        with Library.of(home).open(client.session_id) as file:
            kept = file.recording()
    assert text_of(kept) == "kept"
    assert GapReason.UNKNOWN_TARGET in {gap.reason for gap in kept.gaps}
    typed = max(event.seq for event in kept.events if event.kind == "key_down")
    assert any(isinstance(event.body, ButtonDown) and event.seq > typed for event in kept.events)

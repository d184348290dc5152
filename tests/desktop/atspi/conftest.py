"""A bus of one's own to test on."""

import os
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.desktop.atspi.pretending import PretendApplication
from tests.desktop.atspi.typist import ELSEWHERE, LOGIN, SECOND, Typist
from tests.desktop.stage import DIES_WITH_US, need, wait_for
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.fields import AtspiFields
from workbench.desktop.atspi.link import Link
from workbench.desktop.atspi.questions import Question, Reply
from workbench.desktop.scripted_windows import ScriptedWindows
from workbench.desktop.x11.clock import monotonic_ms

PATIENCE_S = 5.0
"""As long as a machine with other things to do may keep an application waiting that does not hang."""

BARE = """<busconfig><type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>"""


class PrivateBus:
    """A D-Bus daemon that belongs to one test; with a folder, one that offers no services."""

    def __init__(self, folder: Path | None = None) -> None:
        need("dbus-daemon")
        self._own = TemporaryDirectory(prefix="bus-")  # holds its socket, which it does not remove itself
        words = ["--session", f"--address=unix:dir={self._own.name}"]
        if folder is not None:
            config = folder / "bus.conf"
            config.write_text(BARE.format(folder=folder), encoding="utf-8")
            words = [f"--config-file={config}"]
        read, write = os.pipe()
        command = [*DIES_WITH_US, "dbus-daemon", *words, "--nofork", f"--print-address={write}"]
        self.process = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as addresses:
            self.address = addresses.readline().strip()

    def end(self) -> None:
        self.process.kill()
        self.process.wait(60)
        self._own.cleanup()


@pytest.fixture
def private_bus() -> Iterator[PrivateBus]:
    """A message bus without any application on it."""
    opened = PrivateBus()
    yield opened
    opened.end()


@pytest.fixture
def application(private_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch) -> Iterator[PretendApplication]:
    """A registry with one application that does what the test says; unless it hangs, it may take its time."""
    opened, ask = PretendApplication(private_bus.address), Link.ask

    async def ask_patiently(link: Link, question: Question) -> Reply:
        least_s = 0.0 if opened.hung else PATIENCE_S
        return await ask(link, replace(question, timeout_s=max(question.timeout_s, least_s)))

    monkeypatch.setattr(Link, "ask", ask_patiently)
    yield opened
    opened.hung = False
    opened.close()


@pytest.fixture
def bus(private_bus: PrivateBus) -> Iterator[Bus]:
    """The accessibility bus of the test, not yet started."""
    opened = Bus(lambda: [private_bus.address], monotonic_ms)
    yield opened
    opened.stop()
    wait_for(lambda: "accessibility bus" not in {thread.name for thread in threading.enumerate()}, "its end")
    assert opened.failures == 0


@pytest.fixture
def linked(bus: Bus, application: PretendApplication) -> Bus:
    """The bus, connected, with the application on it."""
    bus.start()
    wait_for(lambda: bus.alive and bus.tried, f"the bus for {application.name}")
    return bus


@pytest.fixture
def windows() -> ScriptedWindows:
    """Two windows of the application, and one of another process."""
    made = ScriptedWindows(monotonic_ms)
    for window in (LOGIN, SECOND, ELSEWHERE):
        made.open(window)
    return made


@pytest.fixture
def fields(bus: Bus, application: PretendApplication, windows: ScriptedWindows) -> AtspiFields:
    """The fields of that application."""
    made = AtspiFields(bus, windows, monotonic_ms)
    made.start()
    wait_for(made.listening, f"the bus of {application.name}")
    return made


@pytest.fixture
def typist(fields: AtspiFields) -> Iterator[Typist]:
    """Somebody who types there."""
    yield Typist(fields)
    fields.stop()
    wait_for(lambda: not fields.listening(), "the end of the connection")

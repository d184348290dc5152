"""A volunteer types what was not meant to be recorded and lets a real recorder forget it, twice."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from tests.desktop.desk import KEPT_S, Desk, Desks, desks_on, text_of
from tests.desktop.stage import Stage, wait_for
from tests.patience import NotInTimeError
from tests.soak import rounds
from tests.store.residue import residue
from workbench.capture.protocol import Ending
from workbench.model.gaps import Gap, GapReason
from workbench.model.reduce import reduce_recording
from workbench.model.session import Recording
from workbench.store.keys import KeyStore
from workbench.store.library import Library
from workbench.workflow import recording

pytestmark = [pytest.mark.display, pytest.mark.soak, pytest.mark.timeout(240)]

SPAN_MS = rounds(30_000, reduced=8_000)
"""Longer than a machine with other things to do takes from what is to be forgotten to the wish."""
HASTY = f"""
import sys
from workbench.capture import timing
timing.FORGET_MS = {SPAN_MS}
from workbench.capture.process import main
sys.exit(main())
"""
CANARY = "zanzibarnoon"


@pytest.fixture
def desks(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desks]:
    """Desks whose recorder forgets a shorter span than half a minute, so that a test need not wait for it."""
    monkeypatch.setattr(recording, "launch", launch_hasty)
    with desks_on(stage, monkeypatch) as opened:
        yield opened


def launch_hasty() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", HASTY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def decrypted(desk: Desk, folder: Path) -> Path:
    """Return a folder with every file of the library, the session's pages all decrypted, free ones too."""
    shutil.copytree(desk.home.sessions, folder)
    key = KeyStore(desk.home, "file").find(desk.client.session_id)
    assert key is not None
    connection = apsw.Connection(str(folder / desk.file.name))
    connection.pragma("key", f"raw:{key.hex()}")
    connection.pragma("journal_mode", "delete")
    connection.pragma("rekey", "")
    connection.close()
    assert (folder / desk.file.name).read_bytes().startswith(b"SQLite format 3")
    return folder


def forgotten(desk: Desk) -> list[Gap]:
    with Library.of(desk.home).open(desk.client.session_id) as file:
        return [gap for gap in file.recording().gaps if gap.reason is GapReason.FORGOTTEN]


def pictures(desk: Desk, kept: Recording) -> list[bytes]:
    with Library.of(desk.home).open(desk.client.session_id) as file:
        return [file.picture(frame.id).rgb for frame in kept.frames]


def within_the_span(began: float) -> float:
    """Return the time, if what was done since then lies in what a wish of now lets be forgotten."""
    now = time.monotonic()
    if now - began > SPAN_MS / 1000:
        message = f"it took {now - began:.1f} s until the wish to forget"
        raise NotInTimeError(message)
    return now


def test_what_was_forgotten_is_in_no_byte_and_what_came_before_is_whole(desks: Desks, tmp_path: Path) -> None:
    desk = desks.open(tmp_path / "home")
    desk.type("before")
    time.sleep(1)
    before = desk.kept()
    seen = pictures(desk, before)
    time.sleep(SPAN_MS / 1000 - 1)
    began = time.monotonic()
    desk.type(CANARY)
    desk.type(CANARY)
    assert CANARY in text_of(desk.kept())
    desk.client.forget()
    asked = within_the_span(began)
    wait_for(lambda: desk.client.status().forgotten == 1, "the word that it is forgotten")
    (gap,) = forgotten(desk)
    assert residue(CANARY, decrypted(desk, tmp_path / "at once"), desk.home.root) == []
    desk.type("between")
    desk.stage.type(CANARY, gap_ms=15)
    desk.stage.press("ctrl+alt+f")
    within_the_span(asked)
    wait_for(lambda: desk.client.status().forgotten == 2, "the second time")
    assert forgotten(desk)[-1].end_ms > gap.end_ms
    assert residue(CANARY, decrypted(desk, tmp_path / "again"), desk.home.root) == []
    time.sleep(KEPT_S)
    desk.type("after")
    assert desk.client.stop().ended is Ending.STOPPED
    kept = desk.kept()
    assert text_of(kept) == "beforeafter"
    assert residue(CANARY, tmp_path / "home") == []
    (whole,) = [found for found in kept.gaps if found.reason is GapReason.FORGOTTEN]
    inside = [frame for frame in kept.frames if whole.start_ms <= frame.captured_ms < whole.end_ms]
    assert not inside
    assert not [event for event in kept.events if whole.start_ms < event.t_ms < whole.end_ms]
    early = [event for event in kept.events if event.t_ms < whole.start_ms]
    assert early[: len(before.events)] == list(before.events)
    assert pictures(desk, kept)[: len(seen)] == seen
    steps = [step for step in reduce_recording(kept) if step.start_ms < whole.start_ms]
    assert [step.sentence for step in steps][-1] == 'type "before"'
    assert [step.frame for step in steps] == [step.frame for step in reduce_recording(before)]
    assert steps[-1].after
    assert "ctrl" not in {getattr(event.body, "key", "") for event in kept.events}
